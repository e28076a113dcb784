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
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.assetsboot.devserver.DevServer.DevServerRequest;
import io.github.assetsboot.devserver.Tunnel.ServerEnd;

import org.springframework.http.HttpHeaders;

/**
 * The request that opens a WebSocket at a development server, and the head of the
 * response. The JDK's client for WebSockets hides the bytes that a tunnel passes on.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4">RFC 6455, section 4</a>
 */
final class WebSocketHandshake implements Closeable {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	/**
	 * Limit for the head of the response.
	 */
	private static final int MAX_HEAD = 32 * 1024;

	private static final List<String> OFFERS = List.of("Sec-WebSocket-Key", "Sec-WebSocket-Version",
			"Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions");

	private final AsynchronousSocketChannel channel;

	private final ByteBuffer received = ByteBuffer.allocate(MAX_HEAD);

	private int status;

	private java.net.http.HttpHeaders headers = java.net.http.HttpHeaders.of(Map.of(), (name, value) -> true);

	private WebSocketHandshake(AsynchronousSocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Connect to the server, ask it, and wait for the head of its response.
	 * @param origin the origin of the server
	 * @param request the request
	 * @param timeout time limit for the arrival of the head
	 * @return the handshake, to be closed
	 * @throws ConnectException if no server listens there
	 * @throws IOException if the server does not answer with HTTP
	 */
	static WebSocketHandshake open(String origin, DevServerRequest request, Duration timeout)
			throws IOException, InterruptedException {
		URI uri = DevServerUri.toUri(origin, request.target());
		WebSocketHandshake handshake = new WebSocketHandshake(AsynchronousSocketChannel.open(Group.INSTANCE));
		try {
			handshake.connect(uri);
			handshake.send(head(origin, uri, request), timeout);
			handshake.receive(timeout);
			return handshake;
		}
		catch (IOException | InterruptedException | RuntimeException ex) {
			handshake.close();
			throw ex;
		}
	}

	private void connect(URI uri) throws IOException, InterruptedException {
		int port = (uri.getPort() != -1) ? uri.getPort() : 80;
		InetSocketAddress address = new InetSocketAddress(uri.getHost().replaceAll("[\\[\\]]", ""), port);
		if (address.isUnresolved()) {
			throw new ConnectException("Unknown host " + uri.getHost());
		}
		this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
		await(this.channel.connect(address), CONNECT_TIMEOUT);
	}

	/**
	 * The server checks the host and the origin, and knows its own ones.
	 */
	private static String head(String origin, URI uri, DevServerRequest request) {
		HttpHeaders fields = ForwardedRequestHeaders.of(request.fields(), true);
		fields.set(HttpHeaders.HOST, uri.getRawAuthority());
		fields.set(HttpHeaders.CONNECTION, "Upgrade");
		fields.set(HttpHeaders.UPGRADE, "websocket");
		OFFERS.forEach((name) -> fields.addAll(name, request.fields().getOrEmpty(name)));
		if (request.fields().getFirst(HttpHeaders.ORIGIN) != null) {
			fields.set(HttpHeaders.ORIGIN, origin);
		}
		String query = (uri.getRawQuery() != null) ? "?" + uri.getRawQuery() : "";
		StringBuilder head = new StringBuilder("GET " + uri.getRawPath() + query + " HTTP/1.1\r\n");
		fields.forEach((name, values) -> values.forEach(
				(value) -> head.append(name).append(": ").append(value.replaceAll("[\r\n\\x00]", " ")).append("\r\n")));
		return head.append("\r\n").toString();
	}

	private void send(String head, Duration timeout) throws IOException, InterruptedException {
		ByteBuffer bytes = ByteBuffer.wrap(head.getBytes(StandardCharsets.ISO_8859_1));
		while (bytes.hasRemaining()) {
			await(this.channel.write(bytes), timeout);
		}
	}

	/**
	 * Read the head of the response. Informational responses come before it.
	 */
	private void receive(Duration timeout) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + timeout.toNanos();
		do {
			int end = endOfHead();
			while (end == -1) {
				if (!this.received.hasRemaining()) {
					throw new IOException("The head of the response is longer than " + MAX_HEAD + " bytes");
				}
				if (await(this.channel.read(this.received), Duration.ofNanos(deadline - System.nanoTime())) == -1) {
					throw new EOFException("The connection was closed before the response");
				}
				end = endOfHead();
			}
			parse(new String(this.received.array(), 0, end, StandardCharsets.ISO_8859_1));
			this.received.flip().position(end);
			this.received.compact();
		}
		while (this.status < 200 && this.status != 101);
	}

	private int endOfHead() {
		byte[] bytes = this.received.array();
		for (int i = 3; i < this.received.position(); i++) {
			if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n' && bytes[i - 3] == '\r') {
				return i + 1;
			}
		}
		return -1;
	}

	private void parse(String head) throws IOException {
		String[] lines = head.split("\r\n");
		if (!lines[0].matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
			throw new IOException("The response is not of HTTP/1.1");
		}
		this.status = Integer.parseInt(lines[0].substring(9, 12));
		Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		for (int i = 1; i < lines.length; i++) {
			int colon = lines[i].indexOf(':');
			if (colon < 1) {
				throw new IOException("The response has an invalid header field");
			}
			fields.computeIfAbsent(lines[i].substring(0, colon), (name) -> new ArrayList<>())
				.add(lines[i].substring(colon + 1).strip());
		}
		if (!fields.getOrDefault("content-length", List.of("0")).get(0).matches("\\d{1,18}")) {
			throw new IOException("The response has an invalid Content-Length");
		}
		this.headers = java.net.http.HttpHeaders.of(fields, (name, value) -> true);
	}

	private static <T> T await(Future<T> operation, Duration timeout) throws IOException, InterruptedException {
		try {
			return operation.get(Math.max(0, timeout.toNanos()), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof ConnectException) {
				throw (ConnectException) new ConnectException(ex.getCause().getMessage()).initCause(ex);
			}
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw new SocketTimeoutException("No answer in " + timeout.toSeconds() + " seconds");
		}
	}

	int status() {
		return this.status;
	}

	java.net.http.HttpHeaders headers() {
		return this.headers;
	}

	AsynchronousSocketChannel channel() {
		return this.channel;
	}

	/**
	 * Return the bytes that came with the head and belong behind it.
	 */
	ByteBuffer remainder() {
		return this.received.duplicate().flip();
	}

	/**
	 * Return the content of a response that opens no WebSocket.
	 */
	InputStream body() {
		ByteBuffer remainder = remainder();
		InputStream bytes = new SequenceInputStream(
				new ByteArrayInputStream(remainder.array(), 0, remainder.remaining()),
				Channels.newInputStream(this.channel));
		boolean chunked = this.headers.firstValue("transfer-encoding")
			.filter((coding) -> coding.toLowerCase(Locale.ROOT).contains("chunked"))
			.isPresent();
		long length = (this.status == 204 || this.status == 304) ? 0
				: this.headers.firstValueAsLong("content-length").orElse(Long.MAX_VALUE);
		return new Body(bytes, chunked ? 0 : length, chunked);
	}

	@Override
	public void close() {
		new ServerEnd(this.channel).close();
	}

	/**
	 * The threads that continue what an operation on a connection has begun. They never
	 * wait. They are created by the first WebSocket.
	 */
	private static final class Group {

		static final AsynchronousChannelGroup INSTANCE = open();

		private static AsynchronousChannelGroup open() {
			try {
				return AsynchronousChannelGroup.withFixedThreadPool(2, Group::thread);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static Thread thread(Runnable task) {
			Thread thread = new Thread(task, "assets-dev-server");
			thread.setDaemon(true);
			return thread;
		}

	}

	/**
	 * Content with a length, in chunks, or up to the end of the connection.
	 *
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-6">RFC 9112, section
	 * 6</a>
	 */
	private final class Body extends InputStream {

		private final InputStream bytes;

		private final boolean chunked;

		private long remaining;

		private boolean begun;

		Body(InputStream bytes, long remaining, boolean chunked) {
			this.bytes = bytes;
			this.remaining = remaining;
			this.chunked = chunked;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return (read(one, 0, 1) == 1) ? one[0] & 0xff : -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (this.chunked && this.remaining == 0) {
				this.remaining = nextChunk();
			}
			if (this.remaining <= 0) {
				return -1;
			}
			int read = this.bytes.read(target, offset, (int) Math.min(length, this.remaining));
			if (read > 0 && this.remaining != Long.MAX_VALUE) {
				this.remaining -= read;
			}
			if (read == -1 && this.remaining != Long.MAX_VALUE) {
				throw new EOFException("The content is shorter than the response says");
			}
			return read;
		}

		/**
		 * Return the size of the next chunk, -1 if there is none.
		 */
		private long nextChunk() throws IOException {
			if (this.begun) {
				line();
			}
			this.begun = true;
			String size = line().split(";", 2)[0].strip();
			if (!size.matches("[0-9A-Fa-f]{1,8}")) {
				throw new IOException("The response has an invalid chunk");
			}
			long chunk = Long.parseLong(size, 16);
			return (chunk > 0) ? chunk : -1;
		}

		private String line() throws IOException {
			StringBuilder line = new StringBuilder();
			for (int next = this.bytes.read(); next != '\n'; next = this.bytes.read()) {
				if (next == -1 || line.length() > 1000) {
					throw new IOException("The response has an invalid chunk");
				}
				line.append((char) next);
			}
			return line.toString();
		}

		@Override
		public void close() {
			WebSocketHandshake.this.close();
		}

	}

}
