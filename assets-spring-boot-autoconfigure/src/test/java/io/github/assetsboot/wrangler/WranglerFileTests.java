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

package io.github.assetsboot.wrangler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.toml.TomlFactory;

import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link WranglerFile}: what stands where.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerFileTests {

	@TempDir
	Path folder;

	@Test
	void jsonWithCommentsAndTrailingCommasIsRead() throws IOException {
		assertThat(read("wrangler.jsonc", """
				// what the front end needs
				{
				  "name": "app", /* ignored */
				  "assets": {
				    "directory": "./dist",
				    "run_worker_first": [
				      "/api/*",
				      "!/api/docs/*",
				    ],
				  },
				  "compatibility_flags": [],
				}
				""")).containsExactly(Map.entry("name", "app @3:11"), Map.entry("assets.directory", "./dist @5:18"),
				Map.entry("assets.run_worker_first[0]", "/api/* @7:7"),
				Map.entry("assets.run_worker_first[1]", "!/api/docs/* @8:7"),
				Map.entry("compatibility_flags", "[] @11:26"));
	}

	@Test
	void jsonNeedsNoExtensionOfItsOwnForComments() throws IOException {
		assertThat(read("wrangler.json", "/* a */ { \"name\": true, }"))
			.containsExactly(Map.entry("name", "true @1:19"));
	}

	@Test
	void tomlIsRead() throws IOException {
		assertThat(read("wrangler.toml", """
				# what the front end needs
				name = "app"
				compatibility_date = 2025-04-01

				[assets]
				directory = "./dist"
				  html_handling="none" # beside the point
				run_worker_first = [
				  "/api/*",
				  "!/api/docs/*", # but not these
				]

				[env.staging.assets]
				binding = 'FILES'
				""")).containsExactly(Map.entry("name", "app @2:8"),
				Map.entry("compatibility_date", "2025-04-01 @3:22"), Map.entry("assets.directory", "./dist @6:13"),
				Map.entry("assets.html_handling", "none @7:17"),
				Map.entry("assets.run_worker_first[0]", "/api/* @8:20"),
				Map.entry("assets.run_worker_first[1]", "!/api/docs/* @8:20"),
				Map.entry("env.staging.assets.binding", "FILES @14:11"));
	}

	@Test
	void tomlWithInlineTablesAndDottedKeysIsRead() throws IOException {
		assertThat(read("wrangler.toml", """
				assets = { directory = "./dist", binding = "FILES" }
				env.staging.assets.binding = "A"
				[env.production]
				"assets" . html_handling = "B"
				""")).containsExactly(Map.entry("assets.directory", "./dist @1:10"),
				Map.entry("assets.binding", "FILES @1:10"), Map.entry("env.staging.assets.binding", "A @2:30"),
				Map.entry("env.production.assets.html_handling", "B @4:28"));
	}

	@Test
	void whatLooksLikeTomlInsideAStringMovesNothing() throws IOException {
		assertThat(read("wrangler.toml", """
				[vars]
				TEXT = \"""
				[assets]
				directory = "wrong"
				a = [ # not an array
				\"""
				LITERAL = '''
				[assets]
				'''
				"a=b" = "c=d"
				[[routes]]
				pattern = "one"
				[[routes]]
				pattern = "two"
				[ assets ]   # here
				directory = "right"
				""")).containsEntry("vars.a=b", "c=d @10:9").containsEntry("assets.directory", "right @16:13");
	}

	@Test
	void tomlWithCarriageReturnsIsRead() throws IOException {
		assertThat(read("wrangler.toml", "# a\r\n[assets]\r\nrun_worker_first = [\r\n\"/a\"]\r\nbinding = \"A\"\r\n"))
			.containsExactly(Map.entry("assets.run_worker_first[0]", "/a @3:20"),
					Map.entry("assets.binding", "A @5:11"));
	}

	@Test
	void fileWithoutALineBreakAtTheEndIsRead() throws IOException {
		assertThat(read("wrangler.toml", "[assets]\nbinding = \"A\""))
			.containsExactly(Map.entry("assets.binding", "A @2:11"));
	}

	@ParameterizedTest
	@CsvSource({ "wrangler.toml, name = \"app\", app @1:8", "wrangler.jsonc, '{ \"name\": \"app\" }', app @1:11" })
	void byteOrderMarkIsTolerated(String name, String text, String expected) throws IOException {
		assertThat(read(name, "\uFEFF" + text)).containsExactly(Map.entry("name", expected));
	}

	@Test
	void emptyTomlIsAnEmptyTable() throws IOException {
		assertThat(read("wrangler.toml", "")).isEmpty();
		assertThat(read("wrangler.toml", "# nothing\n\n")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", textBlock = """
			[assets]~directory = ./dist~            => 2:13 => Unknown token
			[assets~directory = "a"~                => 1:8  => Newline not permitted here
			[assets]~binding = "A~html = 1~         => 2:13 => Newline not permitted here
			a = 1~a = 2~b = 3~                      => 3:1  => Duplicate key
			a = 1~[assets]~b = 1~[assets]~          => 4:8  => Table redefined
			a = [ "x",~                             => 2:1  => Premature end of file
			a = { b = 1, }~                         => 1:14 => Trailing comma not permitted for inline tables
			""")
	void syntaxErrorInTomlIsReportedWithItsPlace(String text, String place, String message) {
		WranglerImportException failure = fail("wrangler.toml", text.replace('~', '\n'));
		assertThat(failure.getOrigin()).hasToString("file [" + this.folder.resolve("wrangler.toml") + "] - " + place);
		assertThat(failure.getReason()).isEqualTo("it is not valid TOML: " + message);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
			{~  "assets": }               => 2:13 => Unexpected character ('}' (code 125)): expected a value
			{~  "a": 1~  "b": 2~}         => 3:3  => Unexpected character ('"' (code 34)): was expecting comma to
			{~  assets: {}~}              => 2:3  => Unexpected character ('a' (code 97)): was expecting double-quote
			{~  "a": {~                   => 3:1  => Unexpected end-of-input: expected close marker for Object
			{}~}                          => 2:1  => Unexpected close marker '}': no open Object to close
			{~  "a": dist~}               => 2:8  => Unrecognized token 'dist'
			""")
	void syntaxErrorInJsonIsReportedWithItsPlace(String text, String place, String message) {
		WranglerImportException failure = fail("wrangler.json", text.replace('~', '\n'));
		assertThat(failure.getOrigin()).hasToString("file [" + this.folder.resolve("wrangler.json") + "] - " + place);
		assertThat(failure.getReason()).startsWith("it is not valid JSON: " + message).doesNotContain("Source");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "// nothing", "  \n" })
	void emptyJsonIsNoTable(String text) throws IOException {
		assertThatExceptionOfType(WranglerImportException.class)
			.isThrownBy(() -> WranglerFile.read(file("wrangler.json", text)).asTable())
			.withMessageEndingWith("the file must be a table, but is empty");
	}

	@Test
	void missingTomlLibraryIsNamed() throws IOException {
		FileSystemResource file = file("wrangler.toml", "");
		WranglerImportException failure = withoutClass(TomlFactory.class, file);
		assertThat(failure.getOrigin()).hasToString(file.getDescription());
		assertThat(failure.getReason()).isEqualTo("the library that reads TOML is not on the class path");
		assertThat(failure.getAction()).contains("'tools.jackson.dataformat:jackson-dataformat-toml'");
	}

	@Test
	void missingJsonLibraryIsNamed() throws IOException {
		WranglerImportException failure = withoutClass(JsonFactory.class, file("wrangler.json", "{}"));
		assertThat(failure.getReason()).isEqualTo("the library that reads JSON is not on the class path");
		assertThat(failure.getAction()).contains("'tools.jackson.core:jackson-core'");
	}

	@Test
	void jsonNeedsNoTomlLibrary() throws IOException {
		FileSystemResource file = file("wrangler.json", "{}");
		ClassLoader previous = ClassUtils.overrideThreadContextClassLoader(new FilteredClassLoader(TomlFactory.class));
		try {
			assertThat(WranglerFile.read(file).asTable().values()).isEmpty();
		}
		finally {
			Thread.currentThread().setContextClassLoader(previous);
		}
	}

	private WranglerImportException withoutClass(Class<?> type, FileSystemResource file) {
		ClassLoader previous = ClassUtils.overrideThreadContextClassLoader(new FilteredClassLoader(type));
		try {
			return catchThrowableOfType(WranglerImportException.class, () -> WranglerFile.read(file));
		}
		finally {
			Thread.currentThread().setContextClassLoader(previous);
		}
	}

	private WranglerImportException fail(String name, String text) {
		return catchThrowableOfType(WranglerImportException.class, () -> read(name, text));
	}

	private Map<String, String> read(String name, String text) throws IOException {
		Map<String, String> values = new LinkedHashMap<>();
		collect(WranglerFile.read(file(name, text)), values);
		return values;
	}

	private void collect(WranglerValue value, Map<String, String> values) {
		if (value instanceof WranglerValue.Table table) {
			table.values().values().forEach((next) -> collect(next, values));
		}
		else if (value instanceof WranglerValue.Sequence sequence && !sequence.items().isEmpty()) {
			sequence.items().forEach((next) -> collect(next, values));
		}
		else {
			String place = value.origin().toString().replaceFirst(".*\\] - ", "");
			values.put(value.name(), text(value) + " @" + place);
		}
	}

	private static String text(WranglerValue value) {
		if (value instanceof WranglerValue.Text text) {
			return text.text();
		}
		return (value instanceof WranglerValue.Sequence) ? "[]" : value.kind();
	}

	private FileSystemResource file(String name, String text) throws IOException {
		return new FileSystemResource(Files.writeString(this.folder.resolve(name), text));
	}

}
