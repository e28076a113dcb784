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

import io.github.assetsboot.collection.Asset;

import org.springframework.http.HttpHeaders;

/**
 * An HTTP response before it is known what of it a request asks for.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public sealed interface Answer {

	/**
	 * A response without content.
	 */
	final class Empty implements Answer {

		private final int status;

		private final HeaderFields fields;

		Empty(int status, HeaderFields fields) {
			this.status = status;
			this.fields = fields;
		}

		/**
		 * Return the status.
		 * @return the status code
		 */
		public int status() {
			return this.status;
		}

		/**
		 * Return the header fields.
		 * @return a copy of them
		 */
		public HttpHeaders headers() {
			return this.fields.toHttpHeaders();
		}

		HeaderFields fields() {
			return this.fields;
		}

	}

	/**
	 * A response with an asset.
	 */
	final class WithAsset implements Answer {

		private final Asset asset;

		private final int status;

		private final ContentHeaders headers;

		WithAsset(Asset asset, int status, ContentHeaders headers) {
			this.asset = asset;
			this.status = status;
			this.headers = headers;
		}

		Asset asset() {
			return this.asset;
		}

		int status() {
			return this.status;
		}

		ContentHeaders headers() {
			return this.headers;
		}

	}

}
