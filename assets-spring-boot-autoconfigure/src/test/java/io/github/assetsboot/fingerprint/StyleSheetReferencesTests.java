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

/**
 * Tests for {@link StyleSheetReferences}.
 *
 * @author the Assets for Spring Boot authors
 */
class StyleSheetReferencesTests {

	static final List<Arguments> URLS = List.of(Arguments.of("an unquoted URL", "a{background:url(«./a.png»)}"),
			Arguments.of("a quoted URL", "a{background:url(\"«./a.png»\")} b{background:url('«b.png»')}"),
			Arguments.of("spaces", "a{background:url( \t«a.png»\r\n)} b{background:url( '«b.png»' )}"),
			Arguments.of("upper case",
					"a{background:URL(«a.png»)} @IMPORT '«b.css»'; c{background:Image-SET('«c.png»' 1x)}"),
			Arguments.of("several URLs", "a{background:url(«a.png») no-repeat,url(«b.png»)}"),
			Arguments.of("the function src", "a{background:src('«a.png»')} b{background:SRC( /**/ \"«b.png»\" )}"),
			Arguments.of("modifiers of a URL", "a{background:url('«a.png»' crossorigin(use-credentials) 'no.png')}"),
			Arguments.of("fonts",
					"@font-face{font-family:'a';src:local('b'),url(«a.woff2?#iefix») format('woff2'),url(«a.ttf»)}"),
			Arguments.of("a custom property", "a{--b: url(«a.png»)}"),
			Arguments.of("a fragment", "a{filter:url(«#b»)}"),
			Arguments.of("data", "a{background:url(«data:image/png;base64,aGk=»)}"),
			Arguments.of("a block in a block",
					"@media print{a{background:url(«a.png»);&:hover{background:url(«b.png»)}}}"),
			Arguments.of("characters beyond ASCII", "/* \u20ac */a{background:url(«\u00e4/\ud83d\ude00.png»)}"),
			Arguments.of("a byte order mark", "\ufeffa{background:url(«a.png»)}"),
			Arguments.of("brackets in quotes", "a{background:url('«a).png»')}"),
			Arguments.of("a URL that the end of the file ends", "a{background:url(«a.png»"),
			Arguments.of("a string that the end of the file ends", "@import '«a.css»"),
			Arguments.of("numbers before a URL", "a{b:1 url(«a.png»);c:1.5,url(«b.png»);d:+.5e3 url(«c.png»)}"),
			Arguments.of("marks of HTML comments", "<!--url(«a.png»)-->url(«b.png»)"),
			Arguments.of("a bracket that fits nothing", "a{b:(];c:url(«a.png»))}"));

	static final List<Arguments> IMPORTS = List.of(Arguments.of("a string", "@import \"«a.css»\";@import'«b.css»';"),
			Arguments.of("a URL", "@import url(«a.css»);@import url('«b.css»');@import src('«c.css»');"),
			Arguments.of("conditions",
					"@import url(«a.css») layer(b) supports(background: url(no.png)) screen and (a > 1px);"
							+ "@import '«b.css»' layer;"),
			Arguments.of("comments", "@import/* 'no.css' */'«a.css»';@import /**/ /**/ url(«b.css»)/**/;"),
			Arguments.of("the first value only", "@import '«a.css»' 'no.css' url(no.css); @import x 'no.css';"));

	static final List<Arguments> IMAGE_SETS = List.of(
			Arguments.of("strings", "a{background:image-set('«a.png»' 1x,\"«b.png»\" 2x)}"),
			Arguments.of("a prefix", "a{background:-webkit-image-set(url(«a.png») 1x, '«b.png»' 2x)}"),
			Arguments.of("types",
					"a{background:image-set('«a.avif»' type('image/avif'), url('«b.png»') type('image/png'))}"),
			Arguments.of("other functions", "a{background:images-set('no.png');content:x-image-set('no.png')}"),
			Arguments.of("brackets inside", "a{background:image-set((')') 1x, '«a.png»' 2x) 'no.png'}"));

	static final List<Arguments> OTHERS = List.of(Arguments.of("no text", ""),
			Arguments.of("comments", "/* url(a.png) @import 'a.css'; */ a{/*url(b.png)*/}"),
			Arguments.of("a comment without an end", "/* url(a.png)"),
			Arguments.of("strings", "a{content:'url(a.png)';quotes:\"url('a')\" '@import \\'url(a)'}"),
			Arguments.of("a namespace", "@namespace 'a';@namespace svg url(b.svg);"),
			Arguments.of("a character set", "@charset 'a.css';"),
			Arguments.of("preludes",
					"@supports (background:url(a.png)){}@-moz-document url(b),domain(c){}@media (a:url(b));"),
			Arguments.of("longer names",
					"a{b:curl(a.png);c:url-prefix(b.png);d:-url(c.png);e:url2(d.png);f:url (e.png)}"),
			Arguments.of("units and hashes",
					"a{b:1url(a.png);c:#url(b.png);d:1e3url(c.png);e:.5url(d.png);f:1-url(e)}"),
			Arguments.of("an empty URL", "a{b:url();c:url('');d:url( )}@import '';"),
			Arguments.of("a variable", "a{b:src(var(--c));d:url(\"\" var(--e))}"),
			Arguments.of("a URL with quotes or parentheses inside", "a{b:url(a'b.png);c:url(a(b.png);d:url(a\"b\")}"),
			Arguments.of("a URL with a space inside", "a{b:url(a b.png);c:url(a /**/)}"),
			Arguments.of("a URL with a control character", "a{b:url(a\u0001.png);c:url(a\u007f.png)}"),
			Arguments.of("a URL with an escaped line end", "a{b:url(a\\\nb.png)}"),
			Arguments.of("a string that a line ends", "@import 'a.css\n;@import \"b.css\r;@import 'c.css\f;"),
			Arguments.of("a string that is not the first", "a{b:src(c 'a.png');d:url}"),
			Arguments.of("other functions", "a{b:attr('c');d:format('e');f:image('g.png')}"),
			Arguments.of("an escaped at", "\\@import 'a.css';"),
			Arguments.of("a longer at-rule", "@imports 'a.css';@-import 'b';"));

	@ParameterizedTest(name = "{0}")
	@FieldSource("URLS")
	void findsUrl(String name, String css) {
		MarkedText.of(css).assertFoundBy(StyleSheetReferences::find);
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("IMPORTS")
	void findsUrlOfImport(String name, String css) {
		MarkedText.of(css).assertFoundBy(StyleSheetReferences::find);
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("IMAGE_SETS")
	void findsUrlOfImageSet(String name, String css) {
		MarkedText.of(css).assertFoundBy(StyleSheetReferences::find);
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("OTHERS")
	void leavesOutTextThatFetchesNothing(String name, String css) {
		MarkedText.of(css).assertFoundBy(StyleSheetReferences::find);
	}

	@ParameterizedTest
	@FieldSource("ESCAPES")
	void resolvesEscapes(String css, String url) {
		assertThat(StyleSheetReferences.find(css.getBytes(StandardCharsets.UTF_8))).extracting(Reference::url)
			.containsExactly(url);
	}

	static final List<Arguments> ESCAPES = List.of(Arguments.of("\\75rl(a.png)", "a.png"),
			Arguments.of("\\000075 r\\l(a.png)", "a.png"), Arguments.of("u\\52\r\nl('a.png')", "a.png"),
			Arguments.of("@\\69mport 'a.css'", "a.css"), Arguments.of("image\\-set('a.png')", "a.png"),
			Arguments.of("\\73 rc('a.png')", "a.png"), Arguments.of("url(a\\)\\(\\'b\\ .png)", "a)('b .png"),
			Arguments.of("url(\\61\tb\\000063\\000064 e)", "abcde"),
			Arguments.of("url(\\a9 \\1F600 .png)", "\u00a9\ud83d\ude00.png"),
			Arguments.of("url('a\\\nb\\\r\nc\\\fd')", "abcd"), Arguments.of("url('\\'\\\"\\\\')", "'\"\\"),
			Arguments.of("url('\\0 \\d800 \\110000 ')", "\ufffd\ufffd\ufffd"), Arguments.of("url(a\0b)", "a\ufffdb"),
			Arguments.of("@import 'a\\", "a"), Arguments.of("url(a\\20)", "a "),
			Arguments.of("url(\\\u00e4\\\u20ac)", "\u00e4\u20ac"));

	@Test
	void continuesAfterMalformedUrl() {
		MarkedText.of("a{b:url(a b\\) url(no.png);c:url(«c.png»)}").assertFoundBy(StyleSheetReferences::find);
	}

	@Test
	void endsEscapedUrlBeforeItsSpaces() {
		MarkedText.of("url( «a.png»  )").assertFoundBy(StyleSheetReferences::find);
		byte[] css = "url(a\\20  )".getBytes(StandardCharsets.UTF_8);
		assertThat(StyleSheetReferences.find(css)).containsExactly(new Reference(4, 9, "a "));
	}

	@ParameterizedTest(name = "{0}")
	@FieldSource("SOURCE_MAPS")
	void findsCommentThatNamesSourceMap(String name, String css) {
		MarkedText text = MarkedText.of(css);
		List<Reference> maps = StyleSheetReferences.findSourceMaps(text.file());
		assertThat(maps).extracting(Reference::from)
			.containsExactlyElementsOf(text.references().stream().map(Reference::from).toList());
		assertThat(maps).extracting(Reference::to)
			.containsExactlyElementsOf(text.references().stream().map(Reference::to).toList());
	}

	static final List<Arguments> SOURCE_MAPS = List.of(
			Arguments.of("at the end", "a{}\n/*«# sourceMappingURL=a.css.map» */"),
			Arguments.of("without a space", "a{}/*«#sourceMappingURL=a.css.map»*/"),
			Arguments.of("without an end", "a{}/*«# sourceMappingURL=a.css.map»\n"),
			Arguments.of("in the old form", "a{}/*«@ sourceMappingURL=a.css.map»\n*/"),
			Arguments.of("more than once", "/*«# sourceMappingURL=a»*//*«# sourceMappingURL=b»*/a{}"),
			Arguments.of("in a string", "a{b:'/*# sourceMappingURL=a.css.map */'}"),
			Arguments.of("in a URL", "a{b:url(/*# sourceMappingURL=a.css.map */)}"),
			Arguments.of("on a line as in a module", "//# sourceMappingURL=a.css.map"),
			Arguments.of("with text after the URL", "/*# sourceMappingURL=a b */"),
			Arguments.of("nowhere", "/* a *//**//*"));

	@Test
	void namesSourceMap() {
		byte[] css = "/*# sourceMappingURL=../a.css.map */".getBytes(StandardCharsets.UTF_8);
		assertThat(StyleSheetReferences.findSourceMaps(css)).containsExactly(new Reference(2, 33, "../a.css.map"));
	}

}
