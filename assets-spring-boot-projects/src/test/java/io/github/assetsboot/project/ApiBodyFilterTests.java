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

import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApiBodyFilter}.
 *
 * @author the Assets for Spring Boot authors
 */
class ApiBodyFilterTests {

	private static final String FORM = "application/x-www-form-urlencoded";

	private static HttpServletRequest filter(String dispatcherPath, String servletPath, @Nullable String pathInfo,
			String type) throws Exception {
		StaticListableBeanFactory beans = new StaticListableBeanFactory();
		beans.addBean("path", (DispatcherServletPath) () -> dispatcherPath);
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/any");
		request.setServletPath(servletPath);
		request.setPathInfo(pathInfo);
		request.setContentType(type);
		request.setQueryString("tag=a%20b+c&empty&broken=%zz");
		request.addParameter("body", "1");
		MockFilterChain chain = new MockFilterChain();
		ApiBodyFilter.registration("/api", beans.getBeanProvider(DispatcherServletPath.class))
			.getFilter()
			.doFilter(request, new MockHttpServletResponse(), chain);
		return (HttpServletRequest) chain.getRequest();
	}

	@ParameterizedTest
	@CsvSource({ "'', /api/x, , true", "'', '', /api/x, true", "/mvc, /mvc, /api/x, true", "'', /legacy, /api/x, false",
			"/mvc, /api/x, , false", "'', /api, , false", "'', /apis/x, , false" })
	void bodyOfTheApiOnlyIsLeftAlone(String dispatcherPath, String servletPath, @Nullable String pathInfo, boolean left)
			throws Exception {
		for (String type : List.of(FORM, "Multipart/Form-Data; boundary=x")) {
			HttpServletRequest request = filter(dispatcherPath, servletPath, pathInfo, type);
			assertThat(request.getParameter("body")).isEqualTo(left ? null : "1");
			assertThat(request.getContentType()).isEqualTo(left ? "application/octet-stream" : type);
			assertThat(ApiBodyFilter.contentType(request)).isEqualTo(type);
		}
		assertThat(filter(dispatcherPath, servletPath, pathInfo, "application/zip").getContentType())
			.isEqualTo("application/zip");
	}

	@Test
	void parametersOfTheQueryAreDecoded() throws Exception {
		HttpServletRequest request = filter("", "/api/x", null, FORM);
		assertThat(request.getParameter("tag")).isEqualTo("a b c");
		assertThat(request.getParameter("empty")).isEmpty();
		assertThat(request.getParameter("broken")).isEqualTo("%zz");
		assertThat(request.getParameterMap()).hasSize(3);
		assertThat(Collections.list(request.getParameterNames())).containsExactly("tag", "empty", "broken");
		assertThat(request.getParts()).isEmpty();
	}

}
