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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import io.github.assetsboot.robustness.Seed;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Languages}: the choice among {@code en} (the default), {@code de},
 * {@code de-AT}, {@code pt-BR}, {@code zh-Hant} and {@code no}.
 */
class LanguagesTests {

	private static final List<String> TAGS = List.of("en", "de", "de-AT", "pt-BR", "zh-Hant", "no");

	private final Languages languages = languages("lang");

	private static Languages languages(@Nullable String cookie) {
		Map<String, Language> languages = new LinkedHashMap<>();
		TAGS.forEach((tag) -> languages.put(tag, new Language(tag, BasePath.of("/" + tag.toLowerCase(Locale.ROOT)))));
		return new Languages(languages.values(), languages.get("en"), cookie, LanguageMode.REDIRECT);
	}

	private String choose(@Nullable String cookies, @Nullable String acceptLanguage) {
		return this.languages.choose(cookies, acceptLanguage).language().tag();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			de                                   | de
			DE                                   | de
			fr                                   | en
			fr, de                               | de
			fr,de;q=0.5,no;q=0.9                 | no
			de;q=0.5,no;q=0.5                    | de
			de-CH                                | de
			de-CH-1996                           | de
			de-at                                | de-AT
			de-AT-1996                           | de-AT
			de-CH-x-private                      | de
			de-a-extension-AT                    | de
			zh-Hant-TW                           | zh-Hant
			zh-TW                                | en
			zh                                   | en
			pt                                   | en
			pt-BR                                | pt-BR
			pt-PT, no;q=0.1                      | no
			*                                    | en
			*, de;q=0.1                          | de
			de;q=0                               | en
			de;q=0, *                            | en
			de;q=0.0, no;q=0.001                 | no
			de;q=0.0001, no;q=0.001              | no
			de-AT;q=0.0, de-AT-1996              | de
			de-AT;q=0, de;q=0, de-AT-1996        | en
			no;Q=0.2 , de ; q=0.3                | de
			de;q=nonsense, no;q=0.9              | de
			de;level=1, no;q=0.9                 | de
			de;q=, no                            | de
			de;q, no                             | de
			de;q=2, no                           | de
			no;q=0.9,de;q=1.000                  | de
			,, ,de                               | de
			;q=1, de                             | de
			de_AT, no                            | no
			de-*, no                             | de
			x-de, no                             | no
			i-de, no                             | no
			-de, no                              | no
			de-, no                              | de
			``                                   | en
			""")
	void looksUpTheLanguageThatTheRequestPrefers(String acceptLanguage, String expected) {
		assertThat(choose(null, acceptLanguage)).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			lang=de                     | de
			lang=DE-at                  | de-AT
			a=b; lang=de; c=d           | de
			a=b;lang=de                 | de
			lang="de"                   | de
			lang=fr; lang=de            | de
			lang=fr                     | no
			lang=de-CH                  | no
			lang=                       | no
			lang                        | no
			Lang=de                     | no
			language=de                 | no
			xlang=de                    | no
			a=lang=de                   | no
			lang="                      | no
			lang=de,x                   | no
			``                          | no
			""")
	void cookieThatNamesALanguageComesFirst(String cookies, String expected) {
		assertThat(choose(cookies, "no")).isEqualTo(expected);
	}

	@Test
	void cookieDoesNotCountWithoutTheSetting() {
		assertThat(languages(null).choose("lang=de", "no").language().tag()).isEqualTo("no");
	}

	@ParameterizedTest
	@EnumSource(LanguageMode.class)
	void responseToARequestWithoutALanguageIsThatOfTheSettings(LanguageMode mode) {
		Language language = new Language("en", BasePath.of("/en"));
		assertThat(new Languages(List.of(language), language, null, mode).mode()).isEqualTo(mode);
	}

	@Test
	void choiceTellsItsReason() {
		assertThat(this.languages.choose("lang=de", "no").reason()).isEqualTo("the cookie lang names it");
		assertThat(this.languages.choose("lang=fr", "no").reason()).isEqualTo("Accept-Language prefers it");
		assertThat(this.languages.choose(null, "fr").reason()).startsWith("it is the default");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/de", "/de/", "/de/x", "/%64e/x", "/de;x=1/y", "/de-at/x", "/no" })
	void pathNamesALanguage(String path) {
		assertThat(this.languages.contains(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/den", "/x/de", "/DE", "/fr/x" })
	void pathNamesNoLanguage(String path) {
		assertThat(this.languages.contains(path)).isFalse();
	}

	/**
	 * The oracle sorts, truncates and looks up as RFC 4647 says, in a simple way.
	 */
	@Test
	void choosesAsASimpleLookUpDoes() {
		for (int i = 0; i < Seed.cases(3000); i++) {
			Random random = Seed.random("look-up", i);
			List<String> ranges = new ArrayList<>();
			for (int j = random.nextInt(6); j >= 0; j--) {
				String tag = (random.nextInt(4) > 0) ? TAGS.get(random.nextInt(TAGS.size())) : "fr";
				String range = tag + List.of("", "", "-CH", "-x-y", "-Latn-1996").get(random.nextInt(5));
				ranges.add(range + ";q=0." + random.nextInt(4));
			}
			assertThat(choose(null, String.join(", ", ranges))).as(Seed.describe("look-up", i) + ": " + ranges)
				.isEqualTo(simpleLookUp(ranges));
		}
	}

	private static String simpleLookUp(List<String> ranges) {
		for (int weight = 3; weight > 0; weight--) {
			for (String range : ranges) {
				String tag = range.endsWith("." + weight) ? range.substring(0, range.indexOf(';')) : "";
				while (!tag.isEmpty()) {
					String candidate = tag;
					if (TAGS.contains(tag) && ranges.stream().noneMatch((candidate + ";q=0.0")::equals)) {
						return tag;
					}
					tag = tag.replaceFirst("(-\\w)?(^|-)\\w+$", "");
				}
			}
		}
		return "en";
	}

	@Test
	void neverFailsForAnyHeader() {
		String alphabet = "de,;q=0.1-*x \t\"\\\u0130\u00e9\0AT";
		for (int i = 0; i < Seed.cases(5000); i++) {
			Random random = Seed.random("hostile", i);
			StringBuilder text = new StringBuilder();
			for (int j = random.nextInt(60); j >= 0; j--) {
				text.append(alphabet.charAt(random.nextInt(alphabet.length())));
			}
			assertThat(TAGS).as(Seed.describe("hostile", i)).contains(choose("lang=" + text, text.toString()));
		}
	}

	/**
	 * With time that grows with the square of the length, this would take hours.
	 */
	@ParameterizedTest
	@ValueSource(strings = { ",", ";", "-", "a-", "de,", "de;q=0,", "x;", "-a", " ", "\t,", "de-AT-", "*,", "lang=;" })
	@Timeout(20)
	void timeIsLinearInTheLengthOfAHeader(String part) {
		String text = part.repeat(4_000_000 / part.length());
		assertThat(TAGS).contains(choose(text, text));
	}

	@Test
	void rangesAfterTheFirstHundredDoNotCount() {
		assertThat(choose(null, "fr,".repeat(99) + "de")).isEqualTo("de");
		assertThat(choose(null, "fr,".repeat(100) + "de")).isEqualTo("en");
		assertThat(choose(null, "de-" + "a".repeat(98) + ",no")).isEqualTo("no");
		assertThat(Arrays.asList(choose(null, "de-" + "a".repeat(97) + ",no"))).containsExactly("de");
	}

}
