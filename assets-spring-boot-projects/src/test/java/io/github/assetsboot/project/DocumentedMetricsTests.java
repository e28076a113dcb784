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

package io.github.assetsboot.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.delivery.ServedResponse;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.SocketClient;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The metrics that the guide tells of, and those that there are.
 */
class DocumentedMetricsTests {

	private static final Path GUIDE = Path.of("../docs");

	private static final Pattern TIMER = Pattern.compile("The timer `([a-z.]+)`");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:assets|cache)\\.[a-z.]+)` \\| (.*?) \\|");

	private static final Pattern CODE = Pattern.compile("`([a-z.0-9-]+)`");

	@TempDir
	private static Path directory;

	private static ConfigurableApplicationContext context;

	private static MeterRegistry registry;

	@BeforeAll
	static void start() throws IOException {
		Path site = Files.createDirectories(directory.resolve("site"));
		Files.writeString(site.resolve("index.html"), "the application");
		context = Applications.start(Application.class,
				Map.of("spring.application.name", "documented", "assets.directory", site.toString(),
						"assets.sharing.enabled", "true", "assets.storage.directory",
						directory.resolve("storage").toString(), "assets.projects.enabled", "true",
						"assets.projects.resolve.host", "{project}.example.com"));
		registry = context.getBean(MeterRegistry.class);
		context.getBean(AssetProjects.class)
			.publish(new ProjectId("shop"), ProjectFiles.ofMap(Map.of("index.html", new byte[] { 'a' })),
					ProjectSettings.DEFAULTS);
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			client.send("GET", "/", Map.of());
			client.send("GET", "/", Map.of("Host", "shop.example.com"));
			client.send("GET", "/", Map.of("Host", "shop.example.com"));
		}
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private static String section(String page) throws IOException {
		String text = Files.readString(GUIDE.resolve(page));
		Matcher section = Pattern.compile("(?ms)^## Metrics.*?(?=^## |\\z)").matcher(text);
		assertThat(section.find()).as(page).isTrue();
		return section.group();
	}

	private static Set<String> documented() throws IOException {
		String actuator = section("actuator.md");
		String projects = section("projects.md");
		return Stream
			.concat(TIMER.matcher(actuator).results(),
					Stream.of(actuator, projects).flatMap((text) -> ROW.matcher(text).results()))
			.map((row) -> row.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static boolean isOurs(Meter meter) {
		String cache = meter.getId().getTag("cache");
		return meter.getId().getName().startsWith("assets.") || (cache != null && cache.startsWith("assets."));
	}

	@Test
	void documentedMetricsAreThoseThatExist() throws IOException {
		Set<String> existing = registry.getMeters()
			.stream()
			.filter(DocumentedMetricsTests::isOurs)
			.map((meter) -> meter.getId().getName())
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(existing).isEqualTo(documented()).contains("cache.load.duration", "assets.requests");
	}

	@Test
	void everyCacheHasTheDocumentedTags() throws IOException {
		for (MatchResult row : ROW.matcher(section("projects.md")).results().toList()) {
			if (row.group(1).startsWith("cache.")) {
				List<String> results = CODE.matcher(row.group(2)).results().map((value) -> value.group(1)).toList();
				for (String cache : List.of("assets.projects", "assets.contents", "assets.shared")) {
					Set<String> tags = registry.find(row.group(1))
						.tag("cache", cache)
						.meters()
						.stream()
						.map((meter) -> meter.getId().getTag("result"))
						.filter((result) -> result != null)
						.collect(Collectors.toSet());
					assertThat(tags).as(row.group(1) + " of " + cache).containsExactlyInAnyOrderElementsOf(results);
					assertThat(registry.find(row.group(1)).tag("cache", cache).meters()).isNotEmpty();
				}
			}
		}
	}

	@Test
	void loadsHaveANumberAndADuration() {
		for (String cache : List.of("assets.projects", "assets.contents")) {
			assertThat(registry.get("cache.load").tags("cache", cache, "result", "success").functionCounter().count())
				.as(cache)
				.isEqualTo(cache.equals("assets.projects") ? 2 : 1);
			assertThat(registry.get("cache.load").tags("cache", cache, "result", "failure").functionCounter().count())
				.as(cache)
				.isZero();
			assertThat(registry.get("cache.load.duration").tag("cache", cache).timeGauge().value(TimeUnit.NANOSECONDS))
				.as(cache)
				.isPositive();
			assertThat(registry.get(cache + ".bytes").gauge().value()).as(cache).isPositive();
		}
	}

	@Test
	void tagsOfRequestsAreDocumentedAndTellNoProject() throws IOException {
		String actuator = section("actuator.md");
		await().atMost(Duration.ofSeconds(10))
			.untilAsserted(() -> assertThat(registry.find("assets.requests").timers())
				.extracting((timer) -> timer.getId().getTag("collection"))
				.contains("default", "project"));
		assertThat(registry.find("assets.requests").timers())
			.allSatisfy((timer) -> assertThat(timer.getId().getTags()).allSatisfy((tag) -> {
				assertThat(actuator).containsPattern("\\| `" + tag.getKey() + "` \\|");
				assertThat(tag.getValue()).doesNotContain("shop");
			}));
		assertThat(actuator).containsPattern("\\| `collection` \\| `default` .*`project`");
	}

	@Test
	void valuesOfTagsAreDocumented() throws IOException {
		String actuator = section("actuator.md");
		for (ServedResponse.Source source : ServedResponse.Source.values()) {
			assertThat(actuator).containsPattern("\\| `source` \\| .*`" + source.id() + "`");
		}
		for (ServedResponse.Outcome outcome : ServedResponse.Outcome.values()) {
			assertThat(actuator).containsPattern("\\| `outcome` \\| .*`" + outcome.id() + "`");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
