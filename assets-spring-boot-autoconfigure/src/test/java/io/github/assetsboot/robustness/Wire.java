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

package io.github.assetsboot.robustness;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
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
 * A strict HTTP/1.1 client over one connection: what the server sends must be a response
 * to the octet, with nothing after it, and the connection must last as long as the server
 * does not say otherwise.
 *
 * @author the Assets for Spring Boot authors
 */
final class Wire implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 20_000;

	private static final long MAX_BODY = 100L << 20;

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 ([1-5][0-9]{2}) [ -~]*");

	private static final Pattern FIELD_LINE = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\\t -~\\x80-\\xff]*");

	private final int port;

	private @Nullable Socket socket;

	private InputStream input = InputStream.nullInputStream();

	Wire(int port) {
		this.port = port;
	}

	/**
	 * Write down a request.
	 * @param method the method
	 * @param target the request target
	 * @param fieldLines the header fields, one line each
	 * @return the octets
	 */
	static byte[] request(String method, String target, List<String> fieldLines) {
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
	 * @throws IOException if there is none
	 */
	Reply send(String method, String target, String... fieldLines) throws IOException {
		return exchange(request(method, target, List.of(fieldLines)), method.equals("HEAD"));
	}

	/**
	 * Send a request.
	 * @param request its octets
	 * @param head whether its method is HEAD
	 * @return the response
	 * @throws IOException if there is none
	 */
	Reply exchange(byte[] request, boolean head) throws IOException {
		write(request);
		Reply reply = read(head);
		assertThat(this.input.available()).as("octets after %s", reply).isZero();
		if (reply.isLast()) {
			close();
		}
		return reply;
	}

	/**
	 * Send octets.
	 * @param octets the octets
	 * @throws IOException if they cannot be sent
	 */
	void write(byte[] octets) throws IOException {
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
	 * @throws IOException if there is none
	 */
	Reply read(boolean head) throws IOException {
		Reply start = readHead();
		return new Reply(start.status(), start.fields(), readBody(start, head));
	}

	/**
	 * Read the head of a response.
	 * @return the response without its body
	 * @throws IOException if there is none
	 */
	Reply readHead() throws IOException {
		String statusLine = line();
		assertThat(statusLine).as("status line").matches(STATUS_LINE);
		Map<String, List<String>> fields = new TreeMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			assertThat(line).as("field line").matches(FIELD_LINE);
			int colon = line.indexOf(':');
			fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(line.substring(colon + 1).trim());
		}
		return new Reply(Integer.parseInt(statusLine.substring(9, 12)), fields, new byte[0]);
	}

	/**
	 * Return the input, for a body that is not read at once.
	 * @return the input
	 */
	InputStream input() {
		return this.input;
	}

	private byte[] readBody(Reply start, boolean head) throws IOException {
		if (head || start.status() == 304 || start.status() == 204) {
			return new byte[0];
		}
		String length = start.header("content-length");
		if ("chunked".equals(start.header("transfer-encoding"))) {
			assertThat(length).as("length beside chunks in %s", start).isNull();
			return readChunks();
		}
		if (length == null) {
			assertThat(start.isLast()).as("body until the end of the connection in %s", start).isTrue();
			return this.input.readAllBytes();
		}
		long announced = Long.parseLong(length);
		assertThat(announced).as("length of %s", start).isBetween(0L, MAX_BODY);
		byte[] body = this.input.readNBytes((int) announced);
		if (body.length != announced) {
			throw new EOFException(body.length + " of " + length + " bytes");
		}
		return body;
	}

	private byte[] readChunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			body.writeBytes(this.input.readNBytes(size));
			assertThat(line()).isEmpty();
		}
		assertThat(line()).isEmpty();
		return body.toByteArray();
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream(80);
		int previous = 0;
		for (int octet = this.input.read(); previous != '\r' || octet != '\n'; octet = this.input.read()) {
			if (octet == -1) {
				throw new EOFException("The server closed the connection after '" + line + "'");
			}
			line.write(octet);
			previous = octet;
		}
		String text = line.toString(StandardCharsets.ISO_8859_1);
		return text.substring(0, text.length() - 1);
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
