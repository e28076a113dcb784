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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * State of a file according to the file system.
 *
 * @param size the length in bytes
 * @param changed when it was last changed, in milliseconds
 * @param fingerprint all of it in one number
 * @author the Assets for Spring Boot authors
 */
record FileState(long size, long changed, long fingerprint) {

	private static final String UNIX_ATTRIBUTES = "unix:size,lastModifiedTime,ctime,ino";

	/**
	 * File dates are unreliable after a copy that keeps them or a reproducible build. On
	 * Unix, the inode and its change time show the difference.
	 */
	static FileState of(Path path) throws IOException {
		if (!path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
			return basic(path);
		}
		Map<String, Object> attributes = Files.readAttributes(path, UNIX_ATTRIBUTES);
		long size = (Long) Objects.requireNonNull(attributes.get("size"));
		return of(size, attributes.get("lastModifiedTime"), attributes.get("ctime"), attributes.get("ino"));
	}

	private static FileState basic(Path path) throws IOException {
		BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
		return of(attributes.size(), attributes.lastModifiedTime(), attributes.lastModifiedTime(),
				attributes.fileKey());
	}

	private static FileState of(long size, @Nullable Object modified, @Nullable Object changed, @Nullable Object key) {
		long modifiedAt = nanoseconds(modified);
		long changedAt = nanoseconds(changed);
		long times = mix(mix(mix(size) + modifiedAt) + changedAt);
		long fingerprint = (times << 32) | (mix(Objects.hashCode(key)) >>> 32);
		return new FileState(size, TimeUnit.NANOSECONDS.toMillis(Math.max(modifiedAt, changedAt)), fingerprint);
	}

	/**
	 * Return whether two fingerprints are of the same file, changed or not.
	 */
	static boolean isSameFile(long fingerprint, long other) {
		return (int) fingerprint == (int) other;
	}

	private static long nanoseconds(@Nullable Object time) {
		return (time instanceof FileTime fileTime) ? fileTime.to(TimeUnit.NANOSECONDS) : 0;
	}

	/**
	 * The finalizer of SplitMix64, so that differences do not cancel out.
	 */
	static long mix(long value) {
		long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
		mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
		return mixed ^ (mixed >>> 31);
	}

}
