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

package io.github.assetsboot.actuate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingExplainer.Answer;
import io.github.assetsboot.explain.RoutingExplainer.ExplainedDecision;
import io.github.assetsboot.explain.RoutingStep.Kind;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoutingExplainer}.
 */
class RoutingExplainerTests {

	private static final Map<String, String> NAVIGATE = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document");

	@TempDir
	private Path root;

	@Test
	void longPathIsExplainedInTime() throws IOException {
		for (int i = 0; i < 2000; i++) {
			Files.writeString(this.root.resolve("x".repeat(100) + i + ".js"), "");
		}
		Map<String, String> properties = Map.of("assets.directory", this.root.toString(), "assets.not-found-handling",
				"single-page-application");
		try (ConfigurableApplicationContext context = Applications.start(Application.class, properties)) {
			RoutingExplainer explainer = context.getBean(RoutingExplainer.class);
			// processor time, which other work on the machine does not change
			ThreadMXBean threads = ManagementFactory.getThreadMXBean();
			long start = threads.getCurrentThreadCpuTime();
			explainer.explain("GET", "/" + "z".repeat(7900), Map.of());
			assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - start)).isLessThan(Duration.ofSeconds(1));
		}
	}

	private ExplainedDecision explain(ConfigurableApplicationContext context, String path) {
		return context.getBean(RoutingExplainer.class).explain("GET", path, Map.of("Sec-Fetch-Dest", "document"));
	}

	private ConfigurableApplicationContext start(String name, String value) throws IOException {
		Files.writeString(this.root.resolve("index.html"), "page");
		Files.writeString(this.root.resolve("favicon.svg"), "<svg/>");
		Files.writeString(this.root.resolve(".assetsignore"), "*.bak\ndrafts/\n");
		return Applications.start(Application.class, Map.of("assets.directory", this.root.toString(),
				"assets.not-found-handling", "single-page-application", name, value));
	}

	private void touch(String name) throws IOException {
		Path file = this.root.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring", "workers" })
	void fileThatIsGoneIsNotCalledServed(String routing) throws Exception {
		try (ConfigurableApplicationContext context = start("assets.routing", routing);
				SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(explain(context, "/favicon.svg").answer()).isEqualTo(Answer.FILE);
			Files.delete(this.root.resolve("favicon.svg"));
			Files.delete(this.root.resolve("index.html"));
			for (Map.Entry<String, String> file : Map
				.of("/favicon.svg", "/favicon.svg", "/", "/index.html", "/notes/7", "/index.html")
				.entrySet()) {
				ExplainedDecision decision = explain(context, file.getKey());
				assertThat(decision.answer()).isEqualTo(Answer.NOT_FOUND);
				assertThat(decision.explanation().outcome().status()).isEqualTo(404)
					.isEqualTo(client.send("GET", file.getKey(), NAVIGATE).status());
				assertThat(decision.explanation().outcome().description())
					.isEqualTo("404, because the file " + file.getValue() + " is gone");
				assertThat(decision.explanation().outcome().asset()).isNull();
				assertThat(decision.explanation().findings()).containsExactly("The file " + file.getValue()
						+ " was in the directory at the start, and is gone. Put it back, or restart the application"
						+ " without it.");
			}
		}
	}

	@Test
	void buildThatHasEmptiedTheFolderIsNamedWithReload() throws IOException {
		try (ConfigurableApplicationContext context = start("assets.reload", "true")) {
			Files.delete(this.root.resolve("index.html"));
			assertThat(explain(context, "/notes/7").explanation().findings()).containsExactly(
					"The file /index.html was in the directory at the last reload, and is gone. A build may"
							+ " be running, or has not written the file again.");
		}
	}

	@Test
	void fileThatWasAddedLaterIsNamed() throws IOException {
		try (ConfigurableApplicationContext context = start("assets.routing", "spring")) {
			for (String name : List.of("new.txt", "guide.html", "docs/index.html", "folder/new.txt")) {
				touch(name);
			}
			Files.createSymbolicLink(this.root.resolve("linked.txt"), this.root.resolve("new.txt"));
			Files.createSymbolicLink(this.root.resolve("inside"), this.root.resolve("folder"));
			Map<String, String> expected = Map.of("/new.txt", "/new.txt", "/guide", "/guide.html", "/guide/",
					"/guide.html", "/docs/", "/docs/index.html", "/linked.txt", "/linked.txt", "/inside/new.txt",
					"/inside/new.txt");
			expected.forEach((path, file) -> assertThat(explain(context, path).explanation().findings()).as(path)
				.containsExactly("The file " + file + " is in the directory, but was not there at the start. Restart"
						+ " the application, or set 'assets.reload'."));
		}
	}

	@Test
	void fileThatAReadingWouldNotListIsNotNamed() throws IOException {
		Path secret = this.root.resolveSibling(this.root.getFileName() + "-secret");
		Files.createDirectories(secret);
		Files.writeString(secret.resolve("secret.txt"), "secret");
		try (ConfigurableApplicationContext context = start("assets.ignore", ".env")) {
			for (String name : List.of("new.txt", "notes.bak", "drafts/plan.html", ".env", "..data/x.txt",
					".vite/manifest.json", "_headers", "WEB-INF/web.xml", "folder/new.txt")) {
				touch(name);
			}
			Files.createSymbolicLink(this.root.resolve("outside.txt"), secret.resolve("secret.txt"));
			Files.createSymbolicLink(this.root.resolve("outside"), secret);
			for (String path : List.of("/notes.bak", "/drafts/plan", "/drafts/plan.html", "/.env", "/..data/x.txt",
					"/.vite/manifest.json", "/_headers", "/WEB-INF/web.xml", "/outside.txt", "/outside/secret.txt",
					"/NEW.txt", "/folder", "/folder/new.txt/x", "/%2e%2e/secret.txt", "/..%2fsecret.txt",
					"/folder%2f..%2fnew.txt", "/new.txt%00", "/nowhere.txt", "/notes/7")) {
				assertThat(explain(context, path).explanation().findings()).as(path)
					.noneMatch((finding) -> finding.contains("is in the directory"));
			}
		}
		finally {
			Files.delete(secret.resolve("secret.txt"));
			Files.delete(secret);
		}
	}

	@ParameterizedTest
	@EnumSource
	void questionIsShownAsAWholeInTheDrawing(Kind kind) {
		assertThat(kind.question()).hasSizeLessThanOrEqualTo(RoutingDiagram.MAX_TEXT_LENGTH);
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
