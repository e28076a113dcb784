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

import io.github.assetsboot.servlet.RequestDecisions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApiAccess}.
 */
class ApiAccessTests {

	private static MockHttpServletRequest request(String method, @Nullable String site, @Nullable String origin) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/assets-projects");
		request.setServerName("Publish.example.com");
		request.setServerPort(8080);
		if (site != null) {
			request.addHeader("Sec-Fetch-Site", site);
		}
		if (origin != null) {
			request.addHeader("Origin", origin);
		}
		return request;
	}

	private static int status(ApiAccess access, MockHttpServletRequest request) {
		try {
			access.check(request);
			return 200;
		}
		catch (ErrorResponseException ex) {
			return ex.getStatusCode().value();
		}
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, 200", "none, -, 200", "same-origin, https://publish.example.com, 200",
			"same-site, -, 403", "cross-site, -, 403", "'', -, 403", "SAME-ORIGIN, -, 403", "same-origin-x, -, 403",
			"-, http://publish.example.com:8080, 200", "-, https://PUBLISH.example.com:8080, 200",
			"-, http://publish.example.com, 403", "-, http://shop.example.com:8080, 403", "-, null, 403", "-, '', 403",
			"-, publish.example.com:8080, 403", "-, http://publish.example.com:8080.evil.org, 403",
			"-, http://evil.org/publish.example.com:8080, 403", "cross-site, http://publish.example.com:8080, 403" })
	void changeByAPageOfAnotherOriginIsRefused(@Nullable String site, @Nullable String origin, int status) {
		ApiAccess access = new ApiAccess(false, false);
		for (String method : new String[] { "POST", "PUT", "DELETE", "PATCH" }) {
			assertThat(status(access, request(method, site, origin))).as(method).isEqualTo(status);
		}
		assertThat(status(access, request("GET", site, origin))).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, 200", "none, -, 200", "same-origin, -, 403", "same-site, -, 403",
			"-, http://publish.example.com:8080, 403" })
	void noPageCallsAnApiOnTheOriginOfProjects(@Nullable String site, @Nullable String origin, int status) {
		ApiAccess access = new ApiAccess(true, false);
		for (String method : new String[] { "GET", "POST", "DELETE" }) {
			assertThat(status(access, request(method, site, origin))).as(method).isEqualTo(status);
		}
	}

	@Test
	void apiIsNotOnTheHostOfAProject() {
		MockHttpServletRequest request = request("GET", null, null);
		RequestDecisions.pin(request, (current) -> null);
		assertThatExceptionOfType(ErrorResponseException.class)
			.isThrownBy(() -> new ApiAccess(false, false).check(request))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(404))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains("Use a host of the application"));
		assertThat(status(new ApiAccess(false, true), request)).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "80, http://publish.example.com, 200", "443, https://publish.example.com, 200",
			"80, https://publish.example.com, 200", "80, https://publish.example.com:8443, 403" })
	void usualPortIsLeftOut(int port, String origin, int status) {
		MockHttpServletRequest request = request("POST", null, origin);
		request.setServerPort(port);
		assertThat(status(new ApiAccess(false, false), request)).isEqualTo(status);
	}

}
