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
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

import io.github.assetsboot.storage.StorageContent;

/**
 * The files that are to be published. They can be visited more than once.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProjectFiles {

	/**
	 * Visit every file.
	 * @param visitor takes them
	 * @throws IOException if they cannot be read
	 */
	void visit(Visitor visitor) throws IOException;

	/**
	 * Return the files below a directory.
	 * @param directory the directory; a symbolic link in it that leads out of it is
	 * refused with an {@link InvalidProjectFilesException} when the files are visited. A
	 * symbolic link to a file is that file under another path. One to a folder is left
	 * out, because each folder is visited once, under its own path
	 * @return the files
	 */
	static ProjectFiles ofDirectory(Path directory) {
		return new DirectoryProjectFiles(directory);
	}

	/**
	 * Return the files of a zip, which can come from anybody: it is inflated no further
	 * than the limits allow. A zip is refused if all its files are in one folder that
	 * looks like the root of a site, because it has an {@code index.html} or a rule file.
	 * @param zip the zip, read to its end and not closed
	 * @param limits what it can hold
	 * @return the files, to be closed when they are published
	 * @throws InvalidProjectFilesException if the zip is broken, or has what cannot be
	 * published
	 * @throws IOException if the zip cannot be read
	 */
	static ZippedProjectFiles ofZip(InputStream zip, ProjectLimits limits) throws IOException {
		return ZippedProjectFiles.read(zip, limits);
	}

	/**
	 * Return the files of a zip whose files are all in one folder.
	 * @param zip the zip, read to its end and not closed
	 * @param limits what it can hold
	 * @param strip how many folders are taken from the beginning of each path; 0 takes
	 * the paths as they are
	 * @return the files, to be closed when they are published
	 * @throws InvalidProjectFilesException if the zip is broken, or has what cannot be
	 * published, or if not all its files are in the same folders
	 * @throws IOException if the zip cannot be read
	 */
	static ZippedProjectFiles ofZip(InputStream zip, ProjectLimits limits, int strip) throws IOException {
		return ZippedProjectFiles.read(zip, limits, strip);
	}

	/**
	 * Return files that are in memory.
	 * @param files their contents, by path relative to the root, with or without a slash
	 * in front; not to be changed any more
	 * @return the files
	 */
	static ProjectFiles ofMap(Map<String, byte[]> files) {
		return (visitor) -> {
			for (Map.Entry<String, byte[]> file : files.entrySet()) {
				visitor.file(file.getKey(), StorageContent.of(file.getValue()));
			}
		};
	}

	/**
	 * Takes files, one at a time.
	 */
	@FunctionalInterface
	interface Visitor {

		/**
		 * Take a file.
		 * @param path its path relative to the root, with or without a slash in front
		 * @param content its content, which stays readable until the publishing ends
		 * @throws IOException if the content cannot be read
		 */
		void file(String path, StorageContent content) throws IOException;

		/**
		 * Take note of a folder, so that folders can be limited, too.
		 * @param path its path relative to the root, without a slash in front
		 */
		default void folder(String path) {
		}

	}

}
