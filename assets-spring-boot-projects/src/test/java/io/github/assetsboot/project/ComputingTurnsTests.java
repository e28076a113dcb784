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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Turns at the processors, which publishers take so that requests are not kept waiting.
 */
@Timeout(60)
class ComputingTurnsTests {

	private static final int PUBLISHERS = 20;

	private static final int TURNS = Math.max(1, Runtime.getRuntime().availableProcessors() / 4);

	private final AtomicInteger computing = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	@Test
	void quarterOfTheProcessorsComputesAtATime() {
		inThreads(() -> ComputingTurns.PUBLISHING.compute(this::compute));
		assertThat(this.most).hasValueBetween(1, TURNS);
	}

	@Test
	void longTurnIsSharedWithTheOthers() throws Exception {
		CountDownLatch done = new CountDownLatch(TURNS);
		try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
			for (int i = 0; i < TURNS; i++) {
				start(() -> ComputingTurns.PUBLISHING.compute(() -> {
					done.countDown();
					return null;
				}));
			}
			while (done.getCount() > 0) {
				compute();
				turn.share();
			}
		}
		assertThat(done.getCount()).isZero();
	}

	@Test
	void sharedTurnsAreNeverMoreThanThereAre() {
		inThreads(() -> {
			try (ComputingTurns.Turn turn = ComputingTurns.PUBLISHING.take()) {
				for (int i = 0; i < 5; i++) {
					compute();
					turn.share();
				}
			}
			return null;
		});
		assertThat(this.most).hasValueBetween(1, TURNS);
	}

	/**
	 * A process can be stopped at any point, and so can the machine that it runs on.
	 */
	@Test
	void turnInWhichTheProcessWasStoppedIsFollowedByAShortRest() throws Exception {
		List<ComputingTurns.Turn> all = takeTurns(TURNS);
		CompletableFuture<Object> other = start(() -> ComputingTurns.PUBLISHING.compute(() -> "free"));
		TimeUnit.SECONDS.sleep(2);
		long start = System.nanoTime();
		all.forEach(ComputingTurns.Turn::close);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
		assertThat(other).succeedsWithin(Duration.ofSeconds(20));
	}

	@Test
	void comparingWithHostileIgnoreRulesIsShared() throws Exception {
		CollectedFiles files = new CollectedFiles(ProjectLimits.DEFAULTS);
		String rules = IntStream.range(0, 100)
			.mapToObj((i) -> "*a*a*a" + "b".repeat(80) + i + "\n")
			.collect(Collectors.joining());
		files.file(".assetsignore", StorageContent.of(rules.getBytes(StandardCharsets.UTF_8)));
		for (int i = 0; i < 3000; i++) {
			files.file(("a".repeat(250) + "/").repeat(4) + i, StorageContent.of(new byte[0]));
		}
		assertShared(files::stored);
	}

	@Test
	void inflatingALargeEntryIsShared() throws Exception {
		byte[] zip = Zips.of("a.txt", "0".repeat(100_000_000));
		ProjectLimits limits = new ProjectLimits(10, 1 << 30, 1 << 30);
		assertShared(() -> {
			ProjectFiles.ofZip(new ByteArrayInputStream(zip), limits).close();
			return zip;
		});
	}

	/**
	 * Nothing comes of millions of blocks without content.
	 */
	@Test
	void inflatingToNothingIsShared() throws Exception {
		byte[] blocks = new byte[100_000_000];
		for (int i = 0; i < blocks.length; i += 5) {
			blocks[i + 3] = (byte) 0xff;
			blocks[i + 4] = (byte) 0xff;
		}
		blocks[blocks.length - 5] = 1;
		byte[] zip = new RawZip().entry("a.txt", "", (entry) -> {
			entry.method(8).flags(8);
			entry.data = blocks;
			entry.compressedSize = blocks.length;
		}).toBytes();
		ProjectLimits limits = new ProjectLimits(10, 1 << 30, 1 << 30);
		assertShared(() -> {
			ProjectFiles.ofZip(new ByteArrayInputStream(zip), limits).close();
			return zip;
		});
	}

	@Test
	void stepsOfAnUploadTakeTurns() throws Exception {
		AssetStorage storage = new MemoryStorage();
		try (StoredProjects projects = new StoredProjects(storage, Defaults.CACHE, ProjectLimits.DEFAULTS,
				Defaults.RETENTION, () -> "")) {
			ProjectUploads uploads = new ProjectUploads(storage, projects, ProjectLimits.DEFAULTS);
			ProjectId project = new ProjectId("shop");
			BlobId content = BlobId.of(new byte[0]);
			String first = uploads.start(project, Uploads.manifest(Map.of("/a.txt", content))).id();
			uploads.write(project, first, content.hash(), InputStream.nullInputStream());
			assertTakesTurn(() -> uploads.start(project, Uploads.manifest(Map.of("/a.txt", content))));
			String upload = uploads.start(project, Uploads.manifest(Map.of("/a.txt", content))).id();
			assertTakesTurn(() -> {
				uploads.write(project, upload, content.hash(), InputStream.nullInputStream());
				return upload;
			});
			assertTakesTurn(() -> uploads.activate(project, upload, null));
		}
	}

	private static void assertTakesTurn(ComputingTurns.Computation<?> work) throws Exception {
		List<ComputingTurns.Turn> all = takeTurns(TURNS);
		CompletableFuture<Object> done;
		try {
			done = start(work);
			assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> done.get(300, TimeUnit.MILLISECONDS));
		}
		finally {
			all.forEach(ComputingTurns.Turn::close);
		}
		assertThat(done).succeedsWithin(Duration.ofSeconds(20));
	}

	/**
	 * Others get their turns again and again while long work goes on. Without sharing,
	 * they would wait once, until its end.
	 */
	private static void assertShared(ComputingTurns.Computation<?> work) throws Exception {
		List<ComputingTurns.Turn> others = takeTurns(TURNS - 1);
		try {
			int waits = 0;
			CompletableFuture<Object> done = start(work);
			while (!done.isDone()) {
				long asked = System.nanoTime();
				ComputingTurns.PUBLISHING.compute(() -> done);
				waits += (System.nanoTime() - asked > TimeUnit.MILLISECONDS.toNanos(2)) ? 1 : 0;
			}
			assertThat(done).isCompleted();
			assertThat(waits).as("turns that others waited for").isGreaterThanOrEqualTo(5);
		}
		finally {
			others.forEach(ComputingTurns.Turn::close);
		}
	}

	private static List<ComputingTurns.Turn> takeTurns(int count) throws IOException {
		List<ComputingTurns.Turn> turns = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			turns.add(ComputingTurns.PUBLISHING.take());
		}
		return turns;
	}

	@Test
	void turnEndsWithTheComputationThatFails() throws IOException {
		for (int i = 0; i <= TURNS; i++) {
			assertThatIllegalStateException().isThrownBy(() -> ComputingTurns.PUBLISHING.compute(() -> {
				throw new IllegalStateException();
			}));
		}
		assertThat(ComputingTurns.PUBLISHING.compute(() -> "free")).isEqualTo("free");
	}

	@Test
	void interruptedThreadGetsNoTurnAndStaysInterrupted() throws IOException {
		Thread.currentThread().interrupt();
		assertThatExceptionOfType(InterruptedIOException.class)
			.isThrownBy(() -> ComputingTurns.PUBLISHING.compute(() -> null));
		assertThat(Thread.interrupted()).isTrue();
		assertThat(ComputingTurns.PUBLISHING.compute(() -> "free")).isEqualTo("free");
	}

	@Test
	void publisherWhoseStorageHangsHasNoTurn() throws Exception {
		CountDownLatch hanging = new CountDownLatch(PUBLISHERS);
		CountDownLatch end = new CountDownLatch(1);
		StoredProjects projects = projects(new ForwardingStorage(new MemoryStorage()) {

			@Override
			public void write(String key, StorageContent content) throws IOException {
				hanging.countDown();
				await(end);
				super.write(key, content);
			}

		});
		ProjectFiles files = (visitor) -> visitor.file("index.html", StorageContent.of(new byte[1000]));
		publishWhileOthersHang(projects, files, hanging, end);
	}

	@Test
	void publisherWhoseSourceHangsHasNoTurn() throws Exception {
		CountDownLatch hanging = new CountDownLatch(PUBLISHERS);
		CountDownLatch end = new CountDownLatch(1);
		StorageContent content = new StorageContent() {

			@Override
			public long size() {
				return 3;
			}

			@Override
			public InputStream open() {
				hanging.countDown();
				await(end);
				return new ByteArrayInputStream(new byte[3]);
			}

		};
		publishWhileOthersHang(projects(new MemoryStorage()), (visitor) -> visitor.file("index.html", content), hanging,
				end);
	}

	private void publishWhileOthersHang(StoredProjects projects, ProjectFiles files, CountDownLatch hanging,
			CountDownLatch end) throws Exception {
		List<CompletableFuture<Object>> publishers = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			ProjectId project = new ProjectId("shop-" + i);
			publishers.add(start(() -> projects.publish(project, files, ProjectSettings.DEFAULTS)));
		}
		assertThat(hanging.await(20, TimeUnit.SECONDS)).isTrue();
		StoredProjects others = projects(new MemoryStorage());
		CompletableFuture<Object> other = start(() -> others.publish(new ProjectId("other"),
				ProjectFiles.ofMap(Map.of("page.html", new byte[100_000])), ProjectSettings.DEFAULTS));
		assertThat(other).succeedsWithin(Duration.ofSeconds(20));
		end.countDown();
		publishers.forEach((publisher) -> assertThat(publisher).succeedsWithin(Duration.ofSeconds(20)));
	}

	private static StoredProjects projects(AssetStorage storage) {
		return new StoredProjects(storage, Defaults.CACHE, ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> "");
	}

	private Object compute() {
		int now = this.computing.incrementAndGet();
		this.most.accumulateAndGet(now, Math::max);
		for (long end = System.nanoTime() + 2_000_000; System.nanoTime() < end;) {
			Thread.onSpinWait();
		}
		return this.computing.decrementAndGet();
	}

	private static void inThreads(ComputingTurns.Computation<?> computation) {
		List<CompletableFuture<Object>> threads = new ArrayList<>();
		for (int i = 0; i < PUBLISHERS; i++) {
			threads.add(start(computation));
		}
		threads.forEach((thread) -> assertThat(thread).succeedsWithin(Duration.ofSeconds(20)));
	}

	private static CompletableFuture<Object> start(ComputingTurns.Computation<?> computation) {
		CompletableFuture<Object> result = new CompletableFuture<>();
		new Thread(() -> {
			try {
				result.complete(computation.compute());
			}
			catch (IOException | RuntimeException ex) {
				result.completeExceptionally(ex);
			}
		}).start();
		return result;
	}

	private static void await(CountDownLatch latch) {
		try {
			assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
