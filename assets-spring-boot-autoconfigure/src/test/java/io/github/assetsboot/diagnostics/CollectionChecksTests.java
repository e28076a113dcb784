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
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
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
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The checks at start of an application with several collections: each of them is named
 * by its properties and its directory.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class CollectionChecksTests {

	@TempDir
	Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() throws IOException {
		write("shop/index.html");
		write("admin/index.html");
		this.properties.put("logging.level.io.github.assetsboot", "info");
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		this.properties.put("assets.directory", directory("shop"));
		this.properties.put("assets.collections.admin.base-path", "/admin");
		this.properties.put("assets.collections.admin.directory", directory("admin"));
	}

	private String directory(String name) {
		return this.root.resolve(name).toString();
	}

	private void write(String name) throws IOException {
		write(name, "let name = '" + name + "'");
	}

	private void write(String name, String text) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private List<String> warnings(CapturedOutput output) {
		Applications.start(Application.class, this.properties).close();
		return output.toString().lines().filter((line) -> line.contains(" WARN ")).toList();
	}

	@Test
	void goodCollectionsAreNotWarnedOf(CapturedOutput output) {
		assertThat(warnings(output)).isEmpty();
		assertThat(output).containsOnlyOnce("Serving 1 assets (0 kB) from " + directory("shop") + ", with")
			.containsOnlyOnce("Serving 1 assets (0 kB) from " + directory("admin")
					+ " as collection 'admin' below /admin/, with");
	}

	@Test
	void prefixesThatPatternsRepeatAreNamed(CapturedOutput output) throws IOException {
		write("shop/_redirects", "/app/old /new 301\n/alt /app/neu 301\n/application/x /y 301\n");
		this.properties.put("server.servlet.context-path", "/app");
		this.properties.put("assets.run-worker-first", "/app/api/*,/appointments/*");
		this.properties.put("assets.collections.admin.run-worker-first", "/admin/api/*");
		String advice = ". Leave it out, unless it is also the name of a folder.";
		assertThat(warnings(output))
			.anyMatch((warning) -> warning.endsWith("which is added to them: 'assets.run-worker-first': /app/api/*;"
					+ " line 1 of _redirects: /app/old /new; line 2 of _redirects: /alt /app/neu" + advice))
			.anyMatch((warning) -> warning
				.endsWith("which is added to them: 'assets.collections.admin.run-worker-first': /admin/api/*" + advice))
			.hasSize(2);
	}

	@Test
	void patternForAllPathsBelowTheNameOfTheContextPathIsNoRepetition(CapturedOutput output) {
		this.properties.put("server.servlet.context-path", "/app");
		this.properties.put("assets.run-worker-first", "/app/*");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void folderWithTheNameOfTheContextPathIsNoRepetition(CapturedOutput output) throws IOException {
		write("shop/app/page.html");
		this.properties.put("server.servlet.context-path", "/app");
		this.properties.put("assets.run-worker-first", "/app/api/*");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void filterThatIsNotNeededIsNotMentioned(CapturedOutput output) {
		new SpringApplicationBuilder(Application.class)
			.run("--server.port=0", "--server.address=127.0.0.1", "--assets.directory=" + directory("shop"),
					"--logging.level.root=error", "--logging.level.org.springframework.boot.web.servlet=debug")
			.close();
		assertThat(output).contains("assetsFilter").doesNotContain("was not registered");
	}

	@ParameterizedTest
	@CsvSource({ "'', /ui/assets/app.js, /admin/assets/app.js, /admin/",
			"'', /assets/app.js, /admin/assets/app.js, /admin/",
			"/app, /admin/assets/app.js, /app/admin/assets/app.js, /app/admin/" })
	void otherBaseOfTheBuildIsAHint(String contextPath, String reference, String url, String base,
			CapturedOutput output) throws IOException {
		write("admin/assets/app.js");
		write("admin/index.html", "<script src=\"/config.js\"></script><script type=\"module\" crossorigin src=\""
				+ reference + "\"></script><link href=" + reference + ">");
		this.properties.put("server.servlet.context-path", contextPath);
		assertThat(warnings(output)).isEmpty();
		assertThat(output).containsOnlyOnce("The page /index.html in " + directory("admin") + " refers to " + reference
				+ ", but the URL of this file is " + url + ". Set the base of the build to " + base
				+ ". Do nothing if a proxy changes the path.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/app/admin/assets/app.js", "/app/admin/assets/app.js?v=1", "./assets/app.js",
			"assets/app.js", "https://cdn.example.com/assets/app.js", "//cdn.example.com/assets/app.js",
			"/elsewhere/other.js", "/webjars/x/assets/app.js'><script src='/app/admin/assets/app.js" })
	void baseThatFitsOrIsNotKnownIsNoHint(String reference, CapturedOutput output) throws IOException {
		write("admin/assets/app.js");
		write("admin/index.html", "<script src='" + reference + "'></script>");
		this.properties.put("server.servlet.context-path", "/app");
		assertThat(warnings(output)).isEmpty();
		assertThat(output).doesNotContain("base of the build");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			./assets/app.js | single-page-application | ''              | true
			assets/app.js   | single-page-application | ''              | true
			./assets/app.js | 404-page                | ''              | false
			./assets/app.js | single-page-application | <base href="/"> | false
			./gone.js       | single-page-application | ''              | false
			/assets/app.js  | single-page-application | ''              | false
			""")
	void relativeBaseOfASinglePageApplicationIsAHint(String reference, String handling, String base, boolean hint,
			CapturedOutput output) throws IOException {
		write("shop/assets/app.js");
		write("shop/index.html", "<head>" + base + "<script type=\"module\" crossorigin src=\"" + reference + "\">");
		this.properties.put("assets.not-found-handling", handling);
		this.properties.put("server.servlet.context-path", "/app");
		warnings(output);
		String text = "The page /index.html in " + directory("shop") + " refers to " + reference
				+ " without a slash in front, so that a deep link such as /notes/7 does not find it. Set the base of the"
				+ " build to /app/, or add a <base> element to the page.";
		assertThat(output.toString().contains(text)).isEqualTo(hint);
	}

	@Test
	void rulesThatLeadToAMissingFileAreNamed(CapturedOutput output) throws IOException {
		write("admin/help.html");
		write("admin/img/a.png");
		Files.writeString(this.root.resolve("admin/_redirects"), """
				/old.js /new/missing.js 200
				/gone /Help 200
				/app/* /app.html 200
				/a /help 200
				/b /help.html 200
				/c / 200
				/d/* /index.html 200
				/pictures/* /img/:splat 200
				/e /img/%61.png 200
				/f /no-such-page 301
				/v1/* /api/:splat 200
				/g/* /:splat 200
				/h/* /%69mg/:splat 200
				/i/:name /im:name 200
				/j/* https://example.com/x/:splat 301
				/k/:name /img/no/:name/x 200
				/l/:name /help?next=/app/:name 200
				""");
		assertThat(warnings(output)).filteredOn((line) -> line.contains("StartChecks"))
			.satisfiesExactly(
					(line) -> assertThat(line)
						.endsWith("Rules of _redirects in " + directory("admin") + " lead to files that do not exist:"),
					(line) -> assertThat(line).endsWith("Rules of _redirects in " + directory("admin")
							+ " have status 200, and are answered with a redirect. Their targets are served"
							+ " under another path:"));
		assertThat(output).contains("""
				line 1: /old.js /new/missing.js 200
				line 2: /gone /Help 200
				line 3: /app/* /app.html 200
				line 11: /v1/* /api/:splat 200
				line 16: /k/:name /img/no/:name/x 200
				Correct their targets, or delete the lines.""").contains("""
				line 5: /b /help.html 200 is answered with a redirect to /help
				line 9: /e /img/%61.png 200 is answered with a redirect to /img/a.png
				Write the path of the redirect as the target.""");
	}

	@ParameterizedTest
	@CsvSource({ "auto-trailing-slash, '', '1 /docs/intro/, 3 /docs/intro/, 4 /docs/intro/, 6 /page, 7 /page'",
			"force-trailing-slash, '', '1 /docs/intro/, 3 /docs/intro/, 4 /docs/intro/, 5 /page/, 6 /page/'",
			"drop-trailing-slash, '', '2 /docs/intro, 3 /docs/intro, 4 /docs/intro, 6 /page, 7 /page'",
			"none, '1, 2, 4, 5, 7', ''" })
	void targetUnderAnotherPathIsNamedWithThePathOfTheFile(String handling, String missing, String moved,
			CapturedOutput output) throws IOException {
		write("admin/docs/intro/index.html");
		write("admin/page.html");
		List<String> targets = List.of("/docs/intro", "/docs/intro/", "/docs/intro/index.html", "/docs/intro/index",
				"/page", "/page.html", "/page/");
		StringBuilder rules = new StringBuilder();
		targets.forEach((target) -> rules.append("/rule").append(target).append("/x ").append(target).append(" 200\n"));
		write("admin/_redirects", rules.toString());
		this.properties.put("assets.collections.admin.html-handling", handling);
		warnings(output);
		List<String> lines = output.toString().lines().filter((line) -> line.startsWith("line ")).toList();
		assertThat(
				lines.stream().filter((line) -> line.endsWith(" 200")).map((line) -> line.replaceAll("line |:.*", "")))
			.containsExactlyElementsOf(list(missing));
		assertThat(lines.stream()
			.filter((line) -> !line.endsWith(" 200"))
			.map((line) -> line.replaceAll("line |:.* is answered with a redirect to", "")))
			.containsExactlyElementsOf(list(moved));
	}

	private static List<String> list(String text) {
		return text.isEmpty() ? List.of() : List.of(text.split(", "));
	}

	@Test
	void targetAmongTheFilesOfALanguageIsNamedWithoutTheLanguage(CapturedOutput output) throws IOException {
		write("shop/de/index.html");
		write("shop/de/help.html");
		write("shop/_redirects", "/a /help 200\n/b /help.html 200\n/c / 200\n");
		this.properties.put("assets.html-handling", "drop-trailing-slash");
		this.properties.put("assets.language.mode", "serve");
		this.properties.put("assets.language.paths.de", "/de");
		this.properties.put("assets.language.default", "de");
		assertThat(warnings(output)).hasSize(1);
		assertThat(output).contains("path:\nline 2: /b /help.html 200 is answered with a redirect to /help\nWrite");
	}

	@Test
	void ruleFilesBelowTheRootAreNamed(CapturedOutput output) throws IOException {
		write("admin/_redirects", "");
		write("admin/fr/_redirects");
		write("admin/fr/_headers");
		write("admin/de/deeper/_headers");
		assertThat(warnings(output)).singleElement()
			.asString()
			.endsWith("Rule files in folders of " + directory("admin")
					+ " have no effect, and are served as ordinary files: /de/deeper/_headers, /fr/_headers,"
					+ " /fr/_redirects. Rule files hold only in the root. Write their rules there. To leave the files"
					+ " out, add to the .assetsignore in the root, as lines without a slash at the beginning:"
					+ " _headers, _redirects.");
	}

	@Test
	void ruleFilesBelowTheRootThatAreNotServedAreNotNamed(CapturedOutput output) throws IOException {
		write("admin/fr/_redirects");
		write("admin/fr/_headers");
		write("admin/fr/.assetsignore");
		write("admin/private/_headers");
		write("admin/.assetsignore", "_redirects\n_headers\n.assetsignore\n!private/_headers\n");
		write("shop/admin/_headers");
		this.properties.put("assets.collections.admin.run-worker-first", "/private/*");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void fewOfManyRuleFilesBelowTheRootAreNamed(CapturedOutput output) throws IOException {
		for (int i = 10; i < 35; i++) {
			write("admin/" + i + "/_headers");
		}
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains(": /10/_headers, ", ", /29/_headers and 5 more. Rule files hold")
			.doesNotContain("/30/");
	}

	@Test
	void mistakesOfACollectionAreNamedWithItsPropertiesAndItsDirectory(CapturedOutput output) throws IOException {
		write("admin/package.json");
		write("admin/_redirect");
		Files.delete(this.root.resolve("admin/index.html"));
		this.properties.put("assets.collections.admin.not-found-handling", "single-page-application");
		this.properties.put("assets.collections.admin.compatibility-date", "2025-01-01");
		this.properties.put("assets.collections.admin.routing", "spring");
		assertThat(warnings(output)).satisfiesExactlyInAnyOrder(
				(warning) -> assertThat(warning).contains("package.json in " + directory("admin"),
						"Set 'assets.collections.admin.directory' to the output folder"),
				(warning) -> assertThat(warning).contains("_redirect in " + directory("admin")),
				(warning) -> assertThat(warning).contains("There is no index.html in " + directory("admin"),
						"'assets.collections.admin.not-found-handling=single-page-application' has no effect",
						"Set 'assets.collections.admin.directory' to the folder"),
				(warning) -> assertThat(warning).contains("'assets.collections.admin.routing' is 'spring'",
						"have no effect: assets.collections.admin.compatibility-date",
						"set 'assets.collections.admin.routing=workers'"));
	}

	@Test
	void sameMistakeOfTwoCollectionsIsNamedForEach(CapturedOutput output) {
		for (String prefix : List.of("assets.", "assets.collections.admin.")) {
			this.properties.put(prefix + "not-found-handling", "404-page");
			this.properties.put(prefix + "fallback-page", "/200.html");
		}
		assertThat(warnings(output)).hasSize(4);
		assertThat(output).containsOnlyOnce("so that 'assets.not-found-handling=404-page' has no effect")
			.containsOnlyOnce("so that 'assets.collections.admin.not-found-handling=404-page' has no effect")
			.containsOnlyOnce("'assets.fallback-page' has no effect")
			.containsOnlyOnce("'assets.collections.admin.fallback-page' has no effect");
	}

	@Test
	void patternOfDictionariesThatMatchesFilesWithoutALifetimeIsNamed(CapturedOutput output) throws IOException {
		write("admin/assets/app-B921BFhg.js");
		write("admin/app.js");
		write("admin/plain/app.js");
		String prefix = "assets.collections.admin.cache.";
		this.properties.put(prefix + "immutable", "/assets/*");
		this.properties.put(prefix + "dictionaries", "/assets/*,/plain/*,/*.html");
		assertThat(warnings(output)).singleElement()
			.satisfies(
					(warning) -> assertThat(warning).contains(
							"'" + prefix + "dictionaries' matches files that no browser uses as dictionaries: "
									+ "'/plain/*' (/plain/app.js), '/*.html' (/index.html).",
							"Set '" + prefix + "immutable'"));
	}

	@Test
	void patternOfDictionariesForFilesWithALifetimeIsNotWarnedOf(CapturedOutput output) throws IOException {
		write("shop/assets/app-B921BFhg.js");
		write("shop/js/app.js");
		write("shop/old/app.js");
		Files.writeString(this.root.resolve("shop/_headers"), """
				/js/*
				  Cache-Control: max-age=0, stale-while-revalidate=60
				""");
		this.properties.put("assets.cache.control", "max-age=60, must-revalidate");
		this.properties.put("assets.cache.dictionaries", "/assets/*,/js/*,/old/*");
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void directoryInsideOfAnotherOneIsNamed(CapturedOutput output) throws IOException {
		write("shop/docs/site/page.html");
		write("shop/admin/index.html");
		this.properties.put("assets.collections.admin.directory", directory("shop/admin"));
		this.properties.put("assets.collections.docs.base-path", "/handbook");
		this.properties.put("assets.collections.docs.directory", directory("shop/docs/site"));
		assertThat(warnings(output)).hasSize(1).first().asString().contains("Two collections serve the same files");
		assertThat(output)
			.containsOnlyOnce("'assets.collections.docs.directory=" + directory("shop/docs/site")
					+ "' is inside 'assets.directory=" + directory("shop")
					+ "': add the line /docs/site/ to the .assetsignore of the latter")
			.doesNotContain("'assets.collections.admin.directory=");
	}

	@Test
	void directoryInsideOfAnotherOneIsReachedThroughItsHost(CapturedOutput output) throws IOException {
		write("shop/admin/index.html");
		this.properties.put("assets.collections.admin.directory", directory("shop/admin"));
		this.properties.put("assets.collections.admin.host", "admin.example.com");
		assertThat(warnings(output)).hasSize(1);
		assertThat(output).contains("add the line /admin/ to the .assetsignore");
	}

	@Test
	void ignoredDirectoryInsideOfAnotherOneIsNotNamed(CapturedOutput output) throws IOException {
		write("shop/docs/site/page.html");
		Files.writeString(this.root.resolve("shop/.assetsignore"), "/docs/site/\n");
		this.properties.put("assets.collections.docs.base-path", "/docs");
		this.properties.put("assets.collections.docs.directory", directory("shop/docs/site"));
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void missingPreviousBuildIsWarnedOf(CapturedOutput output) {
		String missing = directory("missing");
		this.properties.put("assets.cache.dictionaries", "/assets/*");
		this.properties.put("assets.cache.dictionary-directory", missing);
		assertThat(warnings(output)).singleElement()
			.satisfies((warning) -> assertThat(warning).contains("There is no previous build in " + missing,
					"'assets.cache.dictionary-directory'"));
	}

	@Test
	void settingOfSpringBootIsWarnedOfOnce(CapturedOutput output) {
		this.properties.put("spring.web.resources.chain.compressed", "true");
		assertThat(warnings(output)).hasSize(1);
	}

	@Test
	void handlerIsHiddenByTheCollectionOfItsPathOnly(CapturedOutput output) throws IOException {
		for (String folder : List.of("shop", "shop/admin", "admin")) {
			write(folder + "/hello");
			write(folder + "/users");
		}
		assertThat(warnings(output)).hasSize(2);
		assertThat(output).containsOnlyOnce("GET /hello: the file /hello answers in place of the handler /hello")
			.containsOnlyOnce("GET /admin/users: the file /users answers in place of the handler /admin/users")
			.containsOnlyOnce("set\nassets:\n  run-worker-first:\n    - \"/hello\"\nor delete")
			.containsOnlyOnce(
					"set\nassets:\n  collections:\n    admin:\n      run-worker-first:\n        - \"/users\"\nor delete");
	}

	@Test
	void handlerIsHiddenFromNavigationByTheCollectionOfItsPathOnly(CapturedOutput output) {
		this.properties.put("assets.collections.admin.routing", "workers");
		this.properties.put("assets.collections.admin.not-found-handling", "single-page-application");
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("These handlers do not answer a browser that navigates to them:");
		assertThat(output).contains("set\nassets:\n  collections:\n    admin:\n      routing: spring\nor set\n")
			.contains("      run-worker-first:\n        - \"/users\"")
			.doesNotContain("        - \"/hello\"");
	}

	@Test
	void ruleHidesTheHandlersOfItsCollectionOnly(CapturedOutput output) throws IOException {
		Files.writeString(this.root.resolve("admin/_redirects"), "/* https://example.com/:splat 302\n");
		Files.writeString(this.root.resolve("shop/_redirects"), "/admin/users /elsewhere 302\n");
		assertThat(warnings(output)).singleElement()
			.asString()
			.contains("A redirect rule for every path hides the handlers",
					"set 'assets.collections.admin.not-found-handling=single-page-application'");
		assertThat(output).contains("Hidden handlers:\n").doesNotContain("/hello");
	}

	@Test
	void hintNamesThePropertyOfTheCollection(CapturedOutput output) throws IOException {
		for (int i = 0; i < 10; i++) {
			write("admin/assets/chunk-" + i + "a4f9c1be.js");
		}
		assertThat(warnings(output)).isEmpty();
		assertThat(output).containsOnlyOnce("10 files in /assets/ have a fingerprint")
			.contains(
					"set\nassets:\n  collections:\n    admin:\n      cache:\n        immutable:\n          - \"/assets/*\"");
	}

	@Test
	void collectionWithTheFilesOfTheDefaultCollectionIsWarnedOf(CapturedOutput output) throws IOException {
		write("classes/static/index.html");
		this.properties.remove("assets.directory");
		this.properties.put("assets.collections.admin.directory", "classpath:/static/");
		ClassLoader classLoader = Thread.currentThread().getContextClassLoader();
		URL[] classes = { this.root.resolve("classes").toUri().toURL() };
		try (URLClassLoader withFiles = new URLClassLoader(classes, classLoader)) {
			Thread.currentThread().setContextClassLoader(withFiles);
			assertThat(warnings(output)).isEmpty();
			this.properties.remove("assets.collections.admin.directory");
			assertThat(warnings(output)).singleElement()
				.asString()
				.contains("'assets.collections.admin.directory' is not set, so that the collection serves the same"
						+ " files as the default one, from classpath:/static/.");
		}
		finally {
			Thread.currentThread().setContextClassLoader(classLoader);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

	}

	@RestController
	static class Controller {

		@GetMapping({ "/hello", "/admin/users" })
		String hello() {
			return "hello";
		}

	}

}
