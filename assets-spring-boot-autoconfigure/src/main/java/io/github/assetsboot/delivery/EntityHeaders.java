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
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The header fields that a controller returned with an asset.
 *
 * @author the Assets for Spring Boot authors
 */
final class EntityHeaders implements ResponseHeaders {

	private final HttpHeaders headers;

	private final @Nullable String contentType;

	private final boolean original;

	private final boolean tagged;

	private final List<HeaderRule> rules;

	private final List<String> links;

	private final @Nullable Pages pages;

	/**
	 * Create the header fields.
	 * @param headers the header fields that the controller returned
	 * @param originalTag the entity tag of the response that the controller got, or
	 * {@code null} if it had none
	 * @param representation the representation without a content coding
	 * @param rules the header rules that were applied
	 * @param links the values of {@code Link} that belong to the page
	 */
	EntityHeaders(HttpHeaders headers, @Nullable String originalTag, Representation representation,
			List<HeaderRule> rules, List<String> links) {
		this.headers = headers;
		this.contentType = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		this.original = Objects.equals(headers.getFirst(HttpHeaders.ETAG), originalTag);
		this.rules = rules;
		this.links = links;
		this.pages = null;
		this.tagged = this.original && representation.entityTag().equals(originalTag);
	}

	/**
	 * Create the header fields of a content for a dispatch inside the application.
	 * @param contentType the media type
	 * @param pages the fields of pages
	 */
	EntityHeaders(@Nullable String contentType, Pages pages) {
		this.headers = HttpHeaders.EMPTY;
		this.contentType = contentType;
		this.original = false;
		this.tagged = false;
		this.rules = List.of();
		this.links = List.of();
		this.pages = (Pages.isPage(contentType) && pages.policyField() != null) ? pages : null;
	}

	@Override
	public @Nullable Pages freshPages() {
		return (this.pages != null && this.pages.hasNonces()) ? this.pages : null;
	}

	@Override
	public void prepare(Representation plain) throws IOException {
		if (this.pages != null) {
			this.pages.fields(plain, String.valueOf(this.contentType));
		}
	}

	@Override
	public List<HeaderRule> guardedRules() {
		String policy = (this.pages != null) ? this.pages.policyField() : null;
		return (policy != null) ? AssetHeaders.withPolicy(this.rules, policy) : this.rules;
	}

	/**
	 * Return whether the entity tag is that of the asset, so that a request's conditions
	 * can be judged by it.
	 */
	boolean areOriginal() {
		return this.original;
	}

	@Override
	public boolean isNegotiable() {
		return this.original && !this.headers.containsHeader(HttpHeaders.CONTENT_ENCODING);
	}

	@Override
	public List<HeaderRule> rules() {
		return this.rules;
	}

	@Override
	public boolean isTagged() {
		return this.tagged;
	}

	@Override
	public @Nullable String contentType() {
		return this.contentType;
	}

	@Override
	public void forEach(SelectedRepresentation selection, CacheAudience audience, BiConsumer<String, String> target) {
		this.headers.forEach((name, values) -> {
			if (name.equalsIgnoreCase(HttpHeaders.ETAG) && this.tagged) {
				target.accept(name, selection.representation().entityTag());
			}
			else if (!isOfContent(name) && (selection.status() != 304 || !isOfWhole(name, values))) {
				combined(name, values).forEach((value) -> target.accept(name, value));
			}
		});
		addPolicy(selection, target);
		if (isVaryMissing(selection)) {
			target.accept(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		}
	}

	private void addPolicy(SelectedRepresentation selection, BiConsumer<String, String> target) {
		String policy = (this.pages != null) ? this.pages.policyField() : null;
		if (this.pages != null && policy != null) {
			try {
				target.accept(policy, this.pages.fields(selection.plain(), String.valueOf(this.contentType)).policy());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private boolean isOfWhole(String name, List<String> values) {
		return isOfRanges(name) || (name.equalsIgnoreCase(HttpHeaders.LINK) && values.equals(this.links));
	}

	private boolean isVaryMissing(SelectedRepresentation selection) {
		boolean negotiated = isNegotiable() && selection.plain().blob().coded().length > 0;
		return negotiated && !this.headers.getVary().contains(HttpHeaders.ACCEPT_ENCODING)
				&& !this.headers.getVary().contains("*");
	}

	/**
	 * RFC 9110, section 5.3: one field with a list, but for cookies.
	 */
	private static List<String> combined(String name, List<String> values) {
		boolean apart = values.size() == 1 || name.equalsIgnoreCase(HttpHeaders.SET_COOKIE);
		return apart ? values : List.of(String.join(", ", values));
	}

	private static boolean isOfContent(String name) {
		return name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE) || name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH);
	}

	private static boolean isOfRanges(String name) {
		return name.equalsIgnoreCase(HttpHeaders.ACCEPT_RANGES);
	}

	@Override
	public HeaderFields withoutContent(SelectedRepresentation selection) {
		HeaderFields fields = new HeaderFields();
		this.headers.forEach((name, values) -> {
			boolean ofAsset = isOfContent(name) || isOfRanges(name) || name.equalsIgnoreCase(HttpHeaders.ETAG)
					|| name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL);
			if (!ofAsset) {
				combined(name, values).forEach((value) -> fields.add(name, value));
			}
		});
		if (isVaryMissing(selection)) {
			fields.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
		}
		return fields;
	}

}
