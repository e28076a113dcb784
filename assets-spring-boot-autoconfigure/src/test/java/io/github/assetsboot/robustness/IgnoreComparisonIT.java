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

package io.github.assetsboot.robustness;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.assetsboot.rules.IgnoreRules;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares {@link IgnoreRules} with Git, which defines the syntax, and with the npm
 * package {@code ignore} in the version that Wrangler has. {@link IgnoreDifference} lists
 * the differences. Another difference fails, and so does one that no longer occurs.
 */
class IgnoreComparisonIT {

	private static final int CASES = 1500;

	private static final int SECONDS = 120;

	private static final Path NPM_PACKAGE = Path.of("src/test/npm/ignore");

	private static final boolean WINDOWS = File.separatorChar == '\\';

	@TempDir
	private Path directory;

	@BeforeAll
	static void print() {
		Seed.print(IgnoreComparisonIT.class);
	}

	@Test
	void rulesIgnoreWhatGitIgnores() throws Exception {
		require("git");
		List<IgnoreCase> cases = cases();
		run(this.directory, input(""), "git", "init", "--quiet");
		StringBuilder paths = new StringBuilder();
		for (int i = 0; i < cases.size(); i++) {
			String folder = "case" + i;
			Files.createDirectory(this.directory.resolve(folder));
			Files.writeString(this.directory.resolve(folder + "/.gitignore"), cases.get(i).rules());
			cases.get(i).paths().forEach((path) -> paths.append(folder + "/" + path + "\0"));
		}
		// for each path, the file, the number and the text of the line that decides
		String[] fields = run(this.directory, input(paths.toString()), "git", "-c", "core.ignorecase=true",
				"check-ignore", "--no-index", "--stdin", "-z", "--verbose", "--non-matching")
			.split("\0", -1);
		List<List<Boolean>> answers = new ArrayList<>();
		int field = 0;
		for (IgnoreCase ignoreCase : cases) {
			List<Boolean> answer = new ArrayList<>();
			for (int i = 0; i < ignoreCase.paths().size(); i++) {
				answer.add(!fields[field].isEmpty() && !fields[field + 2].startsWith("!"));
				field += 4;
			}
			answers.add(answer);
		}
		compare(cases, answers, IgnoreDifference.Other.GIT);
	}

	@Test
	void rulesIgnoreWhatTheNpmPackageOfWranglerIgnores() throws Exception {
		String npm = WINDOWS ? "npm.cmd" : "npm";
		require("node");
		require(npm);
		List<IgnoreCase> cases = cases();
		for (String file : List.of("package.json", "package-lock.json", ".npmrc", "ignored.js")) {
			Files.copy(NPM_PACKAGE.resolve(file), this.directory.resolve(file));
		}
		run(this.directory, input(""), npm, "ci", "--prefer-offline", "--no-audit", "--no-fund");
		JsonMapper mapper = new JsonMapper();
		String json = run(this.directory, input(mapper.writeValueAsString(cases)), "node", "ignored.js");
		List<@Nullable List<Boolean>> answers = new ArrayList<>();
		mapper.readTree(json)
			.forEach((answer) -> answers
				.add(answer.isNull() ? null : answer.valueStream().map((ignored) -> ignored.asBoolean()).toList()));
		compare(cases, answers, IgnoreDifference.Other.NPM);
	}

	private static List<IgnoreCase> cases() {
		Random random = Seed.random("ignore", 0);
		return Stream.generate(() -> IgnoreCase.random(random)).limit(Seed.cases(CASES)).toList();
	}

	private static void compare(List<IgnoreCase> cases, List<? extends @Nullable List<Boolean>> answers,
			IgnoreDifference.Other other) {
		Map<IgnoreDifference, Integer> differences = new TreeMap<>();
		List<String> unexpected = new ArrayList<>();
		int compared = 0;
		int ignored = 0;
		assertThat(answers).hasSameSizeAs(cases);
		for (int i = 0; i < cases.size(); i++) {
			IgnoreCase ignoreCase = cases.get(i);
			List<Boolean> answer = answers.get(i);
			IgnoreRules rules = IgnoreRules.of(List.of(), ignoreCase.rules());
			if (answer == null) {
				assertThat(IgnoreDifference.REFUSED.occursIn(ignoreCase.rules())).as(ignoreCase.rules()).isTrue();
				differences.merge(IgnoreDifference.REFUSED, 1, Integer::sum);
				continue;
			}
			for (int j = 0; j < answer.size(); j++) {
				String path = ignoreCase.paths().get(j);
				boolean own = rules.ignoresFile(path);
				compared++;
				ignored += own ? 1 : 0;
				if (own != answer.get(j)) {
					IgnoreDifference difference = IgnoreDifference.find(other, ignoreCase.rules(), path);
					if (difference != null) {
						differences.merge(difference, 1, Integer::sum);
					}
					else {
						unexpected.add(ignoreCase.rules() + " and " + path + ", which is ignored here: " + own);
					}
				}
			}
		}
		System.out.println(IgnoreComparisonIT.class.getSimpleName() + ": " + compared + " pairs compared with " + other
				+ ", " + ignored + " ignored, differences: " + differences);
		assertThat(unexpected).as(Seed.describe("ignore", 0)).isEmpty();
		if (System.getProperty("robustness.seed") == null) {
			assertThat(differences).containsOnlyKeys(IgnoreDifference.of(other));
		}
		assertThat(compared).isGreaterThanOrEqualTo(100_000);
		assertThat(ignored).isBetween(compared / 10, compared / 2);
	}

	private static void require(String command) throws Exception {
		try {
			run(Path.of("."), null, command, "--version");
		}
		catch (IOException ex) {
			String message = "Put '" + command
					+ "' on the PATH, on Debian and Ubuntu with: apt-get install git nodejs npm";
			if ("true".equals(System.getenv("CI"))) {
				Assertions.fail(message + ". CI is true.", ex);
			}
			Assumptions.abort(message);
		}
	}

	private Path input(String text) throws IOException {
		return Files.writeString(this.directory.resolve("input"), text);
	}

	private static String run(Path directory, @Nullable Path input, String... command) throws Exception {
		Path output = Files.createTempFile("command", ".out");
		Path errors = Files.createTempFile("command", ".err");
		try {
			ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
				.redirectOutput(output.toFile())
				.redirectError(errors.toFile());
			if (input != null) {
				builder.redirectInput(input.toFile());
			}
			// the settings of this machine must not matter
			builder.environment()
				.putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "", "NO_UPDATE_NOTIFIER", "1"));
			Process process = builder.start();
			try {
				assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("end of " + List.of(command)).isTrue();
			}
			finally {
				process.descendants().forEach(ProcessHandle::destroyForcibly);
				process.destroyForcibly();
			}
			assertThat(process.exitValue()).as(() -> "exit value of " + List.of(command)).isZero();
			return Files.readString(output);
		}
		finally {
			Files.delete(output);
			Files.delete(errors);
		}
	}

}
