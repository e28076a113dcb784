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

package io.github.assetsboot.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for tables of decisions.
 */
class DecisionTableTests {

	private static final AssetsTester ASSETS = AssetsTester.ofApplication().withHandlers("GET /api/notes");

	@TempDir
	private Path root;

	@Test
	void fileIsCompared() {
		assertThat(ASSETS).hasDecisionsOf("classpath:decisions.txt");
		assertThat(ASSETS).hasDecisionsOf("classpath:decisions.csv");
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/decisions.csv", numLinesToSkip = 1)
	void eachRowIsATestOfItsOwn(String path, String target, int status) {
		assertThat(ASSETS.navigate(path)).redirectsTo(target, status);
	}

	@Test
	void textAndMapAreCompared() {
		assertThat(ASSETS).hasDecisions("""
				# the front end
				/           /index.html  200
				/notes/7    /index.html  200
				/from       /to          301
				/plain      /text
				GET /gone.js  404
				GET /api/notes  handler
				GET /api/notes  /api/notes  handler
				POST /api/nothing  404
				http://localhost:8080/from  /to  301
				""");
		assertThat(ASSETS)
			.hasDecisions(Map.of("/from", "/to 301", "GET /api/notes", "handler", "POST /index.html", "405"));
	}

	@Test
	void failureNamesEachRowAndTheNumberOfThem() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(ASSETS).hasDecisions("""
				/from      /to            301

				/from      /elsewhere     301
				/notes/7   /notes.html    200
				/          404
				GET /api/notes  /api/other  handler
				""")).withMessage("""
				4 of 5 decisions differ from the text:
				line 3: expecting GET /from to redirect to /elsewhere with status 301
				  but the decision was 301: A redirect to /to, by line 1 of _redirects
				    Is the path inside assets.base-path? yes: assets.base-path is /
				    Does assets.run-worker-first decide? no: no pattern matches, of /api/*
				    Does an endpoint, servlet or resource handler have the path? no
				    Does a line of _redirects apply? yes: line 1: /from /to 301
				    => 301: A redirect to /to, by line 1 of _redirects
				    Location: /to
				line 4: expecting GET /notes/7 to serve the file /notes.html
				  but the decision was 200: The fallback page /index.html
				""" + explanation("/notes/7") + """
				line 5: expecting GET / to have status 404
				  but the decision was 200: The file /index.html, by html handling
				""" + explanation("/") + """
				line 6: expecting GET /api/notes to be handled by /api/other
				  but the decision was The application answers: /api/notes
				""" + ExpectedDecision.steps(ASSETS.get("/api/notes").explain(), "    "));
	}

	private static String explanation(String path) {
		return ExpectedDecision.steps(ASSETS.navigate(path).explain(), "    ");
	}

	@Test
	void fiveHundredRedirectsAreComparedInAShortTime() throws IOException {
		Files.writeString(this.root.resolve("_redirects"),
				IntStream.range(0, 500)
					.mapToObj((i) -> "/old/" + i + " /new/" + i + " 301\n")
					.collect(Collectors.joining()));
		AssetsTester assets = AssetsTester.of(this.root.toString());
		Map<String, String> decisions = new LinkedHashMap<>();
		IntStream.range(0, 500).forEach((i) -> decisions.put("/old/" + i, "/new/" + i + " 301"));
		long start = System.nanoTime();
		assertThat(assets).hasDecisions(decisions);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(1));
		decisions.replaceAll((path, decision) -> decision.replace("301", "308"));
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(assets).hasDecisions(decisions))
			.withMessageStartingWith("500 of 500 decisions differ from the map:\nentry 1: expecting GET /old/0 ")
			.satisfies((failure) -> {
				assertThat(failure.getMessage()
					.lines()
					.filter((line) -> line
						.matches("entry \\d+: expecting GET /old/\\d+ to redirect to /new/\\d+ with status 308")))
					.hasSize(500);
				assertThat(failure.getMessage().lines().filter((line) -> line.contains("Does a line of _redirects")))
					.hasSize(10);
			});
	}

	@Test
	void failureTellsWhyThereIsNoFile() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(ASSETS).hasDecisions("GET /app.js /app.js 200"))
			.withMessageContaining(
					"line 1: expecting GET /app.js to serve the file /app.js\n  but the decision was 404: ")
			.withMessageContaining("\n    => No file in the directory refers to app.js.\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/old", "/old new 301", "/old /new 999", "/old /new 500", "old /new 301", "GET /old",
			"/old /new 301 more", "GET", "/old page", "/api handlers", "/old admin:/new 301", "/old admin:/new",
			"/old ADMIN:/new 200", "/old admin:new 200" })
	void lineThatIsNoDecisionIsRejected(String line) {
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(ASSETS).hasDecisions("# first\n" + line))
			.withMessage("the text, line 2: '" + line
					+ "' is not a decision. Write a path and the expected decision, such"
					+ " as '/old /new 301', '/about /about.html 200', '/admin/about admin:/about.html 200', '/gone 404', '/api/users handler' or 'POST /api/users"
					+ " UserController#create handler'.");
	}

	@Test
	void tableWithoutRowsIsRejected() throws IOException {
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(ASSETS).hasDecisions("# nothing\n"))
			.withMessageStartingWith("the text has no rows.");
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(ASSETS).hasDecisions(Map.of()))
			.withMessageStartingWith("the map has no rows.");
		assertThatIllegalArgumentException().isThrownBy(() -> assertThat(ASSETS).hasDecisionsOf("classpath:none.txt"))
			.withMessage("The table 'classpath:none.txt' does not exist");
		Path quoted = Files.writeString(this.root.resolve("quoted.csv"), "\"/a,b\",/c,301\n");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> assertThat(ASSETS).hasDecisionsOf(quoted.toUri().toString()))
			.withMessageContaining("line 1: a quotation mark is not allowed. Write a comma in a path as %2C.");
	}

}
