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
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonThreads}.
 */
class DaemonThreadsTests {

	private final DaemonThreads threads = new DaemonThreads("threads-");

	private final CountDownLatch gate = new CountDownLatch(1);

	@Test
	void withoutAThreadNothingIsWaitedFor() throws Exception {
		assertThat(this.threads.awaitEnd(Duration.ofMinutes(1))).isTrue();
	}

	@Test
	void endIsThatOfTheLastThread() throws Exception {
		this.threads.newThread(() -> {
		}).start();
		Thread last = this.threads.newThread(this::await);
		last.start();
		Thread neverStarted = this.threads.newThread(this::await);
		assertThat(neverStarted.isDaemon()).isTrue();
		assertThat(neverStarted.getName()).isEqualTo("threads-3");
		assertThat(this.threads.awaitEnd(Duration.ofMillis(50))).isFalse();
		this.gate.countDown();
		assertThat(this.threads.awaitEnd(Duration.ofMinutes(1))).isTrue();
		assertThat(last.isAlive()).isFalse();
	}

	private void await() {
		try {
			this.gate.await(1, TimeUnit.MINUTES);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
