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

package io.github.assetsboot.storage;

import java.util.regex.Pattern;

/**
 * Syntax of the keys of an {@link AssetStorage}.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class StorageKey {

	private static final Pattern VALID = Pattern.compile("[a-z0-9_-][a-z0-9._-]*+(?:/[a-z0-9_-][a-z0-9._-]*+)*+");

	private StorageKey() {
	}

	/**
	 * Check a key. A valid key is safe as a path below a directory.
	 * @param key the key
	 * @return the key
	 * @throws IllegalArgumentException if it is not valid
	 */
	public static String check(String key) {
		if (!isValid(key)) {
			throw new IllegalArgumentException("'" + key + "' is not a valid key of a storage");
		}
		return key;
	}

	/**
	 * Check a prefix of keys.
	 * @param prefix a key with a slash behind it
	 * @return the prefix
	 * @throws IllegalArgumentException if it is not valid
	 */
	public static String checkPrefix(String prefix) {
		if (!prefix.endsWith("/") || !isValid(prefix.substring(0, prefix.length() - 1))) {
			throw new IllegalArgumentException("'" + prefix + "' is not a valid prefix of keys of a storage");
		}
		return prefix;
	}

	/**
	 * Find out whether a text can be a key.
	 * @param key the text
	 * @return whether it is valid
	 */
	public static boolean isValid(String key) {
		return VALID.matcher(key).matches();
	}

}
