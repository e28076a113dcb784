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
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A directory of the file system. Symbolic links are followed as long as they stay
 * inside; what leads out of the directory is no part of it. A symbolic link at or above
 * the directory may be switched while the application runs.
 *
 * @author the Assets for Spring Boot authors
 */
final class FileSystemDirectory implements AssetDirectory {

	private volatile RealRoot root;

	FileSystemDirectory(Path location) throws IOException {
		this.root = RealRoot.of(location.toAbsolutePath());
	}

	/**
	 * All files of one reading share one folder, and those of the next one, too, unless a
	 * link was switched.
	 */
	private RealRoot root() throws IOException {
		RealRoot last = this.root;
		RealRoot now = RealRoot.of(last.location());
		if (now.equals(last)) {
			return last;
		}
		this.root = now;
		return now;
	}

	@Override
	public @Nullable String readText(String name) throws IOException {
		Path folder = root().path();
		Path file = folder.resolve(name);
		if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS) || Files.isDirectory(file)) {
			return null;
		}
		if (!Files.isRegularFile(file)) {
			throw unusable(file, "it is neither a file nor a symbolic link to one");
		}
		if (!file.toRealPath().startsWith(folder)) {
			throw unusable(file, "it is a symbolic link that leads out of the directory");
		}
		return AssetDirectory.text(Files.readAllBytes(file));
	}

	/**
	 * Without its rules, a directory may hold files that are not meant for everybody.
	 */
	private static FileSystemException unusable(Path file, String reason) {
		return new FileSystemException(file.toString(), null, reason + "; put the file itself there, or remove it");
	}

	@Override
	public List<Path> folders() {
		return List.of(this.root.location());
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		RealRoot folder = root();
		// says at once if there is nothing to be listed
		Files.newDirectoryStream(folder.path()).close();
		new DirectoryWalk(folder, ignored, visitor).run();
	}

	@Override
	public boolean contains(String path, Predicate<String> ignored) throws IOException {
		AtomicBoolean found = new AtomicBoolean();
		new DirectoryWalk(root(), ignored, new Visitor() {

			@Override
			public void file(String file, BlobSource content) {
				found.compareAndSet(false, file.equals(path) && Files.isReadable(((BlobSource.InFile) content).path()));
			}

			@Override
			public void skipped(String file, String reason) {
			}

		}).visit(path);
		return found.get();
	}

}
