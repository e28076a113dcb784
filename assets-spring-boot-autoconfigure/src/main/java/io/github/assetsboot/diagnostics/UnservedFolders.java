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

package io.github.assetsboot.diagnostics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.AssetLocation.InvalidAssetLocationException;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.explain.RoutingExplainer.UnservedFiles;
import io.github.assetsboot.rules.IgnoreRules;
import org.jspecify.annotations.Nullable;

/**
 * Finds files in the folders of the class path that Spring Boot serves by default, and
 * the assets do not.
 */
class UnservedFolders {

	private static final String PUBLIC = "classpath:/public/";

	private static final List<String> DEFAULTS = List.of(PUBLIC, "classpath:/resources/",
			"classpath:/META-INF/resources/");

	/**
	 * Spring Boot has a handler of its own for them, which stays.
	 */
	private static final String WEBJARS = "webjars/";

	/**
	 * Location of the classes in the jar that Spring Boot makes of an application. It has
	 * {@code META-INF} beside them.
	 */
	private static final Pattern JAR_OF_CLASSES = Pattern.compile("^jar:(?:nested|file):(.+?)/?!/?BOOT-INF/.*$");

	private final List<String> locations;

	private final AssetsProperties properties;

	private final ClassLoader classLoader;

	private final Supplier<@Nullable URL> application;

	/**
	 * Create a search.
	 * @param locations the locations that Spring Boot would serve
	 * @param properties the properties
	 * @param classLoader the class loader of the application
	 * @param application returns where the classes of the application are, {@code null}
	 * if that is not known
	 */
	UnservedFolders(List<String> locations, AssetsProperties properties, ClassLoader classLoader,
			Supplier<@Nullable URL> application) {
		this.locations = locations;
		this.properties = properties;
		this.classLoader = classLoader;
		this.application = application;
	}

	/**
	 * Describe the folders.
	 * @return a warning, or {@code null} if there are no such files
	 */
	@Nullable String describe() {
		Set<String> directories = directories();
		List<Folder> folders = unserved().map((location) -> new Folder(location, countFiles(location, directories)))
			.filter((folder) -> folder.files() > 0)
			.toList();
		if (folders.isEmpty()) {
			return null;
		}
		boolean one = folders.size() == 1 && folders.get(0).files() == 1;
		return folders.stream().map(Folder::toString).collect(Collectors.joining(" and "))
				+ (one ? " is not served. Move it to " : " are not served. Move them to ")
				+ this.properties.getDirectory() + ", or set 'assets.directory=" + folders.get(0).location() + "'.";
	}

	private long countFiles(String location, Set<String> directories) {
		try {
			List<URL> urls = new ArrayList<>();
			String folder = location.substring("classpath:/".length());
			for (URL url : Collections.list(this.classLoader.getResources(folder))) {
				if (location.equals(PUBLIC) || isOfApplication(url.toString())) {
					urls.add(url);
				}
			}
			AssetDirectory directory = AssetLocation.of(location, loaderOf(urls)).open();
			return (directory != null)
					? countFiles(directory, (path) -> path.endsWith("/") && directories.contains(location + path)) : 0;
		}
		catch (IOException | UncheckedIOException | InvalidAssetLocationException ex) {
			// without a number, there is nothing to warn of
			return 0;
		}
	}

	/**
	 * A library may keep other files than those of a front end in such folders.
	 */
	private boolean isOfApplication(String url) {
		if (url.startsWith("file:") || url.contains("/BOOT-INF/classes") || url.contains("!BOOT-INF/classes")
				|| url.contains("/WEB-INF/classes")) {
			return true;
		}
		URL application = this.application.get();
		return application != null && url
			.startsWith("jar:" + JAR_OF_CLASSES.matcher(application.toString()).replaceFirst("file:$1") + "!/");
	}

	/**
	 * Find a file that Spring Boot would serve, or a view that a controller may return.
	 * @param path the decoded path, starting with a slash
	 * @return the location that has the file, or {@code null} if none has it
	 */
	@Nullable String find(String path) {
		String file = path.substring(1);
		if (file.isEmpty() || file.endsWith("/") || file.endsWith(".class") || file.startsWith(WEBJARS)
				|| NeverServed.contains(file)
				|| AssetDirectory.isIgnored(file, IgnoreRules.of(this.properties.getIgnore())::ignores)) {
			return null;
		}
		String view = file.endsWith(".html") ? file : file + ".html";
		return unserved().filter((location) -> has(location, file))
			.findFirst()
			.orElseGet(() -> has(UnservedFiles.VIEWS, view) ? UnservedFiles.VIEWS : null);
	}

	private boolean has(String location, String file) {
		try {
			String name = location.substring("classpath:/".length()) + file;
			for (URL url : Collections.list(this.classLoader.getResources(name))) {
				if (isFile(url, name) && (location.equals(PUBLIC) || isOfApplication(url.toString()))) {
					return true;
				}
			}
			return false;
		}
		catch (IOException | URISyntaxException ex) {
			return false;
		}
	}

	private boolean isFile(URL url, String name) throws URISyntaxException {
		return "file".equals(url.getProtocol()) ? Files.isRegularFile(Path.of(url.toURI()))
				: this.classLoader.getResource(name + "/") == null;
	}

	private Stream<String> unserved() {
		Set<String> directories = directories();
		return DEFAULTS.stream()
			.filter((location) -> this.locations.contains(location) && !directories.contains(location));
	}

	private Set<String> directories() {
		return this.properties.toCollections()
			.stream()
			.map((collection) -> IneffectiveSettings.normalize(collection.getDirectory()))
			.collect(Collectors.toSet());
	}

	private static ClassLoader loaderOf(List<URL> urls) {
		return new ClassLoader(null) {

			@Override
			protected Enumeration<URL> findResources(String name) {
				return Collections.enumeration(urls);
			}

		};
	}

	/**
	 * No content is read, because every file is left out once it is counted.
	 */
	private long countFiles(AssetDirectory directory, Predicate<String> served) throws IOException {
		IgnoreRules rules = IgnoreRules.of(this.properties.getIgnore());
		LongAdder files = new LongAdder();
		directory.visit((path) -> {
			if (path.equals(WEBJARS) || served.test(path) || NeverServed.reason(path) != null || rules.ignores(path)) {
				return true;
			}
			if (path.endsWith("/")) {
				return false;
			}
			if (!path.endsWith(".class")) {
				files.increment();
			}
			return true;
		}, new AssetDirectory.Visitor() {

			@Override
			public void file(String path, BlobSource content) {
			}

			@Override
			public void skipped(String path, String reason) {
			}

		});
		return files.sum();
	}

	/**
	 * A folder with files.
	 *
	 * @param location the folder
	 * @param files how many there are
	 */
	private record Folder(String location, long files) {

		@Override
		public String toString() {
			return this.files + ((this.files == 1) ? " file in " : " files in ") + this.location;
		}

	}

}
