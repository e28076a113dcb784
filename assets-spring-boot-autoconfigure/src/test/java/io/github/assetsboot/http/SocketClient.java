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

package io.github.assetsboot.http;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP/1.1 over a socket: every header field goes out as it is, and after each response a
 * further request on the same connection proves that nothing was left over and nothing
 * was missing.
 *
 * @author the Assets for Spring Boot authors
 */
final class SocketClient implements Client {

	private static final int TIMEOUT_MILLIS = 10_000;

	private static final int LIMIT = 64 << 20;

	private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.1 (\\d{3}) ?.*");

	private static final Pattern FIELD = Pattern.compile("([-!#$%&'*+.^_`|~0-9A-Za-z]+):[ \\t]*(.*?)[ \\t]*");

	private final int port;

	private final Socket socket;

	private final InputStream input;

	SocketClient(int port) throws IOException {
		this.port = port;
		this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
		this.socket.setSoTimeout(TIMEOUT_MILLIS);
		this.socket.setTcpNoDelay(true);
		this.input = new BufferedInputStream(this.socket.getInputStream());
	}

	@Override
	public Response send(Request request) throws IOException {
		Response response = exchange(request);
		if (response.has("connection")) {
			assertThat(response.header("connection")).isEqualToIgnoringCase("close");
			assertThat(response.status()).as("a status that may close the connection").isIn(400, 431);
			assertThat(this.input.read()).as("after the last response").isEqualTo(-1);
			return response;
		}
		Response next = exchange(Request.get(Site.PROBE));
		assertThat(next.status()).as("the next response on the connection").isEqualTo(200);
		assertThat(next.text()).isEqualTo(Site.PROBE_TEXT);
		assertThat(this.input.available()).as("bytes left over").isZero();
		return response;
	}

	private Response exchange(Request request) throws IOException {
		StringBuilder head = new StringBuilder(request.method() + " " + request.target() + " HTTP/1.1\r\n");
		head.append("Host: 127.0.0.1:").append(this.port).append("\r\n");
		request.fields()
			.forEach((field) -> head.append(field.name()).append(": ").append(field.value()).append("\r\n"));
		if (!List.of("GET", "HEAD").contains(request.method())) {
			head.append("Content-Length: 0\r\n");
		}
		this.socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
		this.socket.getOutputStream().flush();
		return read(request);
	}

	private Response read(Request request) throws IOException {
		String statusLine = line();
		Matcher matcher = STATUS_LINE.matcher(statusLine);
		assertThat(matcher.matches()).as("status line '" + statusLine + "' after " + request).isTrue();
		int status = Integer.parseInt(matcher.group(1));
		Map<String, List<String>> headers = new TreeMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			Matcher field = FIELD.matcher(line);
			assertThat(field.matches()).as("header field '" + line + "'").isTrue();
			headers.computeIfAbsent(field.group(1).toLowerCase(Locale.ROOT), (name) -> new ArrayList<>())
				.add(field.group(2));
		}
		Response head = new Response(status, headers, new byte[0]);
		boolean bodiless = request.method().equals("HEAD") || status == 304 || status == 204;
		return bodiless ? head : new Response(status, headers, body(head));
	}

	private byte[] body(Response head) throws IOException {
		if (head.has("transfer-encoding")) {
			assertThat(head.header("transfer-encoding")).isEqualTo("chunked");
			assertThat(head.has("content-length")).as("Content-Length beside chunks").isFalse();
			return chunks();
		}
		assertThat(head.has("content-length")).as("Content-Length of " + head).isTrue();
		long length = Long.parseLong(String.valueOf(head.header("content-length")));
		assertThat(length).as("a body that a test wants to read").isLessThan(LIMIT);
		byte[] body = this.input.readNBytes((int) length);
		assertThat(body).as("bytes of " + head).hasSize((int) length);
		return body;
	}

	private byte[] chunks() throws IOException {
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
			body.write(this.input.readNBytes(size));
			assertThat(line()).as("after a chunk").isEmpty();
		}
		assertThat(line()).as("trailer").isEmpty();
		return body.toByteArray();
	}

	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = this.input.read(); octet != '\r'; octet = this.input.read()) {
			if (octet == -1) {
				throw new EOFException("The server closed the connection after '" + line + "'");
			}
			assertThat(octet).as("an octet of a line, after '" + line + "'").isNotEqualTo('\n');
			line.write(octet);
		}
		assertThat(this.input.read()).as("after CR").isEqualTo('\n');
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		this.socket.close();
	}

}
