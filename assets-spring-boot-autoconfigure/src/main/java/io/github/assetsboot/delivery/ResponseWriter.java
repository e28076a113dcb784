/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.devserver.DevServer.DevServerSocket;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;

/**
 * Writes responses of the assets to servlet responses.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ResponseWriter {

	private static final Log logger = LogFactory.getLog(ResponseWriter.class);

	/**
	 * Limits for the attempts to answer with a file that changes just now: their number,
	 * and the bytes of the repeated reads.
	 */
	private static final int MAX_ATTEMPTS = 8;

	private static final long MAX_REREAD = 64 * 1024 * 1024;

	/**
	 * Pause after a warning about a file that is being written.
	 */
	private static final long WARNING_PAUSE = TimeUnit.MINUTES.toNanos(1);

	private final BlobOpener opener;

	private final List<ResponseListener> listeners;

	private final SocketUpgrade socketUpgrade;

	private final ApplicationCacheControl cacheControl;

	private final EarlyHints earlyHints;

	private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARNING_PAUSE);

	/**
	 * Create a writer.
	 * @param blobs keeps small contents in memory, and large ones in temporary files
	 * @param listeners the listeners to tell about each response
	 */
	public ResponseWriter(BlobCache blobs, List<ResponseListener> listeners) {
		this(blobs, listeners, (request) -> false, EarlyHints.NONE, SocketUpgrade.NONE);
	}

	/**
	 * Create a writer of responses that may come from a development server.
	 * @param blobs keeps small contents in memory, and large ones in temporary files
	 * @param listeners the listeners to tell about each response
	 * @param cacheControl tells whether the application adds {@code Cache-Control}
	 * @param earlyHints sends the links of a page ahead of it
	 * @param socketUpgrade hands WebSockets of a development server over to clients
	 */
	public ResponseWriter(BlobCache blobs, List<ResponseListener> listeners, ApplicationCacheControl cacheControl,
			EarlyHints earlyHints, SocketUpgrade socketUpgrade) {
		this.opener = new BlobOpener(blobs);
		this.listeners = List.copyOf(listeners);
		this.socketUpgrade = socketUpgrade;
		this.cacheControl = cacheControl;
		this.earlyHints = earlyHints;
	}

	/**
	 * Write a response. The error handling of the application writes one with status 404
	 * and without an asset.
	 * @param answer the response to write
	 * @param request the request that it answers
	 * @param response where to write it
	 * @return {@code false} if the development server has nothing, so that the
	 * application has to answer, and nothing has been written
	 * @throws IOException if the client has closed the connection
	 */
	public boolean write(AssetResponse answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (this.listeners.isEmpty()) {
			return deliver(answer, request, response) != null;
		}
		ServedResponse served = ServedResponse.FAILED;
		long start = System.nanoTime();
		try {
			served = deliver(answer, request, response);
		}
		finally {
			if (served != null) {
				long nanoseconds = System.nanoTime() - start;
				for (ResponseListener listener : this.listeners) {
					listener.answered(request, answer, served, nanoseconds);
				}
			}
		}
		return served != null;
	}

	/**
	 * Return the bytes of a representation, if there is room for them in memory.
	 */
	byte @Nullable [] bytes(Representation representation) throws IOException {
		return this.opener.bytes(representation);
	}

	/**
	 * Ask the development server as for a request of a browser, and send its answer to
	 * nobody.
	 * @param answer the response that the server has
	 * @param method the method, GET or HEAD
	 * @param host the host that the request names
	 * @param headers the header fields of the request
	 * @return the answers of the server
	 */
	public AssetResponse.DevServerProbe probe(AssetResponse.FromDevServer answer, String method, String host,
			HttpHeaders headers) {
		return devServer().probe(answer, method, host, headers);
	}

	DevServerDelivery devServer() {
		return new DevServerDelivery(this.socketUpgrade);
	}

	private @Nullable ServedResponse deliver(AssetResponse answer, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (answer instanceof AssetResponse.Empty empty) {
			empty.write(request, response);
			return ServedResponse.of(empty);
		}
		if (answer instanceof AssetResponse.FromDevServer fromDevServer) {
			return devServer().write(fromDevServer, request, response);
		}
		return write((AssetResponse.WithAsset) answer, null, Conditions.of(request), request, response);
	}

	/**
	 * Write an asset for a dispatch inside the application. The status of the response
	 * stays, and only the header fields of the content are written.
	 * @param asset the asset
	 * @param pages the header fields and changes of pages
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the client has closed the connection
	 */
	public void write(Asset asset, Pages pages, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		AssetResponse.WithAsset answer = new AssetResponse.WithAsset(Decision.ServeAsset.exactly(asset),
				response.getStatus(), new EntityHeaders(asset.contentType(), pages));
		write(answer, null, Conditions.NONE, request, response);
	}

	/**
	 * Write the response to a HEAD request of a controller as the response to another
	 * request: without the content and its length.
	 */
	void writeHead(AssetResponse.WithAsset answer, Representation known, Conditions conditions,
			HttpServletRequest request, HttpServletResponse response) {
		ResponseHeaders headers = answer.headers();
		SelectedRepresentation selection = SelectedRepresentation.of(answer.status(), known, headers, conditions);
		writeHead(selection, headers, conditions.audience(), request, response);
		if (headers.contentType() != null) {
			response.setContentType(headers.contentType());
		}
	}

	/**
	 * Write an asset.
	 * @param answer the response with the asset
	 * @param known the representation without a content coding, or {@code null} to look
	 * at the file
	 * @param conditions the header fields of the request that the response depends on
	 * @return the result
	 */
	ServedResponse write(AssetResponse.WithAsset answer, @Nullable Representation known, Conditions conditions,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		ResponseHeaders headers = answer.headers();
		boolean page = headers.isOfPage();
		Pages fresh = page ? headers.freshPages() : null;
		Prepared prepared;
		try {
			if (fresh != null) {
				writeFresh(answer, fresh, request, response);
				return this.listeners.isEmpty() ? ServedResponse.NOT_REPORTED : ServedResponse.ofFresh(answer);
			}
			Conditions all = (headers instanceof AssetHeaders own && own.match != null)
					? conditions.withDictionary(own.match, request) : conditions;
			prepared = prepare(answer, headers, page, known, all, request, response);
		}
		catch (NoSuchFileException ex) {
			// the file may be there again after the next change
			response.setHeader(HttpHeaders.CACHE_CONTROL, ServletResponses.NO_STORE);
			ServletResponses.sendNotFound(request, response);
			return ServedResponse.NOT_FOUND;
		}
		catch (IOException ex) {
			logFailure(answer.asset(), ex);
			AssetResponse.unavailable().write(request, response);
			return ServedResponse.FAILED;
		}
		try (OpenBlob content = prepared.content) {
			SelectedRepresentation selection = prepared.selection;
			if (selection.isRefusal()) {
				AssetResponse.Empty.refusal(selection, headers).write(request, response);
			}
			else {
				List<String> links = page ? links(selection, headers, request) : List.of();
				write(selection, headers, links, conditions, content, request, response);
			}
			return this.listeners.isEmpty() ? ServedResponse.NOT_REPORTED
					: ServedResponse.of(answer, selection, content);
		}
	}

	private static List<String> links(SelectedRepresentation selection, ResponseHeaders headers,
			HttpServletRequest request) {
		return (selection.hasContent() && EarlyHints.mayHaveLinks(request)) ? headers.links(selection.plain())
				: List.of();
	}

	private void write(SelectedRepresentation selection, ResponseHeaders headers, List<String> links,
			Conditions conditions, @Nullable OpenBlob content, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (!links.isEmpty()) {
			this.earlyHints.send(request, response, links);
		}
		writeHead(selection, headers, audience(conditions, headers, request), request, response);
		if (!links.isEmpty()) {
			ServletResponses.setFields(HttpHeaders.LINK, links, response);
		}
		if (selection.hasContent()) {
			writeContent(selection, headers, content, response);
		}
		else if (!Sendfile.isOfTomcat(response)) {
			// Tomcat adds no Content-Length to a 304
			ServletResponses.commitWithoutContent(response);
		}
	}

	/**
	 * Write a page that is made for this response.
	 */
	private void writeFresh(AssetResponse.WithAsset answer, Pages pages, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		boolean linked = EarlyHints.mayHaveLinks(request);
		ResponseEntity<Resource> entity = FreshPage.of(answer, pages, linked, ServletRequests.isHead(request), this);
		this.earlyHints.send(request, response, entity.getHeaders().getOrEmpty(HttpHeaders.LINK));
		DefaultAssets.write(entity, request, response);
	}

	/**
	 * Write the status and the header fields, except for those that tell type and length
	 * of the content.
	 */
	private static void writeHead(SelectedRepresentation selection, ResponseHeaders headers, CacheAudience audience,
			HttpServletRequest request, HttpServletResponse response) {
		response.setStatus(selection.status());
		headers.forEach(selection, audience, (name, value) -> ServletResponses.setField(name, value, response));
		if (response.containsHeader(HttpHeaders.SET_COOKIE)) {
			CookieGuard.apply(request, response);
		}
		ContentCoding coding = selection.representation().coding();
		if (coding != null && selection.hasContent()) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, coding.token());
		}
		if (headers instanceof AssetHeaders own && own.match != null) {
			String offer = own.offer(selection, audience, request.getContextPath());
			if (offer != null) {
				response.setHeader(Dictionary.OFFER, offer);
			}
		}
		List<HeaderRule> guarded = headers.guardedRules();
		if (!guarded.isEmpty()) {
			RuledResponse.guard(guarded, response);
		}
	}

	/**
	 * Write the content with its type and length.
	 * @param content the content, or {@code null} for a HEAD request
	 */
	private static void writeContent(SelectedRepresentation selection, ResponseHeaders headers,
			@Nullable OpenBlob content, HttpServletResponse response) throws IOException {
		long size = selection.representation().size();
		ByteRanges ranges = selection.ranges();
		if (ranges != null && selection.isMultipart() && content != null) {
			MultipartByteRanges.of(ranges.ranges(), size, headers.contentType()).send(content, response);
			return;
		}
		String contentType = headers.contentType();
		if (contentType != null) {
			response.setContentType(contentType);
		}
		if (ranges == null) {
			response.setContentLengthLong(size);
			if (content != null) {
				content.writeAll(size, response.getOutputStream());
			}
			return;
		}
		ByteRanges.Range range = selection.firstPart();
		response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(size));
		response.setContentLengthLong(range.length());
		if (content != null) {
			content.write(range, response.getOutputStream());
		}
	}

	/**
	 * The storage itself logs its failures, so that not every request does.
	 */
	private void logFailure(Asset asset, IOException ex) {
		if (ex instanceof FileChangedException) {
			warnOfChanges(asset);
			return;
		}
		String message = "The file of asset '" + asset + "' cannot be read: " + ex;
		if (asset.representation().source() instanceof BlobSource.InStorage) {
			logger.debug(message);
		}
		else {
			logger.warn(message);
		}
	}

	/**
	 * Return the audience of a response. Only a response that would be without
	 * {@code Cache-Control} depends on the application.
	 */
	CacheAudience audience(Conditions conditions, ResponseHeaders headers, HttpServletRequest request) {
		CacheAudience audience = conditions.audience();
		return (headers.withholdsCacheControl(audience) && this.cacheControl.isAddedTo(request))
				? audience.ofApplication() : audience;
	}

	/**
	 * Select a representation of the asset as it is now, and open it.
	 */
	private Prepared prepare(AssetResponse.WithAsset answer, ResponseHeaders headers, boolean page,
			@Nullable Representation known, Conditions conditions, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		Asset asset = answer.asset();
		Representation plain = (known != null) ? known : asset.current();
		Conditions current = conditions;
		for (int attempt = 1;; attempt++) {
			SelectedRepresentation selection = SelectedRepresentation.of(answer.status(), plain, headers, current);
			try {
				if (page) {
					headers.prepare(plain);
				}
				boolean withContent = selection.hasContent() && !"HEAD".equals(request.getMethod());
				return new Prepared(selection, withContent ? this.opener.open(selection, request, response) : null);
			}
			catch (IOException ex) {
				boolean sibling = isSibling(selection.representation());
				if ((!sibling && !(ex instanceof FileChangedException)) || attempt == MAX_ATTEMPTS
						|| (attempt - 1) * plain.size() > MAX_REREAD) {
					throw ex;
				}
				pauseAfter(attempt);
				// a change of the coded file does not mean that the file itself has
				// changed
				plain = sibling ? asset.current() : asset.reread();
				current = conditions.withoutCoding();
			}
		}
	}

	private static boolean isSibling(Representation representation) {
		return representation.coding() != null && representation.source() instanceof BlobSource.InFile;
	}

	private void warnOfChanges(Asset asset) {
		long last = this.warnedAt.get();
		long now = System.nanoTime();
		if (now - last >= WARNING_PAUSE && this.warnedAt.compareAndSet(last, now)) {
			logger.warn("Requests for asset '" + asset + "' get 503, because its file is being written or read again."
					+ " To avoid this, write a new file and rename it.");
		}
	}

	/**
	 * Wait until the file has been written: not after the first attempt, then for longer
	 * each time, 250 milliseconds in all.
	 */
	private static void pauseAfter(int attempt) throws InterruptedIOException {
		try {
			Thread.sleep((attempt > 1) ? 1L << attempt : 0);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException("Interrupted while the file was changing");
		}
	}

	private record Prepared(SelectedRepresentation selection, @Nullable OpenBlob content) {

	}

	/**
	 * Tells whether the application adds {@code Cache-Control} to a response that has
	 * none.
	 * <p>
	 * A request with {@code Authorization} or {@code Range} gets no default
	 * {@code Cache-Control}. If the application then adds one that forbids to store the
	 * response, as Spring Security does, the assets send a value of their own instead.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface ApplicationCacheControl {

		/**
		 * Return whether the application would add {@code Cache-Control} to the response.
		 * @param request the request that is answered
		 * @return {@code true} if a response without {@code Cache-Control} does not stay
		 * so
		 */
		boolean isAddedTo(HttpServletRequest request);

	}

	/**
	 * Sends the links of a page ahead of its response, with status 103. It has no field
	 * but {@code Link}.
	 * <p>
	 * Safe for use by many threads.
	 *
	 * @since 0.1.0
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8297">RFC 8297</a>
	 */
	public static final class EarlyHints {

		/**
		 * Sends nothing.
		 */
		public static final EarlyHints NONE = new EarlyHints(List.of());

		private static final String SENT = EarlyHints.class.getName() + ".sent";

		private final List<Container> containers;

		private final Predicate<HttpServletRequest> wanted;

		/**
		 * Create a sender for all requests.
		 * @param containers the containers that can send it
		 */
		public EarlyHints(List<Container> containers) {
			this(containers, (request) -> true);
		}

		/**
		 * Create a sender.
		 * @param containers the containers that can send it
		 * @param wanted tells the requests for which it is sent
		 */
		public EarlyHints(List<Container> containers, Predicate<HttpServletRequest> wanted) {
			this.containers = List.copyOf(containers);
			this.wanted = wanted;
		}

		/**
		 * Return whether the response to a request may have links. A client of HTTP/1.0
		 * is not a browser that would use them, and a response to HEAD has nothing to
		 * load.
		 * @param request the request
		 * @return {@code true} if it may
		 */
		public static boolean mayHaveLinks(HttpServletRequest request) {
			return !ServletRequests.isHead(request) && !"HTTP/1.0".equals(request.getProtocol());
		}

		/**
		 * Send links, once for a request. Nothing is sent unless a browser that navigates
		 * asks over HTTP/2, and unless the container can send the links alone.
		 * @param request the request
		 * @param response the response, of which nothing has been sent
		 * @param links the values of {@code Link}, one for each link
		 * @throws IOException if the client has closed the connection
		 */
		public void send(HttpServletRequest request, HttpServletResponse response, List<String> links)
				throws IOException {
			if (this.containers.isEmpty() || links.isEmpty() || response.isCommitted() || !isAsked(request)
					|| !this.wanted.test(request)) {
				return;
			}
			request.setAttribute(SENT, true);
			ServletResponse unwrapped = unwrap(response);
			for (Container container : this.containers) {
				if (container.send(unwrapped, links)) {
					return;
				}
			}
		}

		private static boolean isAsked(HttpServletRequest request) {
			return HttpMethod.GET.matches(request.getMethod()) && "HTTP/2.0".equals(unwrap(request).getProtocol())
					&& "navigate".equals(request.getHeader("Sec-Fetch-Mode")) && request.getAttribute(SENT) == null;
		}

		private static ServletRequest unwrap(ServletRequest request) {
			ServletRequest current = request;
			while (current instanceof ServletRequestWrapper wrapper) {
				current = wrapper.getRequest();
			}
			return current;
		}

		private static ServletResponse unwrap(ServletResponse response) {
			ServletResponse current = response;
			while (current instanceof ServletResponseWrapper wrapper) {
				current = wrapper.getResponse();
			}
			return current;
		}

		/**
		 * A container that sends the links.
		 *
		 * @since 0.1.0
		 */
		@FunctionalInterface
		public interface Container {

			/**
			 * Send links, unless other fields would be sent with them.
			 * @param response the response as the container has made it
			 * @param links the values of {@code Link}
			 * @return {@code false} if the response is not of this container
			 * @throws IOException if the client has closed the connection
			 */
			boolean send(ServletResponse response, List<String> links) throws IOException;

		}

	}

	/**
	 * A container that takes a connection out of HTTP.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	public interface SocketUpgrade {

		/**
		 * No container can do it.
		 */
		SocketUpgrade NONE = (request, response, socket) -> false;

		/**
		 * Have a client use a WebSocket, once the response has been sent. The response
		 * has its header fields.
		 * @param request the request of the client
		 * @param response the response
		 * @param socket the WebSocket of the development server
		 * @return {@code false} if the request is not of this container
		 * @throws IOException if the container refuses
		 */
		boolean upgrade(HttpServletRequest request, HttpServletResponse response, DevServerSocket socket)
				throws IOException;

		/**
		 * Return a container that passes a request of another one on.
		 * @param other the other container
		 * @return both containers
		 */
		default SocketUpgrade or(SocketUpgrade other) {
			return (request, response, socket) -> upgrade(request, response, socket)
					|| other.upgrade(request, response, socket);
		}

	}

}
