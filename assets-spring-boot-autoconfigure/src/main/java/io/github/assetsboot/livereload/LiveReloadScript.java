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

package io.github.assetsboot.livereload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

import io.github.assetsboot.html.HtmlContent;
import io.github.assetsboot.html.HtmlElement;
import io.github.assetsboot.html.HtmlRewriter;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/**
 * The script in pages. Its text is the same in all of them, so that one hash allows it.
 */
final class LiveReloadScript {

	private final String text;

	private final String source;

	private LiveReloadScript(String text) {
		this.text = text;
		this.source = "'sha256-" + Base64.getEncoder().encodeToString(sha256(text)) + "'";
	}

	static LiveReloadScript load() {
		try {
			return new LiveReloadScript(new ClassPathResource("live-reload.js", LiveReloadScript.class)
				.getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the source expression of a Content Security Policy that allows the script.
	 */
	String source() {
		return this.source;
	}

	/**
	 * Return a rewriter of one page.
	 * @param page the page
	 */
	HtmlRewriter rewriter(Page page) {
		Insertion insertion = new Insertion(page);
		return HtmlRewriter.create()
			.on("script[nonce]", insertion::learnNonce)
			.on("meta[http-equiv]", insertion::allow)
			.on("head", (head) -> head.onEndTag((tag) -> insertion.insert((script) -> tag.before(script))))
			.on("body", (body) -> insertion.insert((script) -> body.prepend(script)))
			.onEnd((end) -> insertion.insert((script) -> end.append(script)));
	}

	private final class Insertion {

		private final Page page;

		private @Nullable String nonce;

		private boolean done;

		Insertion(Page page) {
			this.page = page;
			this.nonce = page.nonce();
		}

		void learnNonce(HtmlElement script) {
			String nonce = script.getAttribute("nonce");
			if (this.nonce == null && nonce != null && !nonce.isEmpty()) {
				this.nonce = nonce;
			}
		}

		void allow(HtmlElement meta) {
			String content = meta.getAttribute("content");
			if (content != null && LiveReloadPolicy.FIELD.equalsIgnoreCase(meta.getAttribute("http-equiv"))) {
				List<String> allowing = LiveReloadPolicy.allow(List.of(content), this.page.nonce(),
						LiveReloadScript.this.source);
				meta.setAttribute("content", allowing.get(0));
			}
		}

		void insert(Consumer<HtmlContent> place) {
			if (!this.done) {
				this.done = true;
				place.accept(HtmlContent.html(element()));
			}
		}

		private String element() {
			return "<script" + attribute("data-assets-live-reload", this.page.contextPath() + this.page.path())
					+ attribute("data-context", this.page.contextPath()) + attribute("data-state", this.page.state())
					+ ((this.nonce != null) ? attribute("nonce", this.nonce) : "") + ">" + LiveReloadScript.this.text
					+ "</script>";
		}

		private static String attribute(String name, String value) {
			return " " + name + "=\"" + HtmlUtils.htmlEscape(value) + "\"";
		}

	}

	/**
	 * The values in the script of a page.
	 *
	 * @param contextPath the context path
	 * @param path the path inside the context path at which changes are announced
	 * @param state the state that the page shows
	 * @param nonce the nonce of its policy, {@code null} if it has none
	 */
	record Page(String contextPath, String path, String state, @Nullable String nonce) {

	}

}
