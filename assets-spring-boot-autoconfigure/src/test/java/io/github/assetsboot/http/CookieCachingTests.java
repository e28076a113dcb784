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

package io.github.assetsboot.http;

import java.io.IOException;
import java.util.regex.Pattern;

import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.Transport;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Responses with {@code Set-Cookie} stay out of shared caches.
 */
@ExtendWith(OutputCaptureExtension.class)
class CookieCachingTests {

	private static final String DEFAULT = "public, max-age=0, must-revalidate";

	private static final Pattern WARNING = Pattern.compile("sets a cookie");

	@RegisterExtension
	static final Site site = fill(new Site(Application.class));

	private static Site fill(Site site) {
		return site.property("assets.cache.immutable[0]", "/assets/*")
			.property("assets.cache.control", "max-age=600, s-maxage=900")
			.property("assets.run-worker-first[0]", "/fetched/*")
			.property("logging.level.io.github.assetsboot", "warn")
			.file("index.html", "<p>shell</p>")
			.file("app.js", "0123456789")
			.file("assets/app-1234.js", "0123456789")
			.file("ruled.js", "0123456789")
			.file("private.js", "0123456789")
			.file("cookie.js", "0123456789")
			.file("_redirects", "/old /app.js 301\n")
			.file("_headers", """
					/ruled.js
					  Cache-Control: public, max-age=60
					/private.js
					  Cache-Control: private, max-age=60
					/cookie.js
					  Cache-Control: public, max-age=60
					  Set-Cookie: a=b
					/old
					  Cache-Control: public, max-age=60
					""");
	}

	@EveryTransport("""
			GET  | /assets/app-1234.js | X-Cookie: 1                               | 200 | private, max-age=31536000, immutable
			HEAD | /assets/app-1234.js | X-Cookie: 1                               | 200 | private, max-age=31536000, immutable
			GET  | /assets/app-1234.js | X-Cookie: 1 && Range: bytes=0-4           | 206 | private, max-age=31536000, immutable
			GET  | /assets/app-1234.js | X-Cookie: 1 && If-None-Match: *           | 304 | private, max-age=31536000, immutable
			GET  | /assets/app-1234.js | X-Cookie: 1 && Authorization: Basic eDp5  | 200 | private, max-age=31536000, immutable
			GET  | /assets/app-1234.js | X-Session: 1                              | 200 | private, max-age=31536000, immutable
			GET  | /assets/app-1234.js | X-No: 1                                   | 200 | public, max-age=31536000, immutable
			GET  | /app.js             | X-Cookie: 1                               | 200 | private, max-age=600
			GET  | /app.js             | X-No: 1                                   | 200 | max-age=600, s-maxage=900
			GET  | /ruled.js           | X-Cookie: 1                               | 200 | private, max-age=60
			GET  | /ruled.js           | X-No: 1                                   | 200 | public, max-age=60
			GET  | /private.js         | X-Cookie: 1                               | 200 | private, max-age=60
			GET  | /cookie.js          | X-No: 1                                   | 200 | private, max-age=60
			GET  | /old                | X-Cookie: 1                               | 301 | private, max-age=60
			GET  | /                   | X-Cookie: 1                               | 200 | default
			GET  | /fetched/a          | X-Cookie: 1                               | 200 | private, max-age=31536000, immutable
			HEAD | /fetched/a          | X-Cookie: 1                               | 200 | private, max-age=31536000, immutable
			GET  | /fetched/a          | X-No: 1                                   | 200 | public, max-age=31536000, immutable
			""")
	void responseWithACookieIsPrivate(Transport transport, String method, String target, String fields, int status,
			String expected) throws IOException {
		try (Client client = site.connect(transport)) {
			Response response = client.send(Request.parse(method, target, fields));
			assertThat(response.status()).isEqualTo(status);
			assertThat(response.header("cache-control")).isEqualTo(expected.equals("default") ? DEFAULT : expected);
			assertThat(response.has("set-cookie")).isEqualTo(!fields.startsWith("X-No") || target.equals("/cookie.js"));
		}
	}

	@Test
	void warningIsLoggedOnceForEachApplication(CapturedOutput output) throws Exception {
		for (Container container : Container.values()) {
			Site fresh = fill(new Site(Application.class));
			try {
				int before = warnings(output);
				Transport transport = (container == Container.TOMCAT) ? Transport.TOMCAT_HTTP_1_1
						: Transport.JETTY_HTTP_1_1;
				try (Client client = fresh.connect(transport)) {
					client.send(Request.parse("GET", "/", "X-Cookie: 1"));
					client.send(Request.parse("GET", "/app.js", "X-No: 1"));
					assertThat(warnings(output)).isEqualTo(before);
					for (String target : new String[] { "/app.js", "/assets/app-1234.js", "/ruled.js" }) {
						client.send(Request.parse("GET", target, "X-Cookie: 1"));
					}
				}
				assertThat(warnings(output)).isEqualTo(before + 1);
				assertThat(output).contains("'/app.js'", "SecurityFilterChain", "_headers");
			}
			finally {
				fresh.stop(container);
				fresh.delete();
			}
		}
	}

	private static int warnings(CapturedOutput output) {
		return (int) WARNING.matcher(output).results().count();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Application {

		private final ObjectProvider<Assets> assets;

		Application(ObjectProvider<Assets> assets) {
			this.assets = assets;
		}

		@Bean
		static FilterRegistrationBean<Filter> cookies() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				HttpServletRequest httpRequest = (HttpServletRequest) request;
				if (httpRequest.getHeader("X-Cookie") != null) {
					((HttpServletResponse) response).addCookie(new Cookie("XSRF-TOKEN", "secret"));
				}
				if (httpRequest.getHeader("X-Session") != null) {
					httpRequest.getSession(true);
				}
				chain.doFilter(request, response);
			});
			registration.setOrder(-1000);
			return registration;
		}

		@GetMapping("/fetched/a")
		ResponseEntity<Resource> fetched() {
			return this.assets.getObject().fetch("/assets/app-1234.js");
		}

	}

}
