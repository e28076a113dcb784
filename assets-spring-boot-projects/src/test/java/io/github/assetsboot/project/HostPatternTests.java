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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
	@CsvSource({ "{project}-dev.example.com, shop-dev.example.com, shop,",
			"{project}s.example.com, shops.example.com, shop,",
			"site-{project}-dev.example.com, site-shop-dev.example.com, shop,",
			"{version}x.{project}.example.com, nextx.shop.example.com, shop, next" })
	void textCanStandAroundAPlaceholder(String pattern, String host, String project, @Nullable String version) {
		assertThat(match(pattern, host)).isEqualTo(new ProjectRequest(new ProjectId(project), "", version));
	}

	@ParameterizedTest
	@CsvSource({ "{version}-{project}.example.com, 0a1b2c3d-shop.example.com, 0a1b2c3d/shop",
			"{version}-{project}.example.com, 0a1b2c3d-my-shop.example.com, 0a1b2c3d/my-shop",
			"{version}-{project}.example.com, Next-Shop.Example.com., next/shop",
			"{version}-{project}.example.com, fix-login-my-shop.example.com, fix/login-my-shop fix-login/my-shop fix-login-my/shop",
			"{version}-{project}.example.com, deadbeef-x-shop.example.com, deadbeef/x-shop deadbeef-x/shop",
			"{version}-{project}.example.com, a--b.example.com, a-/b",
			"{project}-{version}.example.com, my-shop-fix-login.example.com, my-shop-fix/login my-shop/fix-login my/shop-fix-login",
			"{project}-{version}.example.com, shop-v-2.example.com, shop/v-2",
			"{project}-{version}.example.com, my-shop-0a1b2c3d.example.com, my-shop/0a1b2c3d my/shop-0a1b2c3d",
			"pr-{version}-{project}.example.com, pr-x7-shop.example.com, x7/shop",
			"pr-{version}-{project}-dev.example.com, pr-pr-shop-dev.example.com, pr/shop",
			"{version}--{project}.example.com, fix-login--my-shop.example.com, fix-login/my-shop",
			"{version}_{project}.example.com, fix-login_my-shop.example.com, fix-login/my-shop",
			"PR-{version}-{project}.example.com, pr-next-shop.example.com, next/shop" })
	void labelWithBothPlaceholdersIsReadWithTheLongestProjectFirst(String pattern, String host, String readings) {
		ProjectRequest request = match(pattern, host);
		assertThat(request).isNotNull();
		assertThat(Stream.concat(Stream.of(request), request.alternatives().stream())
			.map((reading) -> (pattern.indexOf("{project}") < pattern.indexOf("{version}"))
					? reading.project() + "/" + reading.version() : reading.version() + "/" + reading.project())
			.collect(Collectors.joining(" "))).isEqualTo(readings);
	}

	@ParameterizedTest
	@CsvSource({ "{version}-{project}.example.com, shop.example.com",
			"{version}-{project}.example.com, -shop.example.com", "{version}-{project}.example.com, next-.example.com",
			"{version}-{project}.example.com, 12-shop.example.com",
			"{version}-{project}.example.com, 0a1b2c3-shop.example.com",
			"{version}-{project}.example.com, next_shop.example.com",
			"pr-{version}-{project}.example.com, next-shop.example.com",
			"pr-{version}-{project}.example.com, pr-shop.example.com",
			"{version}--{project}.example.com, next-shop.example.com" })
	void labelWithoutBothNamesDoesNotMatch(String pattern, String host) {
		assertThat(match(pattern, host)).isNull();
	}

	@Test
	void numberOfReadingsIsLimitedByTheLabel() {
		ProjectRequest request = match("{version}-{project}.example.com", "a" + "-b".repeat(31) + ".example.com");
		assertThat(request).isNotNull();
		assertThat(request.alternatives()).hasSize(30);
		assertThat(match("{version}-{project}.example.com", "a" + "-b".repeat(2000) + ".example.com")).isNull();
	}

	@Test
	void plainNameOfAProjectIsOneOfTheReadings() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setServerName("fix-my-shop.example.com");
		ProjectRequest expected = new ProjectRequest(new ProjectId("fix-my-shop"), "", null,
				List.of(new ProjectRequest(new ProjectId("my-shop"), "", "fix"),
						new ProjectRequest(new ProjectId("shop"), "", "fix-my")));
		assertThat(AssetProjectResolver.byHost("{project}.example.com", "{version}-{project}.example.com")
			.resolve(request)).isEqualTo(expected);
		assertThat(AssetProjectResolver.byHost("{version}-{project}.example.com", "{project}.example.com")
			.resolve(request)).isEqualTo(expected);
	}

	@Test
	void firstMatchCountsWhereNothingIsAmbiguous() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setServerName("site-shop.example.com");
		assertThat(AssetProjectResolver.byHost("site-{project}.example.com", "{project}.example.com").resolve(request))
			.isEqualTo(new ProjectRequest(new ProjectId("shop"), ""));
	}

	@Test
	void otherVersionHoldsForAllReadings() {
		ProjectRequest request = match("{version}-{project}.example.com", "a-b-c.example.com");
		assertThat(request).isNotNull();
		assertThat(request.withVersion("next")).isEqualTo(new ProjectRequest(new ProjectId("b-c"), "", "next",
				List.of(new ProjectRequest(new ProjectId("c"), "", "next"))));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{project}{version}.example.com", "a-{version}{project}-c.example.com" })
	void placeholdersWithoutTextBetweenThemAreRefused(String pattern) {
		assertThatIllegalArgumentException().isThrownBy(() -> new HostPattern(pattern))
			.withMessageContaining("has no text between the placeholders in '"
					+ pattern.substring(0, pattern.indexOf('.')) + "'. Put a hyphen between them");
	}

	@Test
	void nameThatIsLongerThanAnyHostNeverMatches() {
		String label = "a".repeat(61);
		for (String pattern : List.of("{version}-" + label + "-{project}.example.com",
				"{project}" + ("." + label).repeat(4) + ".example.com", label + "aaa.{project}.com")) {
			assertThatIllegalArgumentException().isThrownBy(() -> new HostPattern(pattern))
				.withMessageContaining("never matches a host: ")
				.withMessageContaining("characters at most");
		}
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
