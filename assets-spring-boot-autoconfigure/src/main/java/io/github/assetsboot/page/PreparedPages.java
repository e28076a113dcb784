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

package io.github.assetsboot.page;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

import io.github.assetsboot.PageData;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

/**
 * The pages of one snapshot: filled with data, with a Content Security Policy and with
 * links. Without a setting, no page is read.
 * <p>
 * Safe for use by many threads, once {@link #fill(AssetCollection, AssetCollection)} and
 * {@link #read} have returned.
 *
 * @author the Assets for Spring Boot authors
 */
final class PreparedPages implements Pages {

	private final @Nullable FilledPages filled;

	private final PageHeaders headers;

	private PreparedPages(PageSettings settings, @Nullable FilledPages filled) {
		this.filled = filled;
		this.headers = new PageHeaders(settings);
	}

	/**
	 * Begin to prepare pages.
	 * @param settings the settings
	 * @param data the data for scripts, {@code null} if there are none
	 * @return the pages, none of which is read yet
	 */
	static PreparedPages of(PageSettings settings, @Nullable Map<String, ?> data) {
		return new PreparedPages(settings, (data != null) ? new FilledPages(settings, data) : null);
	}

	/**
	 * Collect the data for scripts.
	 * @param environment has the values
	 * @param prefix the name of the property that has them
	 * @param placeholders replaces the placeholders of a text, given the name of its
	 * property and the text
	 * @param beans supply further values, the first one wins
	 * @return the data, empty if there are none
	 */
	static Map<String, @Nullable Object> data(Environment environment, String prefix,
			BinaryOperator<String> placeholders, List<PageData> beans) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>(PageValues.of(environment, prefix, placeholders));
		for (int i = beans.size() - 1; i >= 0; i--) {
			data.putAll(beans.get(i).get());
		}
		return data;
	}

	@Override
	public AssetCollection fill(AssetCollection assets, @Nullable AssetCollection previous) throws IOException {
		return (this.filled != null) ? this.filled.fill(assets, previous) : assets;
	}

	@Override
	public void read(AssetCollection assets, @Nullable Pages previous) {
		this.headers.read(assets, (previous instanceof PreparedPages pages) ? pages.headers : null);
	}

	@Override
	public @Nullable String policyField() {
		return this.headers.policyField();
	}

	@Override
	public boolean hasNonces() {
		return this.headers.hasNonces();
	}

	@Override
	public boolean hasLinks() {
		return this.headers.hasLinks();
	}

	@Override
	public PageFields fields(Representation page, String contentType) throws IOException {
		return this.headers.of(page, contentType);
	}

	@Override
	public byte[] withNonce(byte[] page, String contentType, String nonce) {
		return HtmlPages.withNonce(page, contentType, nonce);
	}

	@Override
	public boolean isFilling() {
		return this.filled != null;
	}

	@Override
	public ResponseEntity<Resource> fill(ResponseEntity<Resource> response) {
		return (this.filled != null) ? this.filled.fill(response) : response;
	}

	@Override
	public PagesDescription describe() {
		return this.headers.describe((this.filled != null) ? this.filled.names() : List.of());
	}

}
