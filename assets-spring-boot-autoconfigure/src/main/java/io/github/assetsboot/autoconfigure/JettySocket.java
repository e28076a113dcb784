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

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CompletionHandler;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import io.github.assetsboot.devserver.DevServer.DevServerSocket;
import io.github.assetsboot.devserver.DevServer.SocketEnd;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.eclipse.jetty.ee11.servlet.ServletApiRequest;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.WebUtils;

/**
 * A connection of Jetty to a client that uses a WebSocket of the development server.
 *
 * @author the Assets for Spring Boot authors
 */
final class JettySocket extends AbstractConnection implements Connection.UpgradeTo, SocketEnd {

	private @Nullable DevServerSocket socket;

	private final AtomicReference<@Nullable Read> waiting = new AtomicReference<>();

	private ByteBuffer received = ByteBuffer.allocate(0);

	private volatile @Nullable Runnable closing;

	private JettySocket(EndPoint endPoint, Executor executor, DevServerSocket socket) {
		super(endPoint, executor);
		this.socket = socket;
	}

	/**
	 * Let the client use a WebSocket after the response.
	 * @return {@code false} if the request is not of Jetty
	 */
	static boolean upgrade(HttpServletRequest request, HttpServletResponse response, DevServerSocket socket) {
		ServletApiRequest jetty = WebUtils.getNativeRequest(request, ServletApiRequest.class);
		if (jetty == null) {
			return false;
		}
		Request received = jetty.getRequest();
		EndPoint endPoint = received.getConnectionMetaData().getConnection().getEndPoint();
		received.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE,
				new JettySocket(endPoint, received.getComponents().getExecutor(), socket));
		Request.addCompletionListener(received, (failure) -> {
			if (failure != null) {
				socket.close();
			}
		});
		response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
		return true;
	}

	/**
	 * Take over the bytes that the client has sent behind its request.
	 */
	@Override
	public void onUpgradeTo(ByteBuffer buffer) {
		this.received = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
	}

	@Override
	public void onOpen() {
		super.onOpen();
		// a WebSocket may be silent for hours
		getEndPoint().setIdleTimeout(0);
		this.closing = Objects.requireNonNull(this.socket).start(this);
		this.socket = null;
	}

	@Override
	public void read(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
		int count = this.received.hasRemaining() ? take(buffer) : fill(buffer, handler);
		if (count > 0) {
			handler.completed(count, buffer);
		}
	}

	private int take(ByteBuffer buffer) {
		int count = Math.min(buffer.remaining(), this.received.remaining());
		buffer.put(this.received.slice().limit(count));
		this.received.position(this.received.position() + count);
		return count;
	}

	/**
	 * Jetty adds to what a buffer has, between its position and its limit.
	 */
	private int fill(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
		int count;
		try {
			count = getEndPoint().fill(buffer.flip());
		}
		catch (IOException ex) {
			handler.failed(ex, buffer);
			return -1;
		}
		buffer.position(buffer.limit()).limit(buffer.capacity());
		if (count == 0) {
			this.waiting.set(new Read(buffer, handler));
			fillInterested();
		}
		else if (count < 0) {
			handler.completed(-1, buffer);
		}
		return count;
	}

	@Override
	public void onFillable() {
		Read read = this.waiting.getAndSet(null);
		if (read != null) {
			read(read.buffer(), read.handler());
		}
	}

	@Override
	public void onFillInterestedFailed(Throwable cause) {
		Read read = this.waiting.getAndSet(null);
		if (read != null) {
			read.handler().failed(cause, read.buffer());
		}
	}

	@Override
	public void write(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {
		int count = buffer.remaining();
		getEndPoint().write(
				Callback.from(() -> handler.completed(count, buffer), (failure) -> handler.failed(failure, buffer)),
				buffer);
	}

	@Override
	public void shutdownOutput() {
		getEndPoint().shutdownOutput();
	}

	@Override
	public boolean onIdleExpired(TimeoutException timeout) {
		return false;
	}

	@Override
	public void onClose(@Nullable Throwable cause) {
		super.onClose(cause);
		Objects.requireNonNullElse(this.closing, () -> {
		}).run();
	}

	/**
	 * A read that waits for bytes to arrive.
	 */
	private record Read(ByteBuffer buffer, CompletionHandler<Integer, ByteBuffer> handler) {

	}

}
