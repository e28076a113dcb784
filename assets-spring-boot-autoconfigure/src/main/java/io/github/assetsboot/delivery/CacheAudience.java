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

import org.jspecify.annotations.Nullable;

/**
 * The kinds of requests that get different values of {@code Cache-Control} for one asset,
 * if no header rule sets it.
 */
enum CacheAudience {

	/**
	 * A request with neither {@code Authorization} nor {@code Range}.
	 */
	EVERYBODY(CacheAudience.PUBLIC),

	/**
	 * A request with {@code Range}. Workers send no {@code Cache-Control}.
	 */
	RANGE(null),

	/**
	 * A request with {@code Authorization}, with or without {@code Range}. Workers send
	 * no {@code Cache-Control}.
	 */
	USER(null),

	/**
	 * A request with {@code Range}, where the application adds {@code Cache-Control} to a
	 * response that has none.
	 */
	RANGE_OF_APPLICATION(CacheAudience.PUBLIC),

	/**
	 * A request with {@code Authorization}, where the application adds
	 * {@code Cache-Control} to a response that has none.
	 */
	USER_OF_APPLICATION(CacheAudience.PRIVATE);

	private static final String PUBLIC = "public, max-age=0, must-revalidate";

	private static final String PRIVATE = "private, max-age=0, must-revalidate";

	private final @Nullable String defaultCacheControl;

	CacheAudience(@Nullable String defaultCacheControl) {
		this.defaultCacheControl = defaultCacheControl;
	}

	static CacheAudience of(boolean authorization, boolean range) {
		if (authorization) {
			return USER;
		}
		return range ? RANGE : EVERYBODY;
	}

	/**
	 * Return the audience for an application that adds {@code Cache-Control} itself.
	 */
	CacheAudience ofApplication() {
		return switch (this) {
			case RANGE -> RANGE_OF_APPLICATION;
			case USER -> USER_OF_APPLICATION;
			default -> this;
		};
	}

	/**
	 * Return the default {@code Cache-Control}.
	 * @return the value, or {@code null} if the field is not sent
	 */
	@Nullable String defaultCacheControl() {
		return this.defaultCacheControl;
	}

	/**
	 * Return whether the request has {@code Authorization}, so that a shared cache must
	 * not store the response.
	 */
	boolean isUser() {
		return this == USER || this == USER_OF_APPLICATION;
	}

}
