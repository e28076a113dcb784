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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ServletResponses;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link AssetsFilter}, the first test to read of this package.
 *
 * <p>
 * The filter decides first. It answers a request for an asset or a redirect itself, and
 * the rest of the chain does not run. It passes every other request on, with the decision
 * pinned to it, so that nobody decides again. It never changes a response of the
 * application: only a 404 that no handler answers gets a {@code Cache-Control}.
 */
class AssetsFilterTests {

	private final ApplicationMappings application = mock(ApplicationMappings.class);

	private final NotFoundHandlerMapping notFound = mock(NotFoundHandlerMapping.class);

	private final AssetAccess access = mock(AssetAccess.class);

	private final FilterChain chain = mock(FilterChain.class);

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	@TempDir
	private Path folder;

	@BeforeEach
	void writeFiles() throws IOException {
		Files.writeString(this.folder.resolve("index.html"), "fallback page");
		Files.writeString(this.folder.resolve("app.js"), "let a = 1");
		Files.writeString(this.folder.resolve("page.html"), "page");
		given(this.application.isFilteredByAssets()).willReturn(true);
		given(this.application.isNotFoundCertain()).willReturn(true);
	}

	private RequestDecisions routing() throws IOException {
		AssetDirectory directory = AssetLocation.of(this.folder.toString(), null).open();
		assertThat(directory).isNotNull();
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH,
				NotFoundHandling.SINGLE_PAGE_APPLICATION, RunWorkerFirst.never(), true, BasePath.ROOT);
		AssetRouter router = new AssetRouter(AssetCollection.read(directory, (path) -> false),
				Redirects.parse("/old /page 301\n/alias /page 200\n", true), HeaderRules.none(), settings);
		return new RequestDecisions(
				new AssetCollections(List.of(new CurrentSnapshot(new AssetSnapshot(router, (path) -> false)))),
				this.application);
	}

	private AssetsFilter filter(RequestDecisions routing) {
		ResponseWriter writer = new ResponseWriter(new BlobCache(1000), List.of());
		return new AssetsFilter(routing, writer, this.access, this.notFound);
	}

	private void doFilter(MockHttpServletRequest request) throws Exception {
		filter(routing()).doFilter(request, this.response, this.chain);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD" })
	void fileIsWrittenAndTheRestOfTheChainIsLeftOut(String method) throws Exception {
		doFilter(new MockHttpServletRequest(method, "/app.js"));
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsString()).isEqualTo(method.equals("GET") ? "let a = 1" : "");
		verifyNoInteractions(this.chain, this.notFound, this.access);
	}

	@Test
	void redirectIsSent() throws Exception {
		doFilter(new MockHttpServletRequest("POST", "/old"));
		assertThat(this.response.getStatus()).isEqualTo(301);
		assertThat(this.response.getHeader("Location")).isEqualTo("/page");
		verifyNoInteractions(this.chain, this.notFound);
	}

	@Test
	void fileUnderAnotherPathThanItsOwnIsGuarded() throws Exception {
		doFilter(new MockHttpServletRequest("GET", "/alias"));
		assertThat(this.response.getContentAsString()).isEqualTo("page");
		verify(this.access).check(any(), eq("/page"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/hello", "/deep/link", "/gone.js" })
	void requestWithoutAFileIsPassedOn(String path) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		doFilter(request);
		verify(this.chain).doFilter(eq(request), any());
		assertThat(RoutedRequest.pinnedTo(request)).isNotNull()
			.satisfies((routed) -> assertThat(routed.isPassed()).isTrue());
		assertThat(this.response.getContentAsByteArray()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/hello", "/deep/link", "/gone.js" })
	void responseOfTheApplicationIsNeverChanged(String path) throws Exception {
		filter(routing()).doFilter(new MockHttpServletRequest("GET", path), this.response, (passed, answered) -> {
			answered.setContentType("text/plain");
			answered.getWriter().write("of the application");
		});
		assertThat(this.response.getContentAsString()).isEqualTo("of the application");
		assertThat(this.response.getHeaderNames()).containsOnly("Content-Type");
	}

	@Test
	void pathOfTheApplicationIsPassedOnAlthoughThereIsAFile() throws Exception {
		given(this.application.isReserved("/app.js")).willReturn(true);
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app.js");
		doFilter(request);
		verify(this.chain).doFilter(request, this.response);
	}

	@Test
	void pathOfTheApplicationIsPassedOnAlthoughItsCodeHasFetchedTheFile() throws Exception {
		given(this.application.isReserved("/app.js")).willReturn(true);
		RequestDecisions routing = routing();
		ResponseWriter writer = new ResponseWriter(new BlobCache(1000), List.of());
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/app.js");
		AssetSnapshot snapshot = routing.snapshot(request);
		assertThat(new DefaultAssets((current) -> snapshot, writer, () -> "").fetch("/app.js").getStatusCode().value())
			.isEqualTo(200);
		filter(routing).doFilter(request, this.response, this.chain);
		verify(this.chain).doFilter(request, this.response);
	}

	@Test
	void otherMethodIsPassedOnAlthoughThereIsAFile() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/app.js");
		doFilter(request);
		verify(this.chain).doFilter(request, this.response);
	}

	@Test
	void pageThatASecurityMatcherHasPromisedIsWrittenByTheFilter() throws Exception {
		RequestDecisions routing = routing();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/deep/link");
		assertThat(routing.isForAssets(request, null)).isTrue();
		filter(routing).doFilter(request, this.response, this.chain);
		assertThat(this.response.getContentAsString()).isEqualTo("fallback page");
		verifyNoInteractions(this.chain, this.notFound);
	}

	@Test
	void promiseHoldsForARequestThatAFilterHasReplaced() throws Exception {
		RequestDecisions routing = routing();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/deep/link");
		assertThat(routing.isForAssets(request, null)).isTrue();
		filter(routing).doFilter(new HttpServletRequestWrapper(request) {

			@Override
			public String getRequestURI() {
				return "/secret";
			}

		}, this.response, this.chain);
		assertThat(this.response.getContentAsString()).isEqualTo("fallback page");
		verifyNoInteractions(this.chain);
	}

	@Test
	void promisedNotFoundIsAnsweredByTheDispatcherServletAlone() throws Exception {
		RequestDecisions routing = routing();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/gone.js");
		assertThat(routing.isForAssets(request, null)).isTrue();
		filter(routing).doFilter(request, this.response, this.chain);
		verify(this.notFound).dispatch(eq(request), any(UnhandledResponse.class), eq(this.chain));
		verify(this.chain, never()).doFilter(any(), any());
	}

	@ParameterizedTest
	@ValueSource(strings = { "/deep/link", "/gone.js" })
	void requestThatAHandlerMayTakeIsNotPromised(String path) throws Exception {
		given(this.application.mayHandle(any(), eq(path))).willReturn(true);
		RequestDecisions routing = routing();
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		assertThat(routing.isForAssets(request, null)).isFalse();
		filter(routing).doFilter(request, this.response, this.chain);
		verify(this.chain).doFilter(eq(request), any());
		verifyNoInteractions(this.notFound);
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "HEAD", "POST" })
	void notFoundOfARequestThatNobodyTakesIsNotStored(String method) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest(method, "/gone.js");
		filter(routing()).doFilter(request, this.response, (passed, answered) -> {
			ServletResponses.markNotFound(request);
			((HttpServletResponse) answered).sendError(404);
		});
		assertThat(this.response.getStatus()).isEqualTo(404);
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo(method.equals("POST") ? null : "no-store");
	}

	@Test
	void notFoundThatAHandlerAnswersIsItsOwn() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/gone.js");
		filter(routing()).doFilter(request, this.response,
				(passed, answered) -> ((HttpServletResponse) answered).sendError(404));
		assertThat(this.response.getHeader("Cache-Control")).isNull();
	}

	@Test
	void cachingThatTheApplicationHasSetStays() throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/gone.js");
		filter(routing()).doFilter(request, this.response, (passed, answered) -> {
			ServletResponses.markNotFound(request);
			((HttpServletResponse) answered).setHeader("Cache-Control", "max-age=60");
			((HttpServletResponse) answered).sendError(404);
		});
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("max-age=60");
	}

}
