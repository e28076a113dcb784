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
import java.util.Enumeration;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipException;

import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import org.jspecify.annotations.Nullable;

/**
 * A directory inside a jar, which may itself lie inside an executable jar. Small files
 * are kept in memory, large ones are copied to a temporary file. The jar is read again
 * only if a temporary file is deleted, or none can be written.
 *
 * @author the Assets for Spring Boot authors
 */
final class JarDirectory implements AssetDirectory {

	private static final int MAX_SIZE_IN_MEMORY = 256 * 1024;

	private final URL jar;

	private final String prefix;

	/**
	 * Create a directory.
	 * @param jar the URL of the jar, or of anything in it
	 * @param prefix the beginning of the names of the entries, with a slash at the end
	 */
	JarDirectory(URL jar, String prefix) {
		this.jar = jar;
		this.prefix = prefix;
	}

	/**
	 * Create a directory.
	 * @param url the URL of a folder's entry
	 * @throws IOException if it is no URL of a jar
	 */
	static JarDirectory of(URL url) throws IOException {
		String name = ((JarURLConnection) url.openConnection()).getEntryName();
		String prefix = (name == null || name.isEmpty() || name.endsWith("/")) ? name : name + "/";
		return new JarDirectory(url, (prefix != null) ? prefix : "");
	}

	@Override
	public @Nullable String readText(String name) throws IOException {
		try (JarFile file = JarFileEntry.openJar(this.jar)) {
			JarEntry entry = file.getJarEntry(this.prefix + name);
			if (entry == null || entry.isDirectory()) {
				return null;
			}
			try (InputStream stream = file.getInputStream(entry)) {
				return AssetDirectory.text(stream.readAllBytes());
			}
		}
	}

	@Override
	public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
		try (JarFile file = JarFileEntry.openJar(this.jar)) {
			Enumeration<JarEntry> entries = file.entries();
			while (entries.hasMoreElements()) {
				JarEntry entry = entries.nextElement();
				String name = entry.getName();
				if (!entry.isDirectory() && name.startsWith(this.prefix)) {
					String path = name.substring(this.prefix.length());
					if (!AssetDirectory.isIgnored(path, ignored)) {
						visit(path, file, entry, visitor);
					}
				}
			}
		}
	}

	/**
	 * An entry that is damaged, or compressed in a way that Java does not know, does not
	 * stand against the others.
	 */
	private void visit(String path, JarFile file, JarEntry entry, Visitor visitor) throws IOException {
		BlobSource content;
		try {
			content = read(file, entry);
		}
		catch (IOException ex) {
			visitor.skipped(path, "it cannot be read from " + this.jar + " (" + ex + ")");
			return;
		}
		visitor.file(path, content);
	}

	/**
	 * A large content for which there is no temporary file stays in the jar.
	 */
	private BlobSource read(JarFile file, JarEntry entry) throws IOException {
		JarFileEntry content = new JarFileEntry(this.jar, entry.getName(), entry.getSize(), entry.getCrc());
		try (InputStream stream = file.getInputStream(entry)) {
			byte[] head = stream.readNBytes(MAX_SIZE_IN_MEMORY + 1);
			if (head.length <= MAX_SIZE_IN_MEMORY) {
				if (head.length != entry.getSize()) {
					throw new ZipException("it ends after " + head.length + " bytes");
				}
				return new BlobSource.InMemory(head, content);
			}
			return new BlobSource.InJar(content,
					TemporaryFile.tryCreate(new SequenceInputStream(new ByteArrayInputStream(head), stream)));
		}
	}

}
