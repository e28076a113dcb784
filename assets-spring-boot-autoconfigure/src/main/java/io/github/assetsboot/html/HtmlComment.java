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

/**
 * A comment of a page that an {@link HtmlRewriter} has found, such as
 * {@code <!--app-html-->} for content to be put in its place.
 * <p>
 * An instance is good for as long as its handler runs. Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlComment {

	private final NodeChanges changes;

	HtmlComment(NodeChanges changes) {
		this.changes = changes;
	}

	/**
	 * Return the text of this comment.
	 * @return what stands between {@code <!--} and {@code -->}
	 */
	public String text() {
		return this.changes.node().text();
	}

	/**
	 * Insert content in front of this comment, behind what has been inserted there
	 * before.
	 * @param content the content
	 * @return this comment
	 */
	public HtmlComment before(HtmlContent content) {
		this.changes.insertBefore(content.markup(ContentModel.MARKUP));
		return this;
	}

	/**
	 * Insert content behind this comment, in front of what has been inserted there
	 * before.
	 * @param content the content
	 * @return this comment
	 */
	public HtmlComment after(HtmlContent content) {
		this.changes.insertAfter(content.markup(ContentModel.MARKUP));
		return this;
	}

	/**
	 * Replace this comment. No further handler is called for it.
	 * @param content the content
	 */
	public void replace(HtmlContent content) {
		this.changes.replace(content.markup(ContentModel.MARKUP));
	}

	/**
	 * Remove this comment. No further handler is called for it.
	 */
	public void remove() {
		this.changes.replace("");
	}

	@Override
	public String toString() {
		return "<!--" + text() + "-->";
	}

}
