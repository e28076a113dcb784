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
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application behind a proxy that tells where a request was sent to.
 *
 * @author the Assets for Spring Boot authors
 */
class ForwardedHeadersIT {

	private static final String FRAMEWORK = "server.forward-headers-strategy=framework";

	private static final String NATIVE = "server.forward-headers-strategy=native";

	private static final String[] PREFIX = { "X-Forwarded-Prefix", "/pre" };

	private static final String[] FRONT = { "X-Forwarded-Proto", "https", "X-Forwarded-Host", "front.example" };

	private static final String[] FRONT_AND_PREFIX = { "X-Forwarded-Proto", "https", "X-Forwarded-Host",
			"front.example", "X-Forwarded-Prefix", "/pre" };

	@ParameterizedTest
	@EnumSource(Container.class)
	void everyRedirectHasThePrefix(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				FRAMEWORK)) {
			assertThat(application.location("/%70age?x=1", PREFIX)).isEqualTo("/pre/page?x=1");
			assertThat(application.location("/page.html?x=1", PREFIX)).isEqualTo("/pre/page?x=1");
			assertThat(application.location("/folder", PREFIX)).isEqualTo("/pre/folder/");
			assertThat(application.location("/old", PREFIX)).isEqualTo("/pre/page");
			assertThat(application.location("/old-folder/x", PREFIX)).isEqualTo("/pre/folder/x");
			assertThat(application.location("/fetched-redirect", PREFIX)).isEqualTo("/pre/page");
			assertThat(application.location("/page.html", "X-Forwarded-Prefix", "/a,/b")).isEqualTo("/a/b/page");
			assertThat(application.location("/page.html")).isEqualTo("/page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filesAndDeepLinksAnswerBelowThePrefix(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				FRAMEWORK)) {
			assertThat(application.body("/", PREFIX)).isEqualTo("fallback page");
			assertThat(application.body("/app.js", PREFIX)).isEqualTo("let a = 1");
			assertThat(application.body("/deep/link", PREFIX)).isEqualTo("fallback page");
			assertThat(application.body("/hello", PREFIX)).isEqualTo("hello");
			assertThat(application.status("/app.js", "X-Forwarded-Prefix", "/other")).isEqualTo(200);
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void prefixTakesThePlaceOfTheContextPath(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class, FRAMEWORK,
				"server.servlet.context-path=/shop", "assets.base-path=/ui")) {
			assertThat(application.location("/shop/ui", PREFIX)).isEqualTo("/pre/ui/");
			assertThat(application.location("/shop/ui/page.html", PREFIX)).isEqualTo("/pre/ui/page");
			assertThat(application.location("/shop/ui/old", PREFIX)).isEqualTo("/pre/ui/page");
			assertThat(application.location("/shop/ui/absolute", FRONT_AND_PREFIX)).isEqualTo("/page");
			assertThat(application.body("/shop/ui/app.js", PREFIX)).isEqualTo("let a = 1");
			assertThat(application.location("/shop/ui/page.html")).isEqualTo("/shop/ui/page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void rulesSeeTheForwardedHost(Container container) throws Exception {
		for (String strategy : new String[] { FRAMEWORK, NATIVE }) {
			try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
					strategy)) {
				assertThat(application.get("/app.js", FRONT).headers()).containsEntry("x-host-rule", "1");
				assertThat(application.get("/app.js").headers()).doesNotContainKey("x-host-rule");
				assertThat(application.location("/absolute", FRONT)).isEqualTo("/page");
				assertThat(application.location("/absolute")).isEqualTo("https://front.example/page");
				assertThat(application.location("/page.html", FRONT)).isEqualTo("/page");
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void forwardedHeadersAreNotBelievedUnlessToldSo(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class)) {
			assertThat(application.get("/app.js", FRONT).headers()).doesNotContainKey("x-host-rule");
			assertThat(application.location("/page.html", PREFIX)).isEqualTo("/page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void prefixDoesNotLeadToAnotherHost(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, FetchingApplication.class,
				FRAMEWORK)) {
			for (String prefix : new String[] { "//evil.example", "/\\evil.example", "/.//evil.example", "evil.example",
					"https://evil.example", "javascript:alert(1)" }) {
				for (String target : new String[] { "/page.html", "/folder", "/old", "/fetched-redirect" }) {
					String location = application.location(target, "X-Forwarded-Prefix", prefix);
					assertThat((location != null) ? location : "/").as(prefix + target).matches("/(?![/\\\\]).*|/");
				}
			}
		}
	}

}
