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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs the executable jar as a user would, so that the files come out of the jar inside
 * it.
 *
 * @author the Assets for Spring Boot authors
 */
class ExecutableJarIT {

	private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

	private static Process process;

	private static SampleClient client;

	@BeforeAll
	static void start() throws Exception {
		process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar",
				System.getProperty("sample.jar"), "--server.port=0")
			.redirectErrorStream(true)
			.start();
		CompletableFuture<Integer> port = new CompletableFuture<>();
		Thread reader = new Thread(() -> readPort(port));
		reader.setDaemon(true);
		reader.start();
		client = new SampleClient(port.get(60, TimeUnit.SECONDS));
	}

	private static void readPort(CompletableFuture<Integer> port) {
		try (BufferedReader output = process.inputReader()) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				Matcher matcher = STARTED.matcher(line);
				if (matcher.find()) {
					port.complete(Integer.valueOf(matcher.group(1)));
				}
			}
			port.completeExceptionally(new IllegalStateException("The application did not start"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@AfterAll
	static void stop() throws InterruptedException {
		process.destroy();
		assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void servesTheFrontEndOutOfTheJar() {
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
