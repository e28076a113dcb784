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

package io.github.assetsboot.devserver;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * The development server of the front end, at one URL.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DevServer implements Closeable {

	/**
	 * Time limit for the arrival of a response's header. A first request can make the
	 * server bundle what the front end depends on.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final String DEFAULT_PROPERTIES = "assets.dev-server";

	private final String properties;

	private final @Nullable DevServerUrl url;

	private final @Nullable Command command;

	private final AllowedHosts allowedHosts;

	private final Duration timeout;

	private final OutageLog outages = new OutageLog();

	private final Set<String> scripts = ConcurrentHashMap.newKeySet();

	private volatile @Nullable String origin;

	private volatile @Nullable CommandProcess process;

	/**
	 * Create a development server of the default collection that somebody else starts.
	 * @param url the URL, with a host and without a path
	 * @param allowedHosts names of hosts that requests may be sent to, besides local ones
	 * @throws IllegalArgumentException if the URL is invalid; the message gives the
	 * reason
	 */
	public DevServer(String url, List<String> allowedHosts) {
		this(DEFAULT_PROPERTIES, url, allowedHosts, Optional.empty());
	}

	/**
	 * Create a development server.
	 * @param properties the prefix of the properties that describe it, such as
	 * {@code assets.dev-server}
	 * @param url the URL, with a host and without a path, {@code null} to read it from
	 * the output of the command
	 * @param allowedHosts names of hosts that requests may be sent to, besides local ones
	 * @param command the command that starts the server, empty if somebody else does. Its
	 * type is loaded with a command only
	 * @throws IllegalArgumentException if the URL is invalid; the message gives the
	 * reason
	 */
	public DevServer(String properties, @Nullable String url, List<String> allowedHosts, Optional<Command> command) {
		this(properties, (url != null) ? DevServerUrl.of(url) : null, allowedHosts, command, TIMEOUT);
	}

	DevServer(@Nullable DevServerUrl url, List<String> allowedHosts, Optional<Command> command, Duration timeout) {
		this(DEFAULT_PROPERTIES, url, allowedHosts, command, timeout);
	}

	private DevServer(String properties, @Nullable DevServerUrl url, List<String> allowedHosts,
			Optional<Command> command, Duration timeout) {
		this.properties = properties;
		this.url = url;
		this.command = command.orElse(null);
		this.allowedHosts = new AllowedHosts(allowedHosts);
		this.timeout = timeout;
	}

	/**
	 * Start the command in the background, if there is one.
	 */
	public void start() {
		if (this.command != null) {
			this.process = CommandProcess.start(this.properties, this.command, this.url);
		}
	}

	/**
	 * End the command and all of its processes. If Spring Boot DevTools restart the
	 * application, the command goes on running for a while, so that the restarted
	 * application can take it over.
	 */
	@Override
	public void close() {
		CommandProcess process = this.process;
		if (process == null) {
			return;
		}
		if (process.command().restarted()) {
			process.keep(CommandProcess.MAX_RESTART);
		}
		else {
			process.stop();
		}
	}

	/**
	 * Return the URL, {@code null} if it is to be read from the output of a command and
	 * is not there yet.
	 */
	private @Nullable DevServerUrl url() {
		CommandProcess process = this.process;
		return (this.url == null && process != null) ? process.url() : this.url;
	}

	/**
	 * Return the check of hosts under which this machine shows the work in progress:
	 * {@code localhost}, names below it, addresses, and those that are listed. Any site
	 * can give its own name the address of this machine.
	 * @param allowedHosts the names of further hosts
	 * @return tests a host, with or without a port
	 */
	public static Predicate<String> allowedHosts(List<String> allowedHosts) {
		return new AllowedHosts(allowedHosts)::contains;
	}

	/**
	 * Return whether the server is on this machine.
	 * @return {@code true} if the host is a name or an address of the loopback interface,
	 * as it is if a command names it
	 */
	public boolean isLocal() {
		return this.url == null || this.url.isLocal();
	}

	/**
	 * Ask the server, and wait for the header of its response. If the server does not
	 * answer, the response says so.
	 * @param request the request
	 * @return the response, to be closed
	 */
	public DevServerResponse fetch(DevServerRequest request) {
		if (!this.allowedHosts.contains(request.host())) {
			return DevServerFailures.forbidden(this.properties, request.host());
		}
		if (request.isLoop()) {
			return DevServerFailures.loop();
		}
		DevServerUrl url = url();
		if (url == null) {
			return DevServerFailures.unavailable(this.properties, null, this.process, request.acceptsHtml());
		}
		try {
			HttpResponse<InputStream> response = ask(url, (origin) -> send(request, origin));
			this.outages.answered(url);
			return new DevServerResponse(response.statusCode(),
					ForwardedResponseHeaders.of(response.headers(), url.origins()), response.body());
		}
		catch (IOException ex) {
			this.outages.failed(url, ex, this.process);
			return DevServerFailures.unavailable(this.properties, url, this.process, request.acceptsHtml());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return DevServerFailures.unavailable(this.properties, url, this.process, request.acceptsHtml());
		}
	}

	/**
	 * Ask the server to open a WebSocket, and wait for the header of its response. A page
	 * of another site is refused, since browsers let it open a WebSocket to any host.
	 * @param request the request
	 * @return the WebSocket or the response in place of it, to be closed
	 */
	public DevServerSocket connect(DevServerRequest request) {
		String origin = request.fields().getFirst(HttpHeaders.ORIGIN);
		if (!this.allowedHosts.contains(request.host())) {
			return new DevServerSocket(DevServerFailures.forbidden(this.properties, request.host()), null);
		}
		if (origin != null && !this.allowedHosts.containsOrigin(origin, request.host())) {
			return new DevServerSocket(DevServerFailures.foreignOrigin(this.properties, origin), null);
		}
		if (request.isLoop()) {
			return new DevServerSocket(DevServerFailures.loop(), null);
		}
		DevServerUrl url = url();
		if (url == null) {
			return new DevServerSocket(DevServerFailures.unavailable(this.properties, null, this.process, false), null);
		}
		if (url.isEncrypted()) {
			return new DevServerSocket(DevServerFailures.encrypted(this.properties, url), null);
		}
		try {
			WebSocketHandshake handshake = ask(url, (at) -> WebSocketHandshake.open(at, request, this.timeout));
			this.outages.answered(url);
			boolean open = handshake.status() == DevServerSocket.SWITCHING_PROTOCOLS;
			return new DevServerSocket(new DevServerResponse(handshake.status(),
					ForwardedResponseHeaders.of(handshake.headers(), url.origins()),
					open ? InputStream.nullInputStream() : handshake.body()), handshake);
		}
		catch (IOException ex) {
			this.outages.failed(url, ex, this.process);
			return new DevServerSocket(DevServerFailures.unavailable(this.properties, url, this.process, false), null);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new DevServerSocket(DevServerFailures.unavailable(this.properties, url, this.process, false), null);
		}
	}

	/**
	 * Return whether the server has a script of its own at a path. A script that it had
	 * once is not asked for again.
	 * @param target the path as a browser sees it, context path included
	 * @return {@code true} if it has one
	 */
	public boolean hasScript(String target) {
		if (this.scripts.contains(target)) {
			return true;
		}
		DevServerRequest request = new DevServerRequest("GET", target, "localhost", new HttpHeaders(), null, -1, false);
		try (DevServerResponse response = fetch(request)) {
			String contentType = response.headers().getFirst(HttpHeaders.CONTENT_TYPE);
			boolean found = response.status() == 200 && contentType != null && contentType.contains("javascript");
			if (found) {
				this.scripts.add(target);
			}
			return found;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * The name {@code localhost} has two addresses, and the server may listen on either.
	 */
	private <T> T ask(DevServerUrl url, Question<T> question) throws IOException, InterruptedException {
		List<String> origins = url.origins();
		String latest = this.origin;
		String first = (latest != null && origins.contains(latest)) ? latest : origins.get(0);
		try {
			return question.askAt(first);
		}
		catch (ConnectException ex) {
			return askElsewhere(question, origins, first, ex);
		}
	}

	private <T> T askElsewhere(Question<T> question, List<String> origins, String failed, ConnectException failure)
			throws IOException, InterruptedException {
		for (String other : origins) {
			if (!other.equals(failed)) {
				try {
					T answer = question.askAt(other);
					this.origin = other;
					return answer;
				}
				catch (ConnectException ex) {
					failure.addSuppressed(ex);
				}
			}
		}
		throw failure;
	}

	private HttpResponse<InputStream> send(DevServerRequest request, String origin)
			throws IOException, InterruptedException {
		HttpRequest.Builder builder = HttpRequest.newBuilder(DevServerUri.toUri(origin, request.target()))
			.timeout(this.timeout)
			.method(request.method(), request.bodyPublisher());
		request.headers().forEach((name, values) -> values.forEach((value) -> builder.header(name, value)));
		return Client.INSTANCE.send(builder.build(), BodyHandlers.ofInputStream());
	}

	@Override
	public String toString() {
		DevServerUrl url = url();
		return (url != null) ? url.toString()
				: "the address that '" + Objects.requireNonNull(this.command).line() + "' prints";
	}

	@FunctionalInterface
	private interface Question<T> {

		T askAt(String origin) throws IOException, InterruptedException;

	}

	/**
	 * The client and its threads are created by the first request.
	 */
	private static final class Client {

		static final HttpClient INSTANCE = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.proxy(HttpClient.Builder.NO_PROXY)
			.connectTimeout(Duration.ofSeconds(5))
			.build();

	}

	/**
	 * A command that starts a development server.
	 *
	 * @param line the command, {@code auto} for the script of the {@code package.json}
	 * @param directory the folder of the front end
	 * @param install whether packages are installed before the start
	 * @param restarted whether Spring Boot DevTools restart the application
	 * @since 0.1.0
	 */
	public record Command(String line, Path directory, boolean install, boolean restarted) {

		/**
		 * Create a command.
		 * @throws IllegalArgumentException if there is no script for {@code auto}; the
		 * message says why, as the rest of a sentence
		 */
		public Command {
			directory = directory.toAbsolutePath().normalize();
			if (line.equals("auto")) {
				new PackageFolder(directory).scriptCommand();
			}
		}

		boolean isAuto() {
			return this.line.equals("auto");
		}

	}

	/**
	 * A request for a development server. Its content can be read once.
	 *
	 * @param method the method
	 * @param target the path as a browser sees it, context path included, and the query
	 * with its question mark
	 * @param host the host that the request came to, with or without a port
	 * @param fields the header fields that the request came with
	 * @param body the content, {@code null} if there is none
	 * @param contentLength length of the content, -1 if it is not known
	 * @param pages whether a page may be the answer where there is no file of that path
	 * @since 0.1.0
	 */
	public record DevServerRequest(String method, String target, String host, HttpHeaders fields,
			@Nullable InputStream body, long contentLength, boolean pages) {

		/**
		 * Return the same request for another path.
		 * @param target the path, and the query with its question mark
		 * @return the request
		 */
		public DevServerRequest withTarget(String target) {
			return new DevServerRequest(this.method, target, this.host, this.fields, this.body, this.contentLength,
					this.pages);
		}

		/**
		 * Return the header fields to send.
		 */
		HttpHeaders headers() {
			return ForwardedRequestHeaders.of(this.fields, this.pages);
		}

		BodyPublisher bodyPublisher() {
			InputStream content = this.body;
			if (content == null) {
				return BodyPublishers.noBody();
			}
			BodyPublisher publisher = BodyPublishers.ofInputStream(() -> content);
			return (this.contentLength > 0) ? BodyPublishers.fromPublisher(publisher, this.contentLength) : publisher;
		}

		/**
		 * The development server may forward requests for missing files to this
		 * application.
		 */
		boolean isLoop() {
			return this.fields.getOrEmpty(HttpHeaders.VIA)
				.stream()
				.anyMatch((via) -> via.contains(ForwardedRequestHeaders.PSEUDONYM));
		}

		boolean acceptsHtml() {
			String accept = this.fields.getFirst(HttpHeaders.ACCEPT);
			return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
		}

	}

	/**
	 * The response of a development server, or that there is none. Its content can be
	 * copied once.
	 * <p>
	 * Not safe for use by many threads.
	 *
	 * @param status the status code
	 * @param headers the header fields, without those of the connection
	 * @param body the content as it arrives
	 * @since 0.1.0
	 */
	public record DevServerResponse(int status, HttpHeaders headers, InputStream body) implements Closeable {

		private static final int BUFFER_SIZE = 16 * 1024;

		private static final long COMMENT_PAUSE = Duration.ofSeconds(5).toNanos();

		/**
		 * Milliseconds between two looks for an event.
		 */
		private static final long EVENT_PAUSE = 15;

		/**
		 * Create a response in place of the development server.
		 */
		static DevServerResponse of(int status, String contentType, String text) {
			byte[] content = text.getBytes(StandardCharsets.UTF_8);
			HttpHeaders headers = new HttpHeaders();
			headers.set(HttpHeaders.CONTENT_TYPE, contentType + ";charset=utf-8");
			headers.set(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
			headers.setContentLength(content.length);
			return new DevServerResponse(status, headers, new ByteArrayInputStream(content));
		}

		/**
		 * Return whether the response was made in place of the server, which has not
		 * answered or was not asked.
		 * @return {@code false} for an answer of the server
		 */
		public boolean isInPlace() {
			return this.body instanceof ByteArrayInputStream;
		}

		/**
		 * Copy the content, each part as soon as it is there.
		 * @param output where to
		 * @throws IOException if the client, or the server before the end, has closed the
		 * connection
		 */
		public void copyTo(OutputStream output) throws IOException {
			byte[] buffer = new byte[BUFFER_SIZE];
			boolean events = isEventStream();
			int last = '\n';
			while (true) {
				if (events) {
					awaitEvent(last == '\n', output);
				}
				int read = read(buffer);
				if (read == -1) {
					return;
				}
				output.write(buffer, 0, read);
				if (this.body.available() == 0) {
					output.flush();
				}
				last = (read > 0) ? buffer[read - 1] : last;
			}
		}

		private boolean isEventStream() {
			String contentType = this.headers.getFirst(HttpHeaders.CONTENT_TYPE);
			return contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith("text/event-stream")
					&& !this.headers.containsHeader(HttpHeaders.CONTENT_ENCODING);
		}

		/**
		 * Wait for an event. Only a write shows that the client has gone, and a stream
		 * may be silent for hours. So a comment is written now and then.
		 * @param lineEnded whether a comment may be written
		 * @see <a href=
		 * "https://html.spec.whatwg.org/multipage/server-sent-events.html#authoring-notes">
		 * HTML standard, server-sent events</a>
		 */
		private void awaitEvent(boolean lineEnded, OutputStream output) throws IOException {
			long since = System.nanoTime();
			while (this.body.available() == 0) {
				if (lineEnded && System.nanoTime() - since > COMMENT_PAUSE) {
					output.write(new byte[] { ':', '\n' });
					output.flush();
					since = System.nanoTime();
				}
				try {
					Thread.sleep(EVENT_PAUSE);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					throw new InterruptedIOException();
				}
			}
		}

		private int read(byte[] buffer) throws IOException {
			try {
				return this.body.read(buffer);
			}
			catch (IOException ex) {
				throw new TruncatedResponseException(ex);
			}
		}

		/**
		 * Close the content. The part of it that has not been read is lost.
		 */
		@Override
		public void close() throws IOException {
			this.body.close();
		}

	}

	/**
	 * A WebSocket of a development server, or the response in place of it.
	 * <p>
	 * Not safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class DevServerSocket implements Closeable {

		static final int SWITCHING_PROTOCOLS = 101;

		private final DevServerResponse response;

		private final @Nullable WebSocketHandshake handshake;

		DevServerSocket(DevServerResponse response, @Nullable WebSocketHandshake handshake) {
			this.response = response;
			this.handshake = handshake;
		}

		/**
		 * Return the response of the server.
		 * @return the response, with status 101 and without content if the WebSocket is
		 * open
		 */
		public DevServerResponse response() {
			return this.response;
		}

		/**
		 * Return whether the server has opened the WebSocket.
		 * @return {@code false} if the client gets the response instead
		 */
		public boolean isOpen() {
			return this.handshake != null && this.response.status() == SWITCHING_PROTOCOLS;
		}

		/**
		 * Pass all bytes on between a client and the server, until one of them closes its
		 * connection. It returns at once.
		 * @param client the connection to the client
		 * @return closes both connections
		 */
		public Runnable start(SocketEnd client) {
			WebSocketHandshake server = Objects.requireNonNull(this.handshake);
			Tunnel tunnel = new Tunnel(client, new Tunnel.ServerEnd(server.channel()));
			tunnel.start(server.remainder());
			return tunnel::close;
		}

		/**
		 * Close the connection to the server.
		 */
		@Override
		public void close() {
			if (this.handshake != null) {
				this.handshake.close();
			}
		}

	}

	/**
	 * A connection that bytes are read from and written to without waiting. There is at
	 * most one operation of each kind at a time.
	 *
	 * @since 0.1.0
	 */
	public interface SocketEnd {

		/**
		 * Read some bytes.
		 * @param buffer where to write them
		 * @param handler is told how many there were, -1 for none after the end
		 */
		void read(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler);

		/**
		 * Write some bytes.
		 * @param buffer the bytes
		 * @param handler is told how many were written
		 */
		void write(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler);

		/**
		 * End the output, so that the peer sees the end of its input.
		 * @throws IOException if the connection is broken
		 */
		void shutdownOutput() throws IOException;

		/**
		 * Close the connection.
		 */
		void close();

	}

}
