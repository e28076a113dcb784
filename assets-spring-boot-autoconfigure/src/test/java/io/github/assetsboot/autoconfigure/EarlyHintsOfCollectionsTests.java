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

package io.github.assetsboot.autoconfigure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for early hints of several collections.
 */
class EarlyHintsOfCollectionsTests {

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "headers, early-hints, /admin/, true", "headers, early-hints, /, false",
			"early-hints, headers, /, true", "early-hints, headers, /admin/, false", "early-hints, none, /admin, false",
			"early-hints, early-hints, /admin/deep/link, true", "none, none, /admin/, false" })
	void collectionOfTheRequestDecides(String preload, String preloadOfAdmin, String path, boolean sent) {
		List<String> hints = new ArrayList<>();
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.directory=" + this.directory, "assets.preload=" + preload,
					"assets.collections.admin.base-path=/admin", "assets.collections.admin.directory=" + this.directory,
					"assets.collections.admin.preload=" + preloadOfAdmin)
			.withBean("recorder", EarlyHints.Container.class, () -> (response, links) -> hints.addAll(links))
			.run((context) -> context.getBean(EarlyHints.class)
				.send(navigation(path), new MockHttpServletResponse(), List.of("</a.css>; rel=preload")));
		assertThat(hints).hasSize(sent ? 1 : 0);
	}

	private static MockHttpServletRequest navigation(String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setProtocol("HTTP/2.0");
		request.addHeader("Sec-Fetch-Mode", "navigate");
		return request;
	}

}
