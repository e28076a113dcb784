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
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.RedisServer;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the script of the guide that deploys gradually: it publishes a build of Vite
 * while a browser clicks through the site, on three instances behind a proxy.
 *
 * @author the Assets for Spring Boot authors
 */
@Isolated
@Timeout(180)
@NeedsNpm
class GradualDeploymentIT {

	private static final int INSTANCES = 3;

	/**
	 * Instances follow after two seconds. The third one is for what else the machine
	 * does.
	 */
	private static final Duration FOLLOWING = Duration.ofSeconds(3);

	private static final int VISITORS = 100;

	private static final String HOST = "shop.localhost";

	@RegisterExtension
	static final Browser browser = new Browser();

	@TempDir
	Path work;

	private final List<Sites> instances = new ArrayList<>();

	private final ExecutorService clicking = Executors.newSingleThreadExecutor();

	private final AtomicInteger rounds = new AtomicInteger();

	private RedisServer redis;

	private RoundRobinProxy proxy;

	private volatile boolean stopped;

	@BeforeEach
	void start() throws IOException {
		this.redis = RedisServer.start();
		List<Integer> ports = new ArrayList<>();
		for (int i = 0; i < INSTANCES; i++) {
			Sites instance = Sites.onRedis(this.redis.port(),
					Map.of("assets.projects.resolve.host", "{project}.localhost, {version}-{project}.preview.localhost",
							"assets.projects.resolve.version-key", "cookie:visitor",
							"assets.projects.response-version-header", "Served-Version"));
			this.instances.add(instance);
			ports.add(instance.port());
		}
		this.proxy = new RoundRobinProxy(ports);
		Files.writeString(this.work.resolve("site.sh"), Guide.code("deploy-gradually.md", "shell", "#!/bin/sh"));
	}

	@AfterEach
	void stop() throws Exception {
		this.stopped = true;
		this.clicking.shutdown();
		for (Sites instance : this.instances) {
			instance.close();
		}
		if (this.proxy != null) {
			this.proxy.close();
		}
		if (this.redis != null) {
			this.redis.close();
		}
	}

	@Test
	void visitorsOfThreeInstancesSeeEachChangeAndNoFailure() throws Exception {
		NpmProject project = NpmProject.copy(Path.of("..", "front-ends", "vue"), Path.of("target", "vue"));
		project.install();
		Path first = build(project, "", "one");
		Path second = build(project, "one", "two");
		// nobody gets a project before its first deployment
		String one = site("upload", first.toString());
		site("deploy", one);
		awaitVisitors(Set.of(one));
		Future<?> clicks = this.clicking.submit(() -> {
			while (!this.stopped) {
				clickThroughTheSite();
				this.rounds.incrementAndGet();
			}
			return null;
		});
		awaitRounds(clicks);

		String two = site("upload", second.toString(), "next");
		await().atMost(FOLLOWING).untilAsserted(() -> {
			for (Sites instance : this.instances) {
				Response preview = instance.get("next-shop.preview.localhost", "/");
				assertThat(preview.body()).contains("data-page=\"two\"");
				assertThat(preview.header("x-robots-tag")).isEqualTo("noindex");
			}
		});
		awaitRounds(clicks);
		Set<String> before = Set.of();
		for (int percentage : new int[] { 10, 50, 100 }) {
			site("deploy", two, String.valueOf(percentage));
			Set<String> visitors = awaitSameVisitors(two);
			// the share of visitors varies by chance: by five standard deviations once in
			// millions of runs
			int chance = (percentage < 100) ? 25 : 0;
			assertThat(visitors)
				.hasSizeBetween(Math.max(1, VISITORS * (percentage - chance) / 100),
						VISITORS * (percentage + chance) / 100)
				.containsAll(before);
			before = visitors;
			awaitRounds(clicks);
		}
		assertThat(site("active")).isEqualTo(two + " 100");
		assertThat(site("rollback")).isEqualTo(one);
		assertThat(awaitSameVisitors(two)).isEmpty();
		awaitRounds(clicks);
		Path leaked = script(second);
		String path = "/assets/" + leaked.getFileName();
		byte[] content = Files.readAllBytes(leaked);
		assertThat(this.instances).as("files of former deployments")
			.allSatisfy((instance) -> assertThat(instance.get(HOST, path).bytes()).isEqualTo(content));
		site("delete", two);
		// the page of a single-page application answers in its place
		await().atMost(FOLLOWING)
			.untilAsserted(() -> assertThat(this.instances)
				.allSatisfy((instance) -> assertThat(instance.get(HOST, path).body()).contains("data-page=\"one\"")));
		awaitRounds(clicks);
		this.stopped = true;
		clicks.get();
		assertThat(this.proxy.failures()).isEmpty();
		assertThat(this.proxy.requests()).isGreaterThan(30);
	}

	/**
	 * Build a version of the site whose page, script, style and lazily loaded script have
	 * its name.
	 */
	private Path build(NpmProject project, String former, String name) throws IOException {
		project.replace("index.html", former.isEmpty() ? "lang=\"en\"" : page(former), page(name));
		project.replace("src/main.js", former.isEmpty() ? "createApp(App)" : script(former), script(name));
		project.replace("src/views/About.vue", former.isEmpty() ? "</h1>" : chunk(former), chunk(name));
		project.replace("src/style.css", former.isEmpty() ? "nav {" : style(former), style(name));
		project.build();
		Path build = this.work.resolve(name);
		FileSystemUtils.copyRecursively(project.directory().resolve("dist"), build);
		return build;
	}

	private static String page(String name) {
		return "lang=\"en\" data-page=\"" + name + "\"";
	}

	private static String script(String name) {
		return "document.documentElement.dataset.script = '" + name + "'\ncreateApp(App)";
	}

	private static String chunk(String name) {
		return "</h1><p class=\"chunk\">" + name + "</p>";
	}

	private static String style(String name) {
		return ":root { --style: " + name + "; } nav {";
	}

	/**
	 * Return the script that the page of a build loads.
	 */
	private static Path script(Path build) throws IOException {
		try (Stream<Path> files = Files.list(build.resolve("assets"))) {
			return files.filter((file) -> file.getFileName().toString().matches("index-.*\\.js"))
				.findFirst()
				.orElseThrow();
		}
	}

	private String site(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("sh", "site.sh"));
		command.addAll(List.of(arguments));
		return Shell.run(this.work,
				Map.of("PROJECT_URL", "http://127.0.0.1:" + this.proxy.port() + "/assets-projects/shop"),
				command.toArray(String[]::new));
	}

	/**
	 * Click through the site as a visitor whom nobody has seen before.
	 */
	private void clickThroughTheSite() {
		String visitor = "visitor-" + this.rounds.get();
		browser.open("http://" + HOST + ":" + this.proxy.port() + "/notes/7");
		browser.run("document.cookie = 'visitor=" + visitor + "; path=/'");
		browser.open("http://" + HOST + ":" + this.proxy.port() + "/");
		browser.awaitHeading("Home");
		String page = assertOneVersion();
		browser.click("About");
		browser.awaitHeading("About");
		assertThat(browser.element(".chunk").getText()).isEqualTo(page);
		browser.click("Note 7");
		browser.awaitHeading("Note 7");
		browser.reload();
		browser.awaitHeading("Note 7");
		assertOneVersion();
	}

	private static String assertOneVersion() {
		List<?> parts = (List<?>) browser.run("""
				const root = document.documentElement;
				return [root.dataset.page, root.dataset.script,
					getComputedStyle(root).getPropertyValue('--style').trim()]""");
		assertThat(parts).as("page, script and style").hasSize(3);
		assertThat(new HashSet<>(parts)).as("versions in %s", parts).hasSize(1);
		return parts.get(0).toString();
	}

	/**
	 * Wait until the browser has been through the site once as it is now.
	 */
	private void awaitRounds(Future<?> clicks) throws Exception {
		int done = this.rounds.get();
		await().atMost(Duration.ofSeconds(60)).until(() -> this.rounds.get() > done + 1 || clicks.isDone());
		if (clicks.isDone()) {
			clicks.get();
		}
	}

	private void awaitVisitors(Set<String> versions) {
		await().atMost(FOLLOWING)
			.untilAsserted(() -> assertThat(this.instances)
				.allSatisfy((instance) -> assertThat(instance.get(HOST, "/").header("served-version")).isIn(versions)));
	}

	/**
	 * Wait until each instance gives a version to the same visitors, and to those that
	 * the deployment is for.
	 * @return the visitors who get the version
	 */
	private Set<String> awaitSameVisitors(String version) throws IOException {
		String active = site("active");
		List<Set<String>> visitors = new ArrayList<>();
		await().atMost(FOLLOWING).untilAsserted(() -> {
			visitors.clear();
			for (Sites instance : this.instances) {
				visitors.add(visitors(instance, version));
			}
			assertThat(visitors).as(active).containsOnly(visitors.get(0));
			assertThat(visitors.get(0).isEmpty()).as(active).isEqualTo(!active.contains(version));
		});
		return visitors.get(0);
	}

	private static Set<String> visitors(Sites instance, String version) throws IOException {
		Set<String> visitors = new TreeSet<>();
		try (SocketClient client = new SocketClient(instance.port())) {
			for (int i = 0; i < VISITORS; i++) {
				Response response = client.send("GET", "/", Map.of("Host", HOST, "Cookie", "visitor=visitor-" + i));
				if (version.equals(response.header("served-version"))) {
					visitors.add("visitor-" + i);
				}
			}
		}
		return visitors;
	}

}
