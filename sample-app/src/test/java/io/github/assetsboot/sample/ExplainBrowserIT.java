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

import io.github.assetsboot.testing.Browser;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the page that explains the routing, in a browser.
 *
 * @author the Assets for Spring Boot authors
 */
@Tag(Browser.TAG)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ExplainBrowserIT {

	@RegisterExtension
	static final Browser browser = new Browser();

	@LocalServerPort
	private int port;

	@Test
	void pathThatIsTypedIsExplained() throws IOException {
		browser.open("http://localhost:" + this.port + "/actuator/assets/explain");
		browser.awaitText("#outcome", "The file /index.html");
		explain("/notes/2");
		browser.awaitText("#outcome", "The fallback page /index.html");
		assertThat(drawing()).contains("The assets answer: 200").contains("yes: The fallback page /index.html");
		explain("/api/nope");
		browser.awaitText("#outcome", "The application answers with its own 404");
		assertThat(drawing()).contains("the application comes first: /api/*").contains("The application answers: 404");
		explain("/docs");
		browser.awaitText("#outcome", "A redirect to");
		assertThat(drawing()).contains("yes: line ");
		browser.saveScreenshot(Path.of("target", "explain.png"));
	}

	@Test
	void wayIsDrawnInsideThePicture() {
		browser.open("http://localhost:" + this.port + "/actuator/assets/explain?path=/api/notes");
		Object outside = browser.run("""
				const box = document.querySelector('svg').viewBox.baseVal;
				return [...document.querySelectorAll('svg path, svg rect, svg text')].filter((element) => {
					const { x, y, width, height } = element.getBBox();
					return x < 0 || y < 0 || x + width > box.width || y + height > box.height;
				}).length;
				""");
		assertThat(outside).isEqualTo(0L);
	}

	private static void explain(String path) {
		browser.type("#path", path);
		browser.press("Explain");
	}

	private static String drawing() {
		return browser.element("svg").getText();
	}

}
