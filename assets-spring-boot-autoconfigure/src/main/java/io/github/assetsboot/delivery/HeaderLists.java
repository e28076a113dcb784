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

/**
 * Lists in header fields, RFC 9110, section 5.6.1.
 */
final class HeaderLists {

	private HeaderLists() {
	}

	/**
	 * Split a list at its commas, except for those in quotes.
	 * @param value the value of a header field
	 * @return the members without white space around them; empty ones are included
	 */
	static List<String> members(String value) {
		List<String> members = new ArrayList<>();
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i <= value.length(); i++) {
			boolean end = (i == value.length());
			if (!end && value.charAt(i) == '"') {
				quoted = !quoted;
			}
			if (end || (!quoted && value.charAt(i) == ',')) {
				members.add(value.substring(start, i).trim());
				start = i + 1;
			}
		}
		return members;
	}

}
