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

import java.util.Set;

import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/**
 * Content that the HTML syntax allows in an element.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://html.spec.whatwg.org/multipage/syntax.html#elements-2">HTML,
 * elements</a>
 */
enum ContentModel {

	/**
	 * Text, elements, comments.
	 */
	MARKUP,

	/**
	 * Text in which character references count.
	 */
	ESCAPABLE_TEXT,

	/**
	 * Text in which nothing can be escaped.
	 */
	RAW_TEXT,

	/**
	 * Nothing.
	 */
	VOID;

	private static final Set<String> ESCAPABLE = Set.of("textarea", "title");

	private static final Set<String> RAW = Set.of("iframe", "noembed", "noframes", "plaintext", "script", "style",
			"xmp");

	static ContentModel of(Element element) {
		if (!element.tag().namespace().equals(Parser.NamespaceHtml)) {
			return MARKUP;
		}
		if (element.tag().isEmpty()) {
			return VOID;
		}
		if (RAW.contains(element.normalName())) {
			return RAW_TEXT;
		}
		return ESCAPABLE.contains(element.normalName()) ? ESCAPABLE_TEXT : MARKUP;
	}

}
