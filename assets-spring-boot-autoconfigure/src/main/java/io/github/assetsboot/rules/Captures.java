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

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Text that the placeholders and the splat of a {@link RulePattern} matched.
 *
 * @param values the matched text by placeholder name, in the order of the pattern
 * @author the Assets for Spring Boot authors
 */
record Captures(Map<String, String> values) {

	/**
	 * Longest text that filling in may grow to. A captured value can name a later
	 * placeholder, which is filled in as well, so that without a bound a short request
	 * could ask for an enormous answer.
	 */
	private static final int MAX_LENGTH = 64 * 1024;

	/**
	 * Replace {@code :name} by what the placeholder of that name matched, one placeholder
	 * after the other, also where a longer name begins with it: as Workers do.
	 * @param template the text with placeholders
	 * @return the text filled in, or {@code null} if it grew beyond all bounds
	 */
	@Nullable String fill(String template) {
		return fill(template, MAX_LENGTH);
	}

	/**
	 * Fill in a text that may grow to a length.
	 * @param template the text with placeholders
	 * @param maxLength the number of characters, about which it may have
	 * @return the text filled in, or {@code null} if it grew longer
	 */
	@Nullable String fill(String template, int maxLength) {
		String result = template;
		for (Map.Entry<String, String> capture : this.values.entrySet()) {
			result = replace(result, ":" + capture.getKey(), capture.getValue(), maxLength);
			if (result == null) {
				return null;
			}
		}
		return result;
	}

	private static @Nullable String replace(String text, String placeholder, String value, int maxLength) {
		int index = text.indexOf(placeholder);
		if (index == -1) {
			return text;
		}
		StringBuilder result = new StringBuilder();
		int start = 0;
		for (; index != -1; index = text.indexOf(placeholder, start)) {
			result.append(text, start, index).append(value);
			start = index + placeholder.length();
			if (result.length() > maxLength) {
				return null;
			}
		}
		return result.append(text, start, text.length()).toString();
	}

}
