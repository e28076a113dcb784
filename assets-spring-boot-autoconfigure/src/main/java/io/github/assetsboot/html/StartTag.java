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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A start tag.
 *
 * @author the Assets for Spring Boot authors
 */
final class StartTag implements SelectorMatcher.Candidate {

	@Override
	public String name() {
		throw new UnsupportedOperationException();
	}

	void setName(String name) {
	}

	Namespace namespace() {
		return Namespace.HTML;
	}

	@Override
	public boolean isHtml() {
		return namespace() == Namespace.HTML;
	}

	boolean canHaveContent() {
		return true;
	}

	/**
	 * Return the name if the element is a script or style, whose text cannot be escaped.
	 */
	@Nullable String rawText() {
		return null;
	}

	List<Map.Entry<String, String>> attributes() {
		return List.of();
	}

	@Override
	public @Nullable String attribute(String name) {
		return null;
	}

	void setAttribute(String name, String value) {
	}

	void removeAttribute(String name) {
	}

	enum Namespace {

		HTML("http://www.w3.org/1999/xhtml"), SVG("http://www.w3.org/2000/svg"),
		MATHML("http://www.w3.org/1998/Math/MathML");

		private final String uri;

		Namespace(String uri) {
			this.uri = uri;
		}

		String uri() {
			return this.uri;
		}

	}

}
