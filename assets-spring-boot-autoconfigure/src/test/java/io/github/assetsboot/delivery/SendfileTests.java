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

package io.github.assetsboot.delivery;

import jakarta.servlet.http.HttpServletResponseWrapper;
import org.apache.catalina.connector.Response;
import org.apache.catalina.connector.ResponseFacade;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which responses Tomcat completes by itself with a file.
 */
class SendfileTests {

	private final ResponseFacade response = new ResponseFacade(new Response(new org.apache.coyote.Response()));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/script.js");

	/**
	 * Over HTTP/2, Tomcat says that it supports it, and maps the file into memory.
	 */
	@ParameterizedTest
	@CsvSource({ "HTTP/1.1, true, true", "HTTP/1.0, true, true", "HTTP/2.0, true, false", "HTTP/1.1, false, false",
			"HTTP/1.1, , false" })
	void fileIsSentOverHttp11WhereTomcatSupportsIt(String protocol, Boolean support, boolean expected) {
		this.request.setProtocol(protocol);
		this.request.setAttribute("org.apache.tomcat.sendfile.support", support);
		assertThat(Sendfile.isSupported(this.request, this.response)).isEqualTo(expected);
		assertThat(Sendfile.isOfTomcat(this.response)).isTrue();
	}

	@Test
	void wrapperThatMayNeedTheContentGetsIt() {
		this.request.setAttribute("org.apache.tomcat.sendfile.support", true);
		HttpServletResponseWrapper wrapper = new HttpServletResponseWrapper(this.response);
		assertThat(Sendfile.isSupported(this.request, wrapper)).isFalse();
		assertThat(Sendfile.isOfTomcat(wrapper)).isFalse();
		assertThat(Sendfile.isOfTomcat(new MockHttpServletResponse())).isFalse();
	}

}
