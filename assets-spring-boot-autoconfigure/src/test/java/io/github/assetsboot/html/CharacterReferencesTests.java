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

package io.github.assetsboot.html;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CharacterReferences}.
 *
 * @author the Assets for Spring Boot authors
 */
class CharacterReferencesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			a&amp;b                 | a&b
			&lt;&gt;&quot;&#39;     | <>"'
			&apos;                  | '
			&apos                   | &apos
			&AMP;&AMP&amp           | &&&
			/?a=1&copy=2            | /?a=1&copy=2
			/?a=1&copy2             | /?a=1&copy2
			/?a=1&copyx;            | /?a=1&copyx;
			/?a=1&copy;=2           | /?a=1\u00a9=2
			/?a=1&copy              | /?a=1\u00a9
			/?a=1&copy&b            | /?a=1\u00a9&b
			/?a=1&copy.             | /?a=1\u00a9.
			/?a=1&lang=en           | /?a=1&lang=en
			&notit;                 | &notit;
			&notin;                 | \u2209
			&notin                  | &notin
			&not;in                 | \u00acin
			&nosuch;                | &nosuch;
			&NotEqualTilde;         | \u2242\u0338
			&CounterClockwiseContourIntegral; | \u2233
			&frac12;                | \u00bd
			&Afr;                   | \ud835\udd04
			&                       | &
			&;                      | &;
			&&amp;&                 | &&&
			& amp;                  | & amp;
			&1;                     | &1;
			$1&amp;\\\\             | $1&\\\\
			""")
	void namedReferenceIsDecodedAsInAnAttribute(String value, String expected) {
		assertThat(CharacterReferences.decode(value)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			&#65;           | A
			&#65            | A
			&#65=           | A=
			&#0065;b        | Ab
			&#x41;&#X41g    | AAg
			&#x1F600;       | \ud83d\ude00
			&#8364;         | \u20ac
			&#128;&#x9f;    | \u20ac\u0178
			&#129;          | \u0081
			&#127;&#159;&#160; | \u007f\u0178\u00a0
			&#11141110;     | \ufffd
			&#0;            | \ufffd
			&#x0            | \ufffd
			&#xD800;        | \ufffd
			&#57343;        | \ufffd
			&#1114111;      | \udbff\udfff
			&#1114112;      | \ufffd
			&#x7fffffff;    | \ufffd
			&#4294967361;   | \ufffd
			&#99999999999999999999999999999; | \ufffd
			&#xFFFE;        | \ufffe
			&#;             | &#;
			&#x;            | &#x;
			&#xg;           | &#xg;
			&#a;            | &#a;
			""")
	void numericReferenceIsDecoded(String value, String expected) {
		assertThat(CharacterReferences.decode(value)).isEqualTo(expected);
	}

	@Test
	void valueWithoutAReferenceIsTheSameString() {
		String value = "/assets/app.js";
		assertThat(CharacterReferences.decode(value)).isSameAs(value);
	}

	@Test
	void longValueIsDecodedInLinearTime() {
		String value = "&".repeat(300_000) + "a".repeat(300_000) + "&#".repeat(150_000) + "1".repeat(300_000);
		assertThat(CharacterReferences.decode(value)).hasSize(900_000 - 1);
	}

}
