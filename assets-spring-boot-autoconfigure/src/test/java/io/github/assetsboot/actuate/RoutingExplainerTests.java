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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingStep.Kind;
import io.github.assetsboot.testing.Applications;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoutingExplainer}.
 */
class RoutingExplainerTests {

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
			long start = System.nanoTime();
			explainer.explain("GET", "/" + "z".repeat(7900), Map.of());
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
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
