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

package io.github.assetsboot.project;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonThreads}.
 */
class DaemonThreadsTests {

	private final DaemonThreads threads = new DaemonThreads("threads-");

	private final ExecutorService executor = Executors.newFixedThreadPool(2, this.threads);

	private final CountDownLatch gate = new CountDownLatch(1);

	@AfterEach
	void end() {
		this.gate.countDown();
		this.executor.shutdown();
	}

	@Test
	void withoutAThreadNothingIsWaitedFor() throws Exception {
		this.executor.shutdown();
		assertThat(this.threads.awaitEnd(this.executor, Duration.ofMinutes(1))).isTrue();
	}

	@Test
	void endIsThatOfTheLastThread() throws Exception {
		Thread first = this.executor.submit(Thread::currentThread).get();
		assertThat(first.isDaemon()).isTrue();
		assertThat(first.getName()).isEqualTo("threads-1");
		Future<Thread> last = this.executor.submit(() -> {
			this.gate.await();
			return Thread.currentThread();
		});
		this.executor.shutdown();
		assertThat(this.threads.awaitEnd(this.executor, Duration.ofMillis(50))).isFalse();
		this.gate.countDown();
		assertThat(this.threads.awaitEnd(this.executor, Duration.ofMinutes(1))).isTrue();
		assertThat(last.get().isAlive()).isFalse();
		assertThat(first.isAlive()).isFalse();
	}

	/**
	 * An executor tells of its end before the thread has ended.
	 */
	@Test
	void threadThatOutlivesItsExecutorIsWaitedFor() throws Exception {
		Thread thread = this.threads.newThread(() -> {
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		});
		thread.start();
		this.executor.shutdown();
		assertThat(this.threads.awaitEnd(this.executor, Duration.ofMillis(50))).isFalse();
		this.gate.countDown();
		assertThat(this.threads.awaitEnd(this.executor, Duration.ofMinutes(1))).isTrue();
		assertThat(thread.isAlive()).isFalse();
	}

}
