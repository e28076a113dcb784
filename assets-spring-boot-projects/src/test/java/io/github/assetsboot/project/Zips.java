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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Zips to be published, and what is left of them.
 *
 * @author the Assets for Spring Boot authors
 */
public final class Zips {

	private Zips() {
	}

	/**
	 * Create a zip.
	 * @param pathsAndTexts paths of files, each with its text after it
	 * @return the zip
	 */
	public static byte[] of(String... pathsAndTexts) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (int i = 0; i < pathsAndTexts.length; i += 2) {
				zip.putNextEntry(new ZipEntry(pathsAndTexts[i]));
				zip.write(pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/**
	 * Replace a name wherever it is, as no library would write it.
	 * @param zip the zip
	 * @param name the name
	 * @param other another one of the same length
	 * @return the zip
	 */
	public static byte[] rename(byte[] zip, String name, String other) {
		return new String(zip, StandardCharsets.ISO_8859_1).replace(name, other).getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return how many temporary files of this process are open or there.
	 * @return the number
	 * @throws IOException if it cannot be found out
	 */
	public static long spoolFiles() throws IOException {
		return count(Path.of(System.getProperty("java.io.tmpdir"))) + count(Path.of("/proc/self/fd"));
	}

	private static long count(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(folder)) {
			String prefix = "assets-project-" + ProcessHandle.current().pid() + "-";
			return files.filter((file) -> name(file).contains(prefix)).count();
		}
	}

	private static String name(Path file) {
		try {
			return Files.isSymbolicLink(file) ? Files.readSymbolicLink(file).toString() : file.toString();
		}
		catch (IOException ex) {
			return "";
		}
	}

}
