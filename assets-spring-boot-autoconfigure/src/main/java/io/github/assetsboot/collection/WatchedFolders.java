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
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Folders whose changes the operating system reports. A check also notices a folder that
 * was removed, and a symbolic link at or above it that was switched. The kind of event
 * does not matter: after each one, all files are read again. An event that reports lost
 * events counts as well.
 */
class WatchedFolders implements ChangeSource {

	private final List<Path> folders;

	private final WatchService service;

	private Set<WatchKey> keys = new HashSet<>();

	private List<Object> identities;

	WatchedFolders(List<Path> folders) throws IOException {
		this.folders = folders;
		this.service = FileSystems.getDefault().newWatchService();
		this.identities = identities();
	}

	/**
	 * Return whether the events are real ones. Java itself polls on some systems, every
	 * ten seconds.
	 */
	boolean isNative() {
		return !this.service.getClass().getSimpleName().contains("Polling");
	}

	@Override
	public boolean await(long milliseconds) throws InterruptedException {
		WatchKey key = this.service.poll(milliseconds, TimeUnit.MILLISECONDS);
		boolean changed = key != null;
		while (key != null) {
			key.pollEvents();
			key.reset();
			key = this.service.poll();
		}
		List<Object> now = identities();
		changed |= !now.equals(this.identities);
		this.identities = now;
		return changed;
	}

	private List<Object> identities() {
		return this.folders.stream().map(WatchedFolders::identity).toList();
	}

	private static Object identity(Path folder) {
		try {
			Path realPath = folder.toRealPath();
			return List.of(realPath,
					ChangeSource.identity(realPath, Files.readAttributes(realPath, BasicFileAttributes.class)));
		}
		catch (IOException ex) {
			return Boolean.FALSE;
		}
	}

	@Override
	public void refresh() throws IOException {
		// a folder with a new name keeps its key
		Set<WatchKey> present = new HashSet<>();
		for (Path folder : this.folders) {
			register(folder, present);
		}
		this.keys.stream().filter((key) -> !present.contains(key)).forEach(WatchKey::cancel);
		this.keys = present;
	}

	private void register(Path folder, Set<WatchKey> present) throws IOException {
		Path realPath;
		try {
			realPath = folder.toRealPath();
		}
		catch (IOException ex) {
			// the next check of the missing folder reports it
			return;
		}
		Files.walkFileTree(realPath, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
					throws IOException {
				try {
					present.add(register(directory, WatchedFolders.this.service));
				}
				catch (FileSystemException ex) {
					// the folder is missing or may not be read
				}
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(Path file, IOException ex) {
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException ex) {
				return FileVisitResult.CONTINUE;
			}

		});
	}

	/**
	 * Watch one folder.
	 * @throws FileSystemException if the folder is missing or may not be read
	 * @throws IOException if the system watches no further folder
	 */
	WatchKey register(Path directory, WatchService watchService) throws IOException {
		return directory.register(watchService, StandardWatchEventKinds.ENTRY_CREATE,
				StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE);
	}

	@Override
	public void close() {
		try {
			this.service.close();
		}
		catch (IOException ex) {
			// no thread waits for it any more
		}
	}

}
