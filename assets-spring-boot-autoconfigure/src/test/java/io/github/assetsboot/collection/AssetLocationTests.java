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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.CRC32;

import io.github.assetsboot.collection.AssetLocation.InvalidAssetLocationException;
import io.github.assetsboot.testing.Contents;
import org.apache.catalina.webresources.war.Handler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.loader.net.protocol.Handlers;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link AssetLocation} and the directories that it opens, the first test to
 * read of this package.
 *
 * <p>
 * A location is a folder, a place on the class path, or a folder inside a jar. The
 * package reads its files into assets; it knows neither requests nor rules for headers.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetLocationTests {

	private static final Map<String, String> SITE = Map.of("index.html", "home", "sp ace.txt", "1", "[x].txt", "2",
			"ümlaut.txt", "3", "emoji-😀.txt", "4", "%41.txt", "5", "hash#tag.txt", "6", "question?.txt", "7",
			"a/b/plus+.txt", "8", "large.bin", "large".repeat(100_000));

	@TempDir
	Path directory;

	@ParameterizedTest
	@ValueSource(strings = { "%s", "%s/", "file:%s", "file:%s/", "file://%s" })
	void directoryOfTheFileSystem(String format) throws Exception {
		Path site = writeSite(this.directory.resolve("my site"));
		assertThat(read(String.format(format, site), null)).isEqualTo(SITE);
	}

	@Test
	void largeFileThatIsWrittenJustBeforeTheReadingIsNotReadAgain() throws IOException {
		Path site = Files.createDirectories(this.directory.resolve("site"));
		try (RandomAccessFile file = new RandomAccessFile(site.resolve("film.mp4").toFile(), "rw")) {
			file.setLength(20 << 20);
		}
		AssetCollection assets = AssetCollection.read(AssetLocation.of(site.toString(), null).open(), (path) -> false);
		assertThat(assets.file("/film.mp4").representation().source()).isInstanceOfSatisfying(BlobSource.InFile.class,
				(file) -> assertThat(file.settled()).isTrue());
	}

	@Test
	void escapesOfAFileUrlAreDecoded() throws Exception {
		Path site = writeSite(this.directory.resolve("my site"));
		assertThat(read(site.toUri().toString(), null)).isEqualTo(SITE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "classpath:static", "classpath:/static", "classpath:/static/", "classpath:static/" })
	void directoryInAJar(String location) throws Exception {
		Path jar = this.directory.resolve("front.jar");
		Files.write(jar, jar("static/", SITE));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(read(location, loader)).isEqualTo(SITE);
		}
	}

	@Test
	void directoryInAJarInsideAnExecutableJar() throws Exception {
		Handlers.register();
		Path outer = this.directory.resolve("app.jar");
		byte[] nested = jar("static/", SITE);
		try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(outer))) {
			JarEntry entry = new JarEntry("BOOT-INF/lib/front.jar");
			CRC32 crc = new CRC32();
			crc.update(nested);
			entry.setMethod(JarEntry.STORED);
			entry.setSize(nested.length);
			entry.setCrc(crc.getValue());
			stream.putNextEntry(entry);
			stream.write(nested);
		}
		// named, since an earlier test may have made the JDK remember its own for this
		// protocol
		URLStreamHandler handler = new org.springframework.boot.loader.net.protocol.jar.Handler();
		URL url = new URL(null, "jar:nested:" + outer.toUri().getRawPath() + "/!BOOT-INF/lib/front.jar!/", handler);
		try (URLClassLoader loader = new URLClassLoader(new URL[] { url }, null)) {
			assertThat(read("classpath:/static/", loader)).isEqualTo(SITE);
		}
	}

	@Test
	void directoryInAWarThatTomcatDoesNotUnpack() throws Exception {
		Path war = this.directory.resolve("app.war");
		Files.write(war, jar("WEB-INF/classes/static/", SITE));
		URL url = new URL(null, "war:" + war.toUri() + "*/WEB-INF/classes/static/", new Handler());
		ClassLoader loader = new ClassLoader(null) {

			@Override
			protected Enumeration<URL> findResources(String name) {
				return Collections.enumeration(name.equals("static/") ? List.of(url) : List.of());
			}

		};
		assertThat(read("classpath:/static/", loader)).isEqualTo(SITE);
	}

	@Test
	void contentOfAJarIsReadableWhenTheJarIsGone() throws Exception {
		Path jar = this.directory.resolve("front.jar");
		Files.write(jar, jar("static/", SITE));
		AssetCollection assets;
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assets = AssetCollection.read(AssetLocation.of("classpath:/static/", loader).open(), (path) -> false);
		}
		Files.delete(jar);
		assertThat(texts(assets)).isEqualTo(SITE);
	}

	@Test
	void firstOfSeveralPlacesOnTheClassPathCountsAndClassFilesDoNot() throws Exception {
		Path first = this.directory.resolve("first.jar");
		Path second = this.directory.resolve("second.jar");
		Files.write(first, jar("static/", Map.of("a.txt", "first", "A.class", "code")));
		Files.write(second, jar("static/", Map.of("a.txt", "second", "b.txt", "second")));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { first.toUri().toURL(), second.toUri().toURL() },
				null)) {
			assertThat(read("classpath:/static/", loader)).isEqualTo(Map.of("a.txt", "first", "b.txt", "second"));
		}
	}

	@Test
	void jarWithoutEntriesForFoldersIsFound() throws Exception {
		Path jar = this.directory.resolve("front.jar");
		Files.write(jar, jarWithoutFolders("static/", SITE));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(Collections.list(loader.getResources("static/"))).isEmpty();
			assertThat(read("classpath:/static/", loader)).isEqualTo(SITE);
		}
	}

	/**
	 * Spring Boot's handler takes the first one in the order of the class path.
	 */
	@Test
	void jarsWithAndWithoutEntriesForFoldersCountInTheOrderOfTheClassPath() throws Exception {
		Path classes = Files.createDirectories(this.directory.resolve("classes/static"));
		Files.writeString(classes.resolve("c.txt"), "classes");
		List<Path> jars = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			jars.add(this.directory.resolve("front-" + i + ".jar"));
			Map<String, String> files = Map.of("a.txt", "a" + i, i + ".txt", "own", "c.txt", "c" + i);
			Files.write(jars.get(i), (i % 2 == 0) ? jarWithoutFolders("static/", files) : jar("static/", files));
		}
		Path broken = Files.writeString(this.directory.resolve("broken.jar"), "no jar");
		for (boolean reversed : new boolean[] { false, true }) {
			List<URL> urls = new ArrayList<>();
			urls.add(broken.toUri().toURL());
			urls.add(this.directory.resolve("missing.jar").toUri().toURL());
			for (Path jar : jars) {
				urls.add(jar.toUri().toURL());
			}
			urls.add(classes.getParent().toUri().toURL());
			if (reversed) {
				Collections.reverse(urls);
			}
			try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), null)) {
				Map<String, String> texts = read("classpath:/static/", loader);
				assertThat(texts).containsOnlyKeys("a.txt", "c.txt", "0.txt", "1.txt", "2.txt", "3.txt");
				for (Map.Entry<String, String> text : texts.entrySet()) {
					try (InputStream stream = loader.getResourceAsStream("static/" + text.getKey())) {
						assertThat(text.getValue())
							.isEqualTo(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
					}
				}
			}
		}
	}

	@Test
	void jarWithEntriesForSomeFoldersIsFound() throws Exception {
		Path jar = this.directory.resolve("front.jar");
		try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
			for (String name : new String[] { "META-INF/", "META-INF/MANIFEST.MF", "static/assets/",
					"static/assets/a.txt", "static/b.txt", "staticfile" }) {
				stream.putNextEntry(new JarEntry(name));
			}
		}
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(read("classpath:/static/", loader)).containsOnlyKeys("assets/a.txt", "b.txt");
			assertThat(read("classpath:/static/assets/", loader)).containsOnlyKeys("a.txt");
			assertThat(AssetLocation.of("classpath:/stat", loader).open()).isNull();
		}
	}

	@Test
	void jarThatAManifestNamesIsFound() throws Exception {
		Path folder = Files.createDirectories(this.directory.resolve("my lib"));
		Files.write(folder.resolve("front end.jar"), jarWithoutFolders("static/", SITE));
		Path app = this.directory.resolve("app.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "missing.jar my%20lib/front%20end.jar app.jar");
		new JarOutputStream(Files.newOutputStream(app), manifest).close();
		try (URLClassLoader loader = new URLClassLoader(new URL[] { app.toUri().toURL() }, null)) {
			assertThat(loader.getResource("static/index.html")).isNotNull();
			assertThat(read("classpath:/static/", loader)).isEqualTo(SITE);
		}
	}

	@Test
	void placesWithoutEntriesForFoldersInAnExecutableJarAreFound() throws Exception {
		Handlers.register();
		Path outer = Files.createDirectories(this.directory.resolve("with space")).resolve("app.jar");
		byte[] nested = jarWithoutFolders("static/", SITE);
		try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(outer))) {
			stream.putNextEntry(new JarEntry("BOOT-INF/classes/"));
			stream.putNextEntry(new JarEntry("BOOT-INF/classes/static/own.txt"));
			stream.write("own".getBytes(StandardCharsets.UTF_8));
			stream.putNextEntry(new JarEntry("BOOT-INF/classes/static/index.html"));
			stream.write("first".getBytes(StandardCharsets.UTF_8));
			JarEntry entry = new JarEntry("BOOT-INF/lib/front.jar");
			CRC32 crc = new CRC32();
			crc.update(nested);
			entry.setMethod(JarEntry.STORED);
			entry.setSize(nested.length);
			entry.setCrc(crc.getValue());
			stream.putNextEntry(entry);
			stream.write(nested);
		}
		URLStreamHandler handler = new org.springframework.boot.loader.net.protocol.jar.Handler();
		String root = "jar:nested:" + outer.toUri().getRawPath() + "/!";
		URL[] urls = { new URL(null, root + "BOOT-INF/classes/!/", handler),
				new URL(null, root + "BOOT-INF/lib/front.jar!/", handler),
				new URL(null, root + "BOOT-INF/lib/missing.jar!/", handler) };
		try (URLClassLoader loader = new URLClassLoader(urls, null)) {
			Map<String, String> expected = new TreeMap<>(SITE);
			expected.put("own.txt", "own");
			expected.put("index.html", "first");
			assertThat(read("classpath:/static/", loader)).isEqualTo(expected);
		}
	}

	@Test
	void jarBehindAScriptIsRead() throws Exception {
		Path jar = this.directory.resolve("front.jar");
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		bytes.writeBytes("#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.UTF_8));
		bytes.writeBytes(jarWithoutFolders("static/", SITE));
		Files.write(jar, bytes.toByteArray());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(read("classpath:/static/", loader)).isEqualTo(SITE);
		}
	}

	@Test
	void missingDirectoryIsNone() throws Exception {
		assertThat(AssetLocation.of(this.directory.resolve("nope").toString(), null).open()).isNull();
		assertThat(AssetLocation.of("classpath:/does-not-exist/", getClass().getClassLoader()).open()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "classpath:", "classpath:/", "http://example.com/", "", " " })
	void whatCannotBeADirectoryOfAssetsIsRefused(String location) {
		assertThatExceptionOfType(InvalidAssetLocationException.class)
			.isThrownBy(() -> AssetLocation.of(location, null).open());
	}

	@Test
	void containersOwnFoldersAreLeftOut() throws Exception {
		Path site = Files.createDirectories(this.directory.resolve("site"));
		for (String file : new String[] { "WEB-INF/web.xml", "meta-inf/x.txt", "sub/WEB-INF/kept.txt" }) {
			Files.createDirectories(site.resolve(file).getParent());
			Files.writeString(site.resolve(file), "x");
		}
		assertThat(read(site.toString(), null)).containsOnlyKeys("sub/WEB-INF/kept.txt");
	}

	@Test
	void linksThatLeadOutOrNowhereAreSkippedAndNamed() throws Exception {
		Path site = Files.createDirectories(this.directory.resolve("site"));
		Files.writeString(this.directory.resolve("site-secret"), "secret");
		Files.writeString(site.resolve("a.txt"), "a");
		Files.createSymbolicLink(site.resolve("in.txt"), site.resolve("a.txt"));
		Files.createSymbolicLink(site.resolve("out.txt"), this.directory.resolve("site-secret"));
		Files.createSymbolicLink(site.resolve("up"), this.directory);
		Files.createSymbolicLink(site.resolve("broken"), this.directory.resolve("nowhere"));
		Files.createSymbolicLink(site.resolve("loop"), site);
		AssetCollection assets = AssetCollection.read(AssetLocation.of(site.toString(), null).open(), (path) -> false);
		assertThat(texts(assets)).isEqualTo(Map.of("a.txt", "a", "in.txt", "a"));
		assertThat(assets.skipped()).containsOnlyKeys("out.txt", "up", "broken", "loop");
	}

	@ParameterizedTest
	@CsvSource({ "small.txt, 5000", "medium.txt, 100000", "large.txt, 600000" })
	void entryOfAJarThatCannotBeReadIsSkippedAndNamed(String name, int size) throws Exception {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream stream = new JarOutputStream(bytes)) {
			stream.putNextEntry(new JarEntry("static/" + name));
			stream.write(Contents.words(size));
			stream.putNextEntry(new JarEntry("static/other.txt"));
			stream.write("other".getBytes(StandardCharsets.UTF_8));
		}
		byte[] content = bytes.toByteArray();
		Arrays.fill(content, 100, 1000, (byte) 0xFF);
		Path jar = Files.write(this.directory.resolve("damaged.jar"), content);
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			AssetCollection assets = AssetCollection.read(AssetLocation.of("classpath:static", loader).open(),
					(path) -> false);
			assertThat(texts(assets)).isEqualTo(Map.of("other.txt", "other"));
			assertThat(assets.skipped()).containsOnlyKeys(name);
			assertThat(assets.skipped().get(name)).contains("it cannot be read from", "damaged.jar");
		}
	}

	@Test
	void folderThatLiesVeryDeepIsVisited() throws Exception {
		Path site = Files.createDirectories(this.directory.resolve("site"));
		int depth = (4000 - site.toString().length()) / 2;
		Path deepest = Files.createDirectories(site.resolve("d/".repeat(depth)));
		Files.writeString(deepest.resolve("a.txt"), "a");
		Files.createSymbolicLink(deepest.resolve("loop"), site);
		AssetCollection assets = AssetCollection.read(AssetLocation.of(site.toString(), null).open(), (path) -> false);
		assertThat(texts(assets)).isEqualTo(Map.of("d/".repeat(depth) + "a.txt", "a"));
		assertThat(assets.skipped()).containsOnlyKeys("d/".repeat(depth) + "loop");
		// JUnit would need minutes for it
		FileSystemUtils.deleteRecursively(site);
	}

	@ParameterizedTest
	@CsvSource({ "../outside, leads out of the directory", "nowhere, neither a file nor",
			"/dev/null, neither a file nor", ".assetsignore, neither a file nor" })
	void ruleFileThatIsNoFileInsideIsRefused(String target, String reason) throws Exception {
		Path site = Files.createDirectories(this.directory.resolve("site"));
		Files.writeString(this.directory.resolve("outside"), "drafts/");
		Files.createSymbolicLink(site.resolve(".assetsignore"), Path.of(target));
		AssetDirectory opened = AssetLocation.of(site.toString(), null).open();
		assertThatIOException().isThrownBy(() -> opened.readText(".assetsignore"))
			.withMessageContainingAll(site.resolve(".assetsignore").toString(), reason, "put the file itself there");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16LE", "UTF-16BE" })
	void ruleFileIsReadInItsEncoding(String encoding) throws Exception {
		Path site = Files.createDirectories(this.directory.resolve("site/static"));
		byte[] text = "\uFEFFentwürfe/\n".getBytes(encoding);
		Files.createDirectory(site.resolve("..data"));
		Files.write(site.resolve("..data/rules"), text);
		Files.createSymbolicLink(site.resolve(".assetsignore"), Path.of("..data/rules"));
		assertThat(AssetLocation.of(site.toString(), null).open().readText(".assetsignore")).endsWith("entwürfe/\n");
		Path jar = this.directory.resolve("rules.jar");
		try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
			stream.putNextEntry(new JarEntry("static/.assetsignore"));
			stream.write(text);
		}
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertThat(AssetLocation.of("classpath:static", loader).open().readText(".assetsignore"))
				.endsWith("entwürfe/\n");
		}
	}

	private static Map<String, String> read(String location, ClassLoader loader) throws IOException {
		AssetDirectory opened = AssetLocation.of(location, loader).open();
		assertThat(opened).isNotNull();
		return texts(AssetCollection.read(opened, (path) -> false));
	}

	private static Map<String, String> texts(AssetCollection assets) throws IOException {
		Map<String, String> texts = new TreeMap<>();
		for (Asset asset : assets.assets()) {
			byte[] content = asset.current().source().open().readAllBytes();
			assertThat(asset.representation().size()).isEqualTo(content.length);
			texts.put(asset.path().substring(1), new String(content, StandardCharsets.UTF_8));
		}
		return texts;
	}

	private static Path writeSite(Path site) throws IOException {
		for (Map.Entry<String, String> file : SITE.entrySet()) {
			Path path = site.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		return site;
	}

	private static byte[] jar(String folder, Map<String, String> files) throws IOException {
		return jar(folder, files, true);
	}

	private static byte[] jarWithoutFolders(String folder, Map<String, String> files) throws IOException {
		return jar(folder, files, false);
	}

	private static byte[] jar(String folder, Map<String, String> files, boolean withFolder) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream stream = new JarOutputStream(bytes)) {
			if (withFolder) {
				stream.putNextEntry(new JarEntry(folder));
			}
			for (Map.Entry<String, String> file : files.entrySet()) {
				stream.putNextEntry(new JarEntry(folder + file.getKey()));
				stream.write(file.getValue().getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

}
