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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A block of a {@code _headers} file: the header fields that are taken away from, then
 * those that are set on every response to a matching request.
 *
 * @param scope the path or URL, possibly with a splat and placeholders
 * @param unset names of the fields to take away
 * @param set values of the fields to set, by name
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record HeaderRule(String scope, List<String> unset, Map<String, String> set) {

	/**
	 * Create a rule.
	 * @param scope the path or URL
	 * @param unset names of the fields to take away
	 * @param set values of the fields to set, by name
	 */
	public HeaderRule {
		unset = List.copyOf(unset);
		set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
	}

	/**
	 * Fill in the captured values. A value that would grow beyond the room is left out.
	 */
	HeaderRule fill(Captures captures, Room room) {
		Map<String, String> filled = new LinkedHashMap<>();
		for (Map.Entry<String, String> field : this.set.entrySet()) {
			String text = captures.fill(field.getValue(), field.getValue().length() + room.left);
			if (text != null && room.take(text.length() - field.getValue().length())) {
				filled.put(field.getKey(), text.strip());
			}
		}
		return new HeaderRule(this.scope, this.unset, filled);
	}

	/**
	 * Number of characters that placeholders may still add to one response.
	 */
	static final class Room {

		private int left;

		Room(int left) {
			this.left = left;
		}

		private boolean take(int growth) {
			boolean fits = growth <= this.left;
			if (fits) {
				this.left -= Math.max(0, growth);
			}
			return fits;
		}

	}

}
