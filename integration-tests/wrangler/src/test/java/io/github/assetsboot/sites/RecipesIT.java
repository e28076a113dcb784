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

package io.github.assetsboot.sites;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.NeedsNpm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

/**
 * Tests for the recipes of the guide that preview pull requests: their commands are run
 * as GitHub and GitLab run them. Only {@code npm} is replaced, and {@code npx} runs the
 * wrangler that is installed already.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class RecipesIT {

	private static final String PAGE = "preview-pull-requests.md";

	private static final Pattern EXPRESSION = Pattern.compile("\\$\\{\\{ (.*?) }}");

	private static final Pattern VARIABLE = Pattern.compile("\\$(SITE_\\w+)");

	@TempDir
	Path work;

	private Path site;

	private Sites sites;

	@BeforeEach
	void start() throws IOException {
		this.sites = Sites.onDirectory(this.work.resolve("storage"));
		this.site = Files.createDirectories(this.work.resolve("site"));
		write("<h1>first</h1>");
		Path programs = Files.createDirectories(this.work.resolve("bin"));
		Files.writeString(programs.resolve("npm"), "#!/bin/sh\n");
		Files.writeString(programs.resolve("npx"),
				"#!/bin/sh\n[ \"$1\" != --yes ] || shift\n[ \"$1\" = wrangler@4.164.0 ] || exit 1\nshift\n"
						+ "exec node '" + WranglerVersion.CURRENT.program() + "' \"$@\" </dev/null\n");
		for (String program : List.of("npm", "npx")) {
			assertThat(programs.resolve(program).toFile().setExecutable(true)).isTrue();
		}
		Shell.run(this.site, Map.of(), "git", "init", "-q");
		Shell.run(this.site, Map.of(), "git", "-c", "user.name=test", "-c", "user.email=test@example.com", "commit",
				"-q", "--allow-empty", "-m", "Add a \"menu\" & more");
	}

	@AfterEach
	void stop() {
		if (this.sites != null) {
			this.sites.close();
		}
	}

	private void write(String page) throws IOException {
		Files.createDirectories(this.site.resolve("dist"));
		Files.writeString(this.site.resolve("dist/index.html"), page);
	}

	@Test
	void workflowOfGitHubDeploysAndPreviews() throws IOException {
		Map<String, Object> workflow = yaml("GITHUB_OUTPUT");
		runGitHub(workflow, "deploy");
		assertThat(this.sites.get("shop.example.com", "/").body()).isEqualTo("<h1>first</h1>");
		write("<h1>pull request</h1>");
		runGitHub(workflow, "preview");
		assertThat(this.sites.get("shop.example.com", "/").body()).isEqualTo("<h1>first</h1>");
		String host = "pr-17-shop.preview.example.com";
		assertThat(Files.readString(this.work.resolve("output"))).isEqualTo("url=https://" + host + "\n");
		assertThat(Files.readString(this.work.resolve("summary"))).isEqualTo("Preview: https://" + host + "\n");
		assertThat(this.sites.get(host, "/").body()).isEqualTo("<h1>pull request</h1>");
	}

	private void runGitHub(Map<String, Object> workflow, String job) throws IOException {
		Map<String, String> values = Map.of("vars.SITE_API", api(), "secrets.SITE_TOKEN", Wrangler.TOKEN, "github.sha",
				"0123abcd", "github.event.pull_request.head.sha", "4567cdef", "github.event.pull_request.number", "17",
				"github.event.pull_request.title", "Open the \"menu\" $(exit 1)");
		Map<String, String> environment = new HashMap<>(Map.of("GITHUB_OUTPUT", this.work.resolve("output").toString(),
				"GITHUB_STEP_SUMMARY", this.work.resolve("summary").toString()));
		environment.putAll(texts(map(workflow.get("env")), EXPRESSION, values));
		List<?> steps = (List<?>) map(map(workflow.get("jobs")).get(job)).get("steps");
		for (Object step : steps) {
			Object run = map(step).get("run");
			if (run != null) {
				Map<String, String> all = new HashMap<>(environment);
				if (map(step).containsKey("env")) {
					all.putAll(texts(map(map(step).get("env")), EXPRESSION, values));
				}
				run(all, "bash", "-e", "-o", "pipefail", "-c", run.toString());
			}
		}
	}

	@Test
	void pipelineOfGitLabDeploysAndPreviews() throws IOException {
		Map<String, Object> pipeline = yaml("CI_MERGE_REQUEST_IID");
		assertThat(pipeline).contains(entry("stages", List.of("build", "publish")));
		runGitLab(pipeline, "build");
		runGitLab(pipeline, "deploy");
		assertThat(this.sites.get("shop.example.com", "/").body()).isEqualTo("<h1>first</h1>");
		write("<h1>merge request</h1>");
		runGitLab(pipeline, "preview");
		assertThat(this.sites.get("shop.example.com", "/").body()).isEqualTo("<h1>first</h1>");
		String host = "mr-5-shop.preview.example.com";
		assertThat(Files.readString(this.site.resolve("preview.env"))).isEqualTo("PREVIEW_URL=https://" + host + "\n");
		assertThat(this.sites.get(host, "/").body()).isEqualTo("<h1>merge request</h1>");
	}

	private void runGitLab(Map<String, Object> pipeline, String job) throws IOException {
		Map<String, String> environment = new HashMap<>(
				Map.of("CI_COMMIT_SHORT_SHA", "0123abcd", "CI_COMMIT_TITLE", "Add a \"menu\"", "CI_MERGE_REQUEST_IID",
						"5", "CI_MERGE_REQUEST_TITLE", "Open the \"menu\" $(exit 1)"));
		environment.putAll(texts(map(pipeline.get("variables")), VARIABLE,
				Map.of("SITE_API", api(), "SITE_TOKEN", Wrangler.TOKEN)));
		List<?> script = (List<?>) map(pipeline.get(job)).get("script");
		for (Object line : script) {
			run(environment, "sh", "-e", "-c", line.toString());
		}
	}

	private String api() {
		return "http://127.0.0.1:" + this.sites.port() + "/client/v4";
	}

	private void run(Map<String, String> environment, String... command) throws IOException {
		Map<String, String> all = new HashMap<>(environment);
		String path = this.work.resolve("bin") + File.pathSeparator + System.getenv("PATH");
		Path node = WranglerVersion.nodeFolder();
		all.put("PATH", (node != null) ? node + File.pathSeparator + path : path);
		all.put("HOME", this.work.toString());
		all.put("CI", "true");
		all.put("WRANGLER_SEND_ERROR_REPORTS", "false");
		Shell.run(this.site, all, command);
	}

	/**
	 * Return texts with values in the places of expressions.
	 */
	private static Map<String, String> texts(Map<String, Object> texts, Pattern expression,
			Map<String, String> values) {
		Map<String, String> result = new HashMap<>();
		texts.forEach((name, text) -> result.put(name,
				expression.matcher(text.toString()).replaceAll((found) -> value(found.group(1), values))));
		return result;
	}

	private static String value(String name, Map<String, String> values) {
		assertThat(values).containsKey(name);
		return Matcher.quoteReplacement(values.get(name));
	}

	private static Map<String, Object> yaml(String text) throws IOException {
		return map(new Yaml(new SafeConstructor(new LoaderOptions())).load(Guide.code(PAGE, "yml", text)));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

}
