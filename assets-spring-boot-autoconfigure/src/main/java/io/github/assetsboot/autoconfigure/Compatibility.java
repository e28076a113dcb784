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

package io.github.assetsboot.autoconfigure;

import java.time.LocalDate;
import java.util.Collection;

import org.jspecify.annotations.Nullable;

/**
 * The compatibility date and flags that routing depends on.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/configuration/compatibility-flags/">Workers:
 * compatibility flags</a>
 */
final class Compatibility {

	/**
	 * Flag that makes navigation requests special.
	 */
	static final String NAVIGATION_PREFERS_ASSET_SERVING = "assets_navigation_prefers_asset_serving";

	/**
	 * Flag that turns off the special handling of navigation requests.
	 */
	static final String NAVIGATION_HAS_NO_EFFECT = "assets_navigation_has_no_effect";

	private static final LocalDate NAVIGATION_PREFERS_ASSET_SERVING_SINCE = LocalDate.of(2025, 4, 1);

	private Compatibility() {
	}

	/**
	 * Return whether a navigation request without an exact asset gets the not-found
	 * handling, instead of being handed to the application.
	 * @param date the compatibility date, or {@code null} for the newest behaviour
	 * @param flags the compatibility flags; those that routing does not know are ignored
	 * @return {@code true} if navigation prefers asset serving
	 * @throws IllegalArgumentException if the flags contradict each other
	 */
	static boolean navigationPrefersAssetServing(@Nullable LocalDate date, Collection<String> flags) {
		boolean prefers = flags.contains(NAVIGATION_PREFERS_ASSET_SERVING);
		boolean noEffect = flags.contains(NAVIGATION_HAS_NO_EFFECT);
		if (prefers && noEffect) {
			throw new IllegalArgumentException("'" + NAVIGATION_PREFERS_ASSET_SERVING + "' and '"
					+ NAVIGATION_HAS_NO_EFFECT + "' contradict each other. Keep one of the two.");
		}
		return prefers || (!noEffect && (date == null || !date.isBefore(NAVIGATION_PREFERS_ASSET_SERVING_SINCE)));
	}

}
