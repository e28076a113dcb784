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

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A development server that opens a WebSocket at every path. It sends each frame back,
 * unless a test has set something else for the path.
 *
 * @author the Assets for Spring Boot authors
 */
final class SocketDevServer implements Closeable {

	static final String THREAD = "socket-dev-server";

	private final Map<String, Conversation> conversations = new ConcurrentHashMap<>();

	private final List<String> heads = new CopyOnWriteArrayList<>();

	private final List<Socket> open = new CopyOnWriteArrayList<>();

	private final ServerSocket server;

	SocketDevServer() throws IOException {
		this("127.0.0.1");
	}

	SocketDevServer(String address) throws IOException {
		this.server = new ServerSocket(0, 500, InetAddress.getByName(address));
		start(() -> {
			while (true) {
				Socket socket = this.server.accept();
				socket.setTcpNoDelay(true);
				this.open.add(socket);
				start(() -> serve(socket));
			}
		});
	}

	private static void start(Task task) {
		Thread thread = new Thread(() -> {
			try {
				task.run();
			}
			catch (IOException ex) {
				// the connection has ended
			}
		}, THREAD);
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * Do something else than to send frames back.
	 */
	void on(String path, Conversation conversation) {
		this.conversations.put(path, conversation);
	}

	/**
	 * Answer with a response instead of a WebSocket.
	 */
	void refuse(String path, String response) {
		on(path, new Conversation() {

			@Override
			public void hold(InputStream input, Socket socket) {
			}

			@Override
			public String response(String key) {
				return response;
			}

		});
	}

	private void serve(Socket socket) throws IOException {
		try (socket) {
			InputStream input = new BufferedInputStream(socket.getInputStream());
			String head = readHead(input);
			this.heads.add(head);
			String path = head.split(" ")[1].split("\\?")[0];
			Conversation conversation = this.conversations.getOrDefault(path, SocketDevServer::echo);
			String response = head.contains("\r\nUpgrade: websocket\r\n")
					? conversation.response(field(head, "Sec-WebSocket-Key"))
					: "HTTP/1.1 200 \r\nContent-Type: text/html\r\nContent-Length: 4\r\nConnection: close\r\n\r\npage";
			socket.getOutputStream().write(response.getBytes(StandardCharsets.ISO_8859_1));
			if (response.contains("HTTP/1.1 101 Switching")) {
				conversation.hold(input, socket);
			}
		}
		finally {
			this.open.remove(socket);
		}
	}

	static String readHead(InputStream input) throws IOException {
		StringBuilder head = new StringBuilder();
		while (!head.toString().endsWith("\r\n\r\n")) {
			int next = input.read();
			if (next == -1) {
				throw new EOFException(head.toString());
			}
			head.append((char) next);
		}
		return head.toString();
	}

	static String field(String head, String name) {
		return head.lines()
			.filter((line) -> line.toLowerCase().startsWith(name.toLowerCase() + ":"))
			.map((line) -> line.substring(name.length() + 1).strip())
			.findFirst()
			.orElse("");
	}

	static String accept(String key) {
		try {
			return Base64.getEncoder()
				.encodeToString(MessageDigest.getInstance("SHA-1")
					.digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Send each frame back, without its mask.
	 *
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc6455#section-5.2">RFC 6455, section
	 * 5.2</a>
	 */
	private static void echo(InputStream stream, Socket socket) throws IOException {
		DataInputStream input = new DataInputStream(stream);
		OutputStream output = socket.getOutputStream();
		while (true) {
			int first = input.readUnsignedByte();
			int second = input.readUnsignedByte() & 0x7f;
			int length = (second == 126) ? input.readUnsignedShort()
					: (second == 127) ? Math.toIntExact(input.readLong()) : second;
			byte[] mask = new byte[4];
			input.readFully(mask);
			byte[] payload = new byte[length];
			input.readFully(payload);
			for (int i = 0; i < length; i++) {
				payload[i] ^= mask[i & 3];
			}
			output.write(frame(first, payload));
			if ((first & 0x0f) == 8) {
				return;
			}
		}
	}

	static byte[] frame(int first, byte[] payload) throws IOException {
		ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 10);
		DataOutputStream data = new DataOutputStream(frame);
		data.write(first);
		if (payload.length < 126) {
			data.write(payload.length);
		}
		else if (payload.length < 65536) {
			data.write(126);
			data.writeShort(payload.length);
		}
		else {
			data.write(127);
			data.writeLong(payload.length);
		}
		data.write(payload);
		return frame.toByteArray();
	}

	int port() {
		return this.server.getLocalPort();
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	/**
	 * Return the heads of the requests that were received.
	 */
	List<String> heads() {
		return this.heads;
	}

	int openConnections() {
		return this.open.size();
	}

	/**
	 * Break all connections off, and accept none any more.
	 */
	void kill() throws IOException {
		this.server.close();
		for (Socket socket : this.open) {
			try {
				socket.setSoLinger(true, 0);
				socket.close();
			}
			catch (SocketException ex) {
				// it is closed already
			}
		}
	}

	@Override
	public void close() throws IOException {
		kill();
	}

	@FunctionalInterface
	private interface Task {

		void run() throws IOException;

	}

	/**
	 * What happens on a connection.
	 */
	@FunctionalInterface
	interface Conversation {

		void hold(InputStream input, Socket socket) throws IOException;

		default String response(String key) {
			return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
					+ "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n";
		}

	}

}
