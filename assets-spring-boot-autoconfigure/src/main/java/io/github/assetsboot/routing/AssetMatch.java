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

package io.github.assetsboot.routing;

/**
 * Ways in which a path leads to an asset.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public enum AssetMatch {

	/**
	 * The path is that of the asset.
	 */
	EXACT,

	/**
	 * By html handling.
	 */
	HTML_HANDLING,

	/**
	 * By the not-found handling {@code single-page-application}.
	 */
	SINGLE_PAGE_APPLICATION,

	/**
	 * By the not-found handling {@code 404-page}.
	 */
	NOT_FOUND_PAGE;

	/**
	 * Return whether the asset is a fallback page or a 404 page.
	 * @return {@code true} if not-found handling found it
	 */
	public boolean isFallback() {
		return this == SINGLE_PAGE_APPLICATION || this == NOT_FOUND_PAGE;
	}

}
