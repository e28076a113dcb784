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
import io.github.assetsboot.delivery.Pages;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;

/**
 * The pages of one snapshot: filled with data, with a Content Security Policy and with
 * links. Without a setting, no page is read.
 * <p>
 * Safe for use by many threads, once {@link #fill(AssetCollection, boolean)} and
 * {@link #read} have returned.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class PreparedPages implements Pages {

	private final @Nullable FilledPages filled;

	private final PageHeaders headers;

	private PreparedPages(@Nullable FilledPages filled, PageHeaders headers) {
		this.filled = filled;
		this.headers = headers;
	}

	/**
	 * Begin to prepare pages.
	 * @param settings the settings
	 * @param data the data for scripts, {@code null} if there are none
	 * @return the pages, none of which is read yet
	 */
	public static PreparedPages of(PageSettings settings, @Nullable Map<String, ?> data) {
		return new PreparedPages((data != null) ? new FilledPages(settings, data) : null, new PageHeaders(settings));
	}

	/**
	 * Collect the data for scripts.
	 * @param environment has the values of {@code assets.page-data}
	 * @param placeholders replaces the placeholders of a text, given the name of its
	 * property and the text
	 * @param beans supply further values, the first one wins
	 * @return the data, empty if there are none
	 */
	public static Map<String, @Nullable Object> data(Environment environment, BinaryOperator<String> placeholders,
			List<PageData> beans) {
		Map<String, @Nullable Object> data = new LinkedHashMap<>(PageValues.of(environment, placeholders));
		for (int i = beans.size() - 1; i >= 0; i--) {
			data.putAll(beans.get(i).get());
		}
		return data;
	}

	/**
	 * Put the data into the pages of a collection, and add the file with the data.
	 * @param assets the assets as they were read
	 * @param devServer whether a development server has the pages
	 * @return the assets with the data
	 * @throws IOException if a page cannot be read
	 * @throws IllegalArgumentException if the directory has a file at the path of the
	 * data; the message is the reason
	 */
	public AssetCollection fill(AssetCollection assets, boolean devServer) throws IOException {
		return (this.filled != null) ? this.filled.fill(assets, devServer) : assets;
	}

	/**
	 * Read the pages whose header fields depend on their content, and report attributes
	 * that the policy blocks.
	 * @param assets the assets
	 * @param previous the pages before a reload, {@code null} at start
	 */
	public void read(AssetCollection assets, @Nullable Pages previous) {
		this.headers.read(assets, (previous instanceof PreparedPages pages) ? pages.headers : null);
	}

	/**
	 * Return these pages without header fields. The scripts of a development server add
	 * styles and scripts that no hash names.
	 * @return the pages
	 */
	public Pages withoutFields() {
		return new PreparedPages(this.filled, new PageHeaders(new PageSettings("", null, null, false, false)));
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

	/**
	 * Settings of the pages.
	 *
	 * @param dataId the value of the attribute {@code id} of the element for the data
	 * @param dataPath the path of the file with the data, {@code null} for none
	 * @param policy the Content Security Policy, {@code null} for none
	 * @param reportOnly whether the policy is not enforced
	 * @param links whether pages have {@code Link} fields
	 * @since 0.1.0
	 */
	public record PageSettings(String dataId, @Nullable String dataPath, @Nullable String policy, boolean reportOnly,
			boolean links) {

		/**
		 * Check an {@code id}.
		 * @param id the value
		 * @throws IllegalArgumentException if no element can have it; the message is the
		 * reason
		 */
		public static void checkDataId(String id) {
			if (!id.matches("[!-~]+")) {
				throw new IllegalArgumentException(
						id.isEmpty() ? "it is empty" : "it has a character other than visible ASCII characters");
			}
		}

		/**
		 * Check the path of the file with the data.
		 * @param path the path
		 * @throws IllegalArgumentException if no file can have it; the message is the
		 * reason
		 */
		public static void checkDataPath(String path) {
			boolean valid = path.startsWith("/") && !path.contains("//") && !path.contains("/../")
					&& !path.contains("/./") && !StringUtils.containsWhitespace(path)
					&& !path.matches(".*[?#%\\\\;\\p{Cntrl}].*");
			if (!valid) {
				throw new IllegalArgumentException("it is not a path inside 'assets.directory'");
			}
			if (!path.endsWith(".json")) {
				throw new IllegalArgumentException("it does not end with '.json'");
			}
		}

		/**
		 * Check a policy.
		 * @param policy the Content Security Policy
		 * @throws IllegalArgumentException if no header field can have it, or if it has
		 * an unknown placeholder; the message is the reason
		 */
		public static void checkPolicy(String policy) {
			PagePolicy.parse(policy);
		}

	}

}
