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
 * A comment of a page, such as {@code <!--app-html-->} for content to be put in its
 * place.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlComment extends HtmlNode<HtmlComment> {

	private String text;

	boolean changed;

	private final PageEncoding encoding;

	HtmlComment(String text, PageEncoding encoding) {
		super(null);
		this.encoding = encoding;
		this.text = text;
	}

	@Override
	HtmlComment self() {
		return this;
	}

	/**
	 * Return the text of this comment.
	 * @return the text between {@code <!--} and {@code -->}
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Set the text of this comment.
	 * @param text the text, which must not end the comment: it contains neither
	 * {@code -->} nor {@code --!>}, and does not begin with {@code >} or {@code ->}
	 * @return this comment
	 * @throws IllegalArgumentException if the text would end the comment, or has a
	 * character that the encoding of the page lacks
	 */
	public HtmlComment setText(String text) {
		Assert.notNull(text, "'text' must not be null");
		Assert.isTrue(
				!text.contains("-->") && !text.contains("--!>") && !text.startsWith(">") && !text.startsWith("->"),
				() -> "The text '" + text + "' would end the comment");
		this.text = this.encoding.requireEncodable(text);
		this.changed = true;
		return this;
	}

	@Override
	public String toString() {
		return "<!--" + this.text + "-->";
	}

}
