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
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UnservedFolders}.
 */
class UnservedFoldersTests {

	private static final List<String> ALL = List.of("classpath:/META-INF/resources/", "classpath:/resources/",
			"classpath:/static/", "classpath:/public/");

	@TempDir
	Path directory;

	private final AssetsProperties properties = new AssetsProperties();

	private String describe(List<String> locations, URL application, Path... classPath) throws IOException {
		List<URL> urls = new ArrayList<>();
		for (Path element : classPath) {
			urls.add(element.toUri().toURL());
		}
		try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
			return new UnservedFolders(locations, this.properties, loader, () -> application).describe();
		}
	}

	private Path classes(String... files) throws IOException {
		Path classes = Files.createDirectories(this.directory.resolve("my classes"));
		for (String file : files) {
			Files.createDirectories(classes.resolve(file).getParent());
			Files.writeString(classes.resolve(file), "x");
		}
		return classes;
	}

	private Path jar(String... files) throws IOException {
		Set<String> entries = new LinkedHashSet<>();
		for (String file : files) {
			for (int slash = file.indexOf('/'); slash != -1; slash = file.indexOf('/', slash + 1)) {
				entries.add(file.substring(0, slash + 1));
			}
			entries.add(file);
		}
		Path path = this.directory.resolve("some.jar");
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(path))) {
			for (String entry : entries) {
				jar.putNextEntry(new JarEntry(entry));
			}
		}
		return path;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"public/a.txt | 1 file in classpath:/public/ is not served. Move it to classpath:/static/, or set 'assets.directory=classpath:/public/'.",
			"public/a.txt,public/b/c.txt | 2 files in classpath:/public/ are not served. Move them to classpath:/static/, or set 'assets.directory=classpath:/public/'.",
			"resources/a.txt | 1 file in classpath:/resources/ is not served. Move it",
			"META-INF/resources/a/b.txt | 1 file in classpath:/META-INF/resources/ is not served. Move it",
			"public/a.txt,META-INF/resources/b.txt | 1 file in classpath:/public/ and 1 file in classpath:/META-INF/resources/ are not served. Move them" })
	void filesAreCounted(String files, String warning) throws IOException {
		assertThat(describe(ALL, null, classes(files.split(",")))).startsWith(warning);
	}

	@ParameterizedTest
	@ValueSource(strings = { "static/a.txt", "META-INF/resources/webjars/lib/1/lib.js", "public/A.class",
			"public/.DS_Store", "public/.git/config", "public/.vite/manifest.json", "publication/a.txt" })
	void otherFilesAreNot(String file) throws IOException {
		assertThat(describe(ALL, null, classes(file))).isNull();
	}

	@Test
	void nothingIsSaidWithoutSuchFolders() throws IOException {
		assertThat(describe(ALL, null)).isNull();
	}

	@Test
	void folderThatSpringBootWouldNotServeIsNot() throws IOException {
		assertThat(describe(List.of("classpath:/static/"), null, classes("public/a.txt"))).isNull();
		assertThat(describe(List.of(), null, classes("public/a.txt"))).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "classpath:/public/", "classpath:public", "classpath:/public" })
	void directoryItselfIsNot(String location) throws IOException {
		this.properties.setDirectory(location);
		assertThat(describe(ALL, null, classes("public/a.txt"))).isNull();
		assertThat(describe(ALL, null, classes("resources/a.txt"))).contains("1 file in classpath:/resources/");
	}

	@Test
	void directoryOfAnotherCollectionIsNot() throws IOException {
		new Binder(new MapConfigurationPropertySource(Map.of("assets.collections.docs.base-path", "/docs",
				"assets.collections.docs.directory", "classpath:public", "assets.collections.lib.base-path", "/lib",
				"assets.collections.lib.directory", "classpath:/resources/lib/")))
			.bind("assets", Bindable.ofInstance(this.properties));
		assertThat(describe(ALL, null, classes("public/a.txt", "resources/lib/a.txt"))).isNull();
		assertThat(describe(ALL, null, classes("resources/a.txt"))).startsWith("1 file in classpath:/resources/ ");
	}

	@Test
	void librarysFoldersAreNotUnlessTheyArePublic() throws IOException {
		assertThat(describe(ALL, null, jar("resources/a.txt", "META-INF/resources/b.txt"))).isNull();
		assertThat(describe(ALL, null, jar("public/a.txt"))).startsWith("1 file in classpath:/public/ ");
	}

	@Test
	void foldersOfTheJarOfTheApplicationAre() throws IOException {
		Path jar = jar("resources/a.txt", "META-INF/resources/b.txt", "META-INF/resources/webjars/c.js");
		assertThat(describe(ALL, jar.toUri().toURL(), jar))
			.startsWith("1 file in classpath:/resources/ and 1 file in classpath:/META-INF/resources/ are");
	}

	@ParameterizedTest
	@ValueSource(strings = { "jar:nested:%s/!BOOT-INF/classes/!/", "jar:file:%s!/BOOT-INF/classes!/" })
	void metaInfBesideTheClassesOfTheJarOfTheApplicationIs(String location) throws IOException {
		Path jar = jar("META-INF/resources/b.txt", "BOOT-INF/classes/App.class");
		String path = jar.toUri().toURL().getPath();
		assertThat(describe(ALL, jarUrl(location.formatted(path)), jar))
			.startsWith("1 file in classpath:/META-INF/resources/ is not served.");
		assertThat(describe(ALL, jarUrl(location.formatted(path + ".other")), jar)).isNull();
	}

	/**
	 * The protocol {@code nested} is that of Spring Boot's loader.
	 */
	private static URL jarUrl(String text) throws IOException {
		return new URL(null, text, new URLStreamHandler() {

			@Override
			protected URLConnection openConnection(URL url) {
				throw new UnsupportedOperationException();
			}

			@Override
			protected void parseURL(URL url, String spec, int start, int limit) {
				setURL(url, "jar", "", -1, null, null, spec.substring(start), null, null);
			}

		});
	}

	@Test
	void fileThatIsNotServedIsFound() throws IOException {
		Path classes = classes("public/a.txt", "META-INF/resources/b/c.txt", "resources/.env", "static/d.txt",
				"public/.vite/manifest.json", "META-INF/resources/webjars/lib/1/lib.js");
		this.properties.setIgnore(List.of(".env"));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() }, null)) {
			UnservedFolders folders = new UnservedFolders(ALL, this.properties, loader, () -> null);
			assertThat(folders.find("/a.txt")).isEqualTo("classpath:/public/");
			assertThat(folders.find("/b/c.txt")).isEqualTo("classpath:/META-INF/resources/");
			for (String path : List.of("/", "/b", "/b/", "/.env", "/d.txt", "/gone.txt", "/.vite/manifest.json",
					"/webjars/lib/1/lib.js", "/../static/d.txt", "/a.txt/")) {
				assertThat(folders.find(path)).as(path).isNull();
			}
		}
	}

	@Test
	void viewIsFound() throws IOException {
		Path classes = classes("templates/a.html", "templates/b/c.html", "templates/d.txt");
		try (URLClassLoader loader = new URLClassLoader(new URL[] { classes.toUri().toURL() }, null)) {
			UnservedFolders folders = new UnservedFolders(ALL, this.properties, loader, () -> null);
			for (String path : List.of("/a", "/a.html", "/b/c", "/b/c.html")) {
				assertThat(folders.find(path)).as(path).isEqualTo("classpath:/templates/");
			}
			for (String path : List.of("/", "/b", "/b/", "/d.txt", "/d")) {
				assertThat(folders.find(path)).as(path).isNull();
			}
		}
	}

}
