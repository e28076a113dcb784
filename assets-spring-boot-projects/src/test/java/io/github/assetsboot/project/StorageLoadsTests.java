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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.testing.NewThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link StorageLoads}.
 */
@Timeout(60)
class StorageLoadsTests {

	private static final StorageLoads.Lane WIDE = new StorageLoads.Lane("wide", 4, 2, 250);

	private static final StorageLoads.Lane OTHER = new StorageLoads.Lane("other", 4, 2, 250);

	private static final StorageLoads.Lane NARROW = new StorageLoads.Lane("narrow", 1, 2, 250);

	private static final Duration MAX_WAIT = Duration.ofMillis(500);

	private final StorageLoads loads = new StorageLoads("a test",
			new StorageLoadSettings(MAX_WAIT, 4, 4, Duration.ofSeconds(2), 3, Duration.ofMillis(300)));

	private final ExecutorService clients = Executors.newCachedThreadPool();

	private final CountDownLatch gate = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	@AfterEach
	void close() {
		this.gate.countDown();
		this.clients.shutdownNow();
		this.loads.close();
	}

	private String hang() throws IOException {
		return this.loads.call(() -> {
			this.calls.incrementAndGet();
			try {
				this.gate.await();
			}
			catch (InterruptedException ex) {
				throw new IOException("interrupted");
			}
			return "late";
		});
	}

	private String fail() throws IOException {
		return this.loads.call(() -> {
			this.calls.incrementAndGet();
			throw new IOException("it fails");
		});
	}

	private String work() throws IOException {
		return this.loads.call(() -> {
			this.calls.incrementAndGet();
			return "there";
		});
	}

	private Duration timeToFail(Object key, StorageLoads.Lane lane, StorageLoads.Call<String> call) {
		long start = System.nanoTime();
		assertThatIOException().isThrownBy(() -> this.loads.get(key, lane, call));
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private boolean works(StorageLoads.Lane lane) {
		try {
			return this.loads.get(new Object(), lane, this::work).equals("there");
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void loadsOfOneKeyAreOne() throws Exception {
		List<Future<String>> results = new ArrayList<>();
		for (int i = 0; i < 2; i++) {
			results.add(this.clients.submit(() -> this.loads.get("key", WIDE, this::hang)));
		}
		await().until(() -> this.calls.get() == 1);
		this.gate.countDown();
		for (Future<String> result : results) {
			assertThat(result.get()).isEqualTo("late");
		}
		assertThat(this.calls).hasValue(1);
	}

	@Test
	void requestWaitsForALimitedTimeAndTheLoadGoesOn() {
		assertThat(timeToFail("key", WIDE, this::hang)).isBetween(MAX_WAIT, Duration.ofSeconds(5));
		assertThat(timeToFail("key", WIDE, this::hang)).as("joins a slow load").isLessThan(MAX_WAIT);
		assertThat(this.calls).hasValue(1);
		this.gate.countDown();
		await().until(() -> works(WIDE));
	}

	@Test
	void limitedNumberOfRequestsWaitsAndOneLaneHasHalfOfThem() throws Exception {
		List<Future<Duration>> waiting = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			Object key = "key " + i;
			waiting.add(this.clients.submit(() -> timeToFail(key, WIDE, this::hang)));
		}
		List<Duration> waited = new ArrayList<>();
		for (Future<Duration> each : waiting) {
			waited.add(each.get());
		}
		assertThat(waited).filteredOn((duration) -> duration.compareTo(MAX_WAIT) >= 0).hasSizeLessThanOrEqualTo(2);
		assertThat(this.calls.get()).as("threads of the lane").isLessThanOrEqualTo(4);
	}

	@Test
	void laneOfOneThreadLoadsOneAfterTheOtherAndLeavesThreadsToOthers() throws Exception {
		for (int i = 0; i < 10; i++) {
			this.loads.refresh("key " + i, NARROW, this::hang);
		}
		await().until(() -> this.calls.get() == 1);
		assertThat(this.loads.get("other", WIDE, this::work)).isEqualTo("there");
		assertThat(this.calls).hasValue(2);
		this.gate.countDown();
		await().until(() -> this.calls.get() == 11);
	}

	@Test
	void loadThatTakesTooLongIsInterruptedAndItsThreadIsFree() {
		assertThat(timeToFail("key", NARROW, this::hang)).isLessThan(Duration.ofSeconds(5));
		await().atMost(Duration.ofSeconds(10)).until(() -> works(NARROW));
	}

	@Test
	void failureOfAKeyIsRemembered() {
		timeToFail("key", WIDE, this::fail);
		timeToFail("key", WIDE, this::fail);
		assertThat(this.calls).hasValue(1);
		this.loads.forgetFailures("k");
		timeToFail("key", WIDE, this::fail);
		assertThat(this.calls).hasValue(2);
	}

	@Test
	void afterSeveralFailuresTheStorageIsLeftAloneAndTriedNowAndThen() {
		for (int i = 0; i < 10; i++) {
			timeToFail("key " + i, WIDE, this::fail);
		}
		assertThat(this.calls).hasValue(3);
		await().until(() -> works(WIDE));
		assertThat(this.calls).as("the first one that was let through closed it").hasValue(4);
		timeToFail("one more", WIDE, this::fail);
		assertThat(this.calls).hasValue(5);
	}

	@Test
	void trialThatFailsLetsTheStorageAloneForLonger() {
		for (int i = 0; i < 3; i++) {
			timeToFail("key " + i, WIDE, this::fail);
		}
		for (int trial = 4; trial <= 6; trial++) {
			int expected = trial;
			await().until(() -> {
				timeToFail(new Object(), WIDE, this::fail);
				return this.calls.get() == expected;
			});
		}
	}

	@Test
	void callsThatTakeTooLongAreFailures() {
		for (int i = 0; i < 3; i++) {
			this.loads.refresh("key " + i, WIDE, this::hang);
		}
		await().until(() -> this.calls.get() == 3);
		await().until(() -> !works(OTHER));
		int before = this.calls.get();
		assertThat(timeToFail(new Object(), OTHER, this::work)).isLessThan(MAX_WAIT);
		assertThat(this.calls).hasValue(before);
	}

	@Test
	void slowCallThatSucceedsIsASuccess() throws Exception {
		for (int i = 0; i < 3; i++) {
			this.loads.refresh("key " + i, WIDE, this::hang);
		}
		await().pollDelay(MAX_WAIT.plusMillis(200)).until(() -> this.calls.get() == 3);
		this.gate.countDown();
		await().until(() -> works(WIDE));
	}

	@Test
	void faultsOfOneProjectAreNoFailuresOfTheStorage() throws Exception {
		for (int i = 0; i < 10; i++) {
			timeToFail("invalid " + i, WIDE, () -> this.loads.call(() -> {
				throw new InvalidManifestException("a key", new IllegalStateException());
			}));
			timeToFail("lost " + i, WIDE, () -> {
				work();
				throw new IOException("it is lost");
			});
			timeToFail("broken " + i, WIDE, () -> {
				throw new IllegalStateException("its rules are");
			});
		}
		assertThat(this.loads.get("key", WIDE, this::work)).isEqualTo("there");
	}

	@Test
	void otherExceptionsOfAStorageAreFailures() {
		for (int i = 0; i < 10; i++) {
			timeToFail("key " + i, WIDE, () -> this.loads.call(() -> {
				this.calls.incrementAndGet();
				throw new IllegalStateException("no connection is left");
			}));
		}
		assertThat(this.calls).hasValue(3);
	}

	@Test
	void rushOfRequestsIsServedWhileTheStorageWorks() throws Exception {
		List<Future<String>> results = new ArrayList<>();
		CountDownLatch start = new CountDownLatch(1);
		for (int i = 0; i < 40; i++) {
			Object key = "key " + i;
			results.add(this.clients.submit(() -> {
				start.await();
				return this.loads.get(key, WIDE, this::work);
			}));
		}
		start.countDown();
		for (Future<String> result : results) {
			assertThat(result.get()).isEqualTo("there");
		}
	}

	@Test
	void numberOfLoadsIsLimited() {
		for (int i = 0; i < 5000; i++) {
			this.loads.refresh("key " + i, NARROW, this::work);
			this.loads.refresh("hanging " + i, WIDE, this::hang);
		}
		assertThat(timeToFail("one more", WIDE, this::work)).isLessThan(MAX_WAIT);
	}

	@Test
	void whoWaitsIsToldThatTheApplicationStops() throws Exception {
		NewThreads started = new NewThreads();
		Future<Duration> waiting = this.clients.submit(() -> timeToFail("key", WIDE, this::hang));
		await().until(() -> this.calls.get() == 1);
		this.loads.close();
		assertThat(started.named("assets-loading-")).isEmpty();
		assertThat(waiting.get(10, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(5));
		assertThat(timeToFail("other", WIDE, this::work)).isLessThan(MAX_WAIT);
	}

}
