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

package io.github.assetsboot.autoconfigure;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.github.assetsboot.devserver.DevServer.DevServerSocket;
import io.github.assetsboot.devserver.DevServer.SocketEnd;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import org.apache.catalina.connector.RequestFacade;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.Nio2Channel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * A connection of Tomcat to a client that uses a WebSocket of the development server. The
 * streams of the servlet API do not do: Tomcat calls their listener again and again while
 * it must not read, and does not close their connection from another thread.
 *
 * @author the Assets for Spring Boot authors
 */
final class TomcatSocket implements SocketEnd {

	private final SocketWrapperBase<?> connection;

	private final AtomicReference<@Nullable Read> waiting = new AtomicReference<>();

	private TomcatSocket(SocketWrapperBase<?> connection) {
		this.connection = connection;
	}

	/**
	 * Let the client use a WebSocket after the response.
	 * @return {@code false} if the request is not of Tomcat
	 */
	static boolean upgrade(HttpServletRequest request, HttpServletResponse response, DevServerSocket socket)
			throws IOException {
		if (WebUtils.getNativeRequest(request, RequestFacade.class) == null) {
			return false;
		}
		try {
			request.upgrade(Upgraded.class).socket = socket;
			return true;
		}
		catch (ServletException ex) {
			throw new IOException(ex);
		}
	}

	@Override
	public void read(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
		Read read = new Read(buffer, handler);
		int count = tryRead(read);
		if (count == 0) {
			this.waiting.set(read);
			this.connection.registerReadInterest();
		}
	}

	/**
	 * Continue to read, since something has arrived.
	 */
	private void readable() {
		Read read = this.waiting.getAndSet(null);
		if (read != null) {
			read(read.buffer(), read.handler());
		}
	}

	/**
	 * An asynchronous operation of Tomcat would take the end of the input for an error,
	 * and refuse to write from then on.
	 */
	private int tryRead(Read read) {
		int count;
		try {
			count = this.connection.read(false, read.buffer());
		}
		catch (EOFException ex) {
			count = -1;
		}
		catch (IOException ex) {
			read.handler().failed(ex, read.buffer());
			return -1;
		}
		if (count != 0) {
			read.handler().completed(count, read.buffer());
		}
		return count;
	}

	@Override
	public void write(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
		this.connection.write(-1, TimeUnit.MILLISECONDS, buffer, new CompletionHandler<Long, ByteBuffer>() {

			@Override
			public void completed(Long count, ByteBuffer written) {
				handler.completed(count.intValue(), written);
			}

			@Override
			public void failed(Throwable failure, ByteBuffer written) {
				handler.failed(failure, written);
			}

		}, buffer);
	}

	/**
	 * With TLS, the end of the output alone would look like an attack.
	 */
	@Override
	public void shutdownOutput() throws IOException {
		if (this.connection.getSslSupport() != null) {
			this.connection.close();
		}
		else if (this.connection.getSocket() instanceof NioChannel channel) {
			((SocketChannel) channel.getIOChannel()).shutdownOutput();
		}
		else if (this.connection.getSocket() instanceof Nio2Channel channel) {
			((AsynchronousSocketChannel) channel.getIOChannel()).shutdownOutput();
		}
	}

	@Override
	public void close() {
		this.connection.close();
	}

	/**
	 * A read that waits for bytes to arrive.
	 */
	private record Read(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {

	}

	/**
	 * Is created and called by Tomcat.
	 */
	public static final class Upgraded implements InternalHttpUpgradeHandler {

		private volatile @Nullable DevServerSocket socket;

		private @Nullable TomcatSocket client;

		private volatile @Nullable Runnable closing;

		@Override
		public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
			this.client = new TomcatSocket(wrapper);
		}

		@Override
		public void init(WebConnection connection) {
			this.closing = Objects.requireNonNull(this.socket).start(Objects.requireNonNull(this.client));
			this.socket = null;
		}

		/**
		 * Tomcat does not wait for the client unless it is told to.
		 */
		@Override
		public boolean hasAsyncIO() {
			return true;
		}

		@Override
		public SocketState upgradeDispatch(SocketEvent event) {
			if (event == SocketEvent.OPEN_READ && this.client != null) {
				this.client.readable();
				return SocketState.SUSPENDED;
			}
			close();
			return SocketState.CLOSED;
		}

		/**
		 * The server stops.
		 */
		@Override
		public void pause() {
			close();
		}

		@Override
		public void destroy() {
			close();
		}

		/**
		 * Tomcat may end a connection before it has taken it out of HTTP.
		 */
		private void close() {
			DevServerSocket unused = this.socket;
			Runnable closing = this.closing;
			if (closing != null) {
				closing.run();
			}
			else if (unused != null) {
				unused.close();
			}
		}

		@Override
		public void timeoutAsync(long now) {
		}

		@Override
		public void setSslSupport(SSLSupport sslSupport) {
		}

	}

}
