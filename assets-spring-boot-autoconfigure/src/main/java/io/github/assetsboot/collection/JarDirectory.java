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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.jspecify.annotations.Nullable;

/**
 * A directory inside a jar, which may itself lie inside an executable jar. Nothing of the
 * jar is read after the collection has been built: small files are kept in memory, large
 * ones are copied to a temporary file.
 *
 * @author the Assets for Spring Boot authors
 */
final class JarDirectory implements AssetDirectory {

	private static final int MAX_SIZE_IN_MEMORY = 256 * 1024;

	private final URL url;

	JarDirectory(URL url) {
		this.url = url;
	}

	@Override
	public @Nullable String readText(String name) throws IOException {
		JarURLConnection connection = connect();
		try (JarFile jar = connection.getJarFile()) {
			JarEntry entry = jar.getJarEntry(prefix(connection) + name);
			if (entry == null || entry.isDirectory()) {
				return null;
			}
			try (InputStream stream = jar.getInputStream(entry)) {
				return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		JarURLConnection connection = connect();
		String prefix = prefix(connection);
		try (JarFile jar = connection.getJarFile()) {
			Enumeration<JarEntry> entries = jar.entries();
			while (entries.hasMoreElements()) {
				JarEntry entry = entries.nextElement();
				String name = entry.getName();
				if (!entry.isDirectory() && name.startsWith(prefix)) {
					String path = name.substring(prefix.length());
					if (!AssetDirectory.isIgnored(path, ignored)) {
						visitor.file(path, read(jar, entry));
					}
				}
			}
		}
	}

	private JarURLConnection connect() throws IOException {
		JarURLConnection connection = (JarURLConnection) this.url.openConnection();
		// a cached jar would be shared with the class loader, and could not be closed
		connection.setUseCaches(false);
		return connection;
	}

	private static String prefix(JarURLConnection connection) {
		String name = (connection.getEntryName() != null) ? connection.getEntryName() : "";
		return (name.isEmpty() || name.endsWith("/")) ? name : name + "/";
	}

	private static AssetContent read(JarFile jar, JarEntry entry) throws IOException {
		try (InputStream stream = jar.getInputStream(entry)) {
			byte[] head = stream.readNBytes(MAX_SIZE_IN_MEMORY + 1);
			if (head.length <= MAX_SIZE_IN_MEMORY) {
				return new AssetContent.InMemory(head);
			}
			return new AssetContent.InTemporaryFile(
					TemporaryFile.of(new SequenceInputStream(new ByteArrayInputStream(head), stream)));
		}
	}

}
