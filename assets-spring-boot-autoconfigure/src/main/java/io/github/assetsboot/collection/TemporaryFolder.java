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
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The folder of this process for temporary files. It is created again if another process
 * deletes it.
 * <p>
 * A locked file in the folder tells other processes that this one is alive. A process
 * number would not: containers that share the folder have equal ones.
 */
final class TemporaryFolder {

	private static final Log logger = LogFactory.getLog(TemporaryFolder.class);

	private static final String PREFIX = "assets-";

	/**
	 * Another web application of this process must not open the locked file: when it is
	 * closed, the lock would be gone.
	 */
	private static final String OWN_PREFIX = PREFIX + ProcessHandle.current().pid() + "-"
			+ ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L) + "-";

	private static final Pattern FOLDER = Pattern.compile("assets-\\d+-\\d+-\\w+");

	/**
	 * The files of uploads. They have a name for a moment only, or as long as an upload
	 * takes.
	 */
	private static final Pattern UPLOAD = Pattern.compile("assets-project-\\d+-\\w+\\.tmp");

	private static final Duration MAX_UPLOAD = Duration.ofHours(6);

	/**
	 * A process may be about to lock the file that it has just created.
	 */
	private static final Duration MIN_AGE = Duration.ofSeconds(10);

	private static final String LOCK = "lock";

	private static final String SUFFIX = ".tmp";

	private static final Duration PAUSE = Duration.ofMinutes(1);

	private static @Nullable Path current;

	@SuppressWarnings("unused")
	private static @Nullable FileChannel lock;

	private static long retryAt = System.nanoTime();

	private static boolean warned;

	private TemporaryFolder() {
	}

	/**
	 * Return whether nothing failed lately.
	 */
	static synchronized boolean isWorthTrying() {
		return System.nanoTime() - retryAt >= 0;
	}

	static synchronized void failed(IOException ex) {
		retryAt = System.nanoTime() + PAUSE.toNanos();
		if (!warned) {
			warned = true;
			logger.warn("Large files are sent without temporary copies, because none can be written to the folder '"
					+ parent() + "' (" + ex + "). Make room there and let the application write to it, or name another"
					+ " folder with the system property 'java.io.tmpdir'.");
		}
	}

	static synchronized void succeeded() {
		warned = false;
	}

	/**
	 * Create an empty file.
	 * @param size how many bytes there have to be room for
	 */
	static Path createFile(long size) throws IOException {
		Path folder = path();
		long room = folder.toFile().getUsableSpace();
		if (room > 0 && room < size) {
			throw new IOException("there is room for " + room + " bytes, not for " + size);
		}
		Path file = Files.createTempFile(folder, null, SUFFIX);
		file.toFile().deleteOnExit();
		return file;
	}

	private static synchronized Path path() throws IOException {
		Path folder = current;
		if (folder == null || !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
			folder = Files.createTempDirectory(parent(), OWN_PREFIX).toRealPath();
			// unlike a hook of ours, it does not keep the class loader of an undeployed
			// application
			folder.toFile().deleteOnExit();
			FileChannel former = lock;
			if (former != null) {
				former.close();
			}
			lock = lock(folder);
			current = folder;
		}
		return folder;
	}

	private static Path parent() {
		return Path.of(System.getProperty("java.io.tmpdir"));
	}

	/**
	 * A folder without its lock is never taken for a left-over.
	 */
	private static @Nullable FileChannel lock(Path folder) throws IOException {
		Path file = folder.resolve(LOCK);
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
		file.toFile().deleteOnExit();
		if (tryLock(channel) != null) {
			return channel;
		}
		channel.close();
		Files.deleteIfExists(file);
		return null;
	}

	private static @Nullable FileLock tryLock(FileChannel channel) {
		try {
			return channel.tryLock();
		}
		catch (IOException | OverlappingFileLockException ex) {
			return null;
		}
	}

	static void deleteLeftOvers() {
		try {
			for (Path candidate : candidates()) {
				deleteLeftOver(candidate);
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.debug("The search for temporary files of earlier processes failed.", ex);
		}
	}

	private static List<Path> candidates() throws IOException {
		List<Path> candidates = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(parent(), PREFIX + "*")) {
			for (Path path : stream) {
				String name = path.getFileName().toString();
				if (UPLOAD.matcher(name).matches()
						|| (FOLDER.matcher(name).matches() && !name.startsWith(OWN_PREFIX))) {
					candidates.add(path);
				}
			}
		}
		return candidates;
	}

	private static void deleteLeftOver(Path path) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (!isOwn(path)) {
				return;
			}
			if (attributes.isDirectory()) {
				deleteUnlocked(path);
			}
			else if (attributes.isRegularFile() && isOlderThan(MAX_UPLOAD, attributes)) {
				Files.delete(path);
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			logger.debug("The temporary files of an earlier process in " + path + " cannot be deleted.", ex);
		}
	}

	private static boolean isOwn(Path path) throws IOException {
		return Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path()));
	}

	private static boolean isOlderThan(Duration age, BasicFileAttributes attributes) {
		return attributes.lastModifiedTime().toInstant().isBefore(Instant.now().minus(age));
	}

	/**
	 * Delete the folder of a process that is dead.
	 */
	private static void deleteUnlocked(Path folder) throws IOException {
		Path file = folder.resolve(LOCK);
		BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		if (!attributes.isRegularFile() || !isOlderThan(MIN_AGE, attributes)) {
			return;
		}
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
			if (tryLock(channel) != null) {
				try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
					for (Path each : files) {
						Files.delete(each);
					}
				}
				Files.delete(file);
				Files.delete(folder);
			}
		}
	}

}
