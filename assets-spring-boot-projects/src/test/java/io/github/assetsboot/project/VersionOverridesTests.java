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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link VersionOverrides}, by the grammar of RFC 9651.
 */
class VersionOverridesTests {

	private static final ProjectId SHOP = new ProjectId("shop");

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "shop=\"v1\" | v1", "other=\"x\", shop=\"v1\" | v1",
			"shop=\"v1\" \t,\t other=\"x\" | v1", "'  shop=\"v1\"   ' | v1", "'a, shop=\"v1\" \t, b ' | v1",
			"shop=\"v1\"; a;  b=1 | v1", "shop=\" ~\" | ' ~'", "shop=\"v0\", shop=\"v1\" | v1",
			"shop=\"v1\";a;b=1;c=\"x\" | v1", "shop=\"a\\\"b\\\\c\" | a\"b\\c", "shop=\"\" | ''",
			"a, b;c, d=?1, e=?0, f=1, g=-1.5, h=tok/en:*, i=:aGk=:, j=(\"a\" b 1;x), k=(), l=@1659578233, m=%\"f%c3%bc\", shop=\"v1\" | v1",
			"*a.b_c-d1=1, shop=\"v1\" | v1", "j=( 1  2 );p, shop=\"v1\" | v1" })
	void stringOfTheProjectIsTheVersion(String field, String version) {
		assertThat(VersionOverrides.read(field)).containsEntry("shop", version);
	}

	@ParameterizedTest
	@ValueSource(strings = { "*", "*:/!#$%&'*+-.^_`|~azAZ09", "a", "z", "A", "Z", "0", "9", "123456789012345",
			"-123456789012345", "123456789012.123", "?0", "?1", "@-1", "::", ":azAZ09+/==:", "%\" ~%00%99%aa%ff\"",
			"( )", "(a;p=1 \"x\")" })
	void memberOfAnyTypeIsFollowedByOthers(String member) {
		assertThat(VersionOverrides.read("a=" + member + ", az09_-.*=1, *, shop=\"v1\"")).containsEntry("shop", "v1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop=v1", "shop", "shop=1", "shop=?1", "shop=(\"v1\")", "shop=:djE=:", "shop=%\"v1\"",
			"shop=@1", "shop=\"v1\", shop", "shop=\"v1\", shop=token", "other=\"v1\"", "", "  " })
	void memberThatIsNoStringIsIgnored(String field) {
		assertThat(VersionOverrides.read(field)).doesNotContainKey("shop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "shop=\"v1", "shop=\"v1\",", "shop=\"v1\",,a=1", ",shop=\"v1\"", "shop=\"v1\" a=1",
			"shop = \"v1\"", "shop= \"v1\"", "Shop=\"v1\"", "1a=1, shop=\"v1\"", "shop=\"v1\"; ", "shop=\"v1\";1",
			"shop=\"v\\1\"", "shop=\"v\u00e4\"", "shop=\"v\t1\"", "shop='v1'", "a=?2, shop=\"v1\"", "a=?, shop=\"v1\"",
			"a=1., shop=\"v1\"", "a=-, shop=\"v1\"", "a=1234567890123456, shop=\"v1\"",
			"a=1234567890123.1, shop=\"v1\"", "a=1.1234, shop=\"v1\"", "a=:a b:, shop=\"v1\"", "a=(1, shop=\"v1\"",
			"a=(1,2), shop=\"v1\"", "a=(1\"x\"), shop=\"v1\"", "a=@1.5, shop=\"v1\"", "a=%\"%C3\", shop=\"v1\"",
			"a=%\"%g0\", shop=\"v1\"", "a=%\"%0g\", shop=\"v1\"", "a=%\"\u007f\", shop=\"v1\"",
			"a=%\"\u001f\", shop=\"v1\"", "a=, shop=\"v1\"", "\tshop=\"v1\"", "shop=\"v1\"\u0000" })
	void fieldThatIsNoDictionaryIsIgnored(String field) {
		assertThat(VersionOverrides.read(field)).isEmpty();
	}

	@Test
	void severalFieldLinesAreOneDictionary() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader(VersionOverrides.FIELD, "blog=\"b1\"");
		request.addHeader(VersionOverrides.FIELD, "");
		request.addHeader(VersionOverrides.FIELD, "shop=\"v1\"");
		assertThat(VersionOverrides.find(request, SHOP)).isEqualTo("v1");
		assertThat(VersionOverrides.find(request, new ProjectId("other"))).isNull();
		request.addHeader(VersionOverrides.FIELD, "shop=\"v2\"");
		assertThat(VersionOverrides.find(request, SHOP)).isEqualTo("v2");
		request.addHeader(VersionOverrides.FIELD, "x=");
		assertThat(VersionOverrides.find(request, SHOP)).isNull();
	}

	@Test
	void requestWithoutTheFieldNamesNoVersion() {
		assertThat(VersionOverrides.find(new MockHttpServletRequest(), SHOP)).isNull();
		MockHttpServletRequest request = new MockHttpServletRequest();
		for (int i = 0; i < 101; i++) {
			request.addHeader(VersionOverrides.FIELD, "shop=\"v1\"");
		}
		assertThat(VersionOverrides.find(request, SHOP)).isNull();
	}

	@Test
	void longFieldIsReadInOnePass() {
		String field = "a=(" + "\"x\" ".repeat(50_000) + ")" + ";p".repeat(50_000) + ", shop=\"v1\"";
		assertThat(VersionOverrides.read(field)).isEqualTo(Map.of("shop", "v1"));
	}

}
