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

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link HostPattern}.
 */
class HostPatternTests {

	private static @Nullable ProjectRequest match(String pattern, String host) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setServerName(host);
		return AssetProjectResolver.byHost(pattern).resolve(request);
	}

	@ParameterizedTest
	@CsvSource({ "{project}.example.com, shop.example.com, shop,", "{project}.example.com, SHOP.Example.COM, shop,",
			"{project}.example.com, shop.example.com., shop,", "{project}.example.com., shop.example.com, shop,",
			"{project}.example.com., shop.example.com., shop,", "{project}, shop., shop,",
			"{version}.{project}.Example.com, next.shop.example.com., shop, next",
			"{project}.{version}.example.com, shop.next.example.com, shop, next",
			"site-{project}.example.com, site-shop.example.com, shop,",
			"v{version}.a_b.{project}.example.com, v1.a_b.shop.example.com, shop, 1",
			"{project}.xn--bcher-kva.example, shop.xn--bcher-kva.example, shop," })
	void hostMatches(String pattern, String host, String project, @Nullable String version) {
		assertThat(match(pattern, host))
			.isEqualTo((version != null) ? new ProjectRequest(new ProjectId(project), "").withVersion(version)
					: new ProjectRequest(new ProjectId(project), ""));
	}

	@ParameterizedTest
	@CsvSource({ "{project}.example.com, shop.example.com..", "{project}.example.com, .example.com",
			"{project}.example.com, shop.example.com.evil", "{project}.example.com, .",
			"{project}.example.com, a.shop.example.com" })
	void hostDoesNotMatch(String pattern, String host) {
		assertThat(match(pattern, host)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{version}-{project}.example.com", "{project}{version}.example.com",
			"{project}-{version}.preview.example.com", "a-{version}-b-{project}-c.example.com" })
	void twoPlaceholdersInOneLabelNeverMatch(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostPattern(pattern))
			.withMessageContaining("'" + pattern + "' never matches a host: two placeholders are in '"
					+ pattern.substring(0, pattern.indexOf('.')) + "'");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{project}-dev.example.com", "{project}s.example.com", "{project}_x.example.com",
			"{version}x.{project}.example.com", "site-{project}-dev.example.com" })
	void textAfterAPlaceholderNeverMatches(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostPattern(pattern))
			.withMessageContaining("never matches a host: text follows the placeholder in '");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{project}..example.com", ".{project}.example.com", "{project}.example.com..",
			"{project}.bücher.example", "{project}.{name}.example.com", "{project}.exa$mple.com",
			"{project}.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com" })
	void labelThatNoHostHasNeverMatches(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostPattern(pattern))
			.withMessageContaining("cannot be a part of a host name");
	}

	@Test
	void patternWithoutAProjectIsRefused() {
		for (String pattern : new String[] { "example.com", "{project}.{project}.com", "{project}.example.com:80",
				"*.{project}.com", "{project}/x" }) {
			assertThatIllegalArgumentException().isThrownBy(() -> new HostPattern(pattern))
				.withMessageContaining("must be the name of a host");
		}
	}

}
