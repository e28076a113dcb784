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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;

import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link NeverServed}, and for what a collection says of the paths that are
 * ignored.
 */
class NeverServedTests {

	private static final Contents NONE = new Contents((path) -> false, 0);

	private static final List<String> NEVER = List.of(".vite/manifest.json", ".VITE/x.js", "deep/.vite/deps/react.js",
			"docs/.vite", "..data/config.json", "..2026_01_01/config.json", "a/..hidden", "...");

	private static final List<String> SERVED = List.of("index.html", ".vitepress/index.html", "x.vite", ".vite.js",
			"a..b/c.txt", "a/b..", ".well-known/security.txt");

	@TempDir
	Path root;

	@ParameterizedTest
	@ValueSource(strings = { ".vite/", "a/b/.vite/", ".vite", "a/.vite", "..data/", "..2026_01_01/", "a/..b", "...",
			".Vite/", "WEB-INF/", "meta-inf/" })
	void nameThatIsNeverServedHasAReason(String path) {
		assertThat(NeverServed.reason(path)).startsWith("a built-in rule: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", ".a", "a/", ".well-known/", ".vitepress/", "a.vite", ".vite.ts", "a..", "a..b/",
			"a/WEB-INF/", "META-INF", ".git/" })
	void anotherNameHasNone(String path) {
		assertThat(NeverServed.reason(path)).isNull();
	}

	@Test
	void directoryServesNoneOfThem() throws IOException {
		write(this.root);
		assertServed(read(this.root.toString(), null));
	}

	@Test
	void folderOfTheClassPathServesNoneOfThem() throws IOException {
		write(this.root.resolve("static"));
		try (URLClassLoader loader = new URLClassLoader(new URL[] { this.root.toUri().toURL() }, null)) {
			assertServed(read("classpath:/static/", loader));
		}
	}

	@Test
	void jarServesNoneOfThem() throws IOException {
		Path jar = Files.write(this.root.resolve("front.jar"), jar());
		try (URLClassLoader loader = new URLClassLoader(new URL[] { jar.toUri().toURL() }, null)) {
			assertServed(read("classpath:/static/", loader));
		}
	}

	@Test
	void storedFilesServeNoneOfThem() {
		StoredAsset file = new StoredAsset(BlobId.of(new byte[] { 1 }), Map.of());
		AssetCollection assets = AssetCollection.of(
				Map.of("/.vite/manifest.json", file, "/a/..data/x.js", file, "/META-INF/x", file, "/index.html", file),
				mock(BlobStore.class));
		assertThat(assets.assets()).extracting(Asset::path).containsExactly("/index.html");
	}

	/**
	 * As Kubernetes mounts a ConfigMap.
	 */
	@Test
	void fileBehindALinkIntoSuchAFolderIsServedUnderTheNameOfTheLink() throws IOException {
		Path data = Files.createDirectories(this.root.resolve("..2026_01_01"));
		Files.writeString(data.resolve("config.json"), "{}");
		Files.createSymbolicLink(this.root.resolve("..data"), Path.of("..2026_01_01"));
		Files.createSymbolicLink(this.root.resolve("config.json"), Path.of("..data/config.json"));
		AssetCollection assets = read(this.root.toString(), null);
		assertThat(assets.assets()).extracting(Asset::path).containsExactly("/config.json");
		assertThat(assets.ignored()).containsOnlyKeys("/..2026_01_01/", "/..data/");
	}

	@Test
	void ignoredPathsAreKeptWithTheirReasons() throws IOException {
		write(this.root);
		Files.createDirectories(this.root.resolve("drafts/a"));
		Files.writeString(this.root.resolve("drafts/a/b.html"), "x");
		AssetCollection assets = AssetCollection.read(AssetLocation.of(this.root.toString(), null).open(),
				(path) -> path.equals("drafts/") ? "line 3 of .assetsignore: drafts/" : null, new BlobCache(0), NONE,
				false);
		assertThat(assets.ignored()).containsEntry("/drafts/", "line 3 of .assetsignore: drafts/")
			.containsEntry("/deep/.vite/", "a built-in rule: .vite is never served")
			.containsEntry("/docs/.vite", "a built-in rule: .vite is never served")
			.containsEntry("/a/..hidden", "a built-in rule: a name that begins with '..' is never served")
			.doesNotContainKeys("/drafts/a/", "/drafts/a/b.html", "/index.html");
	}

	@Test
	void ignoredPathsAreThoseOfTheLastReading() throws IOException {
		Files.writeString(this.root.resolve("a.map"), "x");
		AssetDirectory directory = AssetLocation.of(this.root.toString(), null).open();
		AssetCollection assets = AssetCollection.read(directory, (path) -> "'assets.ignore': *.map", new BlobCache(0),
				NONE, false);
		assertThat(assets.ignored()).containsOnlyKeys("/a.map");
		AssetCollection reread = assets.reread(directory, (path) -> null, NONE, false);
		assertThat(reread.ignored()).isEmpty();
		assertThat(reread.get("/a.map")).isNotNull();
		assertThat(assets.withOthers(reread).ignored()).containsOnlyKeys("/a.map");
	}

	@Test
	void noMoreThanTheLimitIsKept() throws IOException {
		List<String> files = IntStream.range(0, AssetCollection.MAX_IGNORED + 5).mapToObj((i) -> i + ".map").toList();
		AssetDirectory directory = new AssetDirectory() {

			@Override
			public String readText(String name) {
				return null;
			}

			@Override
			public void visit(Predicate<String> ignored, Visitor visitor) {
				assertThat(files).allMatch(ignored);
			}

		};
		assertThat(AssetCollection.read(directory, (path) -> true).ignored()).hasSize(AssetCollection.MAX_IGNORED);
	}

	private static void write(Path folder) throws IOException {
		for (String file : all()) {
			Files.createDirectories(folder.resolve(file).getParent());
			Files.writeString(folder.resolve(file), "x");
		}
	}

	private static byte[] jar() throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream jar = new JarOutputStream(bytes)) {
			jar.putNextEntry(new JarEntry("static/"));
			for (String file : all()) {
				jar.putNextEntry(new JarEntry("static/" + file));
				jar.write("x".getBytes(StandardCharsets.UTF_8));
			}
		}
		return bytes.toByteArray();
	}

	private static Iterable<String> all() {
		TreeSet<String> all = new TreeSet<>(NEVER);
		all.addAll(SERVED);
		return all;
	}

	private static AssetCollection read(String location, ClassLoader loader) throws IOException {
		return AssetCollection.read(AssetLocation.of(location, loader).open(), (path) -> false);
	}

	private static void assertServed(AssetCollection assets) {
		assertThat(assets.assets()).extracting((asset) -> asset.path().substring(1))
			.containsExactlyInAnyOrderElementsOf(SERVED);
		assertThat(assets.ignored()).containsKeys("/.vite/", "/deep/.vite/", "/docs/.vite", "/..data/", "/a/..hidden",
				"/...");
	}

}
