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

import java.nio.charset.CharacterCodingException;

import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link UrlPath}, {@link Url} and the parts that they are made of.
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

	@ParameterizedTest
	@CsvSource({ "a%41, aA", "a%4, a%4", "a%, a%", "%4g, %4g", "%C3%A9, é" })
	void percentSignWithoutTwoDigitsIsNotDecoded(String text, String decoded) throws CharacterCodingException {
		assertThat(PercentEncodeSet.decode(text)).isEqualTo(decoded);
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

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "https://x:65535/, https://x:65535", "https://x:65536/, null", "https://x:000080/, null",
					"https://x:0080/, https://x:80", "http://x:80/, http://x", "https://x:/, https://x",
					"http://x:443/, http://x:443", "ftp://x:80/, ftp://x:80", "HTTPS:x/y, https://x",
					"https:\\\\x\\y, https://x", "https://a@b@x/, https://a@b@x", "https://u v@x/, https://u%20v@x",
					"https://$1@x/, https://$1@x", "https://[::A]/, https://[::a]", "https://[::x]/, null",
					"https://%41.x/, https://a.x", "https://a%2/, null", "https://a%/, null", "https://%2Z/, null",
					"https://%Z2/, null", "https://%FF/, null", "https://a%7F/, null", "https://a%1F/, null",
					"https://a^b/, null", "https://x?q, https://x", "https://x#f, https://x", "//?q, null",
					"///x/y, http://x" })
	void authorityIsParsedAsTheUrlStandardDoes(String reference, @Nullable String authority) {
		Url url = Url.resolve(reference, new Origin("http", "h", 8080));
		assertThat((url != null) ? url.authority() : null).isEqualTo(authority);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "/a?b#c, /a, ?b, #c", "/a#b?c, /a, \"\", #b?c", "/a?b?c, /a, ?b?c, \"\"", "/a?#, /a, \"\", \"\"",
					"/a?'x y#'x y, /a, ?%27x%20y, #'x%20y", "https://x?q, /, ?q, \"\"",
					"https://x\\y, /y, \"\", \"\"" })
	void queryAndFragmentAreTakenOff(String reference, String path, String query, String fragment) {
		Url url = Url.resolve(reference, new Origin("http", "h", 8080));
		assertThat(url.path()).isEqualTo(path);
		assertThat(url.query()).isEqualTo(query);
		assertThat(url.fragment()).isEqualTo(fragment);
	}

	@ParameterizedTest
	@CsvSource({ "HTTP, H, 80, http://h", "https, h, 443, https://h", "http, h, 443, http://h:443",
			"https, h, -1, https://h", "ws, h, 80, ws://h:80" })
	void originLeavesTheDefaultPortOut(String scheme, String host, int port, String text) {
		assertThat(new Origin(scheme, host, port)).hasToString(text);
	}

	@Test
	void everySetEncodesItsCharactersAndNoOther() {
		String printable = " !\"#$%&'()*+,-./09:;<=>?@AZ[\\]^_`az{|}~";
		assertThat(encoded(PercentEncodeSet.FRAGMENT, printable)).isEqualTo(" \"<>`");
		assertThat(encoded(PercentEncodeSet.QUERY, printable)).isEqualTo(" \"#<>");
		assertThat(encoded(PercentEncodeSet.SPECIAL_QUERY, printable)).isEqualTo(" \"#'<>");
		assertThat(encoded(PercentEncodeSet.PATH, printable)).isEqualTo(" \"#<>?^`{}");
		for (PercentEncodeSet set : PercentEncodeSet.values()) {
			assertThat(encoded(set, "\0\u001F\u007F\u0080\u00FC")).isEqualTo("\0\u001F\u007F\u0080\u00FC");
		}
	}

	private static String encoded(PercentEncodeSet set, String characters) {
		return characters.chars()
			.filter((c) -> !set.encode(String.valueOf((char) c)).equals(String.valueOf((char) c)))
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
	}

	@Test
	void encodedTextKeepsTheRest() {
		assertThat(PercentEncodeSet.PATH.encode("a b\u00FCc😀d%20\u007F")).isEqualTo("a%20b%C3%BCc%F0%9F%98%80d%20%7F");
	}

	@ParameterizedTest
	@CsvSource({ "/a, /a", "/a/b, /a", "/, /", "//a, /", "/a/, /a" })
	void firstSegmentEndsAtTheSecondSlash(String path, String segment) {
		assertThat(UrlPath.firstSegment(path)).isEqualTo(segment);
	}

	@ParameterizedTest
	@CsvSource({ "/.../x, /.../x", "/%2e%2e%2e/x, /%2e%2e%2e/x", "/.%2, /.%2", "/.a, /.a", "/%2f, /%2f", "/., /",
			"/a/b/../../c, /c", "/a/.., /", "/a/./, /a/" })
	void dotSegmentHasOneDotOrTwo(String path, String normalized) {
		assertThat(UrlPath.normalize(path)).isEqualTo(normalized);
	}

	@Test
	void whiteSpaceIsThatOfEcmaScript() {
		String whitespace = "\t\n\u000B\f\r \u00A0\u1680\u2000\u2005\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
		assertThat(Whitespace.trim(whitespace)).isEmpty();
		assertThat(Whitespace.trim(whitespace + "a" + whitespace + "b" + whitespace)).isEqualTo("a" + whitespace + "b");
		assertThat(Whitespace.trim("\u1FFF\u200B")).isEqualTo("\u1FFF\u200B");
		assertThat(Whitespace.split(" a\tb " + whitespace + "c")).containsExactly("a", "b", "c");
		assertThat(Whitespace.split(" ")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"',
			value = { "/a?b#c, /a?b#c", "/a b?c d#e f, /a%20b?c%20d#e%20f", "/a#b?c, /a#b?c", "/a?, /a", "/a#, /a",
					"/?'`, /?'`", "https://X/../a?b, https://X/a?b", "https://x?b, https://x?b/",
					"https:///x//y, https://x/y", "https://x/\\y, https://x/\\y" })
	void targetOfARuleKeepsQueryAndFragment(String token, String target) {
		assertThat(RuleUrl.parseTarget(token)).isEqualTo(target);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "/a?b#c, /a", "a/./b, /a/b", "/a#b, /a", "/:x/*, /:x/*" })
	void sourceOfARuleIsAPath(String token, String source) {
		assertThat(RuleUrl.parseSource(token)).isEqualTo(source);
	}

}
