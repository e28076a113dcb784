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

package io.github.assetsboot.rules;

import java.util.Set;

/**
 * The files in the root of a directory that are rules, and so no assets.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RuleFiles {

	private static final Set<String> NAMES = Set.of(Redirects.FILE_NAME, HeaderRules.FILE_NAME, IgnoreRules.FILE_NAME);

	private RuleFiles() {
	}

	/**
	 * Return whether a file is one of them.
	 * @param path its path relative to the root
	 * @return {@code true} if it is a rule file
	 */
	public static boolean contains(String path) {
		return NAMES.contains(path);
	}

}
