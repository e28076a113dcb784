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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PreviewUrls}.
 */
class PreviewUrlsTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	private final MockEnvironment environment = new MockEnvironment();

	private final MockServletContext application = new MockServletContext();

	private final PreviewUrls urls = new PreviewUrls(
			new ProjectUrls(List.of("{version}.{project}.example.com"), List.of(), null, null), this.application,
			this.environment);

	@AfterEach
	void reset() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void thereIsNoUrlWithoutARequest() {
		assertThat(this.urls.apply(SHOP, "next")).isNull();
	}

	/**
	 * The application has the context path {@code /app}, and the endpoint
	 * {@code /actuator}.
	 */
	@ParameterizedTest
	@CsvSource({ "8080, 9090, 9090, ':8080/app/'", "8080, 9090, 8080, ':8080/actuator/'",
			"8080, 8080, 8080, ':8080/actuator/'", "8080, , 8080, ':8080/actuator/'", ", 9090, 9090, ':9090/actuator/'",
			", , 9090, ':9090/actuator/'" })
	void urlIsThatOfTheApplicationIfTheEndpointHasAPortOfItsOwn(String server, String management, int port,
			String expected) {
		this.application.setContextPath("/app");
		if (server != null) {
			this.environment.setProperty("local.server.port", server);
		}
		if (management != null) {
			this.environment.setProperty("local.management.port", management);
		}
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setLocalPort(port);
		request.setServerPort(port);
		request.setContextPath("/actuator");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
		assertThat(this.urls.apply(SHOP, "next")).isEqualTo("http://next.shop.example.com" + expected);
	}

}
