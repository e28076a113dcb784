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

package io.github.assetsboot.vite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.vite.ViteManifest.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ViteManifest}.
 *
 * @author the Assets for Spring Boot authors
 */
class ViteManifestTests {

	/**
	 * The example of Vite's guide.
	 */
	static final String GUIDE = """
			{
			  "_shared-B7PI925R.js": {
			    "file": "assets/shared-B7PI925R.js",
			    "name": "shared",
			    "css": ["assets/shared-ChJ_j-JJ.css"]
			  },
			  "_shared-ChJ_j-JJ.css": { "file": "assets/shared-ChJ_j-JJ.css", "src": "_shared-ChJ_j-JJ.css" },
			  "logo.svg": { "file": "assets/logo-BuPIv-2h.svg", "src": "logo.svg" },
			  "baz.js": {
			    "file": "assets/baz-B2H3sXNv.js",
			    "name": "baz",
			    "src": "baz.js",
			    "isDynamicEntry": true
			  },
			  "views/bar.js": {
			    "file": "assets/bar-gkvgaI9m.js",
			    "name": "bar",
			    "src": "views/bar.js",
			    "isEntry": true,
			    "imports": ["_shared-B7PI925R.js"],
			    "dynamicImports": ["baz.js"]
			  },
			  "views/foo.js": {
			    "file": "assets/foo-BRBmoGS9.js",
			    "name": "foo",
			    "src": "views/foo.js",
			    "isEntry": true,
			    "imports": ["_shared-B7PI925R.js"],
			    "css": ["assets/foo-5UjPuW-k.css"]
			  }
			}
			""";

	private static ViteManifest parse(String text) {
		return ViteManifest.parse(text, ViteManifest.DEFAULT_PATH);
	}

	@Test
	void filesOfABuildInAFolderAreInThatFolder() {
		assertThat(ViteManifest.parse(GUIDE, "build/" + ViteManifest.DEFAULT_PATH).entry("views/bar.js"))
			.isEqualTo(new Entry(List.of("build/assets/shared-ChJ_j-JJ.css"), "build/assets/bar-gkvgaI9m.js",
					List.of("build/assets/shared-B7PI925R.js")));
		assertThat(ViteManifest.parse(GUIDE, "build/manifest.json").entry("views/bar.js").script())
			.isEqualTo("assets/bar-gkvgaI9m.js");
	}

	@Test
	void styleSheetsOfTheEntryComeBeforeThoseOfItsImportsAsInTheGuideOfVite() {
		assertThat(parse(GUIDE).entry("views/foo.js"))
			.isEqualTo(new Entry(List.of("assets/foo-5UjPuW-k.css", "assets/shared-ChJ_j-JJ.css"),
					"assets/foo-BRBmoGS9.js", List.of("assets/shared-B7PI925R.js")));
	}

	@Test
	void dynamicImportsAreNotLoadedWithTheEntry() {
		assertThat(parse(GUIDE).entry("views/bar.js")).isEqualTo(new Entry(List.of("assets/shared-ChJ_j-JJ.css"),
				"assets/bar-gkvgaI9m.js", List.of("assets/shared-B7PI925R.js")));
	}

	@Test
	void entryThatIsAStyleSheetHasNoScript() {
		ViteManifest manifest = parse("""
				{"src/print.scss": {"file": "assets/print-1.css", "src": "src/print.scss", "isEntry": true}}""");
		assertThat(manifest.entry("src/print.scss"))
			.isEqualTo(new Entry(List.of("assets/print-1.css"), null, List.of()));
	}

	@Test
	void chunkComesAfterTheChunksThatItImportsAndOnce() {
		ViteManifest manifest = parse("""
				{"main.ts": {"file": "main.js", "isEntry": true, "imports": ["_a.js", "_b.js"], "css": ["main.css"]},
				 "_a.js": {"file": "a.js", "imports": ["_c.js"], "css": ["a.css"]},
				 "_b.js": {"file": "b.js", "imports": ["_c.js", "_a.js"], "css": ["b.css", "a.css"]},
				 "_c.js": {"file": "c.js", "css": ["c.css"]}}""");
		assertThat(manifest.entry("main.ts")).isEqualTo(
				new Entry(List.of("main.css", "c.css", "a.css", "b.css"), "main.js", List.of("c.js", "a.js", "b.js")));
	}

	@Test
	void chunksThatImportEachOtherAreLoadedOnce() {
		ViteManifest manifest = parse("""
				{"main.ts": {"file": "main.js", "isEntry": true, "imports": ["_a.js"]},
				 "_a.js": {"file": "a.js", "imports": ["_b.js", "main.ts", "_a.js"]},
				 "_b.js": {"file": "b.js", "imports": ["_a.js"]}}""");
		assertThat(manifest.entry("main.ts")).isEqualTo(new Entry(List.of(), "main.js", List.of("b.js", "a.js")));
	}

	@Test
	void chainOfImportsMayBeLong() {
		int length = 20_000;
		String chunks = IntStream.range(0, length)
			.mapToObj((i) -> "\"%d\": {\"file\": \"%d.js\", \"imports\": [\"%d\"]}".formatted(i, i, (i + 1) % length))
			.collect(Collectors.joining(",", "{", "}"));
		assertThat(parse(chunks).entry("0").imports()).hasSize(length - 1).startsWith("19999.js");
	}

	@Test
	void unknownEntryIsAnsweredWithTheNamesThatAreThere() {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(GUIDE).entry("views/fo.js"))
			.withMessage("The Vite manifest has no entry 'views/fo.js'. Its entries are: views/bar.js, views/foo.js");
		assertThatIllegalArgumentException().isThrownBy(() -> parse("{}").entry("a"))
			.withMessageEndingWith("Its entries are: none");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~',
			value = { "<html>|it is not a JSON object", "[]|it is not a JSON object",
					"{\"a\": {\"file\": \"a.js\"|it is not a JSON object",
					"{\"a\": {\"src\": \"a.js\"}}|'a' has no 'file'", "{\"a\": {\"file\": 1}}|'a' has no 'file'",
					"{\"a\": \"a.js\"}|'a' has no 'file'",
					"{\"a\": {\"file\": \"a.js\", \"css\": \"a.css\"}}|'css' of 'a' is not a list of strings",
					"{\"a\": {\"file\": \"a.js\", \"imports\": [1]}}|'imports' of 'a' is not a list of strings",
					"{\"a\": {\"file\": \"a.js\", \"imports\": [\"b\"]}}|'a' imports 'b', which is missing" })
	void brokenManifestIsRejectedWithTheReason(String text, String reason) {
		assertThatIllegalArgumentException().isThrownBy(() -> parse(text)).withMessage(reason);
		assertThatIllegalArgumentException().isThrownBy(() -> ViteManifest.of(() -> text).entry("a"))
			.withMessage("The Vite manifest cannot be used: " + reason);
	}

	@Test
	void brokenManifestIsReadOnce() {
		AtomicInteger reads = new AtomicInteger();
		ViteManifest manifest = ViteManifest.of(() -> "broken" + reads.incrementAndGet());
		for (int i = 0; i < 3; i++) {
			assertThatIllegalArgumentException().isThrownBy(() -> manifest.entry("a"))
				.withMessage("The Vite manifest cannot be used: it is not a JSON object");
		}
		assertThat(reads).hasValue(1);
	}

	@Test
	void manifestThatCouldNotBeReadIsReadAgain() {
		AtomicInteger reads = new AtomicInteger();
		ViteManifest manifest = ViteManifest.of(() -> {
			if (reads.incrementAndGet() == 1) {
				throw new IOException("the storage failed");
			}
			return "{\"a\": {\"file\": \"a.js\"}}";
		});
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> manifest.entry("a"));
		assertThat(manifest.entry("a").script()).isEqualTo("a.js");
	}

}
