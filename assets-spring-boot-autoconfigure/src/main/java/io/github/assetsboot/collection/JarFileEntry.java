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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The content of an entry of a jar, which can be read as long as the jar is there.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param jar the URL of the jar, or of anything in it
 * @param name the name of the entry
 * @param size the length in bytes
 * @param checksum the CRC-32 of the content
 */
record JarFileEntry(URL jar, String name, long size, long checksum) {

	/**
	 * Open a jar.
	 * @param url the URL of the jar, or of anything in it
	 * @return the jar, to be closed by the caller
	 * @throws IOException if it cannot be opened
	 */
	static JarFile openJar(URL url) throws IOException {
		JarURLConnection connection = (JarURLConnection) url.openConnection();
		// a cached jar would be shared with the class loader, and could not be closed
		connection.setUseCaches(false);
		return connection.getJarFile();
	}

	/**
	 * Open the content.
	 * @return a stream of it
	 * @throws IOException if it cannot be read, or another jar has taken the place of the
	 * one that is known
	 */
	InputStream open() throws IOException {
		JarFile file = openJar(this.jar);
		try {
			JarEntry entry = file.getJarEntry(this.name);
			if (entry == null || entry.getSize() != this.size || entry.getCrc() != this.checksum) {
				throw new IOException("The jar was replaced: " + this.jar + " does not hold " + this.name
						+ " as it did when the application started");
			}
			return new FilterInputStream(file.getInputStream(entry)) {

				@Override
				public void close() throws IOException {
					try (file) {
						super.close();
					}
				}

			};
		}
		catch (IOException | RuntimeException ex) {
			file.close();
			throw ex;
		}
	}

	@Override
	public String toString() {
		return this.name + " in " + this.jar;
	}

}
