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
import java.util.Locale;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.Representation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;

/**
 * The header fields that depend on the content of a page, and the changes of a page for
 * one response.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface Pages {

	/**
	 * Placeholder of the nonce in {@link PageFields}.
	 */
	String NONCE = "{nonce}";

	/**
	 * No fields and no changes.
	 */
	Pages NONE = new Pages() {
	};

	/**
	 * Put data into the pages of a collection, and add a file with the data.
	 * @param assets the assets as they were read
	 * @param previous the collection that is replaced, {@code null} if this is the first
	 * one
	 * @return the assets with the data
	 * @throws IOException if a page cannot be read
	 * @throws IllegalArgumentException if the directory has a file at the path of the
	 * data; the message is the reason
	 */
	default AssetCollection fill(AssetCollection assets, @Nullable AssetCollection previous) throws IOException {
		return assets;
	}

	/**
	 * Read the pages whose header fields depend on their content.
	 * @param assets the assets, with the data
	 * @param previous the pages of the snapshot that is replaced, {@code null} if this is
	 * the first one
	 */
	default void read(AssetCollection assets, @Nullable Pages previous) {
	}

	/**
	 * Return the name of the field with the Content Security Policy.
	 * @return the name, or {@code null} if pages have no policy
	 */
	default @Nullable String policyField() {
		return null;
	}

	/**
	 * Return whether the policy has a nonce, so that each response gets a page of its
	 * own.
	 * @return {@code true} if {@link #withNonce} has to be called
	 */
	default boolean hasNonces() {
		return false;
	}

	/**
	 * Return whether pages have {@code Link} fields.
	 * @return {@code true} if they may have some
	 */
	default boolean hasLinks() {
		return false;
	}

	/**
	 * Return the fields of a page. The page is read if its content is not known yet.
	 * @param page the page without a content coding
	 * @param contentType the value of {@code Content-Type}
	 * @return the values of the fields
	 * @throws IOException if the page cannot be read
	 */
	default PageFields fields(Representation page, String contentType) throws IOException {
		return new PageFields("", List.of());
	}

	/**
	 * Give a nonce to the scripts and styles of a page.
	 * @param page the page, which is not changed
	 * @param contentType the value of {@code Content-Type}
	 * @param nonce the nonce
	 * @return the page for one response
	 */
	default byte[] withNonce(byte[] page, String contentType, String nonce) {
		return page;
	}

	/**
	 * Return whether pages of a development server are changed.
	 * @return {@code true} if {@link #fill} has to be called
	 */
	default boolean isFilling() {
		return false;
	}

	/**
	 * Change a page of a development server as the pages of the directory are changed.
	 * @param response a response with a page
	 * @return the response with the changed page
	 */
	default ResponseEntity<Resource> fill(ResponseEntity<Resource> response) {
		return response;
	}

	/**
	 * Describe the pages for people.
	 * @return the description
	 */
	default PagesDescription describe() {
		return new PagesDescription(List.of(), null, 0, 0);
	}

	/**
	 * Return whether a media type is that of pages.
	 * @param contentType the value of {@code Content-Type}, {@code null} if it is not
	 * known
	 * @return {@code true} for HTML, in the syntax of XML as well
	 */
	static boolean isPage(@Nullable String contentType) {
		if (contentType == null) {
			return false;
		}
		String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		return type.equals("text/html") || type.equals("application/xhtml+xml");
	}

	/**
	 * Makes the pages of each snapshot.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface Source {

		/**
		 * Begin to prepare the pages of a snapshot.
		 * @return the pages, none of which is read yet
		 */
		Pages prepare();

	}

	/**
	 * Description of the pages of a collection.
	 *
	 * @param data the names of the values of {@code assets.page-data}
	 * @param policy the Content Security Policy with its placeholders, {@code null}
	 * without one
	 * @param withPolicy number of different pages with the policy
	 * @param hashes number of different hashes in their policies
	 * @since 0.1.0
	 */
	record PagesDescription(List<String> data, @Nullable String policy, int withPolicy, int hashes) {

		/**
		 * Create the description.
		 * @param data the names of the values of {@code assets.page-data}
		 * @param policy the Content Security Policy with its placeholders, {@code null}
		 * without one
		 * @param withPolicy number of different pages with the policy
		 * @param hashes number of different hashes in their policies
		 */
		public PagesDescription {
			data = List.copyOf(data);
		}

	}

	/**
	 * Values of the header fields of a page, with {@link #NONCE} in the place of a nonce.
	 *
	 * @param policy the Content Security Policy, empty for none
	 * @param links the values of {@code Link}, one for each link
	 * @since 0.1.0
	 */
	record PageFields(String policy, List<String> links) {

		/**
		 * Create the values.
		 * @param policy the Content Security Policy, empty for none
		 * @param links the values of {@code Link}, one for each link
		 */
		public PageFields {
			links = List.copyOf(links);
		}

	}

}
