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

package io.github.assetsboot.fingerprint;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.github.assetsboot.robustness.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * References in files that are invalid, mutated, deeply nested or very large.
 *
 * @author the Assets for Spring Boot authors
 */
class GeneratedReferencesIT {

	private static final int CASES = 20_000;

	private static final int SMALL = 64 * 1024;

	private static final int LARGE = 8 * SMALL;

	/**
	 * A linear time has a ratio of 8, and a quadratic one has 64.
	 */
	private static final int MAX_RATIO = 24;

	/**
	 * Processor time that says nothing, in nanoseconds.
	 */
	private static final long SLACK = 100_000_000;

	private static final int NESTED = 100_000;

	private static final List<String> MODULE_TOKENS = List.of("import", "import ", "import(", "import.", "export ",
			"export*", "export{", "from", " from ", "as ", "'./a.js'", "\"./b.js\"", "`c.js`", "'", "\"", "`", "${",
			"}", "{", "(", ")", "[", "]", "/", "/a/", "//", "/*", "*/", "\n", "\r\n", "\u2028", "\u00a0", "\ufeff", ";",
			",", ".", "?.", "?", ":", "=>", "=", "+", "++", "--", "*", "#", "#!", "<!--", "-->", "\\", "\\u", "\\u{",
			"\\u0069mport", "class ", "extends ", "function ", "async ", "await ", "yield ", "return ", "if(", "for(",
			" of ", " in ", "while(x)", "do ", "else ", "case ", "default ", "static ", "get ", "new ", "x", "1", "1.",
			".5", " ", "\u00e9", "\ud83d\ude00", "\0", "with{type:'json'}", "//# sourceMappingURL=a.map", "...",
			"break ");

	private static final List<String> STYLE_SHEET_TOKENS = List.of("url(", "URL( ", "\\75rl(", "src(", "image-set(",
			"-webkit-image-set(", "type(", "@import ", "@namespace ", "@media ", "@", "#", "'a.png'", "\"b.png\"", "'",
			"\"", "a.png", "\\", "\\\n", "\\29", "(", ")", "[", "]", "{", "}", ";", ",", ":", " ", "\n", "\r\n", "\f",
			"\t", "/*", "*/", "/", "<!--", "-->", "-", "--", "1", ".5", "+1e3", "e", "x", "\u00e9", "\ud83d\ude00",
			"\0", "\u0001", "\u007f", "!", "%", "/*# sourceMappingURL=a.map */");

	private static final List<String> MODULE_STATEMENTS = List.of("import a, {b as c} from './a.js';",
			"import './b.js'\n", "export * from './c.js';",
			"export {default as d} from \"./d.js\" with {type: 'json'};", "a = () => import(`./e.js`);",
			"`a ${import('./f.js')} b`;", "if (a) /b'/.test(c);", "a = b / c / d;\n",
			"class A extends B { static import() { return import('./g.js') } }", "// import './h.js'\n",
			"/* import */ export {a, b};", "a = {b: c ? {} : function () {}};");

	private static final List<String> RULES = List.of("@import 'a.css';", "@import url(b.css) screen;",
			"a{background:url(c.png)}", "a{background:url( \"d.png\" )}", "@media print{a{background:src('e.png')}}",
			"a{background:image-set('f.png' 1x, 'g.png' type('h'))}", "/* url(i.png) */", "@namespace 'j';",
			"a{content:'k'}", "a{background:\\75 rl(l\\2e png)}");

	@Test
	void referencesOfMutatedModuleAreInOrderAndInsideOfIt() {
		check("module", MODULE_STATEMENTS, MODULE_TOKENS, ModuleReferences::find, ModuleReferences::findSourceMaps);
	}

	@Test
	void referencesOfMutatedStyleSheetAreInOrderAndInsideOfIt() {
		check("style sheet", RULES, STYLE_SHEET_TOKENS, StyleSheetReferences::find,
				StyleSheetReferences::findSourceMaps);
	}

	private static void check(String salt, List<String> statements, List<String> tokens,
			Function<byte[], List<Reference>> find, Function<byte[], List<Reference>> findSourceMaps) {
		int found = 0;
		for (int index = 0; index < Seed.cases(CASES); index++) {
			byte[] file = file(Seed.random(salt, index), statements, tokens);
			List<Reference> references = find.apply(file);
			found += references.size();
			for (List<Reference> ranges : List.of(references, findSourceMaps.apply(file))) {
				int end = 0;
				for (Reference reference : ranges) {
					assertThat(reference.from()).as(Seed.describe(salt, index)).isGreaterThanOrEqualTo(end);
					assertThat(reference.to()).as(Seed.describe(salt, index)).isBetween(reference.from(), file.length);
					end = reference.to();
				}
			}
		}
		assertThat(found).isGreaterThan(CASES / 2);
	}

	/**
	 * Create a file of whole statements, with some tokens and bytes where they do not
	 * belong.
	 */
	private static byte[] file(Random random, List<String> statements, List<String> tokens) {
		StringBuilder text = new StringBuilder();
		for (int count = random.nextInt(8); count >= 0; count--) {
			text.append(statements.get(random.nextInt(statements.size())));
		}
		for (int count = random.nextInt(8); count > 0; count--) {
			text.insert(random.nextInt(text.length() + 1), tokens.get(random.nextInt(tokens.size())));
		}
		byte[] file = text.toString().getBytes(StandardCharsets.UTF_8);
		if (random.nextInt(4) == 0) {
			file[random.nextInt(file.length)] = (byte) random.nextInt(256);
		}
		return (random.nextInt(4) == 0) ? Arrays.copyOf(file, random.nextInt(file.length + 1)) : file;
	}

	@ParameterizedTest
	@MethodSource("repeated")
	void timeIsLinear(String kind, String start, String text) {
		Function<byte[], List<Reference>> find = kind.equals("module") ? ModuleReferences::find
				: StyleSheetReferences::find;
		byte[] small = repeat(start, text, SMALL);
		byte[] large = repeat(start, text, LARGE);
		assertThat(IntStream.range(0, 5).anyMatch((attempt) -> {
			long time = time(find, small);
			return time(find, large) <= MAX_RATIO * time + SLACK;
		})).as(kind + ": " + start + text + text).isTrue();
	}

	static Stream<Arguments> repeated() {
		List<Arguments> repeated = new ArrayList<>();
		for (String text : MODULE_TOKENS) {
			repeated.add(Arguments.of("module", "", text));
		}
		for (String text : List.of("import a ", "import a,", "import {a} ", "import {", "import/**/", "import('a'",
				"import(/**/", "export {a} ", "export {a,", "export * as ", "import * as a ", "a from ", "/**/",
				"import.defer", "`${", "`${`", "class ", "class{", "({", "a?", "\\u{1", "= /[/", "'\\",
				"import a b c d e f g ")) {
			repeated.add(Arguments.of("module", "", text));
			repeated.add(Arguments.of("module", "import ", text));
			repeated.add(Arguments.of("module", "import {", text));
		}
		for (String text : STYLE_SHEET_TOKENS) {
			repeated.add(Arguments.of("style sheet", "", text));
			repeated.add(Arguments.of("style sheet", "url(", text));
			repeated.add(Arguments.of("style sheet", "image-set(", text));
		}
		return repeated.stream();
	}

	private static byte[] repeat(String start, String text, int length) {
		return (start + text.repeat(length / text.length()) + "\nimport './a.js'").getBytes(StandardCharsets.UTF_8);
	}

	private static long time(Function<byte[], List<Reference>> find, byte[] file) {
		long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
		find.apply(file);
		return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
	}

	@ParameterizedTest
	@MethodSource("nested")
	void deepNestingIsRead(String open, String close) {
		String module = open.repeat(NESTED) + "import('./a.js')" + close.repeat(NESTED) + ";import './b.js'";
		assertThat(ModuleReferences.find(module.getBytes(StandardCharsets.UTF_8))).extracting(Reference::url)
			.containsExactly("./a.js", "./b.js");
	}

	static Stream<Arguments> nested() {
		return Stream.of(Arguments.of("(", ")"), Arguments.of("[", "]"), Arguments.of("{", "}"),
				Arguments.of("({a:", "})"), Arguments.of("`${", "}`"), Arguments.of("() => {", "}"),
				Arguments.of("(function () {", "})"), Arguments.of("class{static{", "}}"),
				Arguments.of("if (a) {", "}"), Arguments.of("a ? ", " : b"));
	}

	@Test
	void deepNestingOfStyleSheetIsRead() {
		String css = "a{b:" + "(".repeat(NESTED) + "url(a.png)" + ")".repeat(NESTED) + "}@import 'a.css';";
		assertThat(StyleSheetReferences.find(css.getBytes(StandardCharsets.UTF_8))).extracting(Reference::url)
			.containsExactly("a.png", "a.css");
	}

}
