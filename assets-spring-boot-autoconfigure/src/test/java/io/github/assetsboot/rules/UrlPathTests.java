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

package io.github.assetsboot.rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UrlPath} and {@link Url}.
 *
 * @author the Assets for Spring Boot authors
 */
class UrlPathTests {

	@ParameterizedTest
	@CsvSource({ "/a/../b, /b", "/a/%2e%2E/b, /b", "/.%2e/b, /b", "/../../b, /b", "/a/., /a/", "/a/.., /",
			"/a/%2e, /a/", "/a/.../b, /a/.../b", "/a//../b, /a/b", "/..//x, //x", "/%252e%252e/x, /%252e%252e/x",
			"/a\\..\\b, /b", "/\\evil, //evil", "/a b, /a%20b", "/ü, /%C3%BC", "/😀, /%F0%9F%98%80", "/[x], /[x]",
			"/a|b, /a|b", "/a\"<>`{}^, /a%22%3C%3E%60%7B%7D%5E", "/%zz%, /%zz%", "/..%2fx, /..%2fx",
			"/a/..;/b, /a/..;/b", "/.well-known/x, /.well-known/x" })
	void pathIsNormalizedAsTheUrlStandardDoes(String path, String normalized) {
		assertThat(UrlPath.normalize(path)).isEqualTo(normalized);
	}

	@Test
	void normalPathIsLeftAsItIs() {
		String path = "/assets/app-3f2a1b9c.js";
		assertThat(UrlPath.normalize(path)).isSameAs(path);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", value = { "/x, http://h:8080, /x", "//target, http://target, /",
			"/\\target/y, http://target, /y", "https://EXAMPLE.com/x, https://example.com, /x",
			"https://example.com, https://example.com, /", "https://example.com:443/, https://example.com, /",
			"https://example.com:8443/x, https://example.com:8443, /x",
			"https://a%2Eb.example/x, https://a.b.example, /x", "https://ünï.example/, https://xn--n-nga1b.example, /",
			"https://u:p@example.com/, https://u:p@example.com, /", "https://[::1]:1/x, https://[::1]:1, /x",
			"https://a b/, null, null", "https://a%00b/, null, null", "https://x:99999/, null, null",
			"https://x:y/, null, null", "https://%zz/, null, null" })
	void referenceIsResolvedAgainstTheRequest(String reference, String authority, String path) {
		Url url = Url.resolve(reference, new Origin("http", "h", 8080));
		if (authority == null) {
			assertThat(url).isNull();
		}
		else {
			assertThat(url).isNotNull();
			assertThat(url.authority()).isEqualTo(authority);
			assertThat(url.path()).isEqualTo(path);
		}
	}

}
