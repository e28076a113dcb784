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

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A handler that an application has added to an {@link HtmlRewriter}.
 *
 * @author the Assets for Spring Boot authors
 */
sealed interface Handler {

	/**
	 * Return the selector of the elements that the handler is for.
	 * @return the selector, or {@code null} if it is for the whole page
	 */
	default @Nullable Selector selector() {
		return null;
	}

	record OfElements(Selector selector, Consumer<HtmlElement> handler) implements Handler {

	}

	record OfText(@Nullable Selector selector, Consumer<HtmlText> handler) implements Handler {

	}

	record OfComments(@Nullable Selector selector, Consumer<HtmlComment> handler) implements Handler {

	}

	record OfDoctype(Consumer<HtmlDoctype> handler) implements Handler {

	}

	record OfEnd(Consumer<HtmlEnd> handler) implements Handler {

	}

}
