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

package io.github.assetsboot.delivery;

import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * Settings of the responses of a collection.
 *
 * @param immutable whether the content of a file never changes, by its path
 * @param cacheControl the {@code Cache-Control} of the other files, except for HTML
 * pages, or {@code null} for the default one
 * @param urlPrefix the text in front of the URLs of files other than pages, such as the
 * origin of a content delivery network; empty for none
 * @param pages the header fields and changes of pages
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record DeliverySettings(Predicate<String> immutable, @Nullable String cacheControl, String urlPrefix,
		Pages pages) {

	/**
	 * Create settings without anything special for pages.
	 * @param immutable whether the content of a file never changes, by its path
	 * @param cacheControl the {@code Cache-Control} of the other files
	 * @param urlPrefix the text in front of the URLs of files other than pages
	 */
	public DeliverySettings(Predicate<String> immutable, @Nullable String cacheControl, String urlPrefix) {
		this(immutable, cacheControl, urlPrefix, Pages.NONE);
	}

}
