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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelectorMatcher}.
 *
 * @author the Assets for Spring Boot authors
 */
class SelectorMatcherTests {

	private static final List<String> NAMES = List.of("div", "p", "b");

	private static final List<String> VALUES = List.of("", "a", "A", "b", "a b", "b  A", "a-b", "ab");

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', delimiter = ';', textBlock = """
			[type=CHECKBOX] ; checkbox ; true
			[type=CHECKBOX s] ; checkbox ; false
			[TYPE='CHECKBOX' S] ; checkbox ; false
			[title=A] ; a ; false
			[title=A I] ; a ; true
			[title='\\E9' i] ; É ; false
			[title^=''] ; a ; false
			[title$=''] ; a ; false
			[title*=''] ; a ; false
			[title~=''] ; a ; false
			[title~='a b'] ; a b ; false
			[title='\\0'] ; \uFFFD ; true
			[title='\\110000'] ; \uFFFD ; true
			[title='\\D800'] ; \uFFFD ; true
			[title='\\1F600x'] ; 😀x ; true
			[title='\\000061 b'] ; ab ; true
			[title='\\0000611'] ; a1 ; true
			[title=\\61 b] ; ab ; true
			[title='a\\'b'] ; a'b ; true
			[title=a/**/i] ; A ; true
			[title/**/=/**/a] ; a ; true
			[title="a] ; a] ; true
			.\\61 ; a ; true
			.a\\ b ; a b ; false
			#\\31 0 ; 10 ; true
			#a\\.b\\:c ; a.b:c ; true
			p/**/.a/**/.b ; b a ; true
			p/*/ x */.a ; a ; true
			.\u0080\u0081 ; \u0080\u0081 ; true
			*|p.a ; a ; true
			|p.a ; a ; false
			:not(|p).a ; a ; true
			:not(p, .a) ; b ; false
			:not(b, .a) ; b ; true
			:not(.a.b) ; a ; true
			:nth-child(2n/**/ - /**/1) ; a ; true
			:nth-child(1 ; a ; true
			:nth-child(+1) ; a ; true
			:nth-child(-1) ; a ; false
			:nth-child(+n+1) ; a ; true
			:nth-child(-n+1) ; a ; true
			:nth-child(-n-1) ; a ; false
			:nth-child(odd) ; a ; true
			:nth-child(EVEN) ; a ; false
			:nth-child(10) ; a ; false
			""")
	void comparesAsCssDoes(String selector, String value, boolean expected) {
		Node element = new Node("p", true);
		List.of("type", "title", "class", "id").forEach((name) -> element.attributes.put(name, value));
		assertThat(matches(selector, element)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[title='a\\\nb']", "[title='a\\\r\nb']", "[title='a\\62\r\n']", "[title=a\\62\f]" })
	void readsEveryNewlineOfCss(String selector) {
		Node element = new Node("p", true);
		element.attributes.put("title", "ab");
		assertThat(matches(selector, element)).isTrue();
	}

	@Test
	void readsNulAsReplacementCharacter() {
		Node element = new Node("p\uFFFD", true);
		assertThat(matches("p\0", element)).isTrue();
	}

	@Test
	void ignoresTheCaseOfValuesOfHtmlElementsOnly() {
		Node element = new Node("svg", false);
		element.attributes.put("type", "a");
		assertThat(matches("[type=A]", element)).isFalse();
		assertThat(matches("[type=A i]", element)).isTrue();
	}

	@Test
	void ignoresHandlersWithoutSelector() {
		SelectorMatcher matcher = new SelectorMatcher(Arrays.asList(null, Selector.parse("div p")));
		matcher.open(new Node("div", true));
		matcher.open(new Node("p", true));
		assertThat(matcher.matches(0)).isFalse();
		assertThat(matcher.matchesOpen(0)).isFalse();
		assertThat(matcher.matches(1)).isTrue();
	}

	@Test
	void matchesAsAWalkThroughTheTreeDoes() {
		Random random = new Random(18);
		int matched = 0;
		for (int i = 0; i < 2000; i++) {
			Node page = randomPage(random);
			// Some pages need more than one word of bits
			List<Expected> expected = random(random, 1 + random.nextInt((i % 40 == 0) ? 40 : 4),
					SelectorMatcherTests::randomList);
			SelectorMatcher matcher = new SelectorMatcher(
					expected.stream().<@Nullable Selector>map((selector) -> Selector.parse(selector.text())).toList());
			for (Node child : page.children) {
				matched += compare(matcher, child, expected);
			}
		}
		assertThat(matched).isBetween(10_000, 200_000);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".x div", "* > div div:nth-of-type(2n)", "div:not(:first-child) > p, div div > div div" })
	@Timeout(20)
	void matchesNestedElementsInLinearTime(String selector) {
		Node element = new Node("div", true);
		SelectorMatcher matcher = new SelectorMatcher(List.of(Selector.parse(selector)));
		for (int i = 0; i < 200_000; i++) {
			matcher.open(element);
		}
		for (int i = 0; i < 200_000; i++) {
			matcher.close();
		}
		assertThat(element.questions).isLessThan(10 * 200_000);
	}

	@Test
	@Timeout(20)
	void countsChildrenOfManyNamesInLinearTime() {
		List<Node> elements = IntStream.range(0, 100_000).mapToObj((i) -> new Node("e" + i, true)).toList();
		SelectorMatcher matcher = new SelectorMatcher(List.of(Selector.parse(":nth-of-type(2)")));
		for (int round = 1; round <= 3; round++) {
			for (Node element : elements) {
				matcher.open(element);
				assertThat(matcher.matches(0)).isEqualTo(round == 2);
				matcher.open(element);
				matcher.close();
				matcher.close();
			}
		}
	}

	private static boolean matches(String selector, Node element) {
		SelectorMatcher matcher = new SelectorMatcher(List.of(Selector.parse(selector)));
		matcher.open(element);
		return matcher.matches(0);
	}

	private static int compare(SelectorMatcher matcher, Node node, List<Expected> selectors) {
		matcher.open(node);
		List<String> actual = texts(selectors, (i) -> matcher.matches(i));
		assertThat(actual).as(node::toString).isEqualTo(texts(selectors, (i) -> selectors.get(i).matches().test(node)));
		List<String> open = texts(selectors,
				(i) -> selectors.get(i).matches().or(ancestor(selectors.get(i).matches())).test(node));
		assertThat(texts(selectors, matcher::matchesOpen)).as(node::toString).isEqualTo(open);
		int matched = actual.size();
		for (Node child : node.children) {
			matched += compare(matcher, child, selectors);
			assertThat(texts(selectors, matcher::matchesOpen)).as(node::toString).isEqualTo(open);
		}
		matcher.close();
		return matched;
	}

	private static List<String> texts(List<Expected> selectors, IntPredicate filter) {
		return IntStream.range(0, selectors.size()).filter(filter).mapToObj((i) -> selectors.get(i).text()).toList();
	}

	private static Predicate<Node> ancestor(Predicate<Node> matches) {
		return (node) -> {
			Node ancestor = node.parent;
			while (ancestor != null && ancestor.parent != null && !matches.test(ancestor)) {
				ancestor = ancestor.parent;
			}
			return ancestor != null && ancestor.parent != null;
		};
	}

	private static Predicate<Node> parent(Predicate<Node> matches) {
		return (node) -> node.parent != null && node.parent.parent != null && matches.test(node.parent);
	}

	private static Node randomPage(Random random) {
		Node page = new Node("page", true);
		Node last = page;
		for (int i = random.nextInt(40); i >= 0; i--) {
			while (last.parent != null && random.nextInt(5) < 2) {
				last = last.parent;
			}
			Node node = new Node(pick(random, NAMES), random.nextInt(4) > 0);
			for (String name : List.of("class", "id", "title", "type")) {
				if (random.nextBoolean()) {
					node.attributes.put(name, pick(random, VALUES));
				}
			}
			node.parent = last;
			last.children.add(node);
			last = node;
		}
		return page;
	}

	private static Expected randomList(Random random) {
		return any(random(random, 1 + random.nextInt(5) / 3, SelectorMatcherTests::randomComplex));
	}

	private static Expected any(List<Expected> selectors) {
		return new Expected(selectors.stream().map(Expected::text).collect(Collectors.joining(", ")),
				(node) -> selectors.stream().anyMatch((selector) -> selector.matches().test(node)));
	}

	private static Expected randomComplex(Random random) {
		Expected selector = randomCompound(random);
		for (int i = random.nextInt(4); i > 0; i--) {
			boolean child = random.nextBoolean();
			Predicate<Node> before = child ? parent(selector.matches()) : ancestor(selector.matches());
			Expected next = randomCompound(random);
			selector = new Expected(selector.text() + (child ? ">" : " ") + next.text(), before.and(next.matches()));
		}
		return selector;
	}

	private static Expected randomCompound(Random random) {
		String type = pick(random, List.of("*", "DIV", "p", "b", ""));
		Expected compound = new Expected(type,
				(node) -> type.isEmpty() || type.equals("*") || node.name.equalsIgnoreCase(type));
		for (int i = random.nextInt(5) / 2 + (type.isEmpty() ? 1 : 0); i > 0; i--) {
			Expected test = randomTest(random);
			compound = new Expected(compound.text() + test.text(), compound.matches().and(test.matches()));
		}
		return compound;
	}

	private static Expected randomTest(Random random) {
		String value = pick(random, VALUES.subList(1, 4));
		return switch (random.nextInt(7)) {
			case 0 -> new Expected("." + value, (node) -> List.of(node.value("class", "").split(" ")).contains(value));
			case 1 -> new Expected("#" + value, (node) -> value.equals(node.attributes.get("id")));
			case 2 -> {
				List<Expected> not = random(random, 1 + random.nextInt(2), SelectorMatcherTests::randomCompound);
				yield new Expected(":not(" + any(not).text() + ")", any(not).matches().negate());
			}
			case 3 -> randomNth(random);
			default -> randomAttribute(random);
		};
	}

	private static Expected randomNth(Random random) {
		int step = random.nextInt(7) - 3;
		int offset = random.nextInt(9) - 4;
		boolean ofType = random.nextBoolean();
		return new Expected(":nth-%s(%dn%+d)".formatted(ofType ? "of-type" : "child", step, offset), (node) -> {
			int index = 1;
			for (Node sibling : (node.parent != null) ? node.parent.children : List.of(node)) {
				if (sibling == node) {
					break;
				}
				index += (!ofType || sibling.name.equals(node.name)) ? 1 : 0;
			}
			int n = 0;
			while (n < 50 && step * n + offset != index) {
				n++;
			}
			return n < 50;
		});
	}

	private static Expected randomAttribute(Random random) {
		String name = pick(random, List.of("title", "type"));
		String operator = pick(random, List.of("", "=", "^=", "$=", "*=", "~=", "|="));
		String value = pick(random, VALUES);
		String flag = pick(random, List.of("", "", " i", " s"));
		if (operator.isEmpty()) {
			return new Expected("[" + name + "]", (node) -> node.attributes.containsKey(name));
		}
		return new Expected("[" + name + operator + '"' + value + '"' + flag + "]", (node) -> {
			boolean lower = flag.equals(" i") || flag.isEmpty() && name.equals("type") && node.html;
			String actual = node.attributes.get(name);
			return actual != null
					&& compare(lower ? actual.toLowerCase() : actual, operator, lower ? value.toLowerCase() : value);
		});
	}

	private static boolean compare(String actual, String operator, String value) {
		return switch (operator) {
			case "=" -> actual.equals(value);
			case "|=" -> actual.equals(value) || actual.startsWith(value + "-");
			case "~=" -> !value.isEmpty() && List.of(actual.split(" +")).contains(value);
			case "^=" -> !value.isEmpty() && actual.startsWith(value);
			case "$=" -> !value.isEmpty() && actual.endsWith(value);
			default -> !value.isEmpty() && actual.contains(value);
		};
	}

	private static <T> T pick(Random random, List<T> values) {
		return values.get(random.nextInt(values.size()));
	}

	private static List<Expected> random(Random random, int count, Function<Random, Expected> create) {
		return IntStream.range(0, count).mapToObj((i) -> create.apply(random)).toList();
	}

	/**
	 * A selector, and a slow way to match it.
	 */
	private record Expected(String text, Predicate<Node> matches) {

	}

	private static final class Node implements SelectorMatcher.Candidate {

		private final String name;

		private final boolean html;

		private final Map<String, String> attributes = new LinkedHashMap<>();

		private final List<Node> children = new ArrayList<>();

		private @Nullable Node parent;

		private int questions;

		Node(String name, boolean html) {
			this.name = name.intern();
			this.html = html;
		}

		@Override
		public String name() {
			this.questions++;
			return this.name;
		}

		@Override
		public boolean isHtml() {
			return this.html;
		}

		@Override
		public @Nullable String attribute(String name) {
			this.questions++;
			return this.attributes.get(name);
		}

		String value(String name, String otherwise) {
			return this.attributes.getOrDefault(name, otherwise);
		}

		@Override
		public String toString() {
			return this.name + this.attributes + ((this.parent != null) ? " in " + this.parent : "");
		}

	}

}
