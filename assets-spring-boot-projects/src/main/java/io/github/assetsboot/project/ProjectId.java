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

package io.github.assetsboot.project;

import java.util.regex.Pattern;

/**
 * The name of a project: at most 63 lower-case letters, digits and hyphens, as in the
 * name of a host. So no name can reach into the keys of another project.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param value the name
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectId(String value) {

	private static final Pattern VALID = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	/**
	 * Create a name.
	 * @param value the name
	 * @throws IllegalArgumentException if it is not valid
	 */
	public ProjectId {
		if (!isValid(value)) {
			String shown = (value.length() > 80) ? value.substring(0, 80) + "…" : value;
			throw new IllegalArgumentException("'" + shown.replaceAll("[^ -~…]", "?")
					+ "' cannot be the name of a project. A name has lower-case letters, digits and hyphens, 63 characters at"
					+ " most, and no hyphen at its beginning or end.");
		}
	}

	/**
	 * Return whether a text can be the name of a project.
	 * @param value the text
	 * @return {@code true} if it is valid
	 */
	public static boolean isValid(String value) {
		return VALID.matcher(value).matches();
	}

	@Override
	public String toString() {
		return this.value;
	}

}
