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

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link EarlyHints}.
 */
class EarlyHintsTests {

	private static final List<String> LINKS = List.of("</app.js>; rel=preload; as=script", "</app.css>; rel=preload");

	private final List<List<String>> sent = new ArrayList<>();

	private final List<ServletResponse> responses = new ArrayList<>();

	private final EarlyHints earlyHints = new EarlyHints(List.of((response, links) -> {
		this.responses.add(response);
		return this.sent.add(links);
	}));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@BeforeEach
	void navigateOverHttp2() {
		this.request.setProtocol("HTTP/2.0");
		this.request.addHeader("Sec-Fetch-Mode", "navigate");
	}

	@Test
	void linksAreSentToABrowserThatNavigatesOverHttp2() throws IOException {
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).containsExactly(LINKS);
	}

	@Test
	void linksAreSentOnceForARequest() throws IOException {
		this.earlyHints.send(this.request, this.response, LINKS);
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).hasSize(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HEAD", "POST" })
	void linksAreForGetOnly(String method) throws IOException {
		this.request.setMethod(method);
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).isEmpty();
	}

	@Test
	void clientOfHttp11MayNotExpectTheStatus() throws IOException {
		this.request.setProtocol("HTTP/1.1");
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).isEmpty();
	}

	@Test
	void scriptThatFetchesAPageLoadsNoneOfItsLinks() throws IOException {
		this.request.removeHeader("Sec-Fetch-Mode");
		this.request.addHeader("Sec-Fetch-Mode", "cors");
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).isEmpty();
	}

	@Test
	void nothingIsSentWithoutLinks() throws IOException {
		this.earlyHints.send(this.request, this.response, List.of());
		assertThat(this.sent).isEmpty();
	}

	@Test
	void linksAreNotSentAfterTheResponse() throws IOException {
		this.response.setCommitted(true);
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).isEmpty();
	}

	@Test
	void requestForWhichLinksAreNotWantedMayGetThemLater() throws IOException {
		new EarlyHints(List.of((response, links) -> this.sent.add(links)), (request) -> false).send(this.request,
				this.response, LINKS);
		EarlyHints.NONE.send(this.request, this.response, LINKS);
		assertThat(this.sent).isEmpty();
		this.earlyHints.send(this.request, this.response, LINKS);
		assertThat(this.sent).hasSize(1);
	}

	@Test
	void containerGetsItsOwnResponse() throws IOException {
		this.earlyHints.send(this.request,
				new HttpServletResponseWrapper(new HttpServletResponseWrapper(this.response)), LINKS);
		assertThat(this.responses).singleElement().isSameAs(this.response);
	}

	@Test
	void protocolIsThatOfTheConnection() throws IOException {
		this.earlyHints.send(new HttpServletRequestWrapper(this.request) {

			@Override
			public String getProtocol() {
				return "HTTP/1.1";
			}

		}, this.response, LINKS);
		assertThat(this.sent).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource({ "true, 1", "false, 2" })
	void nextContainerIsAskedUnlessTheFirstHasSentTheLinks(boolean first, int asked) throws IOException {
		List<String> containers = new ArrayList<>();
		new EarlyHints(List.of((response, links) -> {
			containers.add("first");
			return first;
		}, (response, links) -> containers.add("second"))).send(this.request, this.response, LINKS);
		assertThat(containers).hasSize(asked);
	}

	@ParameterizedTest
	@CsvSource({ "GET, HTTP/2.0, true", "GET, HTTP/1.1, true", "GET, HTTP/1.0, false", "HEAD, HTTP/2.0, false",
			"HEAD, HTTP/1.0, false" })
	void responseToABrowserThatLoadsThePageMayHaveLinks(String method, String protocol, boolean expected) {
		this.request.setMethod(method);
		this.request.setProtocol(protocol);
		assertThat(EarlyHints.mayHaveLinks(this.request)).isEqualTo(expected);
	}

}
