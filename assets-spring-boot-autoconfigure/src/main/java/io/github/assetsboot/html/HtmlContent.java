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

import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Content to insert into a page: text, which is escaped, or markup, which is not.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlContent {

	private static final String ESCAPE_CHARACTER = "\u001b";

	private final String value;

	private final Kind kind;

	private HtmlContent(String value, Kind kind) {
		Assert.notNull(value, "'value' must not be null");
		this.value = value;
		this.kind = kind;
	}

	/**
	 * Create content that is shown as it is. It is escaped, except in a script or style.
	 * @param text the text
	 * @return the content
	 */
	public static HtmlContent text(String text) {
		return new HtmlContent(text, Kind.TEXT);
	}

	/**
	 * Create content from markup, which is inserted as it is. Never pass text from a user
	 * to this method.
	 * @param html the markup
	 * @return the content
	 */
	public static HtmlContent html(String html) {
		return new HtmlContent(html, Kind.MARKUP);
	}

	/**
	 * Create content from JSON, for a script element of type {@code application/json}.
	 * Characters that could end the script are written as escapes of JSON, so that every
	 * value is safe there and means the same.
	 * @param json a JSON text
	 * @return the content
	 */
	public static HtmlContent json(String json) {
		Assert.notNull(json, "'json' must not be null");
		return new HtmlContent(json.replace("<", "\\u003c")
			.replace(">", "\\u003e")
			.replace("&", "\\u0026")
			.replace(ESCAPE_CHARACTER, "\\u001b"), Kind.JSON);
	}

	/**
	 * Require that this content may be inserted at a place.
	 * @param rawText the name of the script or style that the content is inserted into,
	 * or {@code null} in every other place
	 * @return this content
	 * @throws IllegalStateException if this is text that would end the script or style
	 */
	HtmlContent requireIn(@Nullable String rawText) {
		if (rawText != null && isText()) {
			String lower = this.value.toLowerCase(Locale.ROOT);
			for (String refused : List.of("</" + rawText, "<" + rawText, "<!--", ESCAPE_CHARACTER)) {
				Assert.state(!lower.contains(refused),
						() -> "Text in <" + rawText + "> must not contain '" + refused + "'");
			}
		}
		return this;
	}

	/**
	 * Return this content for a page that ends inside a tag. Text does not become an
	 * attribute of that tag.
	 */
	HtmlContent insideTag() {
		if (!isText()) {
			return this;
		}
		StringBuilder safe = new StringBuilder();
		escape(this.value).chars().forEach((c) -> {
			if (" \t\n\f\r\"'=/".indexOf(c) >= 0) {
				safe.append("&#").append(c).append(';');
			}
			else {
				safe.append((char) c);
			}
		});
		return html(safe.toString());
	}

	boolean isText() {
		return this.kind == Kind.TEXT;
	}

	/**
	 * Return the bytes of this content in a page.
	 * @param encoding the encoding of the page
	 * @param rawText whether the content is inserted into a script or style
	 * @return the bytes
	 */
	byte[] encode(PageEncoding encoding, boolean rawText) {
		return switch (this.kind) {
			case MARKUP -> encoding.encode(this.value, "&#%d;");
			case JSON -> encoding.encode(this.value, "\\u%04x");
			case TEXT -> rawText ? encoding.encode(this.value, null) : encoding.encode(escape(this.value), "&#%d;");
		};
	}

	/**
	 * Escape the value of an attribute in double quotes.
	 */
	static String escapeAttribute(String value) {
		return value.replace("&", "&amp;").replace("\"", "&quot;").replace(ESCAPE_CHARACTER, "&#27;");
	}

	/**
	 * Escape text. A browser that guesses the encoding could take the escape character
	 * for the start of ISO-2022-JP, which would hide the markup that follows.
	 */
	private static String escape(String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace(ESCAPE_CHARACTER, "&#27;");
	}

	private enum Kind {

		TEXT, MARKUP, JSON

	}

}
