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

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import io.github.assetsboot.storage.AssetStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.then;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;

/**
 * Tests for {@link AssetStorageHealthIndicator}.
 */
@Timeout(60)
class AssetStorageHealthIndicatorTests {

	private static final long MILLISECONDS_TO_BEGIN = 10_000;

	private static final Duration MAX_WAIT = Duration.ofMillis(300);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AssetStorage storage = mock(AssetStorage.class);

	private final AssetStorageHealthIndicator indicator = new AssetStorageHealthIndicator(this.storage, MAX_WAIT);

	@BeforeEach
	void hang() throws IOException {
		given(this.storage.existing(any())).willAnswer((call) -> {
			this.gate.await();
			return Set.of();
		});
	}

	@AfterEach
	void close() {
		this.gate.countDown();
		this.indicator.close();
	}

	@Test
	void storageThatAnswersIsUp() {
		this.gate.countDown();
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
		assertThat(this.indicator.health().getDetails()).containsKey("storage");
		await().untilAsserted(() -> assertThat(threads()).isZero());
	}

	@Test
	void storageThatFailsIsDown() throws IOException {
		willThrow(new IOException("it fails")).given(this.storage).existing(any());
		Health health = this.indicator.health();
		assertThat(health.getStatus()).isEqualTo(Status.DOWN);
		assertThat(health.getDetails().get("error")).asString().contains("it fails");
	}

	@Test
	void storageThatHangsIsDownInTimeAndKeepsOneThread() throws IOException {
		for (int i = 0; i < 10; i++) {
			long start = System.nanoTime();
			Health health = this.indicator.health();
			Duration duration = Duration.ofNanos(System.nanoTime() - start);
			assertThat(health.getStatus()).isEqualTo(Status.DOWN);
			assertThat(health.getDetails().get("error")).asString().contains("300 ms");
			if (i > 0) {
				assertThat(duration).as("the call is known to hang").isLessThan(MAX_WAIT);
			}
		}
		assertThat(threads()).isEqualTo(1);
		// a busy machine may let the thread begin later than the time is over
		then(this.storage).should(timeout(MILLISECONDS_TO_BEGIN).times(1)).existing(any());
		this.gate.countDown();
		await().until(() -> this.indicator.health().getStatus().equals(Status.UP));
	}

	@Test
	void callThatHangsEndsWithTheApplication() {
		this.indicator.health();
		assertThat(threads()).isEqualTo(1);
		this.indicator.close();
		assertThat(threads()).isZero();
	}

	private static long threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("assets-storage-health"))
			.count();
	}

}
