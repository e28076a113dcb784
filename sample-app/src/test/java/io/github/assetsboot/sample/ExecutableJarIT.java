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

package io.github.assetsboot.sample;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the executable jar as a user would: as it is, so that the files come out of the
 * jar inside it, extracted, and processed ahead of time.
 *
 * @author the Assets for Spring Boot authors
 */
class ExecutableJarIT {

	private static final String JAR = System.getProperty("sample.jar");

	@TempDir
	private static Path extracted;

	@BeforeAll
	static void extract() throws Exception {
		Process tools = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djarmode=tools", "-jar", JAR, "extract", "--destination", extracted.toString(), "--force")
			.inheritIO()
			.start();
		assertThat(tools.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(tools.exitValue()).isZero();
	}

	@Test
	void servesTheFrontEndOutOfTheJar() throws Exception {
		try (SampleProcess sample = SampleProcess.start(Path.of(""), "-jar", JAR, "--server.port=0")) {
			assertServesTheFrontEnd(new SampleClient(sample.port()));
		}
	}

	@Test
	void servesTheFrontEndOfTheExtractedJar() throws Exception {
		String jar = extracted.resolve(Path.of(JAR).getFileName()).toString();
		try (SampleProcess sample = SampleProcess.start(Path.of(""), "-jar", jar, "--server.port=0")) {
			assertServesTheFrontEnd(new SampleClient(sample.port()));
		}
	}

	@Test
	void servesTheFrontEndWhenProcessedAheadOfTime() throws Exception {
		String classPath = System.getProperty("sample.classes") + File.pathSeparator + extracted.resolve("lib") + "/*";
		try (SampleProcess sample = SampleProcess.start(Path.of(""), "-Dspring.aot.enabled=true", "-cp", classPath,
				"io.github.assetsboot.sample.SampleApplication", "--server.port=0")) {
			assertServesTheFrontEnd(new SampleClient(sample.port()));
			assertThat(sample.output()).contains("Starting AOT-processed SampleApplication")
				.contains("from classpath:/static/");
		}
	}

	@Test
	void doesNotStartADevelopmentServer() throws Exception {
		Path started = extracted.resolve("started");
		try (SampleProcess sample = SampleProcess.start(Path.of(""), "-jar", JAR, "--server.port=0",
				"--assets.dev-server.command=touch " + started)) {
			assertServesTheFrontEnd(new SampleClient(sample.port()));
			assertThat(sample.output()).contains("The development server 'touch " + started + "' is not started");
			assertThat(started).doesNotExist();
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void manyFirstRequestsAtOnceAreAnsweredOnVirtualThreads() throws Exception {
		ExecutorService clients = Executors.newFixedThreadPool(200);
		try (SampleProcess sample = SampleProcess.start(Path.of(""), "-jar", JAR, "--server.port=0",
				"--spring.threads.virtual.enabled=true")) {
			SampleClient client = new SampleClient(sample.port());
			List<CompletableFuture<Integer>> statuses = IntStream.range(0, 200)
				.mapToObj((i) -> CompletableFuture
					.supplyAsync(() -> client.get((i % 2 == 0) ? "/" : "/notes/" + i).statusCode(), clients))
				.toList();
			CompletableFuture.allOf(statuses.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
			assertThat(statuses).allMatch((status) -> status.join() == 200);
		}
		finally {
			clients.shutdownNow();
		}
	}

	private static void assertServesTheFrontEnd(SampleClient client) {
		assertThat(client.get("/").statusCode()).isEqualTo(200);
		assertThat(client.get("/").body()).contains("<html");
		assertThat(client.get("/notes/2", "Sec-Fetch-Mode", "navigate").body()).isEqualTo(client.get("/").body());
		assertThat(client.get("/api/docs/index.html").headers().firstValue("Location")).hasValue("/api/docs/");
		assertThat(client.get("/api/docs/").statusCode()).isEqualTo(200);
		assertThat(client.get("/api/notes").headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(client.get("/_headers", "Sec-Fetch-Mode", "navigate").body()).contains("<html");
		String tag = client.get("/").headers().firstValue("ETag").orElseThrow();
		assertThat(client.get("/", "If-None-Match", tag).statusCode()).isEqualTo(304);
	}

}
