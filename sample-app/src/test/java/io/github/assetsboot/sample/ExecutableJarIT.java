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

import java.io.IOException;
import java.nio.file.Path;

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

	private static SampleProcess process;

	private static SampleClient client;

	@BeforeAll
	static void start() throws IOException {
		process = SampleProcess.start(Path.of(""), "-jar", System.getProperty("sample.jar"), "--server.port=0");
		client = new SampleClient(process.port());
	}

	@AfterAll
	static void stop() throws InterruptedException {
		process.close();
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
