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

import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RequestPurpose}, with the header fields that clients send.
 */
class RequestPurposeTests {

	private static final String CHROMIUM = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,"
			+ "image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7";

	private static boolean isForDocument(@Nullable String destination, @Nullable String accept, String path) {
		return new RequestPurpose(null, destination, accept, null).isForDocument(path,
				NotFoundHandling.SINGLE_PAGE_APPLICATION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "document", "iframe", "frame", "object", "embed" })
	void documentOfAPageIsADocumentWhateverThePath(String destination) {
		assertThat(isForDocument(destination, CHROMIUM, "/notes/7")).isTrue();
		assertThat(isForDocument(destination, "*/*", "/assets/gone.js")).isTrue();
		assertThat(isForDocument(destination, null, "/robots.txt")).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "script", "style", "image", "font", "audio", "video", "track", "manifest", "worker",
			"sharedworker", "serviceworker", "report", "xslt", "json", "webidentity", "unheard-of" })
	void partOfAPageIsNoDocumentWhateverItAccepts(String destination) {
		assertThat(isForDocument(destination, "*/*", "/notes/7")).isFalse();
		assertThat(isForDocument(destination, CHROMIUM, "/notes/7")).isFalse();
		assertThat(isForDocument(destination, null, "/notes/7")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', nullValues = "null",
			value = { "*/*, false", "null, false", "application/json, false",
					"\"application/json, text/plain, */*\", false", "text/html, true", "\"text/html, */*\", true",
					"\"text/vnd.turbo-stream.html, text/html, application/xhtml+xml\", true", "text/*, false" })
	void fetchIsForADocumentIfItNamesHtml(@Nullable String accept, boolean document) {
		assertThat(isForDocument("empty", accept, "/notes/7")).isEqualTo(document);
		assertThat(isForDocument("empty", accept, "/gone.js")).isEqualTo(document);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', nullValues = "null",
			value = { "null, true", "*/*, true", "text/html, true", "TEXT/HTML, true", "text/html;q=0.1, true",
					"\"application/json;q=0.1 , Text/Html ;level=1; q=0.5\", true", "text/html;q=0, false",
					"\"text/html; q=0.000\", false", "\"text/html;q=0,*/*\", false", "application/json, false",
					"text/*, false", "\"application/json, text/plain, */*\", false", "image/*, false",
					"text/html-x, false" })
	void clientThatTellsNoDestinationIsKnownByWhatItAccepts(@Nullable String accept, boolean document) {
		assertThat(isForDocument(null, accept, "/notes/7")).isEqualTo(document);
	}

	@ParameterizedTest
	@CsvSource({ "/, true", "/notes/7, true", "/v1.2/notes, true", "/users/john.doe, true", "/v1.2, true",
			"/page.html, true", "/page.htm, true", "/PAGE.HTML, true", "/assets/gone.js, false", "/robots.txt, false",
			"/sitemap.xml, false", "/favicon.ico, false", "/gone.JS, false", "/gone%2Ejs, false", "/gone.css, false",
			"/a.js/b, true", "/gone.js/, true" })
	void extensionOfAFileSpeaksAgainstADocument(String path, boolean document) {
		for (String accept : new String[] { null, "*/*", CHROMIUM }) {
			assertThat(isForDocument(null, accept, path)).as(accept).isEqualTo(document);
		}
	}

	@Test
	void extensionDoesNotMatterForA404PageIfHtmlIsNamed() {
		assertThat(new RequestPurpose(null, null, CHROMIUM, null).isForDocument("/gone.js", NotFoundHandling._404_PAGE))
			.isTrue();
		assertThat(new RequestPurpose(null, null, "*/*", null).isForDocument("/gone.js", NotFoundHandling._404_PAGE))
			.isFalse();
		assertThat(RequestPurpose.UNKNOWN.isForDocument("/gone.js", NotFoundHandling._404_PAGE)).isFalse();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "XMLHttpRequest, false", "null, true", "com.example.app, true", "Turbo, true" })
	void scriptThatSaysSoAsksForNoDocument(@Nullable String requestedWith, boolean document) {
		for (String destination : new String[] { null, "document", "empty" }) {
			assertThat(new RequestPurpose("navigate", destination, CHROMIUM, requestedWith).isForDocument("/notes/7",
					NotFoundHandling.SINGLE_PAGE_APPLICATION))
				.isEqualTo(document);
		}
	}

	@ParameterizedTest
	@CsvSource({ "navigate, true", "Navigate, false", "cors, false", "no-cors, false" })
	void navigationIsSaidByTheMode(String mode, boolean navigation) {
		assertThat(new RequestPurpose(mode, "document", CHROMIUM, null).isNavigation()).isEqualTo(navigation);
	}

	@Test
	void documentImpliesANavigation() {
		assertThat(RequestPurpose.of("iframe", null).isNavigation()).isTrue();
		assertThat(RequestPurpose.of("script", null).isNavigation()).isFalse();
		assertThat(RequestPurpose.of(null, "text/html").isNavigation()).isFalse();
		assertThat(RequestPurpose.NAVIGATION.isNavigation()).isTrue();
		assertThat(RequestPurpose.UNKNOWN.isNavigation()).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "none",
			textBlock = """
					none     | none             | none           | /gone.js  | the path has the extension of a file, and there is no Sec-Fetch-Dest
					none     | text/html        | none           | /gone.js  | the path has the extension of a file, and there is no Sec-Fetch-Dest
					none     | application/json | none           | /notes/7  | Accept does not list text/html
					none     | application/json | none           | /gone.js  | Accept does not list text/html
					script   | */*              | none           | /notes/7  | Sec-Fetch-Dest is script
					empty    | */*              | none           | /notes/7  | Sec-Fetch-Dest is empty, and Accept does not list text/html
					none     | text/html        | XMLHttpRequest | /notes/7  | X-Requested-With is XMLHttpRequest
					document | text/html        | XMLHttpRequest | /notes/7  | X-Requested-With is XMLHttpRequest
					document | none             | none           | /gone.js  | none
					none     | text/html        | none           | /notes/7  | none
					""")
	void partThatTellsAnotherPurposeIsNamed(@Nullable String destination, @Nullable String accept,
			@Nullable String requestedWith, String path, @Nullable String expected) {
		RequestPurpose purpose = new RequestPurpose(null, destination, accept, requestedWith);
		assertThat(purpose.describeOtherPurpose(path, NotFoundHandling.SINGLE_PAGE_APPLICATION)).isEqualTo(expected);
		assertThat(purpose.isForDocument(path, NotFoundHandling.SINGLE_PAGE_APPLICATION)).isEqualTo(expected == null);
	}

}
