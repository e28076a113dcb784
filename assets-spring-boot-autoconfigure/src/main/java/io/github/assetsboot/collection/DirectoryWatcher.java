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
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Tells when something in a directory was changed and nothing else has been for a moment.
 * A folder that is taken away is waited for.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DirectoryWatcher implements AutoCloseable {

	private static final long QUIET_MILLISECONDS = 100;

	/**
	 * How long a directory that never comes to rest is waited for.
	 */
	private static final long MAX_DELAY_MILLISECONDS = 1000;

	private static final long POLL_MILLISECONDS = 250;

	private final List<Path> folders;

	private final Runnable onChange;

	private final WatchService service;

	private final Thread thread;

	/**
	 * Start watching.
	 * @param folders the folders, with all that lies below them
	 * @param onChange called after a change, by a thread of the watcher
	 * @throws IOException if the folders cannot be watched
	 */
	public DirectoryWatcher(List<Path> folders, Runnable onChange) throws IOException {
		this.folders = List.copyOf(folders);
		this.onChange = onChange;
		this.service = FileSystems.getDefault().newWatchService();
		register();
		this.thread = new Thread(this::run, "assets-reload");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Stop watching.
	 */
	@Override
	public void close() {
		this.thread.interrupt();
		try {
			this.service.close();
		}
		catch (IOException ex) {
			// nobody waits for it any more
		}
	}

	private void run() {
		try {
			List<Object> known = identities();
			while (true) {
				WatchKey key = this.service.poll(POLL_MILLISECONDS, TimeUnit.MILLISECONDS);
				if (key != null || !identities().equals(known)) {
					awaitQuiet(key);
					known = identities();
					// what is created after this is noticed, what was before is read
					register();
					this.onChange.run();
				}
			}
		}
		catch (InterruptedException | ClosedWatchServiceException ex) {
			// closed
		}
	}

	/**
	 * A folder may be taken away, or another put in its place, without any event.
	 */
	private List<Object> identities() {
		return this.folders.stream().map(DirectoryWatcher::identity).toList();
	}

	private static Object identity(Path folder) {
		try {
			Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
			return (key != null) ? key : Boolean.TRUE;
		}
		catch (IOException ex) {
			return Boolean.FALSE;
		}
	}

	private void awaitQuiet(@Nullable WatchKey first) throws InterruptedException {
		long start = System.nanoTime();
		WatchKey key = first;
		do {
			if (key != null) {
				key.pollEvents();
				key.reset();
			}
			key = this.service.poll(QUIET_MILLISECONDS, TimeUnit.MILLISECONDS);
		}
		while (key != null && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(MAX_DELAY_MILLISECONDS));
		if (key != null) {
			key.pollEvents();
			key.reset();
		}
	}

	private void register() {
		this.folders.forEach(this::register);
	}

	private void register(Path folder) {
		try {
			Files.walkFileTree(folder, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
						throws IOException {
					directory.register(DirectoryWatcher.this.service, StandardWatchEventKinds.ENTRY_CREATE,
							StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(Path file, IOException ex) {
					return FileVisitResult.CONTINUE;
				}

			});
		}
		catch (IOException ex) {
			// the folder is gone, which the next look at it tells
		}
	}

}
