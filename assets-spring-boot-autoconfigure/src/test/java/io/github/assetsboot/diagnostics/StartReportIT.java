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
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SecurityOnDemand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.web.filter.UrlHandlerFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What the log says at start.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class StartReportIT {

	private static final String JETTY = "org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration";

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("logging.level.io.github.assetsboot", "info");
	}

	private void write(String name) throws IOException {
		write(name, "content");
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private void start(Class<?> application) {
		Applications.start(application, this.properties).close();
	}

	@ParameterizedTest
	@CsvSource({ "none, ''", "single-page-application, ' as a single-page application'",
			"404-page, ' with 404 pages'" })
	void oneLineSaysWhatIsServed(String handling, String mode, CapturedOutput output) throws IOException {
		write("index.html");
		write("404.html");
		write("_redirects", "/a /b\nnonsense\n");
		write("_headers", "/*\n  X-A: 1\n  nonsense\n");
		this.properties.put("assets.not-found-handling", handling);
		start(Application.class);
		assertThat(output).containsPattern("Serving 2 assets \\(0 kB\\) from \\Q" + this.root + mode
				+ "\\E, with 1 redirect rule and 1 header rule \\(2 lines rejected\\), indexed in \\d+ ms\\. 0 files and 0 folders are ignored\\.");
		assertThat(output).containsOnlyOnce("_redirects:2: ").containsOnlyOnce("_headers:3: ");
		assertThat(output.toString().lines().filter((line) -> line.contains(" WARN "))).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "'', 1 file and 2 folders are ignored.", "'*.map\ndrafts/', 2 files and 3 folders are ignored.",
			"'!.env\n!.vite\n!..*', 0 files and 2 folders are ignored.", "'*', 5 files and 3 folders are ignored." })
	void startLineSaysHowMuchIsIgnored(String ignore, String text, CapturedOutput output) throws IOException {
		write(".vite/manifest.json", "{}");
		write("..data/config.json");
		write(".env");
		write("index.html");
		write("about.html");
		write("app.js.map");
		write("style.css");
		write("drafts/one.html");
		write("drafts/two.html");
		write("_headers", "");
		write(".assetsignore", ignore);
		start(Application.class);
		assertThat(output).containsPattern("Serving .* ms\\. \\Q" + text + "\\E");
	}

	@Test
	void goodDirectoryIsNotWarnedOf(CapturedOutput output) throws IOException {
		write("index.html");
		write("posts/[slug]/page.js");
		write("guide/index.html");
		this.properties.put("assets.not-found-handling", "single-page-application");
		start(Application.class);
		assertThat(output).contains("Serving 3 assets").doesNotContain(" WARN ");
	}

	@ParameterizedTest
	@CsvSource({ "node_modules/react/index.js, none, files in node_modules are served, .assetsignore",
			"_worker.js, none, never run, .assetsignore", "_worker.js/index.js, none, never run, .assetsignore",
			"app/index.html, single-page-application, There is no index.html in, which is perhaps app in it",
			"app.js, single-page-application, There is no index.html in, of the front end.",
			"a/b/index.html, single-page-application, There is no index.html in, which is perhaps a/b in it",
			"Index.html, single-page-application, There is no index.html in, Rename the file /Index.html",
			"package.json, none, There is a package.json in, such as dist",
			"index.html, 404-page, There is no 404.html in, Add a 404.html" })
	void whatLooksLikeAMistakeIsWarnedOfWithTheCure(String file, String handling, String warning, String cure,
			CapturedOutput output) throws IOException {
		write(file);
		this.properties.put("assets.not-found-handling", handling);
		start(Application.class);
		assertThat(output).containsOnlyOnce(warning);
		assertThat(output.toString().lines().filter((line) -> line.contains(" WARN ")).toList()).singleElement()
			.asString()
			.contains(warning, cure);
	}

	@ParameterizedTest
	@CsvSource({ ".env", ".env.local", ".git/config", "app/.env" })
	void secretFileThatAnOwnListDoesNotIgnoreIsWarnedOf(String file, CapturedOutput output) throws IOException {
		write(file);
		this.properties.put("assets.ignore", "*.map");
		start(Application.class);
		assertThat(output.toString().lines().filter((line) -> line.contains(" WARN ")).toList()).singleElement()
			.asString()
			.contains("The file /" + file + " is served from " + this.root,
					"because 'assets.ignore' replaces the default list. Add .git, .env, .env.* to it");
	}

	@ParameterizedTest
	@CsvSource({ ".git;.env;.env.*;*.map, '!.env.example'", "*.map, .env.example" })
	void secretFileThatIsMeantIsNot(String ignore, String line, CapturedOutput output) throws IOException {
		write("index.html");
		write(".env.example");
		write(".assetsignore", line);
		this.properties.put("assets.ignore", ignore.replace(';', ','));
		start(Application.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@Test
	void missingFallbackPageIsWarnedOf(CapturedOutput output) throws IOException {
		write("index.html");
		this.properties.put("assets.not-found-handling", "single-page-application");
		this.properties.put("assets.fallback-page", "/200.html");
		start(Application.class);
		assertThat(output).containsOnlyOnce("There is no 200.html in")
			.containsOnlyOnce("Set 'assets.fallback-page' to the page that the build of the front end writes.");
	}

	@ParameterizedTest
	@ValueSource(strings = { ".assetsignore", "_headers", "_redirects" })
	void ruleFileThatCannotBeUsedStopsTheStart(String name, CapturedOutput output) throws IOException {
		write("index.html");
		Files.createSymbolicLink(this.root.resolve(name), Path.of("nowhere"));
		assertThatException().isThrownBy(() -> start(Application.class));
		assertThat(output).contains("assets.directory")
			.contains(
					name + ": it is neither a file nor a symbolic link to one; put the file itself there, or remove it")
			.contains("Check that the application may read the directory and the rule files in it.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE" })
	void ignoreFileThatAShellWroteHolds(String encoding, CapturedOutput output) throws IOException {
		write("index.html");
		write("draft.html");
		Files.write(this.root.resolve(".assetsignore"), "\uFEFFdraft.html\r\n".getBytes(Charset.forName(encoding)));
		start(Application.class);
		assertThat(output).contains("Serving 1 assets").contains("1 file and 0 folders are ignored.");
	}

	@ParameterizedTest
	@CsvSource({ ".assetignore, .assetsignore", ".assetsignore.txt, .assetsignore", ".assets-ignore, .assetsignore",
			"_redirect, _redirects", "_redirects.txt, _redirects", "_Redirects, _redirects", "_headers.txt, _headers",
			".headers, _headers", "_header, _headers" })
	void nameThatIsNearlyThatOfARuleFileIsWarnedOf(String file, String meant, CapturedOutput output)
			throws IOException {
		write(file);
		start(Application.class);
		assertThat(output.toString().lines().filter((line) -> line.contains(" WARN ")).toList()).singleElement()
			.asString()
			.contains(file + " in " + this.root + " is served as a file", "Rename it to " + meant + ", or remove it.");
	}

	@ParameterizedTest
	@CsvSource({ "sub/_redirect", "redirects.html", "headers.txt", "_redirects", "_headers", ".assetsignore",
			"ignore.txt", "_headers/index.js" })
	void otherNamesAreNot(String file, CapturedOutput output) throws IOException {
		write("index.html");
		write(file, "");
		start(Application.class);
		assertThat(output).contains("Serving ").doesNotContain(" WARN ");
	}

	@Test
	void emptyDirectoryIsWarnedOfWithTheCure(CapturedOutput output) {
		start(Application.class);
		assertThat(output).containsOnlyOnce("There are no files in " + this.root + ". Build the front end");
	}

	@Test
	void namesThatTheWebServerRefusesAreWarnedOf(CapturedOutput output) throws IOException {
		write("posts/[slug]/page.js");
		write("posts/100%.js");
		write("posts/a;b.js");
		start(Application.class);
		this.properties.put("spring.autoconfigure.exclude", JETTY);
		start(Application.class);
		assertThat(output).doesNotContain(" WARN ");
		this.properties.put("assets.jetty.relaxed-paths", "false");
		start(Application.class);
		assertThat(output).containsOnlyOnce("for instance /posts/[slug]/page.js")
			.containsOnlyOnce("for instance /posts/100%.js")
			.contains("Set 'assets.jetty.relaxed-paths=true'.");
		this.properties.remove("spring.autoconfigure.exclude");
		this.properties.put("assets.tomcat.relaxed-brackets", "false");
		start(Application.class);
		assertThat(output.toString().split("for instance /posts/\\[slug]/page.js")).hasSize(3);
		assertThat(output).containsOnlyOnce("Set 'assets.tomcat.relaxed-brackets=true'.");
	}

	@Test
	void namesThatNoServerAcceptsAreWarnedOf(CapturedOutput output) throws IOException {
		write("a\\b.js");
		write("c\u0001d.js");
		start(Application.class);
		assertThat(output).containsOnlyOnce("for instance /a\\b.js").doesNotContain("a control character");
		this.properties.put("spring.autoconfigure.exclude", JETTY);
		start(Application.class);
		assertThat(output).containsOnlyOnce("files with a control character in their names");
	}

	@Test
	void namesThatTheFirewallOfSpringSecurityRefusesAreWarnedOf(CapturedOutput output) throws IOException {
		write("posts/100%.js");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		start(Application.class);
		assertThat(output)
			.containsOnlyOnce("The firewall of Spring Security answers 400 to requests for files with '%' or"
					+ " ';' in their names, for instance /posts/100%.js");
		start(WithFirewall.class);
		assertThat(output).containsOnlyOnce("The firewall of Spring Security");
	}

	@Test
	void propertiesOfTheResourceHandlerWithoutEffectAreWarnedOfOnce(CapturedOutput output) throws IOException {
		write("index.html");
		this.properties.put("spring.web.resources.static-locations", "file:./dist/");
		this.properties.put("spring.web.resources.chain.strategy.content.enabled", "true");
		this.properties.put("spring.web.resources.cache.cachecontrol.max-age", "12h");
		this.properties.put("spring.mvc.static-path-pattern", "/ui/**");
		start(Application.class);
		assertThat(output).containsOnlyOnce("These properties have no effect on the assets.")
			.contains("spring.web.resources.static-locations: use 'assets.directory'")
			.containsOnlyOnce("Set 'assets.base-path=/ui' in its place.")
			.doesNotContain("cachecontrol", "strategy");
		assertThat(output.toString().lines().filter((line) -> line.contains(" WARN "))).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "assets.compatibility-date, 2025-04-01",
			"assets.compatibility-flags, assets_navigation_has_no_effect" })
	void settingOfWorkersIsWarnedOfWhereItHasNoEffect(String property, String value, CapturedOutput output)
			throws IOException {
		write("index.html");
		this.properties.put(property, value);
		start(Application.class);
		this.properties.put("assets.routing", "workers");
		start(Application.class);
		assertThat(output).doesNotContain(" WARN ");
		this.properties.put("assets.routing", "spring");
		start(Application.class);
		assertThat(output).containsOnlyOnce("so these properties have no effect: " + property);
	}

	@Test
	void manyFingerprintedNamesAreAHint(CapturedOutput output) throws IOException {
		for (int i = 0; i < 10; i++) {
			write("assets/chunk-" + i + "a4f9c1be.js", "let a = " + i);
			write("ordinary-name" + i + ".js", "let b = " + i);
		}
		this.properties.put("assets.cache.immutable", "/assets/*");
		start(Application.class);
		assertThat(output).doesNotContain("fingerprint");
		this.properties.remove("assets.cache.immutable");
		start(Application.class);
		assertThat(output).containsOnlyOnce("10 files in /assets/ have a fingerprint")
			.contains("      - \"/assets/*\"");
	}

	@Test
	void filterThatStripsSlashesIsWarnedOfWhereTheyAreNeeded(CapturedOutput output) throws IOException {
		write("guide.html");
		start(SlashStripping.class);
		assertThat(output).doesNotContain(" WARN ");
		write("guide/index.html");
		start(SlashStripping.class);
		assertThat(output).containsOnlyOnce("assets.html-handling=drop-trailing-slash");
		this.properties.put("assets.html-handling", "drop-trailing-slash");
		start(SlashStripping.class);
		assertThat(output).containsOnlyOnce("A UrlHandlerFilter removes the slash");
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class SlashStripping {

		@Bean
		UrlHandlerFilter slashes() {
			return UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithFirewall {

		@Bean
		StrictHttpFirewall firewall() {
			StrictHttpFirewall firewall = new StrictHttpFirewall();
			firewall.setAllowUrlEncodedPercent(true);
			return firewall;
		}

	}

}
