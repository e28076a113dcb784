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

import java.util.ArrayList;
import java.util.List;

/**
 * White space as ECMAScript has it, which is wider than Java's: the byte order mark and
 * the no-break space count.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://tc39.es/ecma262/#sec-white-space">ECMAScript, white space</a>
 */
final class Whitespace {

	private static final String CHARACTERS = "\t\n\u000B\f\r \u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF";

	private Whitespace() {
	}

	static boolean is(char c) {
		return (c >= '\u2000' && c <= '\u200A') || CHARACTERS.indexOf(c) >= 0;
	}

	static String trim(String text) {
		int start = 0;
		int end = text.length();
		while (start < end && is(text.charAt(start))) {
			start++;
		}
		while (end > start && is(text.charAt(end - 1))) {
			end--;
		}
		return text.substring(start, end);
	}

	static List<String> split(String text) {
		List<String> fields = new ArrayList<>();
		int start = -1;
		for (int i = 0; i <= text.length(); i++) {
			boolean outside = (i == text.length()) || is(text.charAt(i));
			if (outside && start != -1) {
				fields.add(text.substring(start, i));
				start = -1;
			}
			else if (!outside && start == -1) {
				start = i;
			}
		}
		return fields;
	}

}
