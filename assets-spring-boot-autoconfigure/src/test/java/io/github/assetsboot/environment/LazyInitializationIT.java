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

package io.github.assetsboot.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.testing.Container;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * An application whose beans are created when they are needed.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class LazyInitializationIT {

	private static final String LAZY = "spring.main.lazy-initialization=true";

	@TempDir
	private Path site;

	private RunningApplication start(RoutingMode mode) throws IOException {
		Files.writeString(this.site.resolve("index.html"), "fallback page");
		Files.writeString(this.site.resolve("app.js"), "let a = 1;\n".repeat(1000));
		return RunningApplication.start(Container.TOMCAT, FetchingApplication.class, LAZY, "assets.reload=true",
				"assets.routing=" + mode, "assets.directory=" + this.site, "logging.level.io.github.assetsboot=info");
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void startIsReportedBeforeTheFirstRequest(RoutingMode mode, CapturedOutput output) throws Exception {
		try (RunningApplication application = start(mode)) {
			assertThat(output).containsOnlyOnce("Serving 2 assets");
			if (mode == RoutingMode.WORKERS) {
				assertThat(output).containsOnlyOnce("- \"/hello\"");
			}
			assertThat(application.status("/")).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource(RoutingMode.class)
	void filterHandlerMappingAndBindingAnswer(RoutingMode mode) throws Exception {
		try (RunningApplication application = start(mode)) {
			assertThat(application.body("/deep/link")).isEqualTo("fallback page");
			assertThat(application.body("/deep/link", "Sec-Fetch-Mode", "navigate")).isEqualTo("fallback page");
			assertThat(application.body("/hello")).isEqualTo("hello");
			assertThat(application.get("/fetched").headers()).containsKey("etag")
				.doesNotContainKey("content-disposition");
		}
	}

	@Test
	void codedRepresentationsAreMadeAndChangesAreNoticed() throws Exception {
		try (RunningApplication application = start(RoutingMode.SPRING)) {
			await(() -> "gzip"
				.equals(application.get("/app.js", "Accept-Encoding", "gzip").headers().get("content-encoding")));
			Files.writeString(this.site.resolve("new.txt"), "new");
			await(() -> "new".equals(application.body("/new.txt")));
		}
	}

	@Test
	void missingDirectoryStopsTheStart() {
		assertThatException()
			.isThrownBy(() -> RunningApplication.start(Container.TOMCAT, FetchingApplication.class, LAZY,
					"assets.directory=" + this.site.resolve("nope")))
			.havingRootCause()
			.withMessageContaining("there is no such directory");
	}

	private static void await(Callable<Boolean> condition) throws Exception {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!condition.call()) {
			assertThat(System.nanoTime()).isLessThan(deadline);
			Thread.sleep(20);
		}
	}

}
