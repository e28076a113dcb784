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

package io.github.assetsboot.livereload;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LiveReloadClients}.
 */
class LiveReloadClientsTests {

	private final LiveReloadClients clients = new LiveReloadClients();

	private final CountDownLatch writing = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	@BeforeEach
	void start() {
		this.clients.start();
	}

	@AfterEach
	void stop() {
		this.gate.countDown();
		this.clients.stop();
	}

	/**
	 * Tomcat gives the response to another connection after the listener, and a late
	 * write would fail there.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void containerGetsTheResponseBackAfterTheWrite(boolean error) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setAsyncSupported(true);
		MockHttpServletResponse response = new BrokenResponse();
		assertThat(this.clients.add(request, response)).isTrue();
		assertThat(this.writing.await(10, TimeUnit.SECONDS)).isTrue();
		MockAsyncContext context = (MockAsyncContext) request.getAsyncContext();
		List<AsyncListener> listeners = List.copyOf(context.getListeners());
		FutureTask<Void> end = new FutureTask<>(() -> {
			for (AsyncListener listener : listeners) {
				if (error) {
					listener.onError(new AsyncEvent(context));
				}
				else {
					listener.onComplete(new AsyncEvent(context));
				}
			}
			return null;
		});
		new Thread(end, "container").start();
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> end.get(300, TimeUnit.MILLISECONDS));
		assertThat(this.clients.count()).isZero();
		this.gate.countDown();
		end.get(10, TimeUnit.SECONDS);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void writeThatDoesNotEndKeepsTheContainerWaitingForAFewSecondsOnly(boolean interrupted) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setAsyncSupported(true);
		this.clients.add(request, new BrokenResponse());
		assertThat(this.writing.await(10, TimeUnit.SECONDS)).isTrue();
		AsyncListener listener = ((MockAsyncContext) request.getAsyncContext()).getListeners().get(0);
		FutureTask<Boolean> end = new FutureTask<>(() -> {
			listener.onComplete(new AsyncEvent(request.getAsyncContext()));
			return Thread.currentThread().isInterrupted();
		});
		Thread container = new Thread(end, "container");
		container.start();
		if (interrupted) {
			container.interrupt();
		}
		assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo(interrupted);
	}

	/**
	 * Its connection fails, but not at once.
	 */
	private final class BrokenResponse extends MockHttpServletResponse {

		private boolean begun;

		@Override
		public ServletOutputStream getOutputStream() {
			return new ServletOutputStream() {

				@Override
				public void write(int value) {
					BrokenResponse.this.begun = true;
				}

				@Override
				public void flush() throws IOException {
					if (BrokenResponse.this.begun) {
						LiveReloadClientsTests.this.writing.countDown();
						try {
							LiveReloadClientsTests.this.gate.await();
						}
						catch (InterruptedException ex) {
							Thread.currentThread().interrupt();
						}
						throw new IOException("The connection is reset");
					}
				}

				@Override
				public boolean isReady() {
					return true;
				}

				@Override
				public void setWriteListener(WriteListener listener) {
				}

			};
		}

	}

}
