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
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link WranglerImportFailureAnalyzer} and what leads to it.
 *
 * @author the Assets for Spring Boot authors
 */
class WranglerImportFailureAnalyzerTests {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", quoteCharacter = '`',
			textBlock = """
					~assets = "dist"                    => 2:10 => 'assets' must be a table, but is the string "dist"
					[assets]~run_worker_first = 5       => 2:20 => 'assets.run_worker_first' must be true, false or a list of strings, but is a number
					assets.run_worker_first = "/api/*"  => 1:27 => 'assets.run_worker_first' must be true, false or a list of strings, but is the string "/api/*"
					assets.run_worker_first = ["/a", 1] => 1:27 => 'assets.run_worker_first[1]' must be a string, but is a number
					compatibility_flags = "x"           => 1:23 => 'compatibility_flags' must be a list of strings, but is the string "x"
					compatibility_date = 20250401       => 1:22 => 'compatibility_date' must be a string, but is a number
					[assets]~directory = 3              => 2:13 => 'assets.directory' must be a string, but is a number
					[assets]~directory = ""             => 2:13 => 'assets.directory' is empty
					[assets]~html_handling = true       => 2:17 => 'assets.html_handling' must be a string, but is true
					env = []                            => 1:7  => 'env' must be a table, but is a list
					~[[env]]~name = "staging"           => 2:1  => 'env' must be a table, but is a list
					[env]~staging = "x"                 => 2:11 => 'env.staging' must be a table, but is the string "x"
					[env.staging]~assets.binding = [1]  => 2:18 => 'env.staging.assets.binding' must be a string, but is a list
					[assets~                            => 1:8  => it is not valid TOML: Newline not permitted here
					""")
	void problemInTomlIsExplainedWithItsPlace(String text, String place, String reason) {
		assertThat(analyze("wrangler.toml", text).getDescription().lines()).contains(
				"    Origin: file [" + this.folder.resolve("wrangler.toml") + "] - " + place, "    Reason: " + reason);
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", quoteCharacter = '`',
			textBlock = """
					{~ "assets": "dist" }                        => 2:12 => 'assets' must be a table, but is the string "dist"
					{~ "assets": null }                          => 2:12 => 'assets' must be a table, but is null
					{ "assets": {~"run_worker_first": 5 }}       => 2:21 => 'assets.run_worker_first' must be true, false or a list of strings, but is a number
					{ "assets": {"run_worker_first": [~{}]}}     => 2:1  => 'assets.run_worker_first[0]' must be a string, but is a table
					{ "compatibility_flags": "x" }               => 1:26 => 'compatibility_flags' must be a list of strings, but is the string "x"
					{ "assets": { "directory": 3 } }             => 1:28 => 'assets.directory' must be a string, but is a number
					{ "env": [] }                                => 1:10 => 'env' must be a table, but is a list
					{ "env": { "staging": { "assets": [] } } }   => 1:35 => 'env.staging.assets' must be a table, but is a list
					[]                                           => 1:1  => the file must be a table, but is a list
					{ "assets": { }~                             => 2:1  => it is not valid JSON: Unexpected end-of-input: expected close marker for Object
					""")
	void problemInJsonIsExplainedWithItsPlace(String text, String place, String reason) {
		assertThat(analyze("wrangler.jsonc", text).getDescription().lines()).contains(
				"    Origin: file [" + this.folder.resolve("wrangler.jsonc") + "] - " + place, "    Reason: " + reason);
	}

	@Test
	void analysisNamesTheWayOut() {
		assertThat(analyze("wrangler.toml", "[assets]\nrun_worker_first = 5\n").getAction())
			.isEqualTo("Write true, false, or a list of patterns such as '[ \"/api/*\", \"!/api/docs/*\" ]'.");
		assertThat(analyze("wrangler.toml", "assets = 'dist'\n").getAction())
			.isEqualTo("Write '[assets]' with the settings below it in TOML, or '{ ... }' in JSON.");
	}

	@Test
	void directoryOutsideOfTheClassPathIsExplained() {
		FailureAnalysis analysis = analyze("wrangler.toml", "assets.directory = '../dist'\n",
				"classpath:wrangler.toml");
		assertThat(analysis.getDescription()).contains("Origin: class path resource [wrangler.toml] - 1:20",
				"Reason: 'assets.directory' leads out of the class path");
	}

	@Test
	void directoryThatIsNoPathIsExplained() {
		assertThat(analyze("wrangler.toml", "assets.directory = \"a\\u0000b\"\n").getDescription())
			.contains("wrangler.toml] - 1:20", "Reason: 'assets.directory' is not a valid path: ");
	}

	private FailureAnalysis analyze(String name, String text) {
		return analyze(name, text, "~/" + name);
	}

	private FailureAnalysis analyze(String name, String text, String location) {
		Throwable failure = catchThrowable(
				() -> new ImportedEnvironment(this.folder).file(name, text.replace('~', '\n'))
					.load(location, "staging"));
		FailureAnalysis analysis = new WranglerImportFailureAnalyzer().analyze(failure);
		assertThat(analysis).as("failure %s", failure).isNotNull();
		return analysis;
	}

	@ParameterizedTest
	@CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
			?                        => '' behind the question mark, which is not known
			?colection=admin         => 'colection=admin' behind the question mark, which is not known
			?collection=             => '' is not a name of a collection
			?collection=Admin        => 'Admin' is not a name of a collection
			?collection=a.directory  => 'a.directory' is not a name of a collection
			?collection=a&b=c        => 'a&b=c' is not a name of a collection
			?collection=admin-       => 'admin-' is not a name of a collection
			?collection=default      => names the default collection
			?collection=../admin     => '../admin' is not a name of a collection
			""")
	void parameterThatIsNotKnownIsExplained(String parameter, String reason) {
		FailureAnalysis analysis = analyze("wrangler.toml", "", "~" + parameter);
		assertThat(analysis.getDescription()).contains("    Reason: ", "'wrangler:" + this.folder + parameter + "'",
				reason);
		assertThat(analysis.getAction()).contains("?collection=");
	}

	@Test
	void placeOfTheLocationIsTold() throws IOException {
		ImportedEnvironment config = new ImportedEnvironment(this.folder).file("application.yml",
				"spring.config.import: wrangler:./admin?name=admin\n");
		FailureAnalysis analysis = new WranglerImportFailureAnalyzer()
			.analyze(catchThrowable(() -> config.loadAll(null)));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription().lines()).element(2)
			.asString()
			.startsWith("    Origin: ")
			.contains(this.folder.resolve("application.yml").toString())
			.endsWith("1:23");
	}

	@Test
	void parameterOfAnOptionalFileIsExplainedToo() {
		assertThat(catchThrowable(() -> new ImportedEnvironment(this.folder).loadAll("optional:wrangler:x?name=admin")))
			.isInstanceOf(WranglerImportException.class);
	}

	@Test
	void problemWithoutAPlaceIsExplained() {
		FailureAnalysis analysis = new WranglerImportFailureAnalyzer()
			.analyze(new WranglerImportException(null, "the reason", "The action."));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription().lines())
			.containsExactly("A Wrangler configuration file cannot be imported:", "", "    Reason: the reason");
	}

}
