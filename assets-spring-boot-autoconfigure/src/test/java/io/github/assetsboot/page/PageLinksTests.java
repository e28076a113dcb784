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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PageLinks}.
 */
class PageLinksTests {

	private static List<String> read(String page) {
		return PageContent.of(page.getBytes(StandardCharsets.UTF_8), "text/html; charset=utf-8").links();
	}

	@Test
	void fileThatIsNamedTwiceHasOneLink() {
		assertThat(read("<link rel=modulepreload as=script href=/a.js><link rel=modulepreload href=/a.js>"
				+ "<script type=module src=/a.js></script>"))
			.containsExactly("</a.js>; rel=modulepreload; as=script");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					<link rel=stylesheet href=/a.css>                          | </a.css>; rel=preload; as=style
					<link rel=stylesheet crossorigin href=/a.css>              | </a.css>; rel=preload; as=style; crossorigin
					<link rel=stylesheet href=/a.css media='(width > 600px)'>  | </a.css>; rel=preload; as=style; media="(width > 600px)"
					<link rel="preload stylesheet" as=style href=/a.css>       | </a.css>; rel=preload; as=style
					<script type=module crossorigin src=./a.js></script>       | <./a.js>; rel=modulepreload; crossorigin
					<link rel=modulepreload crossorigin href=a.js>             | <a.js>; rel=modulepreload; crossorigin
					<link rel=preload as=font type=font/woff2 crossorigin=anonymous href=/a.woff2> | </a.woff2>; rel=preload; as=font; type="font/woff2"; crossorigin=anonymous
					<link rel=preload as=image imagesrcset='a.png 1x, b.png 2x' imagesizes=50vw> | <>; rel=preload; as=image; imagesrcset="a.png 1x, b.png 2x"; imagesizes=50vw
					<link rel=preconnect href=https://fonts.example crossorigin> | <https://fonts.example>; rel=preconnect; crossorigin
					<link rel=stylesheet href=' /ä b>.css '>                   | </%C3%A4%20b%3E.css>; rel=preload; as=style
					<link rel=stylesheet integrity=sha384-a+b/c= href=a.css>   | <a.css>; rel=preload; as=style; integrity="sha384-a+b/c="
					<link rel=stylesheet href="a.css?x=1&amp;y">               | <a.css?x=1&y>; rel=preload; as=style
					""")
	void headHasLinks(String element, String value) {
		assertThat(read("<!doctype html><html><head><title>a</title>" + element + "</head>")).containsExactly(value);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<link rel=icon href=a.png>", "<link rel='alternate stylesheet' href=a.css>",
			"<link rel=stylesheet href=a.css disabled>", "<link rel=stylesheet>", "<link rel=stylesheet href=''>",
			"<link rel=stylesheet href='data:text/css,a'>", "<script src=a.js></script>",
			"<script type=module>a</script>", "<link href=a.css>", "<link rel=prefetch href=a.js>",
			"<noscript><link rel=stylesheet href=a.css></noscript>",
			"<template><link rel=stylesheet href=a.css></template>", "<body><link rel=stylesheet href=a.css>",
			"<p><link rel=stylesheet href=a.css>" })
	void othersHaveNone(String element) {
		assertThat(read("<html><head>" + element)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/app/, a.css, /app/a.css", "/app/, ./a.css, /app/a.css", "./, a.css, a.css", "/app/, /a.css, /a.css",
			"/app/, https://a.example/b.css, https://a.example/b.css",
			"https://a.example/b/, c.css, https://a.example/b/c.css", "../x/, a.css, ../x/a.css" })
	void baseIsApplied(String base, String href, String target) {
		assertThat(read("<head><base href='" + base + "'><link rel=stylesheet href='" + href + "'>"))
			.containsExactly("<" + target + ">; rel=preload; as=style");
	}

	@Test
	void twelveLinksInTheOrderOfThePageAtMost() {
		StringBuilder head = new StringBuilder("<head>");
		for (int i = 0; i < 20; i++) {
			head.append("<link rel=stylesheet href=").append(i).append(".css>");
		}
		assertThat(read(head.toString())).hasSize(12)
			.startsWith("<0.css>; rel=preload; as=style")
			.endsWith("<11.css>; rel=preload; as=style");
	}

	@Test
	void valueCannotLeaveItsParameter() {
		assertThat(read("<head><link rel=preload href=a.js as='x\"; rel=\"y\\\r\nSet-Cookie: a'>"))
			.containsExactly("<a.js>; rel=preload; as=\"x\\\"; rel=\\\"y\\\\%0D%0ASet-Cookie: a\"");
	}

	@Test
	void allLinksTogetherAreShorterThanTheLimitsOfServers() {
		String sizes = "a.png 1x, ".repeat(400);
		assertThat(
				read("<head><link rel=preload as=image imagesrcset='" + sizes + "'><link rel=stylesheet href=a.css>"))
			.containsExactly("<a.css>; rel=preload; as=style");
		String page = "<head>" + IntStream.range(0, 12)
			.mapToObj((i) -> "<link rel=stylesheet href=" + "a".repeat(500) + i + ">")
			.collect(Collectors.joining());
		assertThat(String.join("", read(page))).hasSizeBetween(2000, 3 * 1024);
	}

	@Test
	void dataInSeveralLinesIsNotLoaded() {
		assertThat(read("<head><link rel=stylesheet href='data:text/css,\n a'>")).isEmpty();
	}

}
