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

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.github.assetsboot.Assets;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * Rewrites the pages that {@link Assets} answers with, in one pass, like the
 * {@code HTMLRewriter} of Workers:
 *
 * <pre class="code">
 * return this.rewriter.on("script", (script) -&gt; script.setAttribute("nonce", nonce))
 *     .transform(this.assets, request);
 * </pre>
 *
 * Handlers are called in document order, and for one element in the order in which they
 * were added. Selectors match the page as it was: they see nothing that a handler has
 * changed or inserted. Bytes that no handler touches stay the same.
 * <p>
 * Immutable, and safe for use by many threads: {@code on} returns a new rewriter. A
 * rewriter may be created once, and be given the handlers of each request when the
 * request comes. A handler is called by the thread that calls {@code transform}, or that
 * writes a page which is streamed. An exception of a handler ends the rewriting.
 * <p>
 * Selectors have the meaning of CSS. Forms that need more than one pass, such as
 * {@code p + p} and {@code :last-child}, are refused.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/">Workers:
 * HTMLRewriter</a>
 */
public final class HtmlRewriter {

	/**
	 * The size up to which a page is rewritten as a whole before any of it is sent, if
	 * not configured.
	 */
	public static final DataSize DEFAULT_BUFFER = DataSize.ofKilobytes(256);

	private static final DataSize MAX_BUFFER = DataSize.ofGigabytes(1);

	private final List<Handler> handlers;

	private final int buffer;

	private HtmlRewriter(List<Handler> handlers, int buffer) {
		this.handlers = handlers;
		this.buffer = buffer;
	}

	/**
	 * Create a rewriter without any handlers.
	 * @return the rewriter
	 */
	public static HtmlRewriter create() {
		return new HtmlRewriter(List.of(), (int) DEFAULT_BUFFER.toBytes());
	}

	/**
	 * Return a rewriter with another buffer. If a handler fails, nothing is sent of a
	 * page that fits into the buffer. A larger page is sent while it is rewritten.
	 * @param buffer the size of the buffer, up to 1 GB
	 * @return a rewriter with the same handlers
	 * @throws IllegalArgumentException if the size is negative or more than 1 GB
	 */
	public HtmlRewriter withBuffer(DataSize buffer) {
		Assert.notNull(buffer, "'buffer' must not be null");
		Assert.isTrue(!buffer.isNegative() && buffer.compareTo(MAX_BUFFER) <= 0, "'buffer' must be between 0 and 1 GB");
		return new HtmlRewriter(this.handlers, (int) buffer.toBytes());
	}

	/**
	 * Add a handler of elements.
	 * @param selector a CSS selector
	 * @param handler is called for each element that the selector matches
	 * @return a rewriter with that handler as well
	 * @throws IllegalArgumentException if the selector is invalid or not supported
	 */
	public HtmlRewriter on(String selector, Consumer<HtmlElement> handler) {
		return with(new Handler.OfElements(Selector.parse(selector), require(handler)));
	}

	/**
	 * Add a handler of the text in elements.
	 * @param selector a CSS selector
	 * @param handler is called for each chunk of text in an element that the selector
	 * matches, and in its descendants
	 * @return a rewriter with that handler as well
	 * @throws IllegalArgumentException if the selector is invalid or not supported
	 */
	public HtmlRewriter onText(String selector, Consumer<HtmlText> handler) {
		return with(new Handler.OfText(Selector.parse(selector), require(handler)));
	}

	/**
	 * Add a handler of all text, white space between tags and the text of scripts
	 * included.
	 * @param handler is called for each chunk of text
	 * @return a rewriter with that handler as well
	 */
	public HtmlRewriter onText(Consumer<HtmlText> handler) {
		return with(new Handler.OfText(null, require(handler)));
	}

	/**
	 * Add a handler of the comments in elements.
	 * @param selector a CSS selector
	 * @param handler is called for each comment in an element that the selector matches,
	 * and in its descendants
	 * @return a rewriter with that handler as well
	 * @throws IllegalArgumentException if the selector is invalid or not supported
	 */
	public HtmlRewriter onComment(String selector, Consumer<HtmlComment> handler) {
		return with(new Handler.OfComments(Selector.parse(selector), require(handler)));
	}

	/**
	 * Add a handler of all comments.
	 * @param handler is called for each comment
	 * @return a rewriter with that handler as well
	 */
	public HtmlRewriter onComment(Consumer<HtmlComment> handler) {
		return with(new Handler.OfComments(null, require(handler)));
	}

	/**
	 * Add a handler of the doctype.
	 * @param handler is called for the doctype, if the page has one
	 * @return a rewriter with that handler as well
	 */
	public HtmlRewriter onDoctype(Consumer<HtmlDoctype> handler) {
		return with(new Handler.OfDoctype(require(handler)));
	}

	/**
	 * Add a handler of the end of the page. The handler that was added last is called
	 * first.
	 * @param handler is called at the end of the page
	 * @return a rewriter with that handler as well
	 */
	public HtmlRewriter onEnd(Consumer<HtmlEnd> handler) {
		return with(new Handler.OfEnd(require(handler)));
	}

	private static <T> Consumer<T> require(Consumer<T> handler) {
		Assert.notNull(handler, "'handler' must not be null");
		return handler;
	}

	private HtmlRewriter with(Handler handler) {
		List<Handler> all = new ArrayList<>(this.handlers);
		all.add(handler);
		return new HtmlRewriter(all, this.buffer);
	}

	/**
	 * Rewrite the asset that a request asks for, if it is a page. The preconditions of
	 * the request are evaluated for the rewritten page.
	 * @param assets the assets that the page is fetched from
	 * @param request the request being handled
	 * @return the response to return from a controller
	 * @throws IllegalStateException if the page cannot be rewritten
	 * @throws java.io.UncheckedIOException if the page cannot be read
	 */
	public ResponseEntity<Resource> transform(Assets assets, HttpServletRequest request) {
		return transform(assets.fetch(new UnconditionalRequest(request)));
	}

	/**
	 * Rewrite the page that is the body of a response of any status. A body that is not a
	 * whole page of type {@code text/html} stays the same, and so does a page that fits
	 * into the buffer and that no handler changes. For a changed page, the header fields
	 * that describe the body are adapted.
	 * @param response the response
	 * @return the response to return from a controller
	 * @throws IllegalStateException if the page cannot be rewritten
	 * @throws java.io.UncheckedIOException if the page cannot be read
	 */
	public ResponseEntity<Resource> transform(ResponseEntity<Resource> response) {
		HtmlResponse html = this.handlers.isEmpty() ? null : HtmlResponse.of(response);
		return (html != null) ? html.rewrite(this.handlers, this.buffer) : response;
	}

	/**
	 * Rewrite a page while it is written, for pages that are rendered. No more of it is
	 * kept than an element's tag or an unfinished text.
	 * @param target receives the rewritten page
	 * @param contentType the value of {@code Content-Type}, which may tell the character
	 * encoding
	 * @return where to write the page. To end it, close the stream, which also closes the
	 * target. Its methods throw an {@link IllegalStateException} if the page cannot be
	 * rewritten. It is for use by one thread at a time
	 */
	public OutputStream transform(OutputStream target, String contentType) {
		Assert.notNull(target, "'target' must not be null");
		Assert.notNull(contentType, "'contentType' must not be null");
		return RewrittenPage.to(this.handlers, contentType, target);
	}

	/**
	 * Rewrite a page.
	 * @param html the page, or a part of one
	 * @return the result
	 * @throws IllegalStateException if the page cannot be rewritten
	 */
	public String transform(String html) {
		Assert.notNull(html, "'html' must not be null");
		byte[] page = html.getBytes(StandardCharsets.UTF_8);
		RewrittenPage result = RewrittenPage.of(this.handlers, "text/html;charset=utf-8", page, page.length, false);
		return result.isChanged() ? new String(result.array(), 0, result.length(), StandardCharsets.UTF_8) : html;
	}

}
