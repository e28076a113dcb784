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

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The text of the {@code assets.directory} setting: {@code classpath:}, {@code file:} or
 * a plain path.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetLocation {

	private static final String CLASSPATH_PREFIX = "classpath:";

	private static final String FILE_PREFIX = "file:";

	private final String location;

	private final @Nullable ClassLoader classLoader;

	private AssetLocation(String location, @Nullable ClassLoader classLoader) {
		this.location = location;
		this.classLoader = classLoader;
	}

	/**
	 * Create a location.
	 * @param location the text; a slash at the end makes no difference
	 * @param classLoader the class loader for {@code classpath:}, {@code null} for that
	 * of the system
	 * @return the location
	 */
	public static AssetLocation of(String location, @Nullable ClassLoader classLoader) {
		return new AssetLocation(location.trim(), classLoader);
	}

	/**
	 * Return the folder of the class path.
	 * @return the name of the folder, without a slash at either end, or {@code null} if
	 * the location is not one of the class path
	 */
	public @Nullable String classPathFolder() {
		return this.location.startsWith(CLASSPATH_PREFIX)
				? this.location.substring(CLASSPATH_PREFIX.length()).replaceFirst("^/+", "").replaceFirst("/+$", "")
				: null;
	}

	/**
	 * Open the directory.
	 * @return the directory, or {@code null} if there is none
	 * @throws InvalidAssetLocationException if the location cannot be a directory of
	 * assets
	 * @throws IOException if it cannot be read
	 */
	public @Nullable AssetDirectory open() throws IOException {
		String folder = classPathFolder();
		if (folder != null) {
			return openClassPath(folder);
		}
		if (this.location.startsWith(FILE_PREFIX)) {
			return openFile(toPath(this.location.substring(FILE_PREFIX.length())));
		}
		if (this.location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
			throw new InvalidAssetLocationException("its scheme is not supported",
					"Use 'classpath:', 'file:' or a plain path.");
		}
		if (this.location.isEmpty()) {
			throw new InvalidAssetLocationException("it is empty", "Set it to a directory, or remove the property.");
		}
		return openFile(parse(this.location));
	}

	private @Nullable AssetDirectory openFile(Path path) throws IOException {
		if (Files.isDirectory(path)) {
			return new FileSystemDirectory(path);
		}
		if (Files.exists(path)) {
			throw new InvalidAssetLocationException("it is a file", "Set it to the directory of the file.");
		}
		return null;
	}

	/**
	 * A {@code file:} location is a URL when it can be one, so that its escapes are
	 * decoded.
	 */
	private Path toPath(String text) {
		if (text.startsWith("/")) {
			try {
				return Path.of(new URI(FILE_PREFIX + text.replace(" ", "%20")));
			}
			catch (URISyntaxException | IllegalArgumentException ex) {
				return parse(text);
			}
		}
		return parse(text);
	}

	private Path parse(String text) {
		try {
			return Path.of(text).toAbsolutePath();
		}
		catch (InvalidPathException ex) {
			throw new InvalidAssetLocationException("it is not a valid path: " + ex.getReason(),
					"Set it to a valid path.");
		}
	}

	private @Nullable AssetDirectory openClassPath(String name) throws IOException {
		if (name.isEmpty()) {
			throw new InvalidAssetLocationException(
					"it is the root of the class path, with the application's classes and configuration",
					"Set it to a folder of the class path, such as 'classpath:/static/'.");
		}
		ClassLoader loader = (this.classLoader != null) ? this.classLoader : ClassLoader.getSystemClassLoader();
		List<AssetDirectory> directories;
		try (ClassPathJars jars = new ClassPathJars(loader, name)) {
			directories = jars.find(this::openUrl);
		}
		if (directories.isEmpty() && loader.getResource(name) != null) {
			throw new InvalidAssetLocationException("it is a file", "Set it to the directory of the file.");
		}
		return directories.isEmpty() ? null : new ClassPathDirectory(directories);
	}

	/**
	 * Tomcat's URL for a class path folder of a WAR file that it does not unpack is that
	 * of a jar, but for its scheme and separator.
	 */
	private AssetDirectory openUrl(URL url) throws IOException {
		if ("file".equals(url.getProtocol())) {
			try {
				return new FileSystemDirectory(Path.of(url.toURI()));
			}
			catch (URISyntaxException ex) {
				return new FileSystemDirectory(new File(url.getPath()).toPath());
			}
		}
		if ("war".equals(url.getProtocol())) {
			return JarDirectory.of(new URL("jar:" + url.getFile().replaceFirst("\\*/", "!/")));
		}
		if (url.openConnection() instanceof JarURLConnection) {
			return JarDirectory.of(url);
		}
		throw new InvalidAssetLocationException("the class path holds it at " + url + ", which cannot be listed",
				"Use 'file:' or a plain path.");
	}

	@Override
	public String toString() {
		return this.location;
	}

	/**
	 * Thrown when a location cannot be a directory of assets.
	 *
	 * @since 0.1.0
	 */
	@SuppressWarnings("serial")
	public static class InvalidAssetLocationException extends RuntimeException {

		private final String action;

		InvalidAssetLocationException(String reason, String action) {
			super(reason);
			this.action = action;
		}

		/**
		 * Return the reason.
		 * @return the reason, to follow the location
		 */
		public String getReason() {
			return String.valueOf(getMessage());
		}

		/**
		 * Return the action that corrects it.
		 * @return a sentence
		 */
		public String getAction() {
			return this.action;
		}

	}

}
