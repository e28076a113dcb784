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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Calls back when a directory has changed and then stayed the same for a moment. If the
 * directory is deleted, the watcher waits until it is back.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DirectoryWatcher implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(DirectoryWatcher.class);

	private static final long QUIET_MILLISECONDS = 100;

	/**
	 * Longest wait for a pause in the changes of a directory.
	 */
	private static final long MAX_DELAY_MILLISECONDS = 1000;

	private static final long POLL_MILLISECONDS = 250;

	private static final long END_MILLISECONDS = 500;

	/**
	 * The file systems that report every change, because only this machine makes them.
	 */
	private static final Set<String> WATCHABLE = Set.of("aufs", "bcachefs", "btrfs", "exfat", "ext2", "ext3", "ext4",
			"f2fs", "fat32", "jfs", "ntfs", "overlay", "overlayfs", "ramfs", "refs", "reiserfs", "rootfs", "tmpfs",
			"ufs", "vfat", "xfs", "zfs");

	private static final String PROPERTY = "assets.reload-mode";

	private final List<Path> folders;

	private final Runnable onChange;

	private final String property;

	private final @Nullable Long known;

	private final Thread thread;

	private volatile ChangeSource source;

	/**
	 * The interruption alone does not stop the thread, because the callback may swallow
	 * it.
	 */
	private volatile boolean closed;

	/**
	 * Start watching.
	 * @param folders the folders, with all that lies below them
	 * @param mode how changes are noticed
	 * @param onChange called after a change, by a thread of the watcher; whatever it
	 * throws is logged
	 */
	public DirectoryWatcher(List<Path> folders, ReloadMode mode, Runnable onChange) {
		this(folders, mode, onChange, null);
	}

	/**
	 * Start watching folders that may have changed since they were read.
	 * @param folders the folders, with all that lies below them
	 * @param mode how changes are noticed
	 * @param onChange called after a change, by a thread of the watcher; whatever it
	 * throws is logged
	 * @param known the state of the folders before they were read, {@code null} if only
	 * later changes count
	 */
	public DirectoryWatcher(List<Path> folders, ReloadMode mode, Runnable onChange, @Nullable Long known) {
		this(folders, mode, onChange, known, PROPERTY);
	}

	/**
	 * Start watching folders that may have changed since they were read.
	 * @param folders the folders, with all that lies below them
	 * @param mode how changes are noticed
	 * @param onChange called after a change, by a thread of the watcher; whatever it
	 * throws is logged
	 * @param known the state of the folders before they were read, {@code null} if only
	 * later changes count
	 * @param property the name of the property that has the mode
	 */
	public DirectoryWatcher(List<Path> folders, ReloadMode mode, Runnable onChange, @Nullable Long known,
			String property) {
		this(folders, onChange, open(List.copyOf(folders), mode, property), known, property);
	}

	DirectoryWatcher(List<Path> folders, Runnable onChange, ChangeSource source) {
		this(folders, onChange, source, null, PROPERTY);
	}

	private DirectoryWatcher(List<Path> folders, Runnable onChange, ChangeSource source, @Nullable Long known,
			String property) {
		this.property = property;
		this.folders = List.copyOf(folders);
		this.onChange = onChange;
		this.known = known;
		this.source = begin(source);
		this.thread = new Thread(this::run, "assets-reload");
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Return the state of folders.
	 * @param folders the folders, with all that lies below them
	 * @return a number that is another one after a change
	 */
	public static long state(List<Path> folders) {
		return PolledFolders.state(folders);
	}

	private static ChangeSource open(List<Path> folders, ReloadMode mode, String property) {
		if (mode == ReloadMode.POLL) {
			logger.info("Looking for changes of " + folders + " by polling, as set by '" + property + "'.");
			return new PolledFolders(folders);
		}
		String unwatchable = (mode == ReloadMode.AUTO) ? unwatchable(folders) : null;
		if (unwatchable != null) {
			return poll(folders, unwatchable, property);
		}
		try {
			WatchedFolders watched = new WatchedFolders(folders);
			if (mode == ReloadMode.AUTO && !watched.isNative()) {
				watched.close();
				return poll(folders, "this system", property);
			}
			return watched;
		}
		catch (IOException ex) {
			warn(folders, ex, property);
			return new PolledFolders(folders);
		}
	}

	private static ChangeSource poll(List<Path> folders, String reason, String property) {
		logger.info("Looking for changes of " + folders + " by polling, because changes may not be reported on "
				+ reason + ". To watch nevertheless, set '" + property + "=watch'.");
		return new PolledFolders(folders);
	}

	/**
	 * Return a file system that may not report changes.
	 */
	private static @Nullable String unwatchable(List<Path> folders) {
		for (Path folder : folders) {
			try {
				String type = Files.getFileStore(folder).type();
				if (!isWatchable(type)) {
					return "the file system '" + type + "'";
				}
			}
			catch (IOException ex) {
				return "an unknown file system (" + ex + ")";
			}
		}
		return null;
	}

	static boolean isWatchable(String type) {
		return WATCHABLE.contains(type.toLowerCase(Locale.ROOT));
	}

	private static void warn(List<Path> folders, IOException ex, String property) {
		String limit = String.valueOf(ex.getMessage()).contains("instances") ? "fs.inotify.max_user_instances"
				: "fs.inotify.max_user_watches";
		logger.warn("Looking for changes of " + folders
				+ " by polling from now on, because the folders cannot be watched (" + ex
				+ "). On Linux, raise the limit '" + limit + "' with sysctl and restart the application. To poll"
				+ " without this warning, set '" + property + "=poll'.");
	}

	/**
	 * Stop watching, and wait half a second at most for the end of the thread.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		this.source.close();
		try {
			this.thread.join(END_MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private ChangeSource begin(ChangeSource first) {
		try {
			first.refresh();
			return first;
		}
		catch (IOException ex) {
			return pollInsteadOf(first, ex);
		}
	}

	private ChangeSource pollInsteadOf(ChangeSource failed, IOException ex) {
		failed.close();
		warn(this.folders, ex, this.property);
		return new PolledFolders(this.folders);
	}

	private void run() {
		try {
			if (this.known != null && this.known != state(this.folders)) {
				notice();
			}
			while (!this.closed) {
				step();
			}
		}
		catch (InterruptedException | ClosedWatchServiceException ex) {
			// closed
		}
		finally {
			this.source.close();
		}
	}

	/**
	 * A single failure does not end the watching.
	 */
	private void step() throws InterruptedException {
		try {
			if (this.source.await(POLL_MILLISECONDS)) {
				awaitQuiet();
				// watch new folders before the directory is read
				this.source.refresh();
				this.onChange.run();
			}
		}
		catch (ClosedWatchServiceException ex) {
			throw ex;
		}
		catch (IOException ex) {
			this.source = pollInsteadOf(this.source, ex);
			notice();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	/**
	 * Run the callback at once, because the source does not notice changes from before it
	 * began.
	 */
	private void notice() throws InterruptedException {
		try {
			this.onChange.run();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
	}

	private void failed(Throwable ex) throws InterruptedException {
		logger.error("The reload of " + this.folders + " failed. The next change starts another reload.", ex);
		// the watching itself may fail again at once
		Thread.sleep(MAX_DELAY_MILLISECONDS);
	}

	private void awaitQuiet() throws IOException, InterruptedException {
		long start = System.nanoTime();
		boolean changing = true;
		while (changing && System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(MAX_DELAY_MILLISECONDS)) {
			changing = this.source.await(QUIET_MILLISECONDS);
		}
	}

	/**
	 * How changes of a directory are noticed.
	 *
	 * @since 0.1.0
	 */
	public enum ReloadMode {

		/**
		 * Watch the directory where the file system is known to report changes, and poll
		 * it elsewhere.
		 */
		AUTO,

		/**
		 * Have the operating system report changes.
		 */
		WATCH,

		/**
		 * Look at all files again and again.
		 */
		POLL

	}

}
