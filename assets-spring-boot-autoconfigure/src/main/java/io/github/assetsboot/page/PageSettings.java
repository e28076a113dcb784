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

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Settings of the pages.
 *
 * @param dataId the value of the attribute {@code id} of the element for the data
 * @param dataPath the path of the file with the data, {@code null} for none
 * @param policy the Content Security Policy, {@code null} for none
 * @param reportOnly whether the policy is not enforced
 * @param links whether pages have {@code Link} fields
 * @param devServer whether a development server has the pages
 * @param prefix the prefix of the properties of the collection
 * @author the Assets for Spring Boot authors
 */
record PageSettings(String dataId, @Nullable String dataPath, @Nullable String policy, boolean reportOnly,
		boolean links, boolean devServer, String prefix) {

	/**
	 * Return the full name of a property.
	 */
	String property(String name) {
		return this.prefix + '.' + name;
	}

	/**
	 * Check an {@code id}.
	 * @param id the value
	 * @throws IllegalArgumentException if no element can have it; the message is the
	 * reason
	 */
	static void checkDataId(String id) {
		if (!id.matches("[!-~]+")) {
			throw new IllegalArgumentException(
					id.isEmpty() ? "it is empty" : "it has a character other than visible ASCII characters");
		}
	}

	/**
	 * Check the path of the file with the data.
	 * @param path the path
	 * @throws IllegalArgumentException if no file can have it; the message is the reason
	 */
	static void checkDataPath(String path) {
		boolean valid = path.startsWith("/") && !path.contains("//") && !path.contains("/../") && !path.contains("/./")
				&& !StringUtils.containsWhitespace(path) && !path.matches(".*[?#%\\\\;\\p{Cntrl}].*");
		if (!valid) {
			throw new IllegalArgumentException("it is not a path inside the directory of the assets");
		}
		if (!path.endsWith(".json")) {
			throw new IllegalArgumentException("it does not end with '.json'");
		}
	}

}
