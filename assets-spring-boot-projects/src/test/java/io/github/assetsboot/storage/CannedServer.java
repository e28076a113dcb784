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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gives the same answer to everybody and closes the connection.
 *
 * @author the Assets for Spring Boot authors
 */
final class CannedServer implements AutoCloseable {

	private final ServerSocket server = new ServerSocket();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final AtomicInteger requests = new AtomicInteger();

	private final Behaviour behaviour;

	CannedServer(Behaviour behaviour) throws IOException {
		this.behaviour = behaviour;
		this.server.setReceiveBufferSize(4096);
		this.server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
		start(this::accept);
	}

	/**
	 * Create a server that reads some of a request, and answers.
	 */
	static CannedServer answering(String answer) throws IOException {
		return new CannedServer((in, out) -> {
			in.read(new byte[8192]);
			out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
		});
	}

	int port() {
		return this.server.getLocalPort();
	}

	int requests() {
		return this.requests.get();
	}

	private static void start(Runnable runnable) {
		Thread thread = new Thread(runnable);
		thread.setDaemon(true);
		thread.start();
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.sockets.add(socket);
				start(() -> answer(socket));
			}
			catch (IOException ex) {
				// the next connection, or the end
			}
		}
	}

	private void answer(Socket socket) {
		this.requests.incrementAndGet();
		try (socket) {
			this.behaviour.run(socket.getInputStream(), socket.getOutputStream());
		}
		catch (IOException | InterruptedException ex) {
			// the other side has gone
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	@FunctionalInterface
	interface Behaviour {

		void run(InputStream in, OutputStream out) throws IOException, InterruptedException;

	}

}
