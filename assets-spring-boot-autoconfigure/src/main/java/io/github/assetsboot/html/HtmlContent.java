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

import org.springframework.util.Assert;

/**
 * Content to put into a page: text, which is escaped, or markup, which is not.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlContent {

	private final String value;

	private final boolean markup;

	private HtmlContent(String value, boolean markup) {
		Assert.notNull(value, "'value' must not be null");
		this.value = value;
		this.markup = markup;
	}

	/**
	 * Text, to be shown as it is.
	 * @param text the text
	 * @return the content
	 */
	public static HtmlContent text(String text) {
		return new HtmlContent(text, false);
	}

	/**
	 * Markup, put into the page as it is: never what a user has entered.
	 * @param html the markup
	 * @return the content
	 */
	public static HtmlContent html(String html) {
		return new HtmlContent(html, true);
	}

	/**
	 * JSON for a script element of type {@code application/json}. Characters that could
	 * end the script are written as escapes of JSON, so that every value is safe there,
	 * and the same to who reads it.
	 * @param json a JSON text
	 * @return the content
	 */
	public static HtmlContent json(String json) {
		return html(json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"));
	}

	/**
	 * Return the markup of this content where it is put.
	 * @param model the content model of the element that it becomes a child of
	 * @return the markup
	 */
	String markup(ContentModel model) {
		return (this.markup || model == ContentModel.RAW_TEXT) ? this.value : escape(this.value);
	}

	/**
	 * Escape text for the content of an element or a value in double quotes.
	 */
	static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
	}

}
