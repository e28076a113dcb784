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
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AssetsTester} and {@link DecisionAssert}, without an application.
 */
class AssetsTesterTests {

	@TempDir
	private Path root;

	private AssetsTester assets;

	AssetsTesterTests() {
		this.assets = AssetsTester.of("");
	}

	@BeforeEach
	void writeSite() throws IOException {
		write("index.html", "<title>home</title>");
		write("404.html", "<title>missing</title>");
		write("docs/index.html", "<title>docs</title>");
		write("assets/app.js", "start()");
		write("_redirects", "/old /new 301\n/moved/* /docs/:splat\n/guide /docs/ 200\n");
		write("_headers", "/assets/*\n  X-Robots-Tag: noindex\nhttps://:shop.example.com/*\n  X-Shop: :shop\n");
		this.assets = AssetsTester.of(this.root.toString());
	}

	private void write(String path, String text) throws IOException {
		Files.createDirectories(this.root.resolve(path).getParent());
		Files.writeString(this.root.resolve(path), text);
	}

	@Test
	void filesAreServed() {
		assertThat(this.assets.get("/")).servesFile("/index.html").hasStatus(200);
		assertThat(this.assets.get("/docs/")).servesFile("/docs/index.html");
		assertThat(this.assets.get("/guide")).servesFile("/docs/index.html");
		assertThat(this.assets.get("/assets/app.js?v=1")).servesFile("/assets/app.js")
			.hasHeader("Content-Type", "text/javascript;charset=utf-8")
			.hasHeader("Content-Type", "text/javascript; charset=utf-8")
			.hasHeader("cache-control", "public, max-age=0, must-revalidate")
			.hasHeader("X-Robots-Tag", "noindex")
			.doesNotContainHeader("Set-Cookie");
	}

	@Test
	void redirectsLeadToTheirTargets() {
		assertThat(this.assets.get("/old")).redirectsTo("/new").redirectsTo("/new", 301);
		assertThat(this.assets.get("/moved/x?a=b")).redirectsTo("/docs/x?a=b", 302);
		assertThat(this.assets.get("/docs")).redirectsTo("/docs/", 307);
	}

	@Test
	void missingPathIsNotFoundOrGetsAPage() {
		assertThat(this.assets.navigate("/gone")).isNotFound().doesNotContainHeader("Cache-Control");
		AssetsTester site = this.assets.withPropertyValues("assets.not-found-handling=404-page");
		assertThat(site.navigate("/gone")).servesNotFoundPage("/404.html").isNotFound();
		assertThat(site.get("/gone").accept(MediaType.APPLICATION_JSON)).isNotFound();
		AssetsTester app = this.assets.withPropertyValues("assets.not-found-handling=single-page-application");
		assertThat(app.navigate("/notes/7")).servesFallbackPage("/index.html").hasStatus(200);
		assertThat(app.get("/gone.js").header("Sec-Fetch-Dest", "script")).isNotFound();
		assertThat(app.get("/notes/7")).servesFallbackPage("/index.html");
		assertThat(app.get("/notes/7").header("X-Requested-With", "XMLHttpRequest")).isNotFound();
	}

	@Test
	void collectionIsKnownByItsName() throws IOException {
		write("admin/dist/index.html", "<title>admin</title>");
		AssetsTester several = this.assets
			.withPropertyValues("assets.collections.admin.base-path=/admin",
					"assets.collections.admin.directory=" + this.root.resolve("admin/dist"),
					"assets.collections.admin.not-found-handling=single-page-application")
			.withHandlers("/admin/api/**");
		assertThat(several.get("/admin/")).isServedBy("admin").servesFile("/index.html");
		assertThat(several.get("/admin")).isServedBy("admin").redirectsTo("/admin/");
		assertThat(several.navigate("/admin/users/7")).isServedBy("admin").servesFallbackPage("/index.html");
		assertThat(several.get("/assets/app.js")).isServedBy("default");
		assertThat(this.assets.get("/")).isServedBy("default");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(several.get("/admin/")).isServedBy("default"))
			.withMessageContaining("Expecting GET /admin/ to be served by the collection default")
			.withMessageContaining("Which collection is the request for? admin: the path is below /admin/");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(several.navigate("/admin/users/7")).isServedBy("admn"))
			.withMessageStartingWith("""
					Expecting GET /admin/users/7 to be served by the collection admn.
					There is no collection 'admn'. The collections are: default, admin.
					but the decision was
					  200: The fallback page /index.html (collection admin)
					""");
		for (String path : List.of("/admin/api/users", "/gone")) {
			String collection = path.startsWith("/admin") ? "admin" : "default";
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> assertThat(several.get(path)).isServedBy(collection));
		}
	}

	@Test
	void tableNamesTheCollectionOfAFile() throws IOException {
		write("admin/dist/index.html", "<title>admin</title>");
		write("admin/dist/404.html", "<title>none</title>");
		AssetsTester several = this.assets.withPropertyValues("assets.collections.admin.base-path=/admin",
				"assets.collections.admin.directory=" + this.root.resolve("admin/dist"),
				"assets.collections.admin.not-found-handling=404-page");
		assertThat(several).hasDecisions("""
				/               default:/index.html  200
				/admin/         admin:/index.html    200
				/admin/         /index.html          200
				/admin/users/7  admin:/404.html      404
				""");
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(several).hasDecisions("""
				/        admin:/index.html    200
				/admin/  admn:/index.html     200
				""")).withMessageStartingWith("""
				2 of 2 decisions differ from the text:
				line 1: expecting GET / to serve the file /index.html of the collection admin
				  but the decision was 200: The file /index.html, by html handling (collection default)
				""").withMessageContaining("""
				line 2: expecting GET /admin/ to serve the file /index.html of the collection admn.
				There is no collection 'admn'. The collections are: default, admin.
				  but the decision was 200: The file /index.html, by html handling (collection admin)
				""");
	}

	@Test
	void handlersStandForControllers() {
		AssetsTester app = this.assets.withHandlers("GET /api/users", "/members/**")
			.withPropertyValues("assets.not-found-handling=single-page-application");
		assertThat(app.get("/api/users")).isHandled().isHandledBy("GET /api/users").isHandledBy("/api/users");
		assertThat(app.navigate("/members/7")).isHandledBy("/members/**");
		assertThat(app.post("/members/7")).isHandledBy("POST /members/**");
		assertThat(app.get("/assets/app.js")).servesFile("/assets/app.js");
		assertThat(this.assets.get("/api/users")).isNotFound();
	}

	@Test
	void otherMethodsAreNotAllowedForAFile() {
		assertThat(this.assets.post("/assets/app.js")).hasStatus(405).hasHeader("Allow", "GET, HEAD");
		assertThat(this.assets.method(HttpMethod.HEAD, "/assets/app.js")).servesFile("/assets/app.js");
	}

	@Test
	void headerRuleDependsOnTheHost() {
		assertThat(this.assets.get("/").host("a.example.com")).hasHeader("X-Shop", "a");
		assertThat(this.assets.get("https://b.example.com/")).hasHeader("X-Shop", "b");
		assertThat(this.assets.get("/")).doesNotContainHeader("X-Shop");
	}

	@Test
	void errorPageAndContextPathAreThoseOfSpringBoot() {
		AssetsTester app = this.assets.withPropertyValues("server.servlet.context-path=/shop",
				"assets.not-found-handling=single-page-application");
		assertThat(app.navigate("/error")).isHandledBy("/error");
		assertThat(app.get("/old")).redirectsTo("/shop/new", 301);
	}

	@Test
	void workersRoutingIsFollowed() {
		AssetsTester app = this.assets.withHandlers("/notes/{id}")
			.withPropertyValues("assets.routing=workers", "assets.not-found-handling=single-page-application");
		assertThat(app.navigate("/notes/7")).servesFallbackPage("/index.html");
		assertThat(app.get("/notes/7")).isHandledBy("/notes/{id}");
	}

	@Test
	void failureShowsTheWholeExplanation() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.assets.get("/old")).redirectsTo("/newer", 302))
			.withMessage("""
					Expecting GET /old to redirect to /newer with status 302
					but the decision was
					  301: A redirect to /new, by line 1 of _redirects
					by these steps:
					  Is the path inside assets.base-path? yes: assets.base-path is /
					  Does assets.run-worker-first decide? no: it is false
					  Does an endpoint, servlet or resource handler have the path? no
					  Does a line of _redirects apply? yes: line 1: /old /new 301
					  => 301: A redirect to /new, by line 1 of _redirects
					  => The target /new gets 404, unless a filter answers it.
					  Location: /new
					""");
	}

	@Test
	void failureShowsFindingsAndHeaderFields() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.assets.navigate("/Docs/index.html")).servesFile("/docs/index.html"))
			.withMessageContaining(
					"Expecting GET /Docs/index.html to serve the file /docs/index.html\nbut the decision was\n")
			.withMessageContaining(
					"=> The file /docs/index.html exists. Upper and lower case differ from the path of the request.");
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.assets.get("/assets/app.js")).hasHeader("X-Robots-Tag", "all"))
			.withMessageContaining(
					"Expecting GET /assets/app.js to have the header field X-Robots-Tag: all, but it is noindex\n")
			.withMessageContaining("\n  Header rules: /assets/*\n")
			.withMessageContaining("\n  X-Robots-Tag: noindex\n");
	}

	@Test
	void descriptionOfTheTestIsShown() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> assertThat(this.assets.get("/old")).as("the old page").isNotFound())
			.withMessageStartingWith("[the old page] Expecting GET /old to have status 404");
	}

	@Test
	void eachAssertionFailsForAnotherDecision() {
		AssetsTester app = this.assets.withHandlers("/api/users", "/about")
			.withPropertyValues("assets.not-found-handling=single-page-application");
		assertFails(() -> assertThat(app.navigate("/notes/7")).servesFile("/index.html"));
		assertFails(() -> assertThat(app.get("/")).servesFallbackPage("/index.html"));
		assertFails(() -> assertThat(app.navigate("/notes/7")).servesNotFoundPage("/index.html"));
		assertFails(() -> assertThat(app.navigate("/notes/7")).isHandled());
		assertFails(() -> assertThat(app.get("/api/users")).isHandledBy("/api"));
		assertFails(() -> assertThat(app.get("/api/users")).isHandledBy("POST /api/users"));
		assertFails(() -> assertThat(app.get("/api/users")).isNotFound());
		assertFails(() -> assertThat(app.get("/api/users")).isHandledBy(String.class, "length"));
		assertFails(() -> assertThat(app.get("/")).redirectsTo("/"));
		assertFails(() -> assertThat(app.get("/assets/app.js")).doesNotContainHeader("X-Robots-Tag"));
		assertFails(() -> assertThat(app.get("/assets/app.js")).hasHeader("X-Missing", ""));
	}

	private static void assertFails(Runnable assertion) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion::run)
			.withMessageStartingWith("Expecting ");
	}

	@Test
	void directoryThatDoesNotExistIsNamed() {
		AssetsTester missing = AssetsTester.of("file:./no-such-directory");
		assertThatIllegalStateException().isThrownBy(() -> missing.get("/").explain())
			.withMessage("The assets cannot be read. Invalid value 'file:./no-such-directory' for property"
					+ " 'assets.directory': there is no such directory");
	}

	@ParameterizedTest
	@ValueSource(strings = { "api/users", "get /api/users", "GET", "" })
	void handlerWithoutAPatternIsRejected(String handler) {
		AssetsTester app = this.assets.withHandlers(handler);
		assertThatIllegalArgumentException().isThrownBy(() -> app.get("/").explain())
			.withMessage(
					"'" + handler + "' is not a handler. Write a path pattern such as '/api/**', or a method in front"
							+ " of it such as 'GET /api/users'.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "old", "", "ftp://localhost/" })
	void requestThatCannotBeSentIsRejected(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.assets.get(path).explain())
			.withMessage("'path' must be a path, or an http or https URL");
	}

	@Test
	void propertiesOfTheApplicationAreRead() {
		AssetsTester application = AssetsTester.ofApplication();
		assertThat(application.navigate("/notes/7")).servesFallbackPage("/index.html");
		assertThat(application.get("/from")).redirectsTo("/to", 301);
		assertThat(application.withHandlers("/api/notes").get("/api/notes")).isHandledBy("/api/notes");
		assertThat(AssetsTester.ofApplication("pages").navigate("/notes/7")).servesNotFoundPage("/404.html");
	}

}
