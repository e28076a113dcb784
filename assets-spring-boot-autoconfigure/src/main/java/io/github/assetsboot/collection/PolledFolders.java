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
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Folders that are checked at intervals. One number describes the state of all files.
 */
final class PolledFolders implements ChangeSource {

	/**
	 * The part of the time that looking takes at most is one in this number.
	 */
	private static final int MAX_SHARE = 10;

	private final List<Path> folders;

	private long state;

	private long nanoseconds;

	PolledFolders(List<Path> folders) {
		this.folders = folders;
		refresh();
	}

	@Override
	public boolean await(long milliseconds) throws InterruptedException {
		Thread.sleep(Math.max(milliseconds, TimeUnit.NANOSECONDS.toMillis(MAX_SHARE * this.nanoseconds)));
		long last = this.state;
		refresh();
		return this.state != last;
	}

	@Override
	public void refresh() {
		long start = System.nanoTime();
		this.state = state(this.folders);
		this.nanoseconds = System.nanoTime() - start;
	}

	static long state(List<Path> folders) {
		long sum = 0;
		for (Path folder : folders) {
			sum = 31 * sum + state(folder);
		}
		return sum;
	}

	private static long state(Path folder) {
		StateVisitor visitor = new StateVisitor();
		try {
			Path realPath = folder.toRealPath();
			visitor.add(realPath, Files.readAttributes(realPath, BasicFileAttributes.class));
			Files.walkFileTree(realPath, visitor);
		}
		catch (IOException ex) {
			// the folder is missing
		}
		return visitor.sum;
	}

	@Override
	public void close() {
	}

	/**
	 * Adds up the files in any order.
	 */
	private static final class StateVisitor extends SimpleFileVisitor<Path> {

		private long sum;

		void add(Path path, BasicFileAttributes attributes) {
			long key = ChangeSource.identity(path, attributes).hashCode();
			long size = attributes.isDirectory() ? 0 : attributes.size();
			long time = attributes.isDirectory() ? 0 : attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
			this.sum += FileState.mix(FileState.mix(FileState.mix(path.hashCode() + (key << 32)) + size) + time);
		}

		@Override
		public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
			add(directory, attributes);
			return FileVisitResult.CONTINUE;
		}

		@Override
		public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
			add(file, attributes);
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

	}

}
