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

import java.io.IOException;
import java.util.List;
import java.util.function.BiConsumer;

import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a response with an asset, except for those that depend on the
 * selected representation and range.
 *
 * @author the Assets for Spring Boot authors
 */
interface ResponseHeaders {

	/**
	 * Return whether the content may be sent under a content coding: not if it is said to
	 * be under one already.
	 */
	boolean isNegotiable();

	/**
	 * Return whether the response carries the tag of the representation. Another tag, or
	 * none, can be compared with nothing.
	 */
	boolean isTagged();

	/**
	 * Return the media type.
	 * @return the value of {@code Content-Type}, or {@code null} if there is none
	 */
	@Nullable String contentType();

	/**
	 * Give away the header fields, without {@code Content-Type}.
	 * @param selection the selected representation
	 * @param audience the caches that may store it
	 * @param target takes the names and values; a name may come more than once
	 */
	void forEach(SelectedRepresentation selection, CacheAudience audience, BiConsumer<String, String> target);

	/**
	 * Return whether {@code Cache-Control} is missing only because the request has
	 * {@code Authorization} or {@code Range}.
	 * @param audience the caches that may store the response
	 * @return {@code true} if a request without these fields would get a default value
	 */
	default boolean withholdsCacheControl(CacheAudience audience) {
		return false;
	}

	/**
	 * Return the header rules that made them.
	 */
	default List<HeaderRule> rules() {
		return List.of();
	}

	/**
	 * Return the rules that made them, and rules in the place of other fields that others
	 * must not change.
	 */
	default List<HeaderRule> guardedRules() {
		return rules();
	}

	/**
	 * Return whether header fields or the content depend on the page that is sent.
	 */
	default boolean isOfPage() {
		return false;
	}

	/**
	 * Return what makes a page for each response.
	 * @return the pages, or {@code null} if the content may be sent as it is
	 */
	default @Nullable Pages freshPages() {
		return null;
	}

	/**
	 * Read the content if header fields depend on it.
	 * @param plain the representation without a content coding
	 * @throws IOException if it cannot be read
	 */
	default void prepare(Representation plain) throws IOException {
	}

	/**
	 * Return the values of {@code Link} for the content. They are not among
	 * {@link #forEach all header fields}, because not every response has them.
	 * @param plain the representation without a content coding
	 */
	default List<String> links(Representation plain) {
		return List.of();
	}

	/**
	 * Return the header fields of a response that refuses to send the asset.
	 * @param selection the selected representation
	 */
	HeaderFields withoutContent(SelectedRepresentation selection);

}
