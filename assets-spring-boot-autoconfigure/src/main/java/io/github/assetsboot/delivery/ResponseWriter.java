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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.collection.FileChangedException;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.AssetMatch;
import io.github.assetsboot.routing.Decision;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;

/**
 * Writes answers to servlet responses.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ResponseWriter {

	/**
	 * The value of {@code Retry-After} where a storage does not answer.
	 */
	public static final String RETRY_AFTER_SECONDS = "5";

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

	private static final String NOT_FOUND_ATTRIBUTE = ResponseWriter.class.getName() + ".notFound";

	private final BlobOpener opener;

	private final @Nullable ResponseListener listener;

	private final @Nullable DevServerDelivery devServer;

	private final ApplicationCacheControl cacheControl;

	private final AtomicLong warnedAt = new AtomicLong(System.nanoTime() - WARNING_PAUSE);

	/**
	 * Create a writer.
	 * @param opener opens the contents
	 * @param listener hears of the answers, may be {@code null}
	 */
	public ResponseWriter(BlobOpener opener, @Nullable ResponseListener listener) {
		this(opener, listener, null, (request) -> false);
	}

	/**
	 * Create a writer of answers that may come from a development server.
	 * @param opener opens the contents
	 * @param listener hears of the answers, may be {@code null}
	 * @param devServer the development server, {@code null} if there is none
	 * @param cacheControl tells whether the application adds {@code Cache-Control}
	 */
	public ResponseWriter(BlobOpener opener, @Nullable ResponseListener listener, @Nullable DevServer devServer,
			ApplicationCacheControl cacheControl) {
		this.opener = opener;
		this.listener = listener;
		this.devServer = (devServer != null) ? new DevServerDelivery(devServer) : null;
		this.cacheControl = cacheControl;
	}

	/**
	 * Write an answer. One without an asset and with status 404 is left to the
	 * application's error handling.
	 * @param answer the answer
	 * @param request the request that it answers
	 * @param response where to write it
	 * @return {@code false} if the development server has nothing, so that the
	 * application has to answer, and nothing has been written
	 * @throws IOException if the client is gone
	 */
	public boolean write(AssetResponse answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (this.listener == null) {
			return deliver(answer, request, response) != null;
		}
		ServedResponse delivery = ServedResponse.FAILED;
		long start = System.nanoTime();
		try {
			delivery = deliver(answer, request, response);
		}
		finally {
			if (delivery != null) {
				this.listener.answered(request, answer, delivery, System.nanoTime() - start);
			}
		}
		return delivery != null;
	}

	BlobOpener opener() {
		return this.opener;
	}

	DevServerDelivery devServer() {
		Assert.state(this.devServer != null, "No development server");
		return this.devServer;
	}

	private @Nullable ServedResponse deliver(AssetResponse answer, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (answer instanceof AssetResponse.Empty empty) {
			write(empty, request, response);
			return ServedResponse.of(empty);
		}
		if (answer instanceof AssetResponse.FromDevServer fromDevServer) {
			return devServer().write(fromDevServer, request, response);
		}
		return write((AssetResponse.WithAsset) answer, null, Conditions.of(request), request, response);
	}

	/**
	 * Leave a request for which there is no asset to the application's error handling.
	 * @param request the request
	 * @param response where to write the answer
	 * @throws IOException if the client is gone
	 */
	public static void sendNotFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
		markNotFound(request);
		response.sendError(HttpServletResponse.SC_NOT_FOUND);
	}

	/**
	 * Remember that a 404 is the answer to a request, because there is no asset, and no
	 * handler of the application either where handlers come first.
	 * @param request the request
	 */
	public static void markNotFound(HttpServletRequest request) {
		request.setAttribute(NOT_FOUND_ATTRIBUTE, true);
	}

	/**
	 * Return whether a 404 is the answer to a request because there is no asset.
	 * @param request the request
	 * @return {@code true} if it is
	 */
	public static boolean isNotFound(HttpServletRequest request) {
		return request.getAttribute(NOT_FOUND_ATTRIBUTE) != null;
	}

	/**
	 * Write an asset with what is known of its content only, and leave the status as it
	 * is: for a dispatch inside the application.
	 * @param asset the asset
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the client is gone
	 */
	public void write(Asset asset, HttpServletRequest request, HttpServletResponse response) throws IOException {
		AssetResponse.WithAsset answer = new AssetResponse.WithAsset(exactly(asset), response.getStatus(),
				new EntityHeaders(asset.contentType()));
		write(answer, null, Conditions.NONE, request, response);
	}

	/**
	 * Write what a controller returned.
	 * @param entity the response, with {@link AssetResource} as its body
	 * @param resource the body
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the client is gone
	 */
	void write(ResponseEntity<?> entity, AssetResource resource, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		EntityHeaders headers = new EntityHeaders(entity.getHeaders(), resource);
		AssetResponse.WithAsset answer = new AssetResponse.WithAsset(exactly(resource.asset()),
				entity.getStatusCode().value(), headers);
		Conditions conditions = headers.areOriginal() ? Conditions.of(request) : Conditions.NONE;
		if (resource.isHead() && !ServletRequests.isHead(request)) {
			SelectedRepresentation selection = SelectedRepresentation.of(answer.status(), resource.representation(),
					headers, conditions);
			new SelectedResponse(selection, headers, conditions.audience()).writeHead(request, response);
			if (headers.contentType() != null) {
				response.setContentType(headers.contentType());
			}
			return;
		}
		write(answer, resource.representation(), conditions, request, response);
	}

	private static Decision.ServeAsset exactly(Asset asset) {
		return new Decision.ServeAsset(asset, AssetMatch.EXACT, asset.path(), false, null);
	}

	private static void write(AssetResponse.Empty answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (answer.status() == HttpServletResponse.SC_NOT_FOUND) {
			sendNotFound(request, response);
			return;
		}
		response.setStatus(answer.status());
		answer.fields().forEach((name, value) -> ResponseFields.set(name, value, response));
		CookieGuard.apply(request, response);
		RuledResponse.guard(answer.rules(), response);
	}

	private ServedResponse write(AssetResponse.WithAsset answer, @Nullable Representation known, Conditions conditions,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		Prepared prepared;
		try {
			prepared = prepare(answer, known, conditions, request, response);
		}
		catch (NoSuchFileException ex) {
			sendNotFound(request, response);
			return ServedResponse.NOT_FOUND;
		}
		catch (FileChangedException ex) {
			warnOfChanges(answer.asset());
			write(Answers.unavailable(), request, response);
			return ServedResponse.FAILED;
		}
		catch (IOException ex) {
			logFailure(answer.asset(), ex);
			write(Answers.unavailable(), request, response);
			return ServedResponse.FAILED;
		}
		try (OpenBlob content = prepared.content()) {
			SelectedRepresentation selection = prepared.selection();
			if (selection.isRefusal()) {
				write(Answers.refusal(selection, answer.headers()), request, response);
			}
			else {
				CacheAudience audience = audience(conditions, answer.headers(), request);
				new SelectedResponse(selection, answer.headers(), audience).write(content, request, response);
			}
			if (selection.status() == 304 && !Sendfile.isSupported(request, response)) {
				// Jetty would add the length of a response without content
				response.flushBuffer();
			}
			return ServedResponse.of(answer, selection, content);
		}
	}

	/**
	 * A storage that fails is reported once, not for each request.
	 */
	private static void logFailure(Asset asset, IOException ex) {
		String message = "The file of asset '" + asset + "' cannot be read: " + ex;
		if (asset.representation().source() instanceof BlobSource.InStorage) {
			logger.debug(message);
		}
		else {
			logger.warn(message);
		}
	}

	/**
	 * Find out who may store a response. Only a response that would be without
	 * {@code Cache-Control} depends on the application.
	 */
	CacheAudience audience(Conditions conditions, ResponseHeaders headers, HttpServletRequest request) {
		CacheAudience audience = conditions.audience();
		return (headers.withholdsCacheControl(audience) && this.cacheControl.isAddedTo(request))
				? audience.ofApplication() : audience;
	}

	/**
	 * Select what the asset holds at this moment, and open it.
	 */
	private Prepared prepare(AssetResponse.WithAsset answer, @Nullable Representation known, Conditions conditions,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		Asset asset = answer.asset();
		Representation plain = (known != null) ? known : asset.current();
		Conditions current = conditions;
		for (int attempt = 1;; attempt++) {
			SelectedRepresentation selection = SelectedRepresentation.of(answer.status(), plain, answer.headers(),
					current);
			try {
				boolean withContent = selection.hasContent() && !ServletRequests.isHead(request);
				return new Prepared(selection, withContent ? this.opener.open(selection, request, response) : null);
			}
			catch (IOException ex) {
				boolean sibling = isSibling(selection.representation());
				if ((!sibling && !(ex instanceof FileChangedException)) || attempt == MAX_ATTEMPTS
						|| (attempt - 1) * plain.size() > MAX_REREAD) {
					throw ex;
				}
				pauseAfter(attempt);
				// what happened to a coded file says nothing of the file itself
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
	 * Wait for who is writing the file: not after the first attempt, then for longer and
	 * longer, a quarter of a second in all.
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

}
