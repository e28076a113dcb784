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

package io.github.assetsboot.testing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that sends requests byte for byte over one connection, and checks each octet
 * of the responses as RFC 9112 has it. It connects again after a response with
 * {@code Connection: close}.
 */
public final class SocketClient implements Client {

	private static final int TIMEOUT_MILLIS = 20_000;

	private static final long MAX_BODY = 100L << 20;

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) [\\t -~\\x80-\\xff]*");

	private static final Pattern FIELD_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t -~\\x80-\\xff]*");

	private final int port;

	private @Nullable Socket socket;

	private InputStream input = InputStream.nullInputStream();

	/**
	 * Create a client that connects with its first request.
	 * @param port the port on the loopback interface
	 */
	public SocketClient(int port) {
		this.port = port;
	}

	public int port() {
		return this.port;
	}

	/**
	 * Write down a request.
	 * @param method the method
	 * @param target the request target
	 * @param fieldLines the header fields, one line each
	 * @return the octets, one for each character
	 */
	public static byte[] request(String method, String target, List<String> fieldLines) {
		StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
		fieldLines.forEach((line) -> request.append(line).append("\r\n"));
		return request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param target the request target
	 * @param fieldLines the header fields, one line each
	 * @return the response
	 * @throws IOException if there is no response
	 */
	public Response send(String method, String target, String... fieldLines) throws IOException {
		return exchange(request(method, target, List.of(fieldLines)), method.equals("HEAD"));
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param target the request target
	 * @param headers the header fields
	 * @return the response
	 * @throws IOException if there is no response
	 */
	public Response send(String method, String target, Map<String, String> headers) throws IOException {
		return send(new Request(method, target, List.of()).with(headers));
	}

	@Override
	public Response send(Request request) throws IOException {
		StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
		if (!request.has("Host")) {
			head.append("Host: ").append(host(request.target())).append("\r\n");
		}
		request.fields()
			.forEach((field) -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
		if (!List.of("GET", "HEAD").contains(request.method())) {
			head.append("Content-Length: 0\r\n");
		}
		byte[] octets = head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
		return exchange(octets, request.method().equals("HEAD"));
	}

	/**
	 * RFC 9112, section 3.2: the host of the target, if the target has one.
	 */
	private String host(String target) {
		return target.startsWith("http://") ? target.substring("http://".length()).replaceFirst("[/?#].*", "")
				: "127.0.0.1:" + this.port;
	}

	/**
	 * Send a request.
	 * @param request its octets
	 * @param head whether its method is HEAD
	 * @return the response
	 * @throws IOException if there is no response
	 */
	public Response exchange(byte[] request, boolean head) throws IOException {
		write(request);
		Response response = read(head);
		assertThat(this.input.available()).as("octets after %s", response).isZero();
		if (response.isLast()) {
			assertThat(isAtEnd()).as("end of the connection after %s", response).isTrue();
			close();
		}
		return response;
	}

	private boolean isAtEnd() throws IOException {
		try {
			return this.input.read() == -1;
		}
		catch (SocketException ex) {
			// the server had not read the whole request
			return true;
		}
	}

	/**
	 * Send octets.
	 * @param octets the octets
	 * @throws IOException if they cannot be sent
	 */
	public void write(byte[] octets) throws IOException {
		if (this.socket == null) {
			Socket opened = new Socket(InetAddress.getLoopbackAddress(), this.port);
			opened.setSoTimeout(TIMEOUT_MILLIS);
			opened.setTcpNoDelay(true);
			this.socket = opened;
			this.input = new BufferedInputStream(opened.getInputStream(), 64 * 1024);
		}
		this.socket.getOutputStream().write(octets);
		this.socket.getOutputStream().flush();
	}

	/**
	 * Read a response.
	 * @param head whether it answers a HEAD request
	 * @return the response
	 * @throws IOException if there is no response
	 */
	public Response read(boolean head) throws IOException {
		Response start = readHead();
		return new Response(start.status(), start.fields(), readBody(start, head));
	}

	/**
	 * Read the head of a response.
	 * @return the response without its body
	 * @throws IOException if there is no response
	 */
	public Response readHead() throws IOException {
		String statusLine = line();
		assertThat(statusLine).as("status line").matches(STATUS_LINE);
		Map<String, List<String>> fields = new TreeMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			assertThat(line).as("field line").matches(FIELD_LINE);
			int colon = line.indexOf(':');
			fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(decode(line.substring(colon + 1).trim()));
		}
		return new Response(Integer.parseInt(statusLine.substring(9, 12)), fields, new byte[0]);
	}

	/**
	 * Return the input, for a body that is not read at once.
	 * @return the input
	 */
	public InputStream input() {
		return this.input;
	}

	private byte[] readBody(Response start, boolean head) throws IOException {
		if (head || start.status() == 304 || start.status() == 204) {
			return new byte[0];
		}
		String length = start.header("content-length");
		String transferEncoding = start.header("transfer-encoding");
		if (transferEncoding != null) {
			assertThat(transferEncoding).isEqualTo("chunked");
			assertThat(length).as("length beside chunks in %s", start).isNull();
			return readChunks();
		}
		if (length == null) {
			assertThat(start.isLast()).as("body until the end of the connection in %s", start).isTrue();
			return this.input.readAllBytes();
		}
		long announced = Long.parseLong(length);
		assertThat(announced).as("length of %s", start).isBetween(0L, MAX_BODY);
		return readFully((int) announced);
	}

	private byte[] readChunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			body.writeBytes(readFully(size));
			assertThat(line()).as("after a chunk").isEmpty();
		}
		assertThat(line()).as("trailer").isEmpty();
		return body.toByteArray();
	}

	private byte[] readFully(int size) throws IOException {
		byte[] bytes = this.input.readNBytes(size);
		if (bytes.length < size) {
			throw new EOFException("The server closed the connection after " + bytes.length + " of " + size + " bytes");
		}
		return bytes;
	}

	/**
	 * Read a line, which ends with CR and LF and has neither inside.
	 */
	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(80);
		for (int octet = this.input.read(); octet != '\r'; octet = this.input.read()) {
			if (octet == -1) {
				throw new EOFException("The server closed the connection after '" + line + "'");
			}
			assertThat(octet).as("an octet after '%s'", line).isNotEqualTo('\n');
			line.write(octet);
		}
		assertThat(this.input.read()).as("the octet after CR").isEqualTo('\n');
		return line.toString(StandardCharsets.ISO_8859_1);
	}

	private static String decode(String octets) {
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(octets.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return octets;
		}
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
