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

package io.github.assetsboot;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * The HTML elements that load entries of a Vite build, for the {@code head} of a page. A
 * template writes the text without escaping it.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see AssetUrls#vite
 */
public interface ViteTags {

	/**
	 * Return the same elements with a nonce, which a content security policy asks for.
	 * @param nonce the nonce of the response, or {@code null} for none
	 * @return the elements, each with the attribute {@code nonce}
	 */
	ViteTags nonce(@Nullable String nonce);

	/**
	 * Tell the browser in the header of a response which files the elements load, so that
	 * it loads them before it has the page. Call this method before the view is rendered.
	 * While a development server has the files, nothing is added.
	 * @param response the response, which is not committed yet
	 * @throws java.io.UncheckedIOException if the client has closed the connection
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc8288">RFC 8288: Web Linking</a>
	 */
	void preload(HttpServletResponse response);

	/**
	 * Return the links to style sheets.
	 * @return the HTML, an element a line; empty if there are none
	 */
	String styles();

	/**
	 * Return the scripts, followed by the links to the modules that they import.
	 * @return the HTML, an element a line; empty if there are none
	 */
	String scripts();

	/**
	 * Return all elements.
	 * @return the HTML, an element a line
	 */
	@Override
	String toString();

}
