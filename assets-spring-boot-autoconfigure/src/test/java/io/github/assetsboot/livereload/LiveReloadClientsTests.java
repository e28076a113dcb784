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
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link LiveReloadClients}.
 */
class LiveReloadClientsTests {

	private final LiveReloadClients clients = new LiveReloadClients();

	private final CountDownLatch writing = new CountDownLatch(1);

	private final CountDownLatch gate = new CountDownLatch(1);

	private volatile boolean interrupted;

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
	@Test
	void containerGetsTheResponseBackAfterAWriteThatFails() throws Exception {
		AsyncEvent event = addPage();
		FutureTask<Void> error = inContainer(() -> listener(event).onError(event));
		await().until(() -> this.clients.count() == 0);
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> error.get(300, TimeUnit.MILLISECONDS));
		this.gate.countDown();
		error.get(10, TimeUnit.SECONDS);
	}

	@Test
	void writeThatDoesNotEndKeepsTheContainerWaitingForTwoSecondsOnly() throws Exception {
		AsyncEvent event = addPage();
		inContainer(() -> listener(event).onError(event)).get(10, TimeUnit.SECONDS);
	}

	/**
	 * Tomcat has a lock that a write needs when it fails.
	 */
	@Test
	void endOfAResponseDoesNotWaitForTheWriter() throws Exception {
		AsyncEvent event = addPage();
		inContainer(() -> listener(event).onComplete(event)).get(1, TimeUnit.SECONDS);
		assertThat(this.clients.count()).isZero();
	}

	/**
	 * Jetty would wait for it.
	 */
	@Test
	void pageWhoseWriteHasFailedEndsWithTheApplication() throws Exception {
		AsyncEvent event = addPage();
		this.gate.countDown();
		this.clients.stop();
		assertThat(event.getAsyncContext().getRequest().isAsyncStarted()).isFalse();
	}

	/**
	 * Otherwise the connections of pages would be closed in the middle of an event.
	 */
	@Test
	void writerIsNotInterruptedAtTheEndUnlessItHangs() throws Exception {
		addPage();
		FutureTask<Void> end = inContainer(this.clients::stop);
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> end.get(300, TimeUnit.MILLISECONDS));
		assertThat(this.interrupted).isFalse();
		end.get(20, TimeUnit.SECONDS);
		await().untilAsserted(() -> assertThat(this.interrupted).isTrue());
	}

	/**
	 * Add a page whose first event is being written.
	 */
	private AsyncEvent addPage() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setAsyncSupported(true);
		assertThat(this.clients.add(request, new BrokenResponse())).isTrue();
		assertThat(this.writing.await(10, TimeUnit.SECONDS)).isTrue();
		return new AsyncEvent(request.getAsyncContext());
	}

	private static AsyncListener listener(AsyncEvent event) {
		return ((MockAsyncContext) event.getAsyncContext()).getListeners().get(0);
	}

	private static FutureTask<Void> inContainer(Step step) {
		FutureTask<Void> task = new FutureTask<>(() -> {
			step.perform();
			return null;
		});
		new Thread(task, "container").start();
		return task;
	}

	@FunctionalInterface
	private interface Step {

		void perform() throws IOException;

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
							LiveReloadClientsTests.this.interrupted = true;
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
