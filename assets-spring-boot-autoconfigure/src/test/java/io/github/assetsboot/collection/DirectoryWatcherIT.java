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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.assetsboot.collection.DirectoryWatcher.ReloadMode;
import io.github.assetsboot.testing.NewThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DirectoryWatcher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DirectoryWatcherIT {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final AtomicInteger changes = new AtomicInteger();

	@TempDir
	Path folder;

	private DirectoryWatcher watcher;

	/**
	 * Other tests in the same process may have made it quiet.
	 */
	@BeforeEach
	void logWarnings() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(DirectoryWatcher.class.getName(), LogLevel.INFO);
	}

	@BeforeEach
	void write() throws IOException {
		for (int i = 0; i < 5; i++) {
			Files.createDirectories(this.folder.resolve("site/folder-" + i));
			Files.writeString(file(i), "first");
		}
	}

	@AfterEach
	void close() {
		this.watcher.close();
	}

	@ParameterizedTest
	@EnumSource
	void everyKindOfChangeIsNoticed(ReloadMode mode) throws Exception {
		this.watcher = new DirectoryWatcher(List.of(site()), mode, this.changes::incrementAndGet);
		assertNoticed(() -> Files.writeString(file(0), "second, longer"));
		assertNoticed(() -> Files.writeString(site().resolve("new.txt"), "new"));
		assertNoticed(() -> Files.delete(file(1)));
		assertNoticed(() -> Files.move(site().resolve("folder-2"), site().resolve("folder-9")));
		assertNoticed(() -> Files.writeString(site().resolve("folder-9/late.txt"), "late"));
		assertNoticed(() -> Files.writeString(Files.createDirectories(site().resolve("a/b/c")).resolve("d"), "d"));
		assertNoticed(() -> Files.writeString(site().resolve("a/b/c/d"), "longer"));
		assertNoticed(() -> {
			FileTime time = Files.getLastModifiedTime(file(3));
			Files.writeString(site().resolve("copy"), "other");
			Files.setLastModifiedTime(site().resolve("copy"), time);
			Files.move(site().resolve("copy"), file(3), StandardCopyOption.ATOMIC_MOVE);
		});
		assertNoticed(() -> Files.move(site(), this.folder.resolve("away")));
		assertNoticed(() -> Files.move(this.folder.resolve("away"), site()));
		assertNoticed(() -> Files.writeString(file(4), "after all"));
	}

	@ParameterizedTest
	@EnumSource
	void threadHasEndedWhenTheWatcherIsClosed(ReloadMode mode) {
		for (int i = 0; i < 20; i++) {
			NewThreads threads = new NewThreads();
			this.watcher = new DirectoryWatcher(List.of(site()), mode, this.changes::incrementAndGet);
			this.watcher.close();
			assertThat(threads.named("assets-reload")).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void changeBeforeTheWatchingBeganIsNoticed(ReloadMode mode) throws Exception {
		List<Action> before = List.of(() -> Files.writeString(file(0), "second, longer"),
				() -> Files.writeString(Files.createDirectories(site().resolve("a/b")).resolve("c"), "new"),
				() -> Files.delete(file(1)), () -> Files.move(file(2), site().resolve("moved")),
				() -> Files.move(site(), this.folder.resolve("away")));
		for (Action change : before) {
			long known = DirectoryWatcher.state(List.of(site()));
			change.run();
			int last = this.changes.get();
			try (DirectoryWatcher late = new DirectoryWatcher(List.of(site()), mode, this.changes::incrementAndGet,
					known)) {
				await().atMost(PATIENCE).until(() -> this.changes.get() > last);
			}
		}
		Files.move(this.folder.resolve("away"), site());
		int last = this.changes.get();
		this.watcher = new DirectoryWatcher(List.of(site()), mode, this.changes::incrementAndGet,
				DirectoryWatcher.state(List.of(site())));
		await().during(Duration.ofMillis(700)).atMost(PATIENCE).until(() -> this.changes.get() == last);
	}

	@ParameterizedTest
	@EnumSource
	void switchedLinkIsNoticed(ReloadMode mode) throws Exception {
		Path current = this.folder.resolve("current");
		Files.createSymbolicLink(current, Path.of("site"));
		Files.createDirectories(this.folder.resolve("other/folder-0"));
		this.watcher = new DirectoryWatcher(List.of(current.resolve("folder-0")), mode, this.changes::incrementAndGet);
		assertNoticed(() -> Files.writeString(file(0), "second, longer"));
		Path next = this.folder.resolve("next");
		Files.createSymbolicLink(next, Path.of("other"));
		assertNoticed(() -> Files.move(next, current, StandardCopyOption.ATOMIC_MOVE));
		assertNoticed(() -> Files.writeString(this.folder.resolve("other/folder-0/new.txt"), "new"));
		assertNoticed(() -> {
			Files.delete(current);
			Files.createSymbolicLink(current, site());
		});
		assertNoticed(() -> Files.writeString(file(0), "third"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3 })
	void whereFewFoldersCanBeWatchedTheyArePolledWithOneWarning(int limit, CapturedOutput output) throws Exception {
		this.watcher = new DirectoryWatcher(List.of(site()), this.changes::incrementAndGet,
				new LimitedFolders(List.of(site()), limit));
		for (int i = 0; i < 5; i++) {
			Path file = file(i);
			assertNoticed(() -> Files.writeString(file, "second, longer"));
		}
		assertNoticed(() -> Files.createDirectory(site().resolve("new")));
		assertNoticed(() -> Files.writeString(site().resolve("new/new.txt"), "new"));
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).singleElement()
			.asString()
			.contains("fs.inotify.max_user_watches", "assets.reload-mode=poll", site().toString());
	}

	@Test
	void limitThatIsReachedLaterLosesNoChange(CapturedOutput output) throws Exception {
		this.watcher = new DirectoryWatcher(List.of(site()), this.changes::incrementAndGet,
				new LimitedFolders(List.of(site()), 6));
		assertNoticed(() -> Files.writeString(file(0), "second, longer"));
		assertThat(output.toString()).doesNotContain("WARN");
		assertNoticed(() -> Files.writeString(Files.createDirectories(site().resolve("a/b/c")).resolve("d"), "d"));
		assertNoticed(() -> Files.writeString(site().resolve("a/b/c/d"), "longer"));
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { IllegalStateException.class, StackOverflowError.class, NoClassDefFoundError.class,
			ExceptionInInitializerError.class })
	void errorIsLoggedAndTheNextChangeIsNoticed(Class<? extends Throwable> type, CapturedOutput output)
			throws Exception {
		for (ReloadMode mode : List.of(ReloadMode.WATCH, ReloadMode.POLL)) {
			try (DirectoryWatcher failing = new DirectoryWatcher(List.of(site()), mode, () -> {
				this.changes.incrementAndGet();
				sneakyThrow(type);
			})) {
				this.watcher = failing;
				for (int i = 0; i < 2; i++) {
					Path file = file(i);
					assertNoticed(() -> Files.writeString(file, Files.readString(file) + "longer"));
				}
			}
		}
		assertThat(output.toString()).contains(type.getName(), site().toString());
	}

	/**
	 * Java drops the events of a folder after the first 512, and says so in one more.
	 */
	@Test
	void moreEventsThanAreKeptEndInTheLastState() throws Exception {
		Set<String> seen = new HashSet<>();
		this.watcher = new DirectoryWatcher(List.of(site()), ReloadMode.WATCH, () -> {
			try (Stream<Path> files = Files.walk(site())) {
				Thread.sleep(300);
				synchronized (seen) {
					seen.clear();
					files.forEach((file) -> seen.add(file.getFileName().toString()));
				}
			}
			catch (IOException | InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		});
		for (int i = 0; i < 3000; i++) {
			Files.createFile(site().resolve("folder-0/many-" + i));
		}
		Files.createFile(Files.createDirectory(site().resolve("last")).resolve("last.txt"));
		await().atMost(PATIENCE).until(() -> {
			synchronized (seen) {
				return seen.contains("last.txt") && seen.contains("many-2999") && seen.contains("many-0");
			}
		});
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void fileSystemWithoutEventsIsPolled(CapturedOutput output) {
		this.watcher = new DirectoryWatcher(List.of(Path.of("/proc/self/fdinfo")), ReloadMode.AUTO, () -> {
		});
		assertThat(output.toString()).contains("polling", "'proc'").doesNotContain("WARN");
	}

	@Test
	void pollingThatIsAskedForIsLogged(CapturedOutput output) throws IOException {
		this.watcher = new DirectoryWatcher(List.of(site()), ReloadMode.POLL, this.changes::incrementAndGet);
		assertThat(output.toString()).containsOnlyOnce("by polling, as set by 'assets.reload-mode'")
			.contains(site().toString())
			.doesNotContain("WARN");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nfs", "nfs4", "cifs", "smb3", "9p", "virtiofs", "vboxsf", "fuse.sshfs", "fuse.grpcfuse",
			"fuse.osxfs", "apfs", "hfs", "proc", "", "something" })
	void fileSystemThatMayNotReportChangesIsNotWatched(String type) throws IOException {
		this.watcher = new DirectoryWatcher(List.of(site()), ReloadMode.POLL, this.changes::incrementAndGet);
		assertThat(DirectoryWatcher.isWatchable(type)).isFalse();
		assertThat(DirectoryWatcher.isWatchable("EXT4")).isTrue();
		assertThat(DirectoryWatcher.isWatchable("overlay")).isTrue();
		assertThat(DirectoryWatcher.isWatchable("NTFS")).isTrue();
	}

	@ParameterizedTest
	@EnumSource
	void watchingEndsWhenItIsClosedEvenIfTheInterruptionIsLost(ReloadMode mode) throws Exception {
		CountDownLatch begun = new CountDownLatch(1);
		AtomicReference<Thread> thread = new AtomicReference<>();
		this.watcher = new DirectoryWatcher(List.of(site()), mode, () -> {
			thread.set(Thread.currentThread());
			begun.countDown();
			try {
				Thread.sleep(PATIENCE.toMillis());
			}
			catch (InterruptedException ex) {
				this.changes.incrementAndGet();
			}
		});
		Files.writeString(file(0), "second, longer");
		assertThat(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
		this.watcher.close();
		thread.get().join(PATIENCE.toMillis());
		assertThat(thread.get().isAlive()).isFalse();
		assertThat(this.changes).hasValue(1);
	}

	private void assertNoticed(Action action) throws Exception {
		int before = settled();
		action.run();
		await().atMost(PATIENCE).until(() -> this.changes.get() > before);
	}

	/**
	 * One change may be told of twice.
	 */
	private int settled() {
		AtomicInteger last = new AtomicInteger(this.changes.get());
		await().during(Duration.ofMillis(400))
			.atMost(PATIENCE)
			.until(() -> last.getAndSet(this.changes.get()) == this.changes.get());
		return this.changes.get();
	}

	private Path site() {
		return this.folder.resolve("site");
	}

	private Path file(int number) {
		return site().resolve("folder-" + number + "/file.txt");
	}

	@SuppressWarnings("unchecked")
	private static <T extends Throwable> void sneakyThrow(Class<?> type) throws T {
		try {
			throw (T) type.getConstructor().newInstance();
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private interface Action {

		void run() throws IOException;

	}

	/**
	 * A system that watches a small number of folders, and then says what Linux says.
	 */
	private static final class LimitedFolders extends WatchedFolders {

		private final Set<WatchKey> watched = new HashSet<>();

		private final int limit;

		LimitedFolders(List<Path> folders, int limit) throws IOException {
			super(folders);
			this.limit = limit;
		}

		@Override
		WatchKey register(Path directory, WatchService service) throws IOException {
			WatchKey key = super.register(directory, service);
			this.watched.add(key);
			if (this.watched.size() > this.limit) {
				key.cancel();
				throw new IOException("User limit of inotify watches reached");
			}
			return key;
		}

	}

}
