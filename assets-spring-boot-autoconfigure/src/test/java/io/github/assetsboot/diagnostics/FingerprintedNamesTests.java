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
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.github.assetsboot.collection.Asset.NameFingerprint;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FingerprintedNames} and {@link NameFingerprint}.
 */
class FingerprintedNamesTests {

	/**
	 * Ten names as Vite writes them.
	 */
	private static final List<String> VITE = List.of("index-BRBmoGS9.js", "index-C1xQ3f2v.css", "vendor-Dk9aXf3E.js",
			"Home-B7q2LmZ4.js", "About-x3Kd81Qa.js", "react-CHdo91hT.svg", "logo-D5rT6yUi.png", "chunk-Bq8Wn2Xz.js",
			"chunk-DfR4tG7h.js", "chunk-0aQwE9rT.js");

	private static @Nullable String pattern(Collection<String> paths) throws IOException {
		return pattern(paths, null);
	}

	private static @Nullable String pattern(Collection<String> paths, @Nullable String headers) throws IOException {
		String hint = FingerprintedNames.describe(new AssetSnapshot(router(paths, headers), (path) -> false));
		return (hint != null) ? hint.substring(hint.indexOf("- \"") + 3, hint.lastIndexOf('"')) : null;
	}

	private static AssetRouter router(Collection<String> paths, @Nullable String headers) throws IOException {
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH,
				NotFoundHandling.NONE, RunWorkerFirst.never(), true, BasePath.ROOT);
		return new AssetRouter(AssetCollection.read(new Names(paths), (path) -> false), Redirects.parse(null, true),
				HeaderRules.parse(headers), settings);
	}

	private static List<String> in(String folder, Collection<String> names) {
		return names.stream().map((name) -> folder + name).toList();
	}

	private static List<String> with(List<String> names, String... more) {
		List<String> all = new ArrayList<>(names);
		all.addAll(List.of(more));
		return all;
	}

	private static List<String> made(IntFunction<String> name) {
		return IntStream.range(0, 12).mapToObj(name).toList();
	}

	private static String hexadecimal(Random random, int length) {
		String text = random.ints(length, 0, 16).mapToObj(Integer::toHexString).reduce("", String::concat);
		// so that the chance does not decide
		return text.substring(0, length - 4) + "3f9a";
	}

	private static String base64Url(Random random) {
		byte[] bytes = new byte[6];
		random.nextBytes(bytes);
		return Base64.getUrlEncoder().encodeToString(bytes);
	}

	@Test
	void filesOfViteAreProposed() throws IOException {
		assertThat(pattern(with(in("assets/", VITE), "index.html", "favicon.ico"))).isEqualTo("/assets/*");
	}

	/**
	 * Fingerprints of Rollup may have no digit, and hyphens and underscores.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "index-DiwrgTda.css", "page-BxYqKpLa.js", "chunk-B_x9-Kfa.js", "chunk--9aXf3E_.js" })
	void fewFingerprintsThatAreNoneByThemselvesAreTakenAmongOthers(String name) throws IOException {
		assertThat(pattern(in("assets/", with(VITE, name)))).isEqualTo("/assets/*");
		assertThat(pattern(in("assets/", made((i) -> i + name)))).isNull();
	}

	@Test
	void filesOfWebpackAreProposed() throws IOException {
		Random random = new Random(1);
		assertThat(pattern(in("static/js/", made((i) -> i + "." + hexadecimal(random, 8) + ".chunk.js"))))
			.isEqualTo("/static/js/*");
		assertThat(pattern(in("js/", made((i) -> "app" + i + "." + hexadecimal(random, 20) + ".js.map"))))
			.isEqualTo("/js/*");
		assertThat(pattern(in("js/", made((i) -> "app-" + hexadecimal(random, 32) + ".min.js.LICENSE.txt"))))
			.isEqualTo("/js/*");
	}

	@Test
	void mediaOfAngularAreProposedAndItsRootIsNot() throws IOException {
		List<String> names = List.of("main-5AHZ6KYF.js", "chunk-FK42CRUA.js", "polyfills-FFHMD2TL.js",
				"styles-5INURTSO.css", "chunk-MVLQKLHG.js", "chunk-2QWK7XNB.js", "chunk-X4RZ2LPT.js",
				"chunk-K7QH3TBN.js", "chunk-B3HX5WQD.js", "chunk-Z6TR2QKM.js", "chunk-W2BL7PXC.js");
		assertThat(pattern(with(names, "index.html"))).isNull();
		assertThat(pattern(names)).isNull();
		assertThat(pattern(with(in("media/", names), "index.html"))).isEqualTo("/media/*");
	}

	@Test
	void chunksOfNextAreProposedWithoutTheFilesBesideThem() throws IOException {
		Random random = new Random(2);
		List<String> paths = new ArrayList<>();
		made((i) -> "_next/static/chunks/" + i + "-" + hexadecimal(random, 16) + ".js").forEach(paths::add);
		made((i) -> "_next/static/chunks/app/p" + i + "/page-" + hexadecimal(random, 16) + ".js").forEach(paths::add);
		paths.add("_next/static/Kq3bYgkqXj8vN0x2mL1aQ/_buildManifest.js");
		paths.add("_next/static/media/e4af272ccee01ff0-s.p.woff2");
		assertThat(pattern(paths)).isEqualTo("/_next/static/chunks/*");
	}

	@Test
	void filesOfNuxtAreProposedUnlessItsBuildsAreBesideThem() throws IOException {
		List<String> names = in("_nuxt/", VITE.stream().map((name) -> name.replaceFirst(".*-", "")).toList());
		assertThat(pattern(names)).isEqualTo("/_nuxt/*");
		assertThat(pattern(with(names, "_nuxt/builds/latest.json"))).isNull();
		assertThat(pattern(with(names, "_nuxt/builds/meta/0b2f4c1d-88a1-4c55-9d63-5f0e6a7b8c9d.json"))).isNull();
	}

	@Test
	void filesOfAstroAreProposed() throws IOException {
		List<String> names = VITE.stream().map((name) -> name.replace('-', '.')).toList();
		assertThat(pattern(in("_astro/", with(names, "hero.BxF8e2aQ_1a2bcD.webp", "hero.BxF8e2aQ_Z2kLm9.avif"))))
			.isEqualTo("/_astro/*");
	}

	@Test
	void filesOfSvelteKitAreProposedAsAWhole() throws IOException {
		List<String> paths = new ArrayList<>(in("_app/immutable/chunks/", VITE));
		paths.addAll(List.of("_app/immutable/entry/start.DkX3f9aB.js", "_app/immutable/nodes/0.Ba7Xq2f3.js",
				"_app/version.json", "index.html"));
		assertThat(pattern(paths)).isEqualTo("/_app/immutable/*");
	}

	/**
	 * The example of a user: nothing of it has a fingerprint.
	 */
	@Test
	void imagesOfJHipsterAreNotProposed() throws IOException {
		List<String> paths = new ArrayList<>();
		for (int member = 0; member < 4; member++) {
			for (int size : new int[] { 192, 256, 384, 512 }) {
				paths.add("content/images/jhipster_family_member_" + member + "_head-" + size + ".png");
			}
			paths.add("content/images/jhipster_family_member_" + member + ".svg");
		}
		assertThat(pattern(paths)).isNull();
		Random random = new Random(3);
		paths.addAll(made((i) -> "app/" + i + "." + hexadecimal(random, 16) + ".chunk.js"));
		assertThat(pattern(paths)).isEqualTo("/app/*");
	}

	@ParameterizedTest
	@ValueSource(strings = { "logo.png", "jhipster_family_member_0_head-192.png", "report-2026-11-28.pdf",
			"report-20261128.pdf", "log-20261128T101500.txt", "jquery-3.7.1.min.js", "lib-v2.10.3.js",
			"photo-1920x1080.jpg", "photo.3840x2160.jpg", "clip-1080p60fps.mp4",
			"0b2f4c1d-88a1-4c55-9d63-5f0e6a7b8c9d.pdf", "file-0b2f4c1d-88a1-4c55-9d63-5f0e6a7b8c9d.bin",
			"vendor-bootstrap.js", "app-production.js", "chunk-NotFound.js", "page-chapter01.js",
			"icon-maskable512.png", "icon2025.svg", "bootstrap4.css", "logo-original.svg", "section-section2part3.js",
			"map-country1.svg", "clip-h264video.mp4", "play-mp3player.js", "set-icon-2x-Large.png",
			"app-member-head-192.png", "frame-00000012.png", "service-worker.js", "manifest.webmanifest", "LICENSE",
			"a4f9c1be", "page-a4f9c1be.html", "font-deadbeef.woff2", "image-1732780800.png", "sw-README12.txt",
			"de-DE-v2.json" })
	void oneFileWithoutAFingerprintIsEnough(String name) throws IOException {
		assertThat(pattern(in("assets/", VITE))).isEqualTo("/assets/*");
		assertThat(pattern(in("assets/", with(VITE, name)))).as(name).isNull();
		assertThat(pattern(in("assets/", with(VITE, "deep/er/" + name)))).as(name).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "frame-0000%04d.png", "tile-%08d.png", "tile-0000a1%02x.png", "photo_2026112%02d.jpg",
			"head-%d192x192.png", "part-%02dchapter.js", "v%d.10.12345678.js", "img-1732780%03d.png" })
	void seriesAreNotProposed(String format) throws IOException {
		assertThat(pattern(in("images/", made((i) -> String.format(format, i))))).isNull();
	}

	@Test
	void narrowerFolderIsProposedWhereTheWiderOneIsMixed() throws IOException {
		assertThat(pattern(with(in("static/js/", VITE), "static/logo.png"))).isEqualTo("/static/js/*");
		assertThat(pattern(in("static/js/", VITE))).isEqualTo("/static/js/*");
		assertThat(pattern(with(in("static/js/", VITE), "static/css/index-Dk9aXf3E.css"))).isEqualTo("/static/*");
	}

	@Test
	void fewFilesAreNotProposed() throws IOException {
		assertThat(pattern(in("assets/", VITE.subList(0, 9)))).isNull();
	}

	@Test
	void filesWithARuleAreNotCountedButLookedAt() throws IOException {
		assertThat(pattern(in("assets/", VITE), "/assets/*\n  Cache-Control: max-age=1\n")).isNull();
		assertThat(pattern(with(in("assets/", VITE), "assets/a.txt"), "/assets/a.txt\n  Cache-Control: max-age=1\n"))
			.isNull();
	}

	/**
	 * Chance makes a fingerprint look like a word now and then, and no hint is better
	 * than a wrong one.
	 */
	@Test
	void manyBuildsOfViteAreProposed() throws IOException {
		Random random = new Random(4);
		int proposed = 0;
		for (int build = 0; build < 200; build++) {
			if (pattern(in("assets/", made((i) -> "page" + i + "-" + base64Url(random) + ".js"))) != null) {
				proposed++;
			}
		}
		assertThat(proposed).isGreaterThan(60);
	}

	@ParameterizedTest
	@CsvSource({ "index-BRBmoGS9.js, BRBmoGS9, true", "main.8f3a9c1b.chunk.js, 8f3a9c1b, true",
			"5f2e8b1c9d3a7e60.css, 5f2e8b1c9d3a7e60, true", "hero.BxF8e2aQ_1a2bcD.webp, BxF8e2aQ, true",
			"index-DiwrgTda.css, DiwrgTda, false", "a-B_x9-Kfa.js, B_x9-Kfa, false", "f-12345678.js, 12345678, false" })
	void fingerprintIsFound(String name, String token, boolean strong) {
		NameFingerprint fingerprint = NameFingerprint.find(name);
		assertThat(fingerprint).isNotNull();
		assertThat(fingerprint.token()).isEqualTo(token);
		assertThat(fingerprint.strong()).isEqualTo(strong);
		assertThat(fingerprint.stem()).isEqualTo(name.replace(token, "*"));
	}

	private record Names(Collection<String> files) implements AssetDirectory {

		@Override
		public @Nullable String readText(String name) {
			return null;
		}

		@Override
		public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
			for (String file : this.files) {
				visitor.file(file, new BlobSource.InMemory(file.getBytes()));
			}
		}

	}

}
