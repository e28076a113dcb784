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

package io.github.assetsboot.page;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageContent}: the hashes that a browser computes of the scripts and
 * styles in a page, and the attributes that no hash allows.
 */
class PageContentTests {

	private static final String UTF_8 = "text/html; charset=utf-8";

	private static PageContent read(String page) {
		return PageContent.of(page.getBytes(StandardCharsets.UTF_8), UTF_8);
	}

	private static String sha256(String text) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void hashIsThatOfTheExampleInTheSpecification() {
		// https://www.w3.org/TR/CSP3/#example-hash
		assertThat(read("<script>doSomething()</script>").scriptHashes()).containsExactly(sha256("doSomething()"));
		assertThat(sha256("alert('Hello, world.');"))
			.isEqualTo("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script>", "<script type=''>", "<script type=module>", "<script type=importmap>",
			"<script type=speculationrules>", "<script type=' Text/JavaScript '>", "<script language=javascript>",
			"<script type=application/ecmascript>", "<script nomodule>", "<SCRIPT async>" })
	void policyGovernsScriptsInThePage(String tag) {
		assertThat(read(tag + "a</script>").scriptHashes()).containsExactly(sha256("a"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<script type=application/json>", "<script type=text/template>",
			"<script type='text/javascript; charset=utf-8'>", "<script src=a.js>", "<script src>",
			"<script language=vbscript>", "<svg><script href=a.js>", "<script type=' '>" })
	void policyDoesNotGovernDataAndFiles(String tag) {
		assertThat(read(tag + "a</script><style></style>").scriptHashes()).isEmpty();
	}

	@Test
	void lineEndsAndNulAreThoseOfTheParser() {
		assertThat(read("<script>\r\na\rb\r\n</script>").scriptHashes()).containsExactly(sha256("\na\nb\n"));
		assertThat(read("<script>a\0b</script>").scriptHashes()).containsExactly(sha256("a\uFFFDb"));
		assertThat(read("<style>\n\ta {}\r</style>").styleHashes()).containsExactly(sha256("\n\ta {}\n"));
	}

	@Test
	void byteOrderMarkIsNotPartOfAScript() {
		assertThat(read("\uFEFF<script>\u00e4</script>").scriptHashes()).containsExactly(sha256("\u00e4"));
	}

	@ParameterizedTest
	@CsvSource({ "windows-1252, text/html; charset=windows-1252, \u00e4\u20ac",
			"windows-1252, text/html; charset=iso-8859-1, \u00e4\u20ac",
			"Shift_JIS, text/html;charset=shift_jis, \u65e5", "UTF-16LE, text/html, \uFEFF\u00e4",
			"UTF-16BE, text/html; charset=utf-8, \uFEFF\u00e4",
			"windows-1251, text/html;charset=windows-1251, \u0436" })
	void textIsHashedInUtf8WhateverTheEncoding(String charset, String contentType, String text) {
		boolean marked = text.startsWith("\uFEFF");
		String script = marked ? text.substring(1) : text;
		String page = (marked ? "\uFEFF" : "") + "<script>" + script + "</script>";
		assertThat(PageContent.of(page.getBytes(Charset.forName(charset)), contentType).scriptHashes())
			.containsExactly(sha256(script));
	}

	@Test
	void metaElementTellsTheEncodingWhereTheFieldDoesNot() {
		String page = "<meta charset=windows-1252><script>\u00e4</script>";
		assertThat(PageContent.of(page.getBytes(Charset.forName("windows-1252")), "text/html").scriptHashes())
			.containsExactly(sha256("\u00e4"));
	}

	@Test
	void malformedBytesAreReplaced() {
		byte[] page = "<script>?</script>".getBytes(StandardCharsets.UTF_8);
		page[8] = (byte) 0xFF;
		assertThat(PageContent.of(page, UTF_8).scriptHashes()).containsExactly(sha256("\uFFFD"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "let a = '<script>'", "a /* </scrip */", "<!-- a -->", "<!-- <script> b </script> -->",
			"a </scripts> b", "a &amp; b &lt; c", "'<\\/script>'", "document.write('<b>')" })
	void textIsAllUpToTheEndTag(String text) {
		String page = "<p><script>" + text + "</script></p><script>last</script>";
		assertThat(read(page).scriptHashes()).contains(sha256(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "</script>", "</SCRIPT>", "</script >", "</script\n>", "</script/>", "</script a=b>" })
	void endTagMayHaveAttributesAndSpaces(String end) {
		assertThat(read("<script>a" + end + "b").scriptHashes()).containsExactly(sha256("a"));
	}

	@Test
	void emptyScriptDoesNotRunAndAnEmptyStyleIsCompared() {
		PageContent page = read("<script></script><style></style>");
		assertThat(page.scriptHashes()).isEmpty();
		assertThat(page.styleHashes()).containsExactly(sha256(""));
	}

	@Test
	void equalScriptsHaveOneHashInTheOrderOfThePage() {
		assertThat(read("<script>b</script><script>a</script><script>b</script>").scriptHashes())
			.containsExactly(sha256("b"), sha256("a"));
	}

	@Test
	void templatesAndNoscriptCountAsWell() {
		assertThat(read("<template><script>a</script></template>").scriptHashes()).containsExactly(sha256("a"));
		assertThat(read("<head><noscript><style>b{}</style></noscript>").styleHashes()).containsExactly(sha256("b{}"));
	}

	@Test
	void commentsAndTextareasHaveNoScripts() {
		assertThat(read("<!-- <script>a</script> --><textarea><script>b</script></textarea>").scriptHashes()).isEmpty();
	}

	@Test
	void textInSvgHasReferencesAndSections() {
		assertThat(read("<svg><script>a &lt; b</script></svg>").scriptHashes()).contains(sha256("a < b"));
		assertThat(read("<svg><style>a &gt; b</style></svg>").styleHashes()).contains(sha256("a > b"));
		assertThat(read("<svg><script>1<![CDATA[a < b &amp;]]>2</script></svg>").scriptHashes())
			.contains(sha256("1a < b &amp;2"));
		assertThat(read("<svg><script/></svg><script>c</script>").scriptHashes()).containsExactly(sha256("c"));
	}

	@Test
	void pageInTheSyntaxOfXmlHasReferencesAndSections() {
		String page = "<html xmlns='http://www.w3.org/1999/xhtml'><script>//<![CDATA[\na < b\n//]]>\n</script>"
				+ "<script>a &lt; b</script></html>";
		assertThat(PageContent.of(page.getBytes(StandardCharsets.UTF_8), "application/xhtml+xml").scriptHashes())
			.contains(sha256("//\na < b\n//\n"), sha256("a < b"));
	}

	@Test
	void longScriptIsHashedAsAWhole() {
		String script = "let \u00e4 = 1;\r\n".repeat(50_000);
		assertThat(read("<script>" + script + "</script>").scriptHashes())
			.containsExactly(sha256(script.replace("\r\n", "\n")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "<body onload=a()>", "<a href='javascript:a()'>", "<a href=' JavaScript:a()'>",
			"<a href='java\nscript:a()'>", "<form action=javascript:a()>",
			"<svg><a xlink:href='javascript:a()'/></svg>", "<button ONCLICK='a()'>" })
	void attributesWithCodeAreFound(String tag) {
		assertThat(read(tag).scriptAttributes()).isTrue();
		assertThat(read(tag).styleAttributes()).isFalse();
	}

	@Test
	void attributesWithoutCodeAreNotFound() {
		PageContent page = read("<a href=/javascript:a data-on=b on-click=c title='javascript:a()' on=d>");
		assertThat(page.scriptAttributes()).isFalse();
		assertThat(page.styleAttributes()).isFalse();
		assertThat(read("<p style='color: red'>").styleAttributes()).isTrue();
	}

	@Test
	void sectionsThatDoNotEndAreSearchedForOnce() {
		String begun = "<![CDATA[".repeat(50_000);
		assertThat(read("<svg><script>" + begun + "]]></script>").scriptHashes()).hasSize(1);
	}

	@Test
	void noscriptInANoscriptIsNoPageOfItsOwn() {
		String page = "<noscript><style>a{}</style>" + "<noscript>".repeat(20_000) + "</noscript><script>b</script>";
		assertThat(read(page).styleHashes()).containsExactly(sha256("a{}"));
		assertThat(read(page).scriptHashes()).containsExactly(sha256("b"));
	}

}
