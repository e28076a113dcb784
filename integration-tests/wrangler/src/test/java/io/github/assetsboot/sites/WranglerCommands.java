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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import io.github.assetsboot.sites.Wrangler.Output;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands of wrangler that an application answers, whatever its storage is.
 *
 * @author the Assets for Spring Boot authors
 */
@TestInstance(Lifecycle.PER_CLASS)
@NeedsNpm
abstract class WranglerCommands {

	private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

	private Path work;

	private Sites sites;

	private Wrangler wrangler;

	abstract Sites serve(Path directory) throws IOException;

	@BeforeAll
	void start(@TempDir Path work) throws IOException {
		this.work = work;
		this.sites = serve(this.work.resolve("storage"));
		this.wrangler = new Wrangler(WranglerVersion.CURRENT, this.sites.port(), this.work);
	}

	@AfterAll
	void stop() throws Exception {
		if (this.sites != null) {
			this.sites.close();
		}
	}

	@Test
	void deploySendsWhatIsMissingAndServesIt() throws IOException {
		Path site = site("first", "first");
		write(site, "dist/LICENSE", "free");
		write(site, "dist/empty.txt", "");
		write(site, "dist/copy-of-empty.txt", "");
		write(site, "dist/ünï cödé/a b.txt", "unicode");
		write(site, "dist/_headers", "/assets/*\n  X-Test: yes\n");
		write(site, "dist/_redirects", "/old /about 302\n");
		write(site, "dist/.assetsignore", "*.map\n");
		write(site, "dist/assets/app.js.map", "ignored");
		Output first = this.wrangler.deploy(site, "first");
		String version = first.deployedVersion();
		assertThat(version).matches(UUID);
		JsonNode entry = first.entry("deploy");
		assertThat(entry.path("worker_name").asString()).isEqualTo("first");
		assertThat(entry.path("targets").toString()).contains("first.example.com");
		assertThat(first.text()).contains("Uploaded first", "first.example.com", "+ /assets/app.js")
			.contains("Uploaded 6 of 6 assets")
			.doesNotContain("app.js.map", "WARNING", "ERROR");
		assertThat(body("first.example.com", "/")).isEqualTo("<h1>first</h1>");
		assertThat(body("first.example.com", "/about")).isEqualTo("<h1>About first</h1>");
		assertThat(body("first.example.com", "/%C3%BCn%C3%AF%20c%C3%B6d%C3%A9/a%20b.txt")).isEqualTo("unicode");
		Response script = this.sites.get("first.example.com", "/assets/app.js");
		assertThat(script.header("x-test")).isEqualTo("yes");
		assertThat(script.header("content-type")).startsWith("text/javascript");
		assertThat(this.sites.get("first.example.com", "/old").header("location")).isEqualTo("/about");
		assertThat(this.sites.get("first.example.com", "/assets/app.js.map").status()).isEqualTo(404);
		assertThat(this.sites.get("first.example.com", "/empty.txt").bytes()).isEmpty();
		assertThat(body("first.example.com", "/LICENSE")).isEqualTo("free");

		Output unchanged = this.wrangler.deploy(site, "first");
		assertThat(unchanged.deployedVersion()).matches(UUID).isNotEqualTo(version);
		assertThat(unchanged.text()).contains("No updated asset files to upload", "first.example.com")
			.doesNotContain("WARNING", "ERROR");
		assertThat(body("first.example.com", "/")).isEqualTo("<h1>first</h1>");

		write(site, "dist/index.html", "<h1>second</h1>");
		Output changed = this.wrangler.deploy(site, "first", "--message", "the second one", "--tag", "v2");
		assertThat(changed.deployedVersion()).matches(UUID);
		assertThat(changed.text()).contains("+ /index.html", "Uploaded 1 of 1 asset")
			.doesNotContain("WARNING", "ERROR");
		assertThat(body("first.example.com", "/")).isEqualTo("<h1>second</h1>");
		assertThat(body("first.example.com", "/about")).isEqualTo("<h1>About first</h1>");
		assertThat(this.wrangler.run(site, "deployments", "status", "--name", "first").succeeded().text())
			.contains("(100%) " + changed.deployedVersion(), "v2", "the second one", "tests");
	}

	@Test
	void configurationFileSaysHowFilesAreServed() throws IOException {
		Path site = site("configured", "configured");
		write(site, "wrangler.jsonc", """
				{
				  "name": "configured",
				  "compatibility_date": "2026-01-01",
				  "assets": {
				    "directory": "./dist",
				    "html_handling": "force-trailing-slash",
				    "not_found_handling": "single-page-application"
				  },
				  "env": { "staging": { "vars": { "X": "1" } } }
				}
				""");
		Output deployed = this.wrangler.run(site, "deploy").succeeded();
		assertThat(deployed.entry("deploy").path("worker_name").asString()).isEqualTo("configured");
		assertThat(body("configured.example.com", "/about/")).isEqualTo("<h1>About configured</h1>");
		assertThat(this.sites.get("configured.example.com", "/deep/link", "Sec-Fetch-Mode", "navigate").body())
			.isEqualTo("<h1>configured</h1>");
		Output staging = this.wrangler.run(site, "deploy", "--env", "staging").succeeded();
		assertThat(staging.entry("deploy").path("worker_name").asString()).isEqualTo("configured-staging");
		assertThat(staging.text()).contains("configured-staging.example.com").doesNotContain("WARNING", "ERROR");
		assertThat(body("configured-staging.example.com", "/about/")).isEqualTo("<h1>About configured</h1>");
		Output triggers = this.wrangler.run(site, "triggers", "deploy", "--env", "").succeeded();
		assertThat(triggers.text()).contains("configured.example.com");
	}

	@Test
	void versionIsPreviewedAndDeployedGradually() throws IOException {
		Path site = site("gradual", "old");
		String old = this.wrangler.deploy(site, "gradual").deployedVersion();
		write(site, "dist/index.html", "<h1>new</h1>");
		Output upload = this.wrangler
			.run(site, "versions", "upload", "--assets", "dist", "--name", "gradual", "--compatibility-date",
					"2026-01-01", "--tag", "v2", "--message", "a new title", "--preview-alias", "next")
			.succeeded();
		JsonNode entry = upload.entry("version-upload");
		String latest = entry.path("version_id").asString();
		assertThat(latest).matches(UUID);
		String preview = latest.substring(0, 8) + "-gradual.preview.example.com";
		assertThat(entry.path("preview_url").asString()).isEqualTo("https://" + preview);
		assertThat(entry.path("preview_alias_url").asString()).isEqualTo("https://next-gradual.preview.example.com");
		assertThat(upload.text()).contains("Worker Version ID: " + latest, "Version Preview URL: https://" + preview,
				"Version Preview Alias URL: https://next-gradual.preview.example.com");
		assertThat(body("gradual.example.com", "/")).isEqualTo("<h1>old</h1>");
		assertThat(body(preview, "/")).isEqualTo("<h1>new</h1>");
		assertThat(this.sites.get(preview, "/").header("x-robots-tag")).isEqualTo("noindex");
		assertThat(body("next-gradual.preview.example.com", "/")).isEqualTo("<h1>new</h1>");

		assertThat(this.wrangler.run(site, "versions", "list", "--name", "gradual").succeeded().text())
			.containsSubsequence("Version ID:  " + old, "Version ID:  " + latest, "Tag:         v2",
					"Message:     a new title");
		assertThat(this.wrangler.run(site, "versions", "view", latest, "--name", "gradual").succeeded().text())
			.contains("Version ID:  " + latest, "Author:      tests", "Tag:         v2", "Message:     a new title");

		Output split = this.wrangler
			.run(site, "versions", "deploy", latest + "@66.7%", old + "@33.3%", "--name", "gradual", "--yes",
					"--message", "two thirds")
			.succeeded();
		JsonNode splitEntry = split.entry("version-deploy");
		assertThat(splitEntry.path("deployment_id").asString()).isNotEmpty();
		assertThat(split.text())
			.contains("Deployed gradual version " + latest + " at 66.7% and version " + old + " at 33.3%");
		assertThat(titles("gradual.example.com")).contains("<h1>new</h1>", "<h1>old</h1>");
		assertThat(this.wrangler.run(site, "deployments", "status", "--name", "gradual").succeeded().text())
			.contains("(66.7%) " + latest, "(33.3%) " + old, "two thirds");

		Output all = this.wrangler.run(site, "versions", "deploy", "--version-tag", "v2", "--name", "gradual", "--yes")
			.succeeded();
		assertThat(all.text()).contains("Deployed gradual version " + latest + " at 100%");
		assertThat(titles("gradual.example.com")).containsOnly("<h1>new</h1>");
		assertThat(this.wrangler.run(site, "deployments", "list", "--name", "gradual").succeeded().text())
			.containsSubsequence("(100%) " + old, "two thirds", "(100%) " + latest);
	}

	@Test
	void deploymentEndsASplitAndRollbackGoesBack() throws IOException {
		Path site = site("back", "one");
		String one = this.wrangler.deploy(site, "back").deployedVersion();
		write(site, "dist/index.html", "<h1>two</h1>");
		String two = this.wrangler.deploy(site, "back").deployedVersion();
		this.wrangler.run(site, "versions", "deploy", one + "@50%", two + "@50%", "--name", "back", "--yes")
			.succeeded();
		write(site, "dist/index.html", "<h1>three</h1>");
		Output during = this.wrangler.deploy(site, "back");
		assertThat(during.text()).contains("Your last deployment has 2 version(s)", "(50%) " + one, "(50%) " + two);
		String three = during.deployedVersion();
		assertThat(titles("back.example.com")).containsOnly("<h1>three</h1>");

		// the newest earlier deployment with one version at 100 %
		Output back = this.wrangler.run(site, "rollback", "--name", "back", "--message", "three is wrong").succeeded();
		assertThat(back.text()).contains("(100%) " + three,
				"Worker Version " + two + " has been deployed to 100% of traffic.", "Current Version ID: " + two);
		assertThat(titles("back.example.com")).containsOnly("<h1>two</h1>");
		Output named = this.wrangler.run(site, "rollback", one, "--name", "back", "--yes").succeeded();
		assertThat(named.text()).contains("Current Version ID: " + one);
		assertThat(titles("back.example.com")).containsOnly("<h1>one</h1>");
		assertThat(this.wrangler.run(site, "deployments", "list", "--name", "back").succeeded().text())
			.containsSubsequence("(100%) " + three, "three is wrong", "(100%) " + two, "(100%) " + one);
	}

	@Test
	void projectIsDeleted() throws IOException {
		Path site = site("gone", "gone");
		this.wrangler.deploy(site, "gone").succeeded();
		this.wrangler.deploy(site, "gone-too").succeeded();
		assertThat(this.wrangler.run(site, "delete", "gone", "--force").succeeded().text())
			.contains("Successfully deleted gone");
		assertThat(this.wrangler.run(site, "delete", "--name", "gone-too").succeeded().text())
			.contains("Successfully deleted gone-too")
			.doesNotContain("WARNING", "ERROR");
		assertThat(this.sites.get("gone.example.com", "/").status()).isEqualTo(404);
		assertThat(this.sites.get("gone-too.example.com", "/").status()).isEqualTo(404);
		assertThat(this.wrangler.run(site, "delete", "gone", "--force").failed().text()).contains("[code: 10007]");
	}

	@Test
	void namespaceIsPublishedToWithTheFewestRequests() throws IOException {
		Path site = site("customer", "first");
		Output first = this.wrangler.deploy(site, "customer", "--dispatch-namespace", "customers");
		assertThat(first.deployedVersion()).matches(UUID);
		assertThat(first.text()).contains("Dispatch Namespace: customers");
		assertThat(body("customer.example.com", "/")).isEqualTo("<h1>first</h1>");
		write(site, "dist/index.html", "<h1>second</h1>");
		this.wrangler.deploy(site, "customer", "--dispatch-namespace", "customers").succeeded();
		assertThat(body("customer.example.com", "/")).isEqualTo("<h1>second</h1>");
	}

	@Test
	void accountIsFoundByTheToken() throws IOException {
		Path site = site("account", "found");
		Wrangler without = this.wrangler.with("CLOUDFLARE_ACCOUNT_ID", null);
		without.deploy(site, "account").succeeded();
		assertThat(body("account.example.com", "/")).isEqualTo("<h1>found</h1>");
		assertThat(without.run(site, "whoami").succeeded().text())
			.contains("You are logged in with an Account API Token")
			.contains("assets");
	}

	@Test
	void olderWranglerSendsManyFilesInOneRequest() throws IOException {
		Wrangler older = new Wrangler(WranglerVersion.WITH_BULK_UPLOADS, this.sites.port(), this.work);
		Path site = site("older", "first");
		write(site, "dist/empty.txt", "");
		// more than the parts and bytes that Spring MVC takes by default
		for (int i = 0; i < 60; i++) {
			write(site, "dist/pages/" + i + ".html", "<h1>" + i + "</h1>");
		}
		Files.write(site.resolve("dist/large.bin"), new byte[11 << 20]);
		Output first = older.deploy(site, "older");
		assertThat(first.deployedVersion()).matches(UUID);
		assertThat(first.text()).contains("Uploaded 65 of 65 assets");
		assertThat(body("older.example.com", "/pages/59")).isEqualTo("<h1>59</h1>");
		assertThat(this.sites.get("older.example.com", "/large.bin").bytes()).hasSize(11 << 20);
		write(site, "dist/index.html", "<h1>second</h1>");
		assertThat(older.deploy(site, "older").succeeded().text()).contains("Uploaded 1 of 1 asset");
		assertThat(body("older.example.com", "/")).isEqualTo("<h1>second</h1>");
	}

	@Test
	void newestWranglerPublishesAndVersions() throws IOException {
		Wrangler newest = new Wrangler(WranglerVersion.NEWEST, this.sites.port(), this.work);
		Path site = site("newest", "first");
		assertThat(newest.deploy(site, "newest").deployedVersion()).matches(UUID);
		write(site, "dist/index.html", "<h1>second</h1>");
		String second = newest
			.run(site, "versions", "upload", "--assets", "dist", "--name", "newest", "--compatibility-date",
					"2026-01-01")
			.succeeded()
			.entry("version-upload")
			.path("version_id")
			.asString();
		assertThat(body("newest.example.com", "/")).isEqualTo("<h1>first</h1>");
		newest.run(site, "versions", "deploy", second + "@100%", "--name", "newest", "--yes").succeeded();
		assertThat(body("newest.example.com", "/")).isEqualTo("<h1>second</h1>");
		newest.run(site, "rollback", "--name", "newest", "--yes").succeeded();
		assertThat(body("newest.example.com", "/")).isEqualTo("<h1>first</h1>");
	}

	private Path site(String folder, String title) throws IOException {
		Path site = this.work.resolve(folder);
		write(site, "dist/index.html", "<h1>" + title + "</h1>");
		write(site, "dist/about.html", "<h1>About " + title + "</h1>");
		write(site, "dist/assets/app.js", "document.title = '" + title + "'");
		return site;
	}

	private static void write(Path site, String file, String text) throws IOException {
		Path path = site.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, text);
	}

	private String body(String host, String path) throws IOException {
		Response response = this.sites.get(host, path);
		assertThat(response.status()).as(response::toString).isEqualTo(200);
		return response.body();
	}

	/**
	 * Return the first pages of a hundred visitors.
	 */
	private List<String> titles(String host) throws IOException {
		List<String> titles = new ArrayList<>();
		for (int visitor : IntStream.range(0, 100).toArray()) {
			titles.add(this.sites.get(host, "/", "Visitor", "visitor-" + visitor).body());
		}
		return titles;
	}

}
