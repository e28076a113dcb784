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

import io.github.assetsboot.testing.Container;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application under a context path: it is taken off, and put back into every redirect
 * to the same host.
 *
 * @author the Assets for Spring Boot authors
 */
class ContextPathIT {

	private static final String CONTEXT_PATH = "server.servlet.context-path=/shop";

	private static final String[] NAVIGATE = { "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document" };

	@ParameterizedTest
	@EnumSource(Container.class)
	void everyRedirectHasTheContextPath(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				CONTEXT_PATH)) {
			assertThat(application.location("/shop/%70age?x=1")).isEqualTo("/shop/page?x=1");
			assertThat(application.location("/shop/page.html?x=1")).isEqualTo("/shop/page?x=1");
			assertThat(application.location("/shop/folder")).isEqualTo("/shop/folder/");
			assertThat(application.location("/shop/index.html")).isEqualTo("/shop/");
			assertThat(application.location("/shop/old?x=1")).isEqualTo("/shop/page?x=1");
			assertThat(application.location("/shop/old-folder/deep/data.json"))
				.isEqualTo("/shop/folder/deep/data.json");
			assertThat(application.location("/shop/elsewhere")).isEqualTo("https://other.example/page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filesAndDeepLinksAnswerInsideOnly(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				CONTEXT_PATH)) {
			assertThat(application.location("/shop")).endsWith("/shop/");
			assertThat(application.body("/shop/")).isEqualTo("fallback page");
			assertThat(application.body("/shop/app.js")).isEqualTo("let a = 1");
			assertThat(application.body("/shop/deep/link")).isEqualTo("fallback page");
			assertThat(application.body("/shop/deep/link", NAVIGATE)).isEqualTo("fallback page");
			assertThat(application.body("/shop/shop/page")).isEqualTo("fallback page");
			assertThat(application.body("/shop/hello")).isEqualTo("hello");
			for (String outside : new String[] { "/", "/page", "/app.js", "/shopping/page" }) {
				assertThat(application.status(outside, NAVIGATE)).as(outside).isEqualTo(404);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void redirectsThatAControllerFetchesHaveTheContextPath(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				CONTEXT_PATH, "assets.run-worker-first=/folder/*,/fetched-redirect")) {
			assertThat(application.location("/shop/fetched-redirect")).isEqualTo("/shop/page");
			assertThat(application.location("/shop/folder/index.html?x")).isEqualTo("/shop/folder/?x");
			assertThat(application.body("/shop/folder/")).isEqualTo("folder");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void basePathIsInsideTheContextPath(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				CONTEXT_PATH, "assets.base-path=/ui")) {
			assertThat(application.location("/shop/ui")).isEqualTo("/shop/ui/");
			assertThat(application.location("/shop/ui/%70age")).isEqualTo("/shop/ui/page");
			assertThat(application.location("/shop/ui/page.html")).isEqualTo("/shop/ui/page");
			assertThat(application.location("/shop/ui/old")).isEqualTo("/shop/ui/page");
			assertThat(application.location("/shop/ui/elsewhere")).isEqualTo("https://other.example/page");
			assertThat(application.body("/shop/ui/deep/link", NAVIGATE)).isEqualTo("fallback page");
			assertThat(application.body("/shop/ui/app.js")).isEqualTo("let a = 1");
			assertThat(application.status("/shop/app.js")).isEqualTo(404);
			assertThat(application.status("/shop/deep/link", NAVIGATE)).isEqualTo(404);
		}
	}

	/**
	 * Spring MVC itself does not know an encoded context path on Jetty, which leaves it
	 * as it was configured.
	 */
	@ParameterizedTest
	@CsvSource({ "TOMCAT, /%73hop, /%73hop", "TOMCAT, /x/../shop, /shop", "JETTY, /x/../shop, /shop",
			"TOMCAT, /shop/../shop, /shop" })
	void contextPathIsKnownHoweverItIsWritten(Container container, String written, String prefix) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				CONTEXT_PATH)) {
			assertThat(application.body(written + "/app.js")).isEqualTo("let a = 1");
			assertThat(application.location(written + "/page.html")).isEqualTo(prefix + "/page");
		}
	}

}
