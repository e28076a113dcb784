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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;

import io.github.assetsboot.html.HtmlElement;
import io.github.assetsboot.html.HtmlRewriter;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.unit.DataSize;

/**
 * Rewrites whole pages in memory.
 *
 * @author the Assets for Spring Boot authors
 */
final class HtmlPages {

	/**
	 * The destinations of {@code preload} that a nonce can allow.
	 */
	private static final Set<String> WITH_NONCE = Set.of("script", "style");

	private HtmlPages() {
	}

	/**
	 * Rewrite a page.
	 * @param page the page, which is not changed
	 * @param contentType the value of {@code Content-Type}
	 * @param handlers adds the handlers
	 * @return the result
	 * @throws IllegalStateException if the page cannot be rewritten
	 */
	static byte[] rewrite(byte[] page, String contentType, UnaryOperator<HtmlRewriter> handlers) {
		HtmlRewriter rewriter = handlers.apply(HtmlRewriter.create().withBuffer(DataSize.ofBytes(page.length)));
		Resource original = new ByteArrayResource(page);
		Resource result = rewriter
			.transform(ResponseEntity.ok().header(HttpHeaders.CONTENT_TYPE, html(contentType)).body(original))
			.getBody();
		if (result == null || result == original) {
			return page;
		}
		try {
			return result.getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The tags of a page in the syntax of XML are read as those of HTML. Its encoding is
	 * UTF-8 unless told.
	 */
	private static String html(String contentType) {
		return isXml(contentType) ? "text/html"
				+ (contentType.contains(";") ? contentType.substring(contentType.indexOf(';')) : ";charset=utf-8")
				: contentType;
	}

	static boolean isXml(String contentType) {
		return contentType.toLowerCase(Locale.ROOT).startsWith("application/xhtml+xml");
	}

	/**
	 * Give a nonce to every script and style, and to every link that loads one. A page
	 * that cannot be rewritten stays as it is, so that its scripts do not run.
	 */
	static byte[] withNonce(byte[] page, String contentType, String nonce) {
		try {
			return rewrite(page, contentType, (rewriter) -> rewriter.on("script, style, link", (element) -> {
				if (!element.tagName().equals("link") || isAllowedByNonce(element)) {
					element.setAttribute("nonce", nonce);
				}
			}));
		}
		catch (IllegalStateException ex) {
			return page;
		}
	}

	private static boolean isAllowedByNonce(HtmlElement link) {
		List<String> relations = Arrays
			.asList(String.valueOf(link.getAttribute("rel")).toLowerCase(Locale.ROOT).split("\\s+"));
		String as = String.valueOf(link.getAttribute("as")).toLowerCase(Locale.ROOT);
		return relations.contains("stylesheet") || relations.contains("modulepreload")
				|| (relations.contains("preload") && WITH_NONCE.contains(as));
	}

}
