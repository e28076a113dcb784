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

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/**
 * Tests for {@link ModuleReferences}.
 *
 * @author the Assets for Spring Boot authors
 */
class ModuleReferencesTests {

	private static final String INVALID_ESCAPE = "import(\"./\\x0\"); import(\"./\\u{110000}\"); import(\"./\\1\")";

	static final List<Arguments> DECLARATIONS = List.of(
			Arguments.of("an import for its effects", "import \"«./a.js»\""),
			Arguments.of("an import without a space", "import'«./a.js»';import\"«./b.js»\""),
			Arguments.of("a default import", "import a from \"«./a.js»\""),
			Arguments.of("named imports", "import {a, b as c, default as d, \"e f\" as g,} from '«./a.js»';"),
			Arguments.of("no named import", "import {} from '«./a.js»'"),
			Arguments.of("a minified import", "import{a as b}from\"«./a.js»\";import c,{d}from\"«./b.js»\";"),
			Arguments.of("a namespace", "import * as a from '«./a.js»'\nimport*as b from'«./b.js»'"),
			Arguments.of("a default import and a namespace", "import a, * as b from '«./a.js»'"),
			Arguments.of("a deferred import", "import defer * as a from '«./a.js»'"),
			Arguments.of("a source import", "import source a from '«./a.js»'; import source from from '«./b.js»'"),
			Arguments.of("names that are keywords elsewhere",
					"import from from '«./a.js»'; import {from} from '«./b.js»'; import source from '«./c.js»';"
							+ "import defer from '«./d.js»'; import as, {as as of} from '«./e.js»'"),
			Arguments.of("attributes", "import a from '«./a.json»' with {type: \"json\"}\n/import('no')/.test(b)"),
			Arguments.of("attributes for the effects", "import '«./a.css»' with {'type': 'css',};import '«./b.js»'"),
			Arguments.of("old attributes", "import a from '«./a.json»' assert {type: 'json'}; import '«./b.js»'"),
			Arguments.of("an export of everything", "export * from \"«./a.js»\"; export*from'«./b.js»'"),
			Arguments.of("an export of a namespace",
					"export * as a from '«./a.js»'; export * as 'b' from '«./b.js»'; export * as from from '«./c.js»'"),
			Arguments.of("named exports", "export {a, default as b, default, 'c' as 'd'} from '«./a.js»'"),
			Arguments.of("exports of this module", "let a; export {a}; export {a as from}\n'./no.js'"),
			Arguments.of("an export without a semicolon", "export {}\n/from '\"/.test(a); import '«./a.js»'"),
			Arguments.of("a variable after an export", "export {}\nlet from\n'./no.js'"),
			Arguments.of("comments between the tokens",
					"import/* './no.js' */a// './no.js'\n,/**/{/*}*/b//}\n}/**/from/**/'«./a.js»'/**/with/**/{}"),
			Arguments.of("line ends of every kind",
					"import\ra\r\nfrom\u2028'«./a.js»'\u2029export\n*\nfrom\n'«./b.js»' // \u2028import '«./c.js»'"),
			Arguments.of("spaces beyond ASCII",
					"\ufeffimport\u00a0a\u3000from\u2003'«./a.js»'\u1680;\u202fimport\u205f'«./b.js»'"),
			Arguments.of("a first line for the shell", "#! import './no.js'\nimport '«./a.js»'"),
			Arguments.of("a first line for the shell after a byte order mark", "\ufeff#!'\nimport '«./a.js»'"),
			Arguments.of("characters beyond ASCII", "/* é */ import \u00e4\u20ac from '«./\u00e4/\ud83d\ude00.js»'"));

	static final List<Arguments> CALLS = List.of(Arguments.of("a call", "import(\"«./a.js»\").then(a)"),
			Arguments.of("a template", "import(`«./a.js»`)"),
			Arguments.of("options", "import('«./a.json»', {with: {}})"),
			Arguments.of("a comma at the end", "import('«./a.js»',)"),
			Arguments.of("comments", "import /* ( */ ( // '\n /* @vite-ignore */ '«./a.js»' /* ) */ )"),
			Arguments.of("phases", "import.defer('«./a.js»'); import . source ('«./b.js»')"),
			Arguments.of("calls inside of calls", "import('«./a.js»', import('«./b.js»'))"),
			Arguments.of("functions",
					"const a = () => import('«./a.js»'), b = async () => { await import('«./b.js»') }"),
			Arguments.of("conditions", "a ? import('«./a.js»') : import('«./b.js»')"),
			Arguments.of("a spread", "[...import('«./a.js»')]"),
			Arguments.of("members",
					"({a: import('«./a.js»'), import() { import('«./b.js»') }, [import('«./c.js»')]: 1})"),
			Arguments.of("fields", "class A { a = import('«./a.js»'); static { import('«./b.js»') } }"),
			Arguments.of("templates", "`import('no') ${import('«./a.js»')} import('no') ${`${import('«./b.js»')}`}`"),
			Arguments.of("a substitution with braces", "`${ {a: {}} } import('no') ${() => { import('«./a.js»') }}`"));

	static final List<Arguments> OTHERS = List.of(Arguments.of("no text", ""), Arguments.of("the word only", "import"),
			Arguments.of("comments", "// import './a.js'\n/* import './a.js'\n import('b') */"),
			Arguments.of("strings", "a = \"import './a.js'\"; b = 'import(\"./a.js\")\\'import(\"b\")'"),
			Arguments.of("a string over two lines", "a = 'x\\\nimport(\"no\")\\\r\nimport(\"no\")'"),
			Arguments.of("templates", "a = `import('b') \\` import('b') \\${import('b')} $import('b')`"),
			Arguments.of("regular expressions",
					"a = /import('b')/; b = /[/'\"`]import('b')/g; c = /\\/import('b')\\//"),
			Arguments.of("meta data", "import.meta.url; new URL('./a.js', import.meta.url); import . meta"),
			Arguments.of("properties", "a.import('b'); a?.import('b'); a . /**/ import('b'); a\n.import\n('b')"),
			Arguments.of("private methods", "class A { #import(a) {} b() { this.#import('b') } }"),
			Arguments.of("members", "({import(a) {}, get import() {}, import: 1, async *import() {}}); a = {import}"),
			Arguments.of("fields", "class A { import\n'./a.js'() {} static import\n'b'() {} export = 1; from = 'c' }"),
			Arguments.of("longer words", "importer('b'); $import('b'); import_('b'); import1('b'); \u00e4import('b')"),
			Arguments.of("escapes in the word", "\\u0069mport('b'); \\u{69}mport('b'); a.\\u0069mport('b')"),
			Arguments.of("a computed URL", "import('./a' + b); import(a); import(`./${a}`); import(('./a.js'))"),
			Arguments.of("more than a template", "import(`./a` + b); import(a, './b.js')"),
			Arguments.of("exports without a URL",
					"export const from = 'a'; export default 'b'; export function c() {}"),
			Arguments.of("a variable named from", "let from; from\n'a'; export default from\n'b'"),
			Arguments.of("a declaration in a block", "{ import './a.js' } { export * from './a.js' }"),
			Arguments.of("an invalid escape", INVALID_ESCAPE));

	/**
	 * The text before a slash. A regular expression or a division follows it.
	 */
	static final List<String> BEFORE_REGULAR_EXPRESSIONS = List.of("", ";", "a =", "(", "a(b,", "[", "a &&", "!", "a ?",
			"a ? b :", "typeof", "void", "delete", "a in", "a instanceof", "await", "if (a)", "while (a)", "for (;;)",
			"for (const a of b)", "for await (const a of b)", "for (const a of", "for (const a in", "do a(); while (b)",
			"if (a) b(); else", "{}", "a: {}", "a:", "if (a) {}", "if (a) {} else {}", "try {} catch {}",
			"try {} catch (e) {} finally {}", "function f() {}", "async function f() {}", "function* f() {}",
			"class A {}", "class A extends B {}", "class A extends (class {}) {}", "class A { static {} a() {} }",
			"export default function () {}", "export default class {}", "export default async function () {}",
			"export function f() {}", "export default", "export {}\n", "import.meta;", "a = b\n{}",
			"a = b\nfunction f() {}", "a = b\nclass A {}", "a = b\nasync function f() {}", "a = () => {}\n", "a = b++;",
			"a\n++", "a\n--", "++", "a <", "a <!--", "a =>", "() =>", "...", "switch (a) {}", "switch (a) { case 1: }",
			"function* f() { yield /a/ } ;", "(function () { return /a/ });", "debugger\n",
			"l: for (;;) { break l\n/a/ }", "a = {} \n;", "{ a: {} }", "`${", "a = `${a}` +", "a.b = c ? {} : ", "var",
			"/* */", "// a\n", "a ||", "a ??", "a = a?.5:", "new", "for (a of", "({a:", "({...", "x = {a: b, c:");

	static final List<String> BEFORE_DIVISIONS = List.of("a", "a.b", "a.if", "a?.return", "a.typeof", "this.#a", "1",
			"1.", ".5", "1e3", "0x1f", "1n", "1_000", "'a'", "`a`", "`${a}`", "a`b`", "(a)", "a(b)", "a.if (b)", "a[0]",
			"[]", "this", "null", "true", "super.a", "import.meta", "import.meta.a", "new.target", "/a/", "/a/g",
			"/[/]/", "a++", "a--", "a\n", "a/**/", "a = {}", "({})", "a = {b: {}}", "a ? {} : {}", "a = function () {}",
			"(function () {})", "a = function* f() {}", "a = async function () {}", "a = class {}",
			"a = class A extends B {}", "a = class extends class {} {}", "a = class { b() {} }",
			"a = class { b = c => {} }", "async", "of", "from", "get", "a.while (b)", "a = b ? function () {} : {}",
			"export default {}", "export default a", "a = {if: 1}.if", "a = {if() {}}", "a = {class: 1}",
			"a = {get class() {}}", "a = class { class() {} }", "a = class { static\nclass = 1\nfunction = 2 }",
			"a = class { *if() {} }", "\u00e4", "\\u0061", "await (a)", "yield_", "a?.[0]", "a?.(b)",
			"a = {async *function() {}}", "a = async () => a");

	@ParameterizedTest(name = "{0}")
	@FieldSource("DECLARATIONS")
	void findsUrlOfDeclaration(String name, String module) {
		MarkedText.of(module).assertFoundBy(ModuleReferences::find);
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("CALLS")
	void findsUrlOfCall(String name, String module) {
		MarkedText.of(module).assertFoundBy(ModuleReferences::find);
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("OTHERS")
	void leavesOutTextThatImportsNothing(String name, String module) {
		MarkedText.of(module + "\n;").assertFoundBy(ModuleReferences::find);
	}

	@ParameterizedTest
	@FieldSource("BEFORE_REGULAR_EXPRESSIONS")
	void readsSlashAsRegularExpressionAfter(String before) {
		MarkedText.of(before + " /`import('no')/ + import('«yes»')").assertFoundBy(ModuleReferences::find);
	}

	@ParameterizedTest
	@FieldSource("BEFORE_DIVISIONS")
	void readsSlashAsDivisionAfter(String before) {
		MarkedText.of(before + " /import('«yes»')/ 2; `import('no')`; import('«yes»')")
			.assertFoundBy(ModuleReferences::find);
	}

	@Test
	void resolvesEscapesOfUrl() {
		String escaped = "\\x2e\\u002f\\u{61}\\b\\t\\n\\v\\f\\r\\0\\'\\\"\\q\\\n\\\r\n\\\u2028\\ud83d\\ude00";
		for (String quote : List.of("'", "\"", "`")) {
			byte[] module = ("import(" + quote + escaped + quote + ")").getBytes(StandardCharsets.UTF_8);
			assertThat(ModuleReferences.find(module))
				.containsExactly(new Reference(8, module.length - 2, "./a\b\t\n\u000b\f\r\0'\"q\ud83d\ude00"));
		}
	}

	@Test
	void normalizesLineEndsOfTemplate() {
		byte[] module = "import(`a\r\nb\rc`)".getBytes(StandardCharsets.UTF_8);
		assertThat(ModuleReferences.find(module)).extracting(Reference::url).containsExactly("a\nb\nc");
	}

	@ParameterizedTest
	@FieldSource("INVALID")
	void findsNothingInInvalidModule(String module) {
		String text = "import './a.js'\n" + module + "\nimport './b.js'";
		assertThat(ModuleReferences.find(text.getBytes(StandardCharsets.UTF_8))).isEmpty();
	}

	static final List<String> INVALID = List.of(")", "(]", "{)", "a = 'b", "a = \"b\nc\"", "`", "`${`", "/* ", "= /a",
			"= /[/]", "class A;", "class A }", "}", "`${a]}`");

	@ParameterizedTest(name = "{0}")
	@FieldSource("SOURCE_MAPS")
	void findsCommentThatNamesSourceMap(String name, String module) {
		byte[] text = module.replace("\u00ab", "").replace("\u00bb", "").getBytes(StandardCharsets.UTF_8);
		List<Reference> marked = MarkedText.of(module).references();
		assertThat(ModuleReferences.findSourceMaps(text)).extracting(Reference::from, Reference::to)
			.containsExactlyElementsOf(marked.stream().map((map) -> tuple(map.from(), map.to())).toList());
	}

	static final List<Arguments> SOURCE_MAPS = List.of(
			Arguments.of("at the end", "a()\n//«# sourceMappingURL=a.js.map»"),
			Arguments.of("before a line end", "a()\n//«# sourceMappingURL=a.js.map»  \n"),
			Arguments.of("in the old form", "a()\n//«@ sourceMappingURL=a.js.map»"),
			Arguments.of("between asterisks", "a()/*«# sourceMappingURL=a.js.map» */"),
			Arguments.of("more than once", "//«# sourceMappingURL=a»\n//«# sourceMappingURL=b»"),
			Arguments.of("in the file itself", "//«# sourceMappingURL=data:application/json;base64,e30=»"),
			Arguments.of("after a space", "// # sourceMappingURL=a.js.map"),
			Arguments.of("with text after the URL", "//# sourceMappingURL=a.js.map or not"),
			Arguments.of("in a string", "a = '//# sourceMappingURL=a.js.map'"),
			Arguments.of("in a template", "a = `\n//# sourceMappingURL=a.js.map\n`"),
			Arguments.of("in another comment", "// //# sourceMappingURL=a.js.map"),
			Arguments.of("in a regular expression", "a = /[/]/# sourceMappingURL=a/"), Arguments.of("nowhere", "a()"));

	@Test
	void namesSourceMap() {
		byte[] module = "//# sourceMappingURL=../a.js.map".getBytes(StandardCharsets.UTF_8);
		assertThat(ModuleReferences.findSourceMaps(module)).containsExactly(new Reference(2, 32, "../a.js.map"));
	}

}
