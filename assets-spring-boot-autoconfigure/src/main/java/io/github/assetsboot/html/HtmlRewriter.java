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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.assetsboot.Assets;
import jakarta.servlet.http.HttpServletRequest;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;

/**
 * Rewrites the pages that {@link Assets} answers with, like the {@code HTMLRewriter} of
 * Workers:
 *
 * <pre class="code">
 * return this.rewriter.on("script", (script) -&gt; script.setAttribute("nonce", nonce))
 *     .on("#data", (data) -&gt; data.setInnerContent(HtmlContent.json(json)))
 *     .transform(this.assets, request);
 * </pre>
 *
 * Handlers are called in document order, and for one element in the order they were added
 * in. Bytes that no handler changes stay the same. If a handler fails, the rewriting
 * fails.
 * <p>
 * Immutable, and safe for use by many threads: {@code on} returns a new rewriter, which
 * shares the pages that have been parsed. So {@linkplain #create() create} one, and add
 * the handlers of a request when it comes.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/">Workers:
 * HTMLRewriter</a>
 */
public final class HtmlRewriter {

	private static final int DEFAULT_MAX_SIZE = 2 * 1024 * 1024;

	private static final String HTML_IN_UTF_8 = "text/html;charset=utf-8";

	static {
		// loads the classes now: while a request is handled, that can take a virtual
		// thread's carrier
		create().on("[id]", (element) -> element.setAttribute("class", "x").append("x"))
			.onComment(HtmlComment::remove)
			.transform(ResponseEntity.ok()
				.contentType(MediaType.TEXT_HTML)
				.eTag("x")
				.body(new ByteArrayResource("<p id=x><!--x-->".getBytes(StandardCharsets.UTF_8))));
	}

	private final PageCache pages;

	private final List<Handler> handlers;

	private final int maxSize;

	private HtmlRewriter(PageCache pages, List<Handler> handlers, int maxSize) {
		this.pages = pages;
		this.handlers = handlers;
		this.maxSize = maxSize;
	}

	/**
	 * Create a rewriter without any handlers, and with room for the pages that it will
	 * parse: one will do for an application.
	 * @return the rewriter
	 */
	public static HtmlRewriter create() {
		return new HtmlRewriter(new PageCache(), List.of(), DEFAULT_MAX_SIZE);
	}

	/**
	 * Return a rewriter for pages of another size. A longer page is an error.
	 * @param maxSize how many bytes a page may have, 2 MiB unless told
	 * @return a rewriter with the same handlers
	 * @throws IllegalArgumentException if the size is not positive, or the largest that
	 * there is
	 */
	public HtmlRewriter withMaxSize(int maxSize) {
		Assert.isTrue(maxSize > 0 && maxSize < Integer.MAX_VALUE, "'maxSize' must be positive");
		return new HtmlRewriter(this.pages, this.handlers, maxSize);
	}

	/**
	 * Add a handler of elements.
	 * @param selector a CSS selector, in the syntax of jsoup's {@code Selector}
	 * @param handler is called for each element that matches
	 * @return a rewriter with that handler as well
	 * @throws IllegalArgumentException if the selector is none
	 */
	public HtmlRewriter on(String selector, Consumer<HtmlElement> handler) {
		return with(new Handler.OfElements(selector, compile(selector), handler));
	}

	private static Evaluator compile(String selector) {
		Assert.hasText(selector, "'selector' must not be empty");
		try {
			return QueryParser.parse(selector);
		}
		catch (Selector.SelectorParseException ex) {
			throw new IllegalArgumentException("'" + selector + "' is not a selector: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Add a handler of comments.
	 * @param handler is called for each comment
	 * @return a rewriter with that handler as well
	 */
	public HtmlRewriter onComment(Consumer<HtmlComment> handler) {
		return with(new Handler.OfComments(handler));
	}

	private HtmlRewriter with(Handler handler) {
		List<Handler> all = new ArrayList<>(this.handlers);
		all.add(handler);
		return new HtmlRewriter(this.pages, List.copyOf(all), this.maxSize);
	}

	/**
	 * Rewrite the asset that a request asks for, if it is a page. The preconditions of
	 * the request are for what comes out of it: they play no part in what is fetched.
	 * @param assets where to fetch it
	 * @param request the request being handled
	 * @return the response to return from a controller
	 * @throws IllegalStateException if the page is too long, or if text that has been put
	 * into an element would end it, as the closing tag of a script does
	 * @throws java.io.UncheckedIOException if the page cannot be read
	 */
	public ResponseEntity<Resource> transform(Assets assets, HttpServletRequest request) {
		return transform(assets.fetch(new UnconditionalRequest(request)));
	}

	/**
	 * Rewrite the page that is the body of a response of any status. A body that is not a
	 * whole page of type {@code text/html} stays the same, and so does a page that no
	 * handler changes. For a changed page, the header fields that describe the body are
	 * adapted: the length, the entity tag and the content coding.
	 * @param response the response
	 * @return the response to return from a controller
	 * @throws IllegalStateException if the page is too long, or if text that has been put
	 * into an element would end it, as the closing tag of a script does
	 * @throws java.io.UncheckedIOException if the page cannot be read
	 */
	public ResponseEntity<Resource> transform(ResponseEntity<Resource> response) {
		HtmlResponse html = HtmlResponse.of(response);
		if (html == null) {
			return response;
		}
		byte[] rewritten = rewrite(html.read(this.maxSize), html.contentType());
		return (rewritten != null) ? html.with(rewritten) : response;
	}

	/**
	 * Rewrite a page.
	 * @param html the page, or a part of one
	 * @return the result
	 * @throws IllegalStateException if text that has been put into an element would end
	 * it, as the closing tag of a script does
	 */
	public String transform(String html) {
		byte[] rewritten = rewrite(html.getBytes(StandardCharsets.UTF_8), HTML_IN_UTF_8);
		return (rewritten != null) ? new String(rewritten, StandardCharsets.UTF_8) : html;
	}

	private byte @Nullable [] rewrite(byte[] page, String contentType) {
		boolean possible = page.length > 0 && !this.handlers.isEmpty();
		return possible ? Rewriting.rewrite(this.pages.get(page, contentType), this.handlers) : null;
	}

}
