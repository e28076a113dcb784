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

package io.github.assetsboot.routing;

import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RoutingRequest} and {@link PathCoding}.
 *
 * @author the Assets for Spring Boot authors
 */
class RoutingRequestTests {

	private static final Origin ORIGIN = new Origin("http", "localhost", 8080);

	private static RoutingRequest request(String path, @Nullable String query, String contextPath) {
		return RoutingRequest.of("GET", path, query, ORIGIN, contextPath, RequestPurpose.UNKNOWN);
	}

	@ParameterizedTest
	@CsvSource({ "/x, '', /x, ''", "/app/x, /app, /x, /app", "/app, /app, /, /app", "/app/../app/x, /app, /x, /app",
			"/app/x, /x/../app, /x, /app", "/b c/x, /b c, /x, /b%20c", "/app/x, //app, /x, /app",
			"/y, /app, /y, /app" })
	void contextPathIsTakenOff(String rawPath, String rawContextPath, String path, String contextPath) {
		RoutingRequest request = request(rawPath, null, rawContextPath);
		assertThat(request.path()).isEqualTo(path);
		assertThat(request.contextPath()).isEqualTo(contextPath);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', nullValues = "null",
			value = { "null, ``", "``, ``", "a=b, ?a=b", "a='b', ?a=%27b%27" })
	void queryKeepsItsQuestionMark(@Nullable String rawQuery, String query) {
		assertThat(request("/", rawQuery, "").query()).isEqualTo(query);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "navigate, true", "Navigate, false", "cors, false", "null, false" })
	void navigationIsSaidExactly(@Nullable String secFetchMode, boolean navigation) {
		assertThat(RoutingRequest.of("GET", "/", null, ORIGIN, "", new RequestPurpose(secFetchMode, null, null, null))
			.purpose()
			.isNavigation()).isEqualTo(navigation);
	}

	@ParameterizedTest
	@CsvSource({ "GET, true", "HEAD, true", "POST, false", "get, false" })
	void getAndHeadAskForARepresentation(String method, boolean read) {
		assertThat(RoutingRequest.of(method, "/", null, ORIGIN, "", RequestPurpose.UNKNOWN).isRead()).isEqualTo(read);
	}

	@Test
	void otherContextPathIsNormalizedToo() {
		RoutingRequest request = RoutingRequest.of("HEAD", "/app/x", "y=1", ORIGIN, "/app", RequestPurpose.NAVIGATION);
		assertThat(request.withContextPath("//proxy/./b"))
			.isEqualTo(new RoutingRequest("HEAD", "/x", "?y=1", ORIGIN, "/proxy/b", RequestPurpose.NAVIGATION));
		assertThat(request.withContextPath("").contextPath()).isEmpty();
	}

	@Test
	void requestForAnotherPathKeepsTheRest() {
		RoutingRequest request = RoutingRequest.of("HEAD", "/app/x", "y=1", ORIGIN, "/app", RequestPurpose.NAVIGATION);
		assertThat(request.withPath("/de/x"))
			.isEqualTo(new RoutingRequest("HEAD", "/de/x", "?y=1", ORIGIN, "/app", RequestPurpose.NAVIGATION));
	}

	@ParameterizedTest
	@ValueSource(strings = { "//evil.example", "/\\evil.example", "\\\\evil.example", "/.//evil.example",
			"evil.example", "https://evil.example", "javascript:alert(1)", "x/../..//evil.example" })
	void contextPathOfAProxyStaysOnThisHost(String contextPath) {
		assertThat(request("/", null, contextPath).contextPath()).matches("/[^/\\\\].*");
	}

	@ParameterizedTest
	@CsvSource({ "/x, /x", "/a//b, /a/b", "/a///b//, /a/b/", "/%61, /a", "/b/%61/c, /b/a/c", "/%C3%BC, /ü",
			"/%c3%bc, /ü", "/a%2Fb, /a/b", "/a%2F%2Fb, /a/b", "/%C3/%61, /%C3/a", "/%zz/%61, /%zz/a", "/%6z, /%6z",
			"/%z6, /%z6", "/%6, /%6", "/%, /%", "/a%25b, /a%b", "/%F0%9F%98%80x, /😀x", "/ü%61, /üa", "/%61/, /a/" })
	void pathIsDecodedSegmentBySegment(String path, String decoded) {
		assertThat(PathCoding.decode(path)).isEqualTo(decoded);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "/azAZ09-_.!~*'()/x, /azAZ09-_.!~*'()/x", "/a b, /a%20b", "/ü/a, /%C3%BC/a",
					"/😀a, /%F0%9F%98%80a", "/@:[`{, /%40%3A%5B%60%7B", "/%41, /%2541", "/a&b=c, /a%26b%3Dc" })
	void pathIsEncodedAsEncodeUriComponentDoes(String path, String encoded) {
		assertThat(PathCoding.encode(path)).isEqualTo(encoded);
	}

	@Test
	void plainPathIsLeftAsItIs() {
		String path = "/assets/app-3f2a1b9c.js";
		assertThat(PathCoding.encode(path)).isSameAs(path);
		assertThat(PathCoding.decode(path)).isSameAs(path);
	}

}
