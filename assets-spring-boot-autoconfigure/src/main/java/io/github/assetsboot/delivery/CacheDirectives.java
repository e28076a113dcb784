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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The directives of {@code Cache-Control}, RFC 9111, section 5.2.2.
 */
final class CacheDirectives {

	private CacheDirectives() {
	}

	/**
	 * Return whether a shared cache may send the response to others without asking again.
	 * @param value the value of {@code Cache-Control}
	 * @return {@code true} if the response is fresh for some time, and not private
	 */
	static boolean isShared(String value) {
		boolean fresh = false;
		for (String directive : HeaderLists.members(value)) {
			switch (name(directive)) {
				case "no-store" -> {
					return false;
				}
				case "private", "no-cache" -> {
					if (!hasArgument(directive)) {
						return false;
					}
				}
				case "max-age", "s-maxage" -> fresh |= isPositive(argument(directive));
				case "immutable" -> fresh = true;
				default -> {
				}
			}
		}
		return fresh;
	}

	/**
	 * Return whether a browser may use the response for some time without asking again,
	 * or while it asks: only then is it a dictionary, RFC 9842, section 2.2.1.
	 * @param value the value of {@code Cache-Control}
	 * @return {@code true} if the response is fresh for some time, or may be used stale
	 */
	static boolean hasLifetime(String value) {
		boolean fresh = false;
		boolean stale = false;
		boolean revalidated = false;
		for (String directive : HeaderLists.members(value)) {
			switch (name(directive)) {
				case "no-store", "no-cache" -> {
					if (!hasArgument(directive)) {
						return false;
					}
				}
				case "max-age" -> fresh |= isPositive(argument(directive));
				case "immutable" -> fresh = true;
				case "stale-while-revalidate" -> stale |= isPositive(argument(directive));
				case "must-revalidate" -> revalidated = true;
				default -> {
				}
			}
		}
		return fresh || (stale && !revalidated);
	}

	/**
	 * Let only the cache of one user store the response: {@code private} takes the place
	 * of {@code public}, and directives for shared caches are removed. All others stay.
	 * @param value the value of {@code Cache-Control}
	 * @return the value for one user
	 */
	static String toPrivate(String value) {
		List<String> directives = new ArrayList<>();
		boolean added = false;
		for (String directive : HeaderLists.members(value)) {
			switch (name(directive)) {
				case "no-store" -> {
					return value;
				}
				case "public", "private" -> {
					if (!added) {
						directives.add("private");
						added = true;
					}
				}
				case "s-maxage", "proxy-revalidate" -> {
				}
				default -> directives.add(directive);
			}
		}
		if (!added) {
			directives.add(0, "private");
		}
		return String.join(", ", directives);
	}

	private static String name(String directive) {
		int end = directive.indexOf('=');
		return ((end != -1) ? directive.substring(0, end) : directive).trim().toLowerCase(Locale.ROOT);
	}

	private static boolean hasArgument(String directive) {
		return directive.indexOf('=') != -1;
	}

	private static String argument(String directive) {
		return directive.substring(directive.indexOf('=') + 1).replace("\"", "").trim();
	}

	/**
	 * An age that is not a number counts as stale, RFC 9111, section 4.2.1.
	 */
	private static boolean isPositive(String age) {
		return !age.isEmpty() && age.chars().allMatch((c) -> c >= '0' && c <= '9')
				&& age.chars().anyMatch((c) -> c != '0');
	}

}
