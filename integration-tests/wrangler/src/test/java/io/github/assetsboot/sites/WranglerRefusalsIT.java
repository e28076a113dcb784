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
import java.util.Map;

import io.github.assetsboot.sites.Wrangler.Output;
import io.github.assetsboot.testing.NeedsNpm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for commands of wrangler that are refused: the user reads the reason.
 *
 * @author the Assets for Spring Boot authors
 */
@NeedsNpm
class WranglerRefusalsIT {

	private static Sites sites;

	private static Wrangler wrangler;

	@TempDir
	Path site;

	@BeforeAll
	static void start(@TempDir Path work) {
		sites = Sites.onDirectory(work.resolve("storage"));
		wrangler = new Wrangler(WranglerVersion.CURRENT, sites.port(), work);
	}

	@AfterAll
	static void stop() throws Exception {
		if (sites != null) {
			sites.close();
		}
	}

	@BeforeEach
	void writeSite() throws IOException {
		Files.createDirectories(this.site.resolve("dist"));
		Files.writeString(this.site.resolve("dist/index.html"), "<h1>Hello</h1>");
	}

	@Test
	void codeIsTheApplicationsPart() throws IOException {
		Files.writeString(this.site.resolve("index.js"), "export default { fetch: () => new Response('code') }");
		configure("""
				{ "name": "code", "main": "index.js", "compatibility_date": "2026-01-01",
				  "assets": { "directory": "dist" } }
				""");
		assertThat(refusal(wrangler.run(this.site, "deploy"))).contains("application", "main", "https://");
		assertThat(sites.get("code.example.com", "/").status()).isEqualTo(404);
	}

	@Test
	void basePathHasNoCounterpart() throws IOException {
		configure("""
				{ "name": "based", "compatibility_date": "2026-01-01",
				  "assets": { "directory": "dist", "base_path": "/shop" } }
				""");
		assertThat(refusal(wrangler.run(this.site, "deploy"))).contains("base_path");
		assertThat(sites.get("based.example.com", "/").status()).isEqualTo(404);
	}

	@Test
	void routesAreTheApplicationsAndTheSiteIsPublishedByThen() throws IOException {
		configure("""
				{ "name": "routed", "compatibility_date": "2026-01-01", "assets": { "directory": "dist" },
				  "routes": ["elsewhere.example.org/*"] }
				""");
		assertThat(refusal(wrangler.run(this.site, "deploy")))
			.contains("Trigger configuration for \"routed\" was only partially updated", "Routes:", "application");
		assertThat(sites.get("routed.example.com", "/").status()).isEqualTo(200);
	}

	@Test
	void secretsAndLogsAreNotThere() throws IOException {
		wrangler.deploy(this.site, "plain").succeeded();
		assertThat(refusal(wrangler.run(this.site, "secret", "put", "KEY", "--name", "plain"))).contains("secret");
		assertThat(refusal(wrangler.run(this.site, "tail", "plain"))).contains("/tails) failed", "log");
	}

	@Test
	void tokensAreCheckedForTheirValueAndTheirProjects() throws IOException {
		String wrong = refusal(wrangler.with("CLOUDFLARE_API_TOKEN", "wrong-secret-of-nobody-0123456789-abcdefg")
			.deploy(this.site, "locked"));
		assertThat(wrong).contains("[code: 9109]").doesNotContain("    at ");
		Wrangler restricted = wrangler.with("CLOUDFLARE_API_TOKEN", "another-secret-of-the-tests-0123456789");
		assertThat(refusal(restricted.deploy(this.site, "locked"))).contains("[code: 9109]", "locked");
		assertThat(sites.get("locked.example.com", "/").status()).isEqualTo(404);
		restricted.deploy(this.site, "other-one").succeeded();
		assertThat(sites.get("other-one.example.com", "/").status()).isEqualTo(200);
	}

	@Test
	void namesHaveToBeThoseOfProjects() throws IOException {
		assertThat(refusal(wrangler.deploy(this.site, "MyShop"))).contains("MyShop");
		assertThat(refusal(wrangler.deploy(this.site, "my_shop"))).contains("my_shop");
		assertThat(refusal(wrangler.deploy(this.site, "www"))).contains("www");
	}

	@Test
	void directoryWithoutAFileIsNoSite() throws IOException {
		Files.delete(this.site.resolve("dist/index.html"));
		assertThat(refusal(wrangler.deploy(this.site, "empty"))).contains("file");
		assertThat(sites.get("empty.example.com", "/").status()).isEqualTo(404);
	}

	@Test
	void projectsAndVersionsHaveToExist() throws IOException {
		assertThat(refusal(wrangler.run(this.site, "versions", "upload", "--assets", "dist", "--name", "unknown",
				"--compatibility-date", "2026-01-01")))
			.contains("Please run the `deploy` command first.");
		assertThat(refusal(wrangler.run(this.site, "versions", "list", "--name", "unknown"))).contains("[code: 10007]");
		assertThat(refusal(wrangler.run(this.site, "deployments", "status", "--name", "unknown")))
			.contains("[code: 10007]");
		String version = wrangler.deploy(this.site, "known").deployedVersion();
		String unknown = version.replaceFirst("^.{8}", "00000000");
		assertThat(
				refusal(wrangler.run(this.site, "versions", "deploy", unknown + "@100%", "--name", "known", "--yes")))
			.contains(unknown);
	}

	@Test
	void limitsAreToldBeforeAnythingIsSent() throws IOException {
		Files.write(this.site.resolve("dist/large.bin"), new byte[1 << 20]);
		try (Sites small = new Sites(Map.of("assets.storage.directory", this.site.resolve("storage").toString(),
				"assets.projects.limits.file-size", "1000B"))) {
			Wrangler client = new Wrangler(WranglerVersion.CURRENT, small.port(), this.site);
			assertThat(refusal(client.deploy(this.site, "large"))).contains("large.bin",
					"assets.projects.limits.file-size");
		}
	}

	private void configure(String json) throws IOException {
		Files.writeString(this.site.resolve("wrangler.jsonc"), json);
	}

	private static String refusal(Output output) {
		assertThat(output.failed().entry("command-failed").path("message").asString()).as(output::text).isNotEmpty();
		return output.text();
	}

}
