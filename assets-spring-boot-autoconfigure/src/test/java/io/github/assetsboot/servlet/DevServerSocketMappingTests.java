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

package io.github.assetsboot.servlet;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.HandlerExecutionChain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DevServerSocketMapping} without a container.
 *
 * @author the Assets for Spring Boot authors
 */
class DevServerSocketMappingTests {

	private final DevServerSocketMapping mapping = new DevServerSocketMapping(mock(RequestDecisions.class),
			mock(AssetsHandlerMapping.class));

	/**
	 * RFC 8441, if the web server lets it pass.
	 */
	@Test
	void webSocketOverHttp2IsNotImplemented() throws Exception {
		HandlerExecutionChain chain = this.mapping.getHandler(new MockHttpServletRequest("CONNECT", "/"));
		assertThat(chain).isNotNull();
		MockHttpServletResponse response = new MockHttpServletResponse();
		((HttpRequestHandler) chain.getHandler()).handleRequest(new MockHttpServletRequest(), response);
		assertThat(response.getStatus()).isEqualTo(501);
	}

	@Test
	void requestForAnythingElseIsLeftToOthers() {
		assertThat(this.mapping.getHandler(new MockHttpServletRequest("GET", "/"))).isNull();
		MockHttpServletRequest post = new MockHttpServletRequest("POST", "/");
		post.addHeader("Upgrade", "websocket");
		assertThat(this.mapping.getHandler(post)).isNull();
	}

}
