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

package io.github.assetsboot.fingerprint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import io.github.assetsboot.testing.Contents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.util.DigestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A file that matches has a second path with a hash of its content, and references lead
 * to it.
 */
class FingerprintIndexTests {

	private static final SpringVersions NONE = new SpringVersions(List.of(), List.of(), null);

	private static final SpringVersions BY_CONTENT = new SpringVersions(List.of("/**"), List.of(), null);

	@TempDir
	Path directory;

	private final Map<String, String> files = new LinkedHashMap<>();

	private String root = "";

	private List<String> patterns = List.of("/*");

	private SpringVersions spring = NONE;

	private FingerprintIndexTests file(String path, String content) {
		this.files.put(path, content);
		return this;
	}

	private AssetCollection read() throws IOException {
		Map<String, byte[]> contents = new TreeMap<>();
		this.files.forEach((path, content) -> contents.put(path, content.getBytes(StandardCharsets.UTF_8)));
		Contents.write(this.directory, contents);
		return AssetCollection.read(AssetLocation.of(this.directory.toString(), null).open(), (path) -> false);
	}

	private AssetCollection index() throws IOException {
		return index(read(), null);
	}

	private AssetCollection index(AssetCollection assets, @Nullable AssetCollection previous) {
		return new FingerprintIndex(PathPatterns.of(this.patterns)::matches, this.spring, this.root).apply(assets,
				new AssetCollection.Contents((path) -> false, 0), previous);
	}

	private static String link(AssetCollection assets, String path) {
		String link = assets.fingerprints().of(path);
		assertThat(link).as(path).isNotNull();
		return link;
	}

	private static String name(AssetCollection assets, String path) {
		String link = link(assets, path);
		return link.substring(link.lastIndexOf('/') + 1);
	}

	private static String text(AssetCollection assets, String path) throws IOException {
		Asset asset = assets.get(path);
		assertThat(asset).as(path).isNotNull();
		return new String(asset.current().source().readAll(), StandardCharsets.UTF_8);
	}

	private static String linkedText(AssetCollection assets, String path) throws IOException {
		return text(assets, link(assets, path));
	}

	@Test
	void nameTellsTheContentAndThePlainPathStays() throws IOException {
		AssetCollection assets = file("css/app.css", "a {}").file("LICENSE", "free").index();
		assertThat(link(assets, "/css/app.css")).matches("/css/app-[0-9a-f]{10}\\.css");
		assertThat(link(assets, "/LICENSE")).matches("/LICENSE-[0-9a-f]{10}");
		assertThat(linkedText(assets, "/css/app.css")).isEqualTo("a {}");
		assertThat(assets.get(link(assets, "/css/app.css")).isImmutable()).isTrue();
		assertThat(assets.get("/css/app.css").isImmutable()).isFalse();
		assertThat(text(assets, "/css/app.css")).isEqualTo("a {}");
	}

	@Test
	void nothingIsAddedWithoutPatternsAndPagesHaveNoFingerprint() throws IOException {
		file("index.html", "<p>").file("app.js", "1").file("app.js.gz", "no gzip");
		assertThat(index().fingerprints().paths()).containsOnlyKeys("/app.js");
		this.patterns = List.of();
		AssetCollection assets = index();
		assertThat(assets.fingerprints().paths()).isEmpty();
		assertThat(assets.assets()).hasSize(3);
	}

	@Test
	void referencesLeadToFingerprintedNamesAndKeepTheRest() throws IOException {
		AssetCollection assets = file("css/app.css", """
				@import "base.css";
				a { background: url(../img/a%20b.png?v=1#x), url("/img/logo.svg"), url(//cdn/img/logo.svg),
				url(missing.png), url(data:image/png;base64,AA==), url(http://x/img/logo.svg) }
				""").file("css/base.css", "p {}").file("img/a b.png", "png").file("img/logo.svg", "<svg/>").index();
		assertThat(linkedText(assets, "/css/app.css")).isEqualTo("""
				@import "%s";
				a { background: url(../img/%s?v=1#x), url("/img/%s"), url(//cdn/img/logo.svg),
				url(missing.png), url(data:image/png;base64,AA==), url(http://x/img/logo.svg) }
				""".formatted(name(assets, "/css/base.css"), name(assets, "/img/a b.png").replace(" ", "%20"),
				name(assets, "/img/logo.svg")));
	}

	@Test
	void absoluteReferencesBeginWithTheRootOfTheCollection() throws IOException {
		this.root = "/shop/ui";
		AssetCollection assets = file("app.css", "a { b: url(/shop/ui/x.png) url(/x.png) url(../../x.png) url(x.png) }")
			.file("x.png", "png")
			.index();
		String name = name(assets, "/x.png");
		assertThat(linkedText(assets, "/app.css"))
			.isEqualTo("a { b: url(/shop/ui/" + name + ") url(/x.png) url(../../x.png) url(" + name + ") }");
	}

	@Test
	void onlyRelativeAndAbsoluteImportsOfModulesAreReferences() throws IOException {
		AssetCollection assets = file("js/app.js", """
				import {a} from './a.js';
				import 'a.js';
				import("/js/a.js");
				new Worker(new URL('./a.js', import.meta.url));
				// import './a.js'
				""").file("js/a.js", "export let a;").index();
		String name = name(assets, "/js/a.js");
		assertThat(linkedText(assets, "/js/app.js")).isEqualTo("""
				import {a} from './%s';
				import 'a.js';
				import("/js/%s");
				new Worker(new URL('./a.js', import.meta.url));
				// import './a.js'
				""".formatted(name, name));
	}

	@Test
	void changeOfAFileChangesTheNamesOfAllThatReferToIt() throws IOException {
		file("a.js", "import './b.js'").file("b.js", "import './c.js'").file("c.js", "1").file("d.js", "2");
		AssetCollection before = index();
		AssetCollection after = file("c.js", "3").index();
		for (String path : List.of("/a.js", "/b.js", "/c.js")) {
			assertThat(link(after, path)).isNotEqualTo(link(before, path));
		}
		assertThat(link(after, "/d.js")).isEqualTo(link(before, "/d.js"));
		assertThat(link(file("c.js", "1").index(), "/a.js")).isEqualTo(link(before, "/a.js"));
	}

	@Test
	void filesOfACycleShareAHashThatCoversAllOfThem() throws IOException {
		file("a.js", "import './b.js'; import './out.js'").file("b.js", "import './c.js'")
			.file("c.js", "import './a.js'")
			.file("out.js", "1")
			.file("self.js", "import './self.js'");
		AssetCollection before = index();
		assertThat(hash(before, "/a.js")).isEqualTo(hash(before, "/b.js")).isEqualTo(hash(before, "/c.js"));
		assertThat(linkedText(before, "/c.js")).isEqualTo("import './" + name(before, "/a.js") + "'");
		assertThat(linkedText(before, "/self.js")).isEqualTo("import './" + name(before, "/self.js") + "'");
		for (String changed : List.of("out.js", "b.js")) {
			AssetCollection after = file(changed, this.files.get(changed) + "//").index();
			assertThat(hash(after, "/c.js")).isNotEqualTo(hash(before, "/c.js"));
			before = after;
		}
	}

	private static String hash(AssetCollection assets, String path) {
		return link(assets, path).replaceAll(".*-([0-9a-f]{10})\\..*", "$1");
	}

	@Test
	void longChainOfReferencesNeedsNoDeepStack() throws IOException {
		for (int i = 0; i < 5_000; i++) {
			file("m" + i + ".js", "import './m" + (i + 1) + ".js'");
		}
		file("m5000.js", "1");
		AssetCollection assets = index();
		assertThat(linkedText(assets, "/m0.js")).isEqualTo("import './" + name(assets, "/m1.js") + "'");
		assertThat(linkedText(assets, "/m4999.js")).isEqualTo("import './" + name(assets, "/m5000.js") + "'");
	}

	@Test
	void sourceMapIsDroppedWhereReferencesMoveTheColumns() throws IOException {
		AssetCollection assets = file("a.js", "import './b.js'\n//# sourceMappingURL=a.js.map\n")
			.file("b.js", "1\n//# sourceMappingURL=b.js.map\n")
			.file("c.css", "a { b: url(b.js) } /*# sourceMappingURL=c.css.map */")
			.index();
		assertThat(linkedText(assets, "/a.js")).doesNotContain("sourceMappingURL");
		assertThat(linkedText(assets, "/c.css")).doesNotContain("sourceMappingURL").contains("url(b-");
		assertThat(linkedText(assets, "/b.js")).contains("//# sourceMappingURL=b.js.map");
	}

	@Test
	void changedFileIsGoneFromThePathThatTellsItsContent() throws Exception {
		AssetCollection assets = file("a.css", "a { b: url(x.png) }").file("x.png", "png").index();
		Asset linked = assets.get(link(assets, "/a.css"));
		Asset image = assets.get(link(assets, "/x.png"));
		Files.writeString(this.directory.resolve("a.css"), "a { b: url(x.png); c: d }");
		Files.writeString(this.directory.resolve("x.png"), "PNG");
		Thread.sleep(5);
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(linked::current);
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(image::current);
		Files.writeString(this.directory.resolve("x.png"), "png");
		Thread.sleep(5);
		assertThat(image.current().source().readAll()).isEqualTo("png".getBytes(StandardCharsets.UTF_8));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			/css/app-0123456789.css                       , true
			/css/app-0123456789abcdef0123456789abcdef.css , true
			/css/app-012345678g.css                       , false
			/css/app-012345678.css                        , false
			/css/other-0123456789.css                     , false
			/css/app.css                                  , false
			/css/-0123456789.css                          , false
			""")
	void outdatedPathHasTheFormOfAFingerprint(String path, boolean outdated) throws IOException {
		AssetCollection assets = file("css/app.css", "a {}").index();
		assertThat(assets.fingerprints().isOutdated(path)).isEqualTo(outdated);
	}

	@Test
	void codedRepresentationsOfTheSameContentAreKept() throws IOException {
		AssetCollection before = file("a.js", "import './b.js'").file("b.js", "1").index();
		AssetCollection after = index(read(), before);
		String path = link(after, "/a.js");
		assertThat(after.get(path)).isNotSameAs(before.get(path));
		assertThat(after.get(path).representation().blob()).isSameAs(before.get(path).representation().blob());
	}

	@Test
	void springsNameIsTheMd5OfTheFileItself() throws IOException {
		this.patterns = List.of();
		this.spring = BY_CONTENT;
		AssetCollection assets = file("css/app.css", "a { b: url('../x.png') }").file("x.png", "png").index();
		assertThat(link(assets, "/css/app.css")).isEqualTo("/css/app-" + md5("a { b: url('../x.png') }") + ".css");
		assertThat(link(assets, "/x.png")).isEqualTo("/x-" + md5("png") + ".png");
		String changed = "a { b: url('/x-" + md5("png") + ".png') }";
		assertThat(linkedText(assets, "/css/app.css")).isEqualTo(changed);
		assertThat(text(assets, "/css/app.css")).isEqualTo(changed);
		assertThat(assets.get(link(assets, "/x.png")).isImmutable()).isTrue();
		assertThat(assets.get(link(assets, "/css/app.css")).isImmutable()).isFalse();
	}

	@Test
	void referenceStaysRelativeWhereAnAbsoluteOneWouldNeedAnEscape() throws IOException {
		this.patterns = List.of();
		this.spring = BY_CONTENT;
		String content = "a { b: url(x.png) }";
		AssetCollection assets = file("grö (1)/app.css", content).file("grö (1)/x.png", "png").index();
		assertThat(linkedText(assets, "/grö (1)/app.css")).isEqualTo(content);
	}

	@Test
	void fixedVersionStandsInFrontAndTheMostSpecificPatternCounts() throws IOException {
		this.patterns = List.of("/own/*");
		this.spring = new SpringVersions(List.of("/**"), List.of("/js/**"), "v7");
		AssetCollection assets = file("js/a.js", "1").file("css/a.css", "2").file("own/a.css", "3").index();
		assertThat(link(assets, "/js/a.js")).isEqualTo("/v7/js/a.js");
		assertThat(assets.get("/v7/js/a.js").isImmutable()).isFalse();
		assertThat(link(assets, "/css/a.css")).isEqualTo("/css/a-" + md5("2") + ".css");
		assertThat(link(assets, "/own/a.css")).matches("/own/a-[0-9a-f]{10}\\.css");
		assertThat(linkedText(assets, "/own/a.css")).isEqualTo("3");
		assertThat(text(assets, "/own/a-" + md5("3") + ".css")).isEqualTo("3");
	}

	@Test
	void fileAtThePathOfAVersionIsServedItself() throws IOException {
		this.patterns = List.of();
		this.spring = new SpringVersions(List.of(), List.of("/css/**"), "v7");
		AssetCollection assets = file("v7/css/a.css", "own").file("css/a.css", "1").file("css/b.css", "2").index();
		assertThat(text(assets, "/v7/css/a.css")).isEqualTo("own");
		assertThat(assets.fingerprints().of("/css/a.css")).isNull();
		assertThat(link(assets, "/css/b.css")).isEqualTo("/v7/css/b.css");
	}

	@ParameterizedTest
	@CsvSource({ "/a-0123456789.css, true", "/a-0123456789abcdef0123456789abcdef.css, false",
			"/x-0123456789abcdef0123456789abcdef.png, true", "/b-0123456789.css, false" })
	void fileOfAnotherVersionIsImmutableIfItsPathTellsAllOfIt(String path, boolean immutable) throws IOException {
		AssetCollection assets = file("a.css", "a {}").file("x.png", "png").index();
		assertThat(assets.isImmutable(Asset.of(path, new byte[0]))).isEqualTo(immutable);
	}

	private static String md5(String text) {
		return DigestUtils.md5DigestAsHex(text.getBytes(StandardCharsets.UTF_8));
	}

}
