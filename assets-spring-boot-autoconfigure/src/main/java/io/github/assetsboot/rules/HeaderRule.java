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
	 * Fill in what was captured. A value that would grow beyond the room is left out.
	 */
	HeaderRule fill(Captures captures, int room) {
		Map<String, String> filled = new LinkedHashMap<>();
		int left = room;
		for (Map.Entry<String, String> field : this.set.entrySet()) {
			String text = captures.fill(field.getValue());
			int growth = (text != null) ? Math.max(0, text.length() - field.getValue().length()) : 0;
			if (text != null && growth <= left) {
				filled.put(field.getKey(), text.strip());
				left -= growth;
			}
		}
		return new HeaderRule(this.scope, this.unset, filled);
	}

	int length() {
		return this.set.values().stream().mapToInt(String::length).sum();
	}

}
