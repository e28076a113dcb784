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

import java.util.ArrayList;
import java.util.List;

/**
 * The end of a page. An instance may be used only while its handler runs, and by the
 * thread that called the handler.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlEnd {

	final List<HtmlContent> appended = new ArrayList<>();

	HtmlEnd() {
	}

	/**
	 * Append text to the page.
	 * @param text the text, which is escaped
	 * @return this end
	 */
	public HtmlEnd append(String text) {
		return append(HtmlContent.text(text));
	}

	/**
	 * Append content to the page, after the content that was appended before.
	 * @param content the content
	 * @return this end
	 */
	public HtmlEnd append(HtmlContent content) {
		this.appended.add(HtmlNode.require(content));
		return this;
	}

}
