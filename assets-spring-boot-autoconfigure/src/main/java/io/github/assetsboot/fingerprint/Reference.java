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

package io.github.assetsboot.fingerprint;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * A URL in the bytes of a file.
 *
 * @param from index of the first byte of the URL, without quotes or parentheses
 * @param to index after the last byte of the URL
 * @param url the URL, with its escapes resolved
 * @author the Assets for Spring Boot authors
 */
record Reference(int from, int to, String url) {

	private static final String SOURCE_MAP = "sourceMappingURL=";

	/**
	 * Return the source map that a comment names.
	 * @param file bytes of a file
	 * @param from index of the first byte of the comment's text
	 * @param to index after the last byte of the comment's text
	 * @return the source map, with the range of the text, or {@code null} if the comment
	 * names none
	 * @see <a href="https://tc39.es/ecma426/#sec-linking-generated-code">ECMA-426,
	 * linking generated code to source maps</a>
	 */
	static @Nullable Reference toSourceMap(byte[] file, int from, int to) {
		if (from >= to || (file[from] != '#' && file[from] != '@')) {
			return null;
		}
		int end = to;
		while (file[end - 1] <= ' ' && file[end - 1] >= 0) {
			end--;
		}
		String text = new String(file, from + 1, end - from - 1, StandardCharsets.UTF_8).stripLeading();
		String url = text.startsWith(SOURCE_MAP) ? text.substring(SOURCE_MAP.length()) : " ";
		return url.chars().noneMatch(Character::isWhitespace) ? new Reference(from, end, url) : null;
	}

}
