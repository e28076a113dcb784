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
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 client that sends a request target byte for byte, over one connection as
 * long as the server keeps it.
 *
 * @author the Assets for Spring Boot authors
 */
public final class RawHttpClient implements AutoCloseable {

	private static final int TIMEOUT_MILLIS = 10_000;

	private final int port;

	private @Nullable Socket socket;

	private @Nullable InputStream input;

	/**
	 * Create a client.
	 * @param port the port on the loopback interface
	 */
	public RawHttpClient(int port) {
		this.port = port;
	}

	/**
	 * Return the port.
	 * @return the port on the loopback interface
	 */
	public int port() {
		return this.port;
	}

	/**
	 * Send a request.
	 * @param method the method
	 * @param target the request target, byte for byte
	 * @param headers the header fields
	 * @return the response
	 * @throws IOException if the server does not answer
	 */
	public Exchange.Response send(String method, String target, Map<String, String> headers) throws IOException {
		StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
		if (!headers.containsKey("Host")) {
			request.append("Host: ").append(host(target)).append("\r\n");
		}
		headers.forEach((name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
		if (!method.equals("GET") && !method.equals("HEAD")) {
			request.append("Content-Length: 0\r\n");
		}
		byte[] octets = request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
		Exchange.Response response = exchange(octets, method);
		if ("close".equalsIgnoreCase(response.headers().get("connection"))) {
			close();
		}
		return response;
	}

	/**
	 * RFC 9112, section 3.2: that of the target, if it has one.
	 */
	private String host(String target) {
		return target.startsWith("http://") ? target.substring("http://".length()).replaceFirst("[/?#].*", "")
				: "127.0.0.1:" + this.port;
	}

	private Exchange.Response exchange(byte[] request, String method) throws IOException {
		if (this.socket == null) {
			Socket opened = new Socket(InetAddress.getLoopbackAddress(), this.port);
			opened.setSoTimeout(TIMEOUT_MILLIS);
			opened.setTcpNoDelay(true);
			this.socket = opened;
			this.input = new BufferedInputStream(opened.getInputStream());
		}
		this.socket.getOutputStream().write(request);
		this.socket.getOutputStream().flush();
		return read(this.input, method);
	}

	private static Exchange.Response read(InputStream input, String method) throws IOException {
		int status = Integer.parseInt(line(input).split(" ")[1]);
		Map<String, String> headers = new TreeMap<>();
		for (String line = line(input); !line.isEmpty(); line = line(input)) {
			int colon = line.indexOf(':');
			headers.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim(),
					(first, second) -> first + ", " + second);
		}
		String body = (method.equals("HEAD") || status == 304 || status == 204) ? ""
				: new String(body(input, headers), StandardCharsets.UTF_8);
		return new Exchange.Response(status, "1".equals(headers.get("x-worker")), headers, body);
	}

	private static byte[] body(InputStream input, Map<String, String> headers) throws IOException {
		if (!"chunked".equals(headers.get("transfer-encoding"))) {
			return headers.containsKey("content-length") ? whole(input, Integer.parseInt(headers.get("content-length")))
					: input.readAllBytes();
		}
		ByteArrayOutputStream body = new ByteArrayOutputStream();
		for (int size = Integer.parseInt(line(input), 16); size > 0; size = Integer.parseInt(line(input), 16)) {
			body.write(whole(input, size));
			line(input);
		}
		line(input);
		return body.toByteArray();
	}

	private static byte[] whole(InputStream input, int length) throws IOException {
		byte[] bytes = input.readNBytes(length);
		if (bytes.length < length) {
			throw new EOFException(
					"The server closed the connection after " + bytes.length + " of " + length + " bytes");
		}
		return bytes;
	}

	private static String line(InputStream input) throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		for (int octet = input.read(); octet != '\n'; octet = input.read()) {
			if (octet == -1) {
				throw new EOFException("The server closed the connection after '" + line + "'");
			}
			if (octet != '\r') {
				line.write(octet);
			}
		}
		return line.toString(StandardCharsets.UTF_8);
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
			this.socket = null;
		}
	}

}
