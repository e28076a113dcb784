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
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

/**
 * Finds a folder of the class path where it is. A class loader does not find a folder in
 * a jar that was made without entries for folders, as {@code zip -D} does, although it
 * finds the files below.
 */
final class ClassPathJars implements Closeable {

	private static final String SEPARATOR = "!/";

	private static final String NESTED = "jar:nested:";

	private final ClassLoader loader;

	private final String prefix;

	/**
	 * The roots of the class path in their order, each with what the folder is in it,
	 * {@code null} for nothing.
	 */
	private final Map<String, @Nullable AssetDirectory> roots = new LinkedHashMap<>();

	/**
	 * The executable jar.
	 */
	private @Nullable FileChannel channel;

	private @Nullable Path outerPath;

	private @Nullable ZipNames outer;

	/**
	 * Create a search.
	 * @param loader the class loader
	 * @param folder the name of the folder, without a slash at either end
	 */
	ClassPathJars(ClassLoader loader, String folder) {
		this.loader = loader;
		this.prefix = folder + "/";
	}

	/**
	 * Find the folder.
	 * @param opener opens the URLs that the class loader finds
	 * @return the places of the folder, in the order of the class path
	 * @throws IOException if the class path cannot be searched
	 */
	List<AssetDirectory> find(Opener opener) throws IOException {
		List<URL> found = Collections.list(this.loader.getResources(this.prefix));
		Set<String> known = new HashSet<>();
		found.forEach((url) -> known.add(root(url)));
		collect(this.loader, known);
		List<String> order = List.copyOf(this.roots.keySet());
		List<AssetDirectory> directories = new ArrayList<>();
		int next = 0;
		for (URL url : found) {
			for (int position = order.indexOf(root(url)); next < position; next++) {
				add(order.get(next), directories);
			}
			directories.add(opener.open(url));
		}
		for (; next < order.size(); next++) {
			add(order.get(next), directories);
		}
		return directories;
	}

	private void add(String root, List<AssetDirectory> directories) {
		AssetDirectory directory = this.roots.get(root);
		if (directory != null) {
			directories.add(directory);
		}
	}

	/**
	 * Return the URL of a place on the class path, without the folder.
	 */
	private String root(URL url) {
		String text = url.toString();
		return text.endsWith(this.prefix) ? text.substring(0, text.length() - this.prefix.length()) : text;
	}

	/**
	 * A class loader asks its parent first.
	 */
	private void collect(@Nullable ClassLoader loader, Set<String> known) {
		if (loader == null) {
			return;
		}
		collect(loader.getParent(), known);
		if (loader instanceof URLClassLoader urls) {
			Stream.of(urls.getURLs()).forEach((url) -> collect(url, known));
		}
		else if (loader == ClassLoader.getSystemClassLoader()) {
			for (String path : System.getProperty("java.class.path", "").split(File.pathSeparator)) {
				if (!path.isEmpty()) {
					try {
						collect(new File(path).toURI().toURL(), known);
					}
					catch (MalformedURLException ex) {
						// no path of a file
					}
				}
			}
		}
	}

	/**
	 * A jar of the class path may name further ones in its manifest.
	 */
	private void collect(URL first, Set<String> known) {
		Deque<URL> waiting = new ArrayDeque<>(List.of(first));
		while (!waiting.isEmpty()) {
			URL url = waiting.remove();
			String root = isJar(url) ? "jar:" + url + SEPARATOR : url.toString();
			if (this.roots.containsKey(root)) {
				continue;
			}
			this.roots.put(root, null);
			try {
				if (isJar(url)) {
					waiting.addAll(searchJar(url, root, known.contains(root)));
				}
				else if (root.startsWith("jar:") && !known.contains(root)
						&& (root.startsWith(NESTED) ? isInNestedJar(root.substring(NESTED.length())) : isInJar(url))) {
					this.roots.put(root, new JarDirectory(url, this.prefix));
				}
			}
			catch (IOException | RuntimeException ex) {
				// no jar, or not there: the class loader passes over it, too
			}
		}
	}

	private static boolean isJar(URL url) {
		return url.getProtocol().equals("file") && !url.getPath().endsWith("/");
	}

	/**
	 * Look into a jar.
	 * @return the jars that its manifest names
	 */
	private List<URL> searchJar(URL url, String root, boolean known) throws IOException {
		boolean found;
		byte[] manifest = {};
		try (FileChannel file = FileChannel.open(path(url.toString()))) {
			ZipNames names = ZipNames.of(file);
			found = !known && names.hasPrefix(this.prefix);
			manifest = names.read(JarFile.MANIFEST_NAME);
		}
		catch (ZipException ex) {
			found = !known && isInJar(new URL(root));
		}
		if (found) {
			this.roots.put(root, new JarDirectory(new URL(root), this.prefix));
		}
		return named(manifest, url);
	}

	private boolean isInJar(URL jar) throws IOException {
		try (JarFile file = JarFileEntry.openJar(jar)) {
			return file.stream().anyMatch((entry) -> entry.getName().startsWith(this.prefix));
		}
	}

	/**
	 * Look into a jar in an executable jar, or into the application's classes there.
	 * @param location the path of the executable jar, {@code /!}, the name of the entry
	 * and {@code !/}
	 */
	private boolean isInNestedJar(String location) throws IOException {
		String entry = location.substring(0, location.length() - SEPARATOR.length());
		int separator = entry.lastIndexOf("/!");
		String name = entry.substring(separator + 2);
		ZipNames names = outer(path("file:" + entry.substring(0, separator)));
		return name.endsWith("/") ? names.hasPrefix(name + this.prefix) : names.nested(name).hasPrefix(this.prefix);
	}

	private ZipNames outer(Path path) throws IOException {
		ZipNames names = this.outer;
		if (names == null || !path.equals(this.outerPath)) {
			close();
			FileChannel channel = FileChannel.open(path);
			this.channel = channel;
			names = ZipNames.of(channel);
			this.outer = names;
			this.outerPath = path;
		}
		return names;
	}

	private static Path path(String url) {
		return Path.of(URI.create(url));
	}

	@Override
	public void close() throws IOException {
		if (this.channel != null) {
			this.channel.close();
		}
	}

	/**
	 * To parse every manifest would take longer than all the rest.
	 */
	private static List<URL> named(byte[] manifest, URL base) throws IOException {
		if (!new String(manifest, StandardCharsets.ISO_8859_1).contains(Attributes.Name.CLASS_PATH + ":")) {
			return List.of();
		}
		String paths = new Manifest(new ByteArrayInputStream(manifest)).getMainAttributes()
			.getValue(Attributes.Name.CLASS_PATH);
		if (paths == null) {
			return List.of();
		}
		List<URL> urls = new ArrayList<>();
		for (String path : paths.trim().split("\\s+")) {
			try {
				urls.add(base.toURI().resolve(new URI(path)).toURL());
			}
			catch (URISyntaxException | MalformedURLException | IllegalArgumentException ex) {
				// the class loader passes over it, too
			}
		}
		return urls;
	}

	/**
	 * Opens a folder that the class loader finds.
	 */
	interface Opener {

		AssetDirectory open(URL url) throws IOException;

	}

}
