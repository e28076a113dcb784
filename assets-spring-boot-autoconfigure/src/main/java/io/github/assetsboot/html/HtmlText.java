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

import org.jspecify.annotations.Nullable;

/**
 * A chunk of the text between two tags or comments.
 * <p>
 * A text of up to 16 KB is one chunk. A longer text comes in several chunks, cut between
 * two characters; only the last one is {@linkplain #isLastInTextNode() marked}.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/runtime-apis/html-rewriter/#text-chunks">Workers:
 * text chunks</a>
 */
public final class HtmlText extends HtmlNode<HtmlText> {

	private final String text;

	private final boolean last;

	HtmlText(String text, boolean last, @Nullable String rawText) {
		super(rawText);
		this.text = text;
		this.last = last;
	}

	@Override
	HtmlText self() {
		return this;
	}

	/**
	 * Return the text of this chunk as it stands in the page. Character references are
	 * not decoded: {@code &amp;} is five characters.
	 * @return the text
	 */
	public String text() {
		return this.text;
	}

	/**
	 * Return whether this is the last chunk of the text.
	 * @return {@code true} if a tag, a comment or the end of the page follows
	 */
	public boolean isLastInTextNode() {
		return this.last;
	}

	@Override
	public String toString() {
		return this.text;
	}

}
