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

package io.github.assetsboot.project;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProjectUrls}.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectUrlsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private static final String ID = "0123abcd-0000-8000-8000-000000000000";

	private static MockHttpServletRequest request(String scheme, int port) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setScheme(scheme);
		request.setServerName("publish.example.com");
		request.setServerPort(port);
		return request;
	}

	private static ProjectUrls hosts(String... hosts) {
		return new ProjectUrls(List.of(hosts), List.of(), null, null);
	}

	@ParameterizedTest
	@CsvSource({ "http, 80, ''", "https, 443, ''", "http, 8080, ':8080'", "https, 80, ':80'", "http, 443, ':443'",
			"https, -1, ''" })
	void schemeAndPortAreThoseOfTheRequest(String scheme, int port, String shown) {
		ProjectUrls urls = hosts("{project}.Example.com.", "{version}-{project}.preview.example.com");
		assertThat(urls.site(request(scheme, port), SHOP)).isEqualTo(scheme + "://shop.example.com" + shown + "/");
		assertThat(urls.preview(request(scheme, port), SHOP, "next"))
			.isEqualTo(scheme + "://next-shop.preview.example.com" + shown + "/");
	}

	@Test
	void idIsShortened() {
		ProjectUrls urls = hosts("{version}.{project}.example.com");
		assertThat(urls.preview(request("http", 80), SHOP, ID)).isEqualTo("http://0123abcd.shop.example.com/");
		assertThat(urls.preview(request("http", 80), SHOP, "0123abcd")).isEqualTo("http://0123abcd.shop.example.com/");
		assertThat(urls.site(request("http", 80), SHOP)).isNull();
	}

	@Test
	void thereIsNoUrlWithoutAHost() {
		assertThat(hosts().site(request("http", 80), SHOP)).isNull();
		assertThat(hosts().preview(request("http", 80), SHOP, "next")).isNull();
		assertThat(hosts("{project}.example.com").preview(request("http", 80), SHOP, "next")).isNull();
	}

	@Test
	void labelIsNotLongerThanAHostNameAllows() {
		ProjectUrls urls = hosts("{version}-{project}.example.com");
		ProjectId longest = new ProjectId("p".repeat(54));
		assertThat(urls.preview(request("http", 80), longest, ID))
			.isEqualTo("http://0123abcd-" + longest + ".example.com/");
		assertThat(urls.preview(request("http", 80), new ProjectId("p".repeat(55)), ID)).isNull();
	}

	@Test
	void hostOfTheApplicationIsNoUrlOfAProject() {
		ProjectUrls urls = new ProjectUrls(List.of("{project}.example.com", "{project}.example.org"),
				List.of("shop.example.com"), null, null);
		assertThat(urls.site(request("http", 80), SHOP)).isEqualTo("http://shop.example.org/");
	}

	@Test
	void pathFollowsTheContextPathOnTheHostOfTheRequest() {
		MockHttpServletRequest request = request("https", 443);
		request.setContextPath("/app");
		ProjectUrls urls = new ProjectUrls(List.of(), List.of(), "/sites/{project}", null);
		assertThat(urls.site(request, SHOP)).isEqualTo("https://publish.example.com/app/sites/shop/");
		assertThat(urls.preview(request, SHOP, "next")).isNull();
	}

}
