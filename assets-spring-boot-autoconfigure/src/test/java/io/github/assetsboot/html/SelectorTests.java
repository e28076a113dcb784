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

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Selector}.
 *
 * @author the Assets for Spring Boot authors
 */
class SelectorTests {

	@ParameterizedTest
	@MethodSource("refused")
	void refusesWhatHtmlRewriterRefusesAndTellsThePosition(int position, String selector) {
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse(selector))
			.withMessageStartingWith("The selector '" + selector + "' cannot be used: ")
			.withMessageEndingWith(" (position " + position + ", counted from 0)");
	}

	static Stream<Arguments> refused() {
		return Stream
			.of(at(0, "", ":root", ":empty", ":last-child", ":only-child", ":nth-last-child(1)", ":last-of-type",
					":only-of-type", ":nth-last-of-type(1)", ":is(p)", ":where(p)", ":has(p)", ":scope", "::slotted(p)",
					":host", ":host(p)", "::part(x)", "> p", "]", "&", "!", "1p", ":lang(en)", ":contains(x)", "\"p\"",
					",p", ":any-link", ":link", ":checked", ":enabled", ":first", ":gt(1)", ":matches(x)", "(p)", "@p",
					"$p", "-", ":target", "<p>", "/p", "//p"),
					at(1, " ", "p:hover", "p::before", "p:before", ".1a", "#1a", "[", "[]", "[=a]", "[1a]", "[*|a]",
							"p:first-child(1)", "p:not", "p!", "p{}", "p;", "a||b", "p:eq(1)", "[^data-]", "#", ".",
							"p)", "p%", "p=b", "p:dir(ltr)", "p:defined", "*p", "p*", "**", "..", "a:b", "#1"),
					at(2, "p + b", "p ~ b", "p..a", "[a!=b]", "ns|p", "p:", "p & b", "p.", "p#", "p,", "p,,b", ".a*"),
					at(3, "div:has(> p)", "p >", "[a=]", "[a==b]", "[a b]", "[a=1]", "[ns|a]", "p::", "p, :hover",
							"p, ", "esi:include"),
					at(4, "p > > b", "p b:", "[a~=(b)]", "[id]p", "text()"),
					at(5, "[a=b x]", ":not()", ":not(:hover)", ":not(::before)", ":not(:is(p))", "p > .", "p[id]b"),
					at(6, "[src=a.png]", "[a~=b c]", "[title!=x]"), at(7, "[a=b i s]"), at(8, "div/* */p"),
					at(9, ":not(div p)", ":not(div > p)"), at(11, ":nth-child()", ":nth-child(a)"),
					at(12, ":nth-child(1.5)"), at(13, ":nth-child(2 of p)", ":nth-child(n of p)"),
					at(16, ":nth-child(2n + )"))
			.flatMap((refused) -> refused);
	}

	@ParameterizedTest
	@ValueSource(strings = { "-->", ".-->", "p -->", "[a=b(c)]", "[a='b\n']", "[a='b' ix]", "[a=b iS]", "|", "*|",
			"| p", "*|.a", "[| a]", "[|=a]", ":not(p,)", ":not(p))", ":not(p > ", ":nth-child", ":nth-child(",
			":nth-child(- n)", ":nth-child(-+1)", ":nth-child(+-1)", ":nth-child(+ 1)", ":nth-child(2 n)",
			":nth-child(n1)", ":nth-child(n--1)", ":nth-child(n + +1)", ":nth-child(+odd)", ":nth-child(oddly)",
			":nth-child(1e3)", ":nth-child(2n+1.0)", ":nth-child (1)", ": first-child", ":first-child()", "p\\\nb",
			"#-", "#/**/p", "/*p" })
	void refusesWhatCssDoesNotAllow(String selector) {
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse(selector));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[a", "[a=b", "[a='b", "[a='b\\", "[a=b i", ":not(p", ":not(:nth-child(2n", "p/*", "p\\",
			".a\\" })
	void endsOpenBracketsStringsAndCommentsAtTheEnd(String selector) {
		assertThat(Selector.parse(selector)).isNotNull();
	}

	@Test
	void explainsWhyASelectorIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("p:hover"))
			.withMessage(
					"The selector 'p:hover' cannot be used: ':hover' is not supported (position 1, counted from 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("p + b"))
			.withMessage("The selector 'p + b' cannot be used: '+' is not supported here (position 2, counted from 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("p, "))
			.withMessage("The selector 'p, ' cannot be used: it ends too early (position 3, counted from 0)");
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse("[a='\n']"))
			.withMessageContaining("a string must end on its line (position 4,");
	}

	@Test
	void refusesNegationsThatAreNestedTooDeep() {
		assertThat(Selector.parse(":not(".repeat(100) + "p")).isNotNull();
		assertThatIllegalArgumentException().isThrownBy(() -> Selector.parse(":not(".repeat(100_000) + "p"))
			.withMessageContaining("':not(' can be nested 100 times at most (position 505,");
		assertThat(Selector.parse(":not(p)".repeat(1000))).isNotNull();
	}

	private static Stream<Arguments> at(int position, String... selectors) {
		return Arrays.stream(selectors).map((selector) -> Arguments.of(position, selector));
	}

}
