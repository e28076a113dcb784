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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.assetsboot.storage.StorageContent;

import org.springframework.util.Assert;

/**
 * Files for publishing. They can be visited more than once.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProjectFiles {

	/**
	 * Visit every file.
	 * @param visitor receives the files
	 * @throws IOException if the files cannot be read, or the visitor fails
	 */
	void visit(Visitor visitor) throws IOException;

	/**
	 * Return the files below a directory.
	 * <p>
	 * A symbolic link that leads out of the directory is refused with an
	 * {@link InvalidProjectFilesException} when the files are visited. A link to a file
	 * is that file under another path. A link to a folder is left out, because each
	 * folder is visited once, under its own path.
	 * @param directory the directory. If it does not exist when the files are visited, an
	 * {@link IOException} says so
	 * @return the files
	 */
	static ProjectFiles ofDirectory(Path directory) {
		return new DirectoryProjectFiles(directory);
	}

	/**
	 * Return the files of a zip. The zip need not be trusted: it is inflated no further
	 * than the limits allow. A zip is refused if all its files are in one folder that has
	 * an {@code index.html} or a rule file.
	 * @param zip the zip, read to its end and not closed
	 * @param limits the limits of the files
	 * @return the files, to be closed when they are published
	 * @throws InvalidProjectFilesException if the zip is broken, or if a file cannot be
	 * published
	 * @throws IOException if the zip cannot be read
	 */
	static ZippedProjectFiles ofZip(InputStream zip, ProjectLimits limits) throws IOException {
		return ZippedProjectFiles.read(zip, limits);
	}

	/**
	 * Return the files of a zip whose files are all in one folder.
	 * @param zip the zip, read to its end and not closed
	 * @param limits the limits of the files
	 * @param strip the number of folders to remove from the beginning of each path; 0
	 * keeps the paths
	 * @return the files, to be closed when they are published
	 * @throws InvalidProjectFilesException if the zip is broken, if a file cannot be
	 * published, or if not all files are in the same folders
	 * @throws IllegalArgumentException if {@code strip} is negative
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
	 * Receives files, one at a time.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface Visitor {

		/**
		 * Receive a file.
		 * @param path its path relative to the root, with or without a slash in front
		 * @param content its content, which stays readable until the publishing ends
		 * @throws IOException if the content cannot be read
		 */
		void file(String path, StorageContent content) throws IOException;

		/**
		 * Receive a folder, so that the number of folders can be limited, too.
		 * @param path its path relative to the root, without a slash in front
		 */
		default void folder(String path) {
		}

	}

	/**
	 * The files of a zip, inflated to a temporary file. The file is deleted when this is
	 * closed.
	 *
	 * @since 0.1.0
	 * @see ProjectFiles#ofZip(InputStream, ProjectLimits)
	 */
	final class ZippedProjectFiles implements ProjectFiles, Closeable {

		private final SpoolFile spool;

		private final Map<String, StorageContent> files;

		private final ProjectLimits limits;

		private ZippedProjectFiles(SpoolFile spool, Map<String, StorageContent> files, ProjectLimits limits) {
			this.spool = spool;
			this.files = files;
			this.limits = limits;
		}

		static ZippedProjectFiles read(InputStream zip, ProjectLimits limits) throws IOException {
			return read(zip, limits, (files) -> {
				LeadingFolders.check(files.keySet());
				return files;
			});
		}

		static ZippedProjectFiles read(InputStream zip, ProjectLimits limits, int strip) throws IOException {
			Assert.isTrue(strip >= 0, "'strip' must not be negative");
			return read(zip, limits, (files) -> LeadingFolders.strip(files, strip));
		}

		private static ZippedProjectFiles read(InputStream zip, ProjectLimits limits,
				UnaryOperator<Map<String, StorageContent>> folders) throws IOException {
			SpoolFile spool = new SpoolFile();
			try {
				return new ZippedProjectFiles(spool, folders.apply(new ZipReader(spool, limits).read(zip)), limits);
			}
			catch (IOException | RuntimeException | Error ex) {
				spool.close();
				throw ex;
			}
		}

		/**
		 * Return the limits that the files are within.
		 */
		ProjectLimits limits() {
			return this.limits;
		}

		@Override
		public void visit(Visitor visitor) throws IOException {
			for (Map.Entry<String, StorageContent> file : this.files.entrySet()) {
				visitor.file(file.getKey(), file.getValue());
			}
		}

		@Override
		public void close() throws IOException {
			this.spool.close();
		}

	}

}
