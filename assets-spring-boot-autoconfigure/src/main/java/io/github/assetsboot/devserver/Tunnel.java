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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.devserver.DevServer.SocketEnd;

/**
 * Passes bytes on between two connections, in both directions and without a thread of its
 * own. Each direction has one buffer: it is written before it is filled again, so that a
 * slow receiver slows the sender down.
 *
 * @author the Assets for Spring Boot authors
 */
final class Tunnel {

	private static final int BUFFER_SIZE = 16 * 1024;

	private final SocketEnd client;

	private final SocketEnd server;

	private final AtomicInteger open = new AtomicInteger(2);

	private final AtomicBoolean closed = new AtomicBoolean();

	Tunnel(SocketEnd client, SocketEnd server) {
		this.client = client;
		this.server = server;
	}

	/**
	 * Start to pass bytes on.
	 * @param first the first bytes for the client
	 */
	void start(ByteBuffer first) {
		new Direction(this.client, this.server).read();
		new Direction(this.server, this.client)
			.write(ByteBuffer.allocate(Math.max(BUFFER_SIZE, first.remaining())).put(first).flip());
	}

	/**
	 * Close both connections.
	 */
	void close() {
		if (this.closed.compareAndSet(false, true)) {
			try {
				this.client.close();
			}
			finally {
				this.server.close();
			}
		}
	}

	/**
	 * One direction. Its operations follow each other.
	 */
	private final class Direction implements CompletionHandler<Integer, ByteBuffer> {

		private final SocketEnd from;

		private final SocketEnd to;

		private volatile boolean reading;

		Direction(SocketEnd from, SocketEnd to) {
			this.from = from;
			this.to = to;
		}

		void read() {
			read(ByteBuffer.allocate(BUFFER_SIZE));
		}

		private void read(ByteBuffer buffer) {
			this.reading = true;
			this.from.read(buffer.clear(), this);
		}

		private void write(ByteBuffer buffer) {
			this.reading = false;
			if (buffer.hasRemaining()) {
				this.to.write(buffer, this);
			}
			else {
				read(buffer);
			}
		}

		@Override
		public void completed(Integer count, ByteBuffer buffer) {
			try {
				if (!this.reading) {
					write(buffer);
				}
				else if (count != -1) {
					write(buffer.flip());
				}
				else {
					end();
				}
			}
			catch (IOException | RuntimeException ex) {
				close();
			}
		}

		/**
		 * The other direction goes on after the end of this one.
		 */
		private void end() throws IOException {
			if (Tunnel.this.open.decrementAndGet() == 0) {
				close();
			}
			else {
				this.to.shutdownOutput();
			}
		}

		@Override
		public void failed(Throwable failure, ByteBuffer buffer) {
			close();
		}

	}

	/**
	 * The end at the development server.
	 *
	 * @param channel the connection
	 */
	record ServerEnd(AsynchronousSocketChannel channel) implements SocketEnd {

		@Override
		public void read(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
			this.channel.read(buffer, buffer, handler);
		}

		@Override
		public void write(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
			this.channel.write(buffer, buffer, handler);
		}

		@Override
		public void shutdownOutput() throws IOException {
			this.channel.shutdownOutput();
		}

		@Override
		public void close() {
			try {
				this.channel.close();
			}
			catch (IOException ex) {
				// it is closed all the same
			}
		}

	}

}
