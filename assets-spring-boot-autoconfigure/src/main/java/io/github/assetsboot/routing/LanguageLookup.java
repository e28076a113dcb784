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

package io.github.assetsboot.routing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Look-up of a language by the value of {@code Accept-Language}. The time is linear in
 * the length of the value.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4647#section-3.4">RFC 4647, section
 * 3.4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.4">RFC 9110, section
 * 12.5.4</a>
 */
final class LanguageLookup {

	/**
	 * Number of language ranges that count. The others are ignored.
	 */
	private static final int MAX_RANGES = 100;

	/**
	 * Length of a language range that counts. A longer one is ignored.
	 */
	private static final int MAX_LENGTH = 100;

	private static final int MAX_WEIGHT = 1000;

	private LanguageLookup() {
	}

	/**
	 * Find the language that a client prefers.
	 * @param acceptLanguage the value of {@code Accept-Language}, several fields joined
	 * by commas
	 * @param tags the tags of the languages, in lower case
	 * @return the tag, or {@code null} if no language matches. The range {@code *}
	 * matches none
	 */
	static @Nullable String find(String acceptLanguage, Set<String> tags) {
		List<Range> ranges = ranges(acceptLanguage);
		Set<String> refused = ranges.stream()
			.filter((range) -> range.weight() == 0)
			.map(Range::text)
			.collect(Collectors.toSet());
		return ranges.stream()
			.filter((range) -> range.weight() > 0)
			.sorted(Comparator.comparing(Range::weight).reversed())
			.map((range) -> find(range, tags, refused))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private static @Nullable String find(Range range, Set<String> tags, Set<String> refused) {
		String tag = range.text();
		while (!tag.isEmpty()) {
			if (tags.contains(tag) && !refused.contains(tag)) {
				return tag;
			}
			tag = withoutLastSubtag(tag);
		}
		return null;
	}

	/**
	 * A single letter or digit introduces the subtags that follow, so that it goes with
	 * the first of them.
	 */
	private static String withoutLastSubtag(String tag) {
		int end = Math.max(tag.lastIndexOf('-'), 0);
		return (end >= 2 && tag.charAt(end - 2) == '-') ? tag.substring(0, end - 2) : tag.substring(0, end);
	}

	private static List<Range> ranges(String list) {
		List<Range> ranges = new ArrayList<>();
		for (int start = 0; start < list.length() && ranges.size() < MAX_RANGES;) {
			int comma = list.indexOf(',', start);
			int end = (comma != -1) ? comma : list.length();
			int endOfRange = start;
			while (endOfRange < end && list.charAt(endOfRange) != ';') {
				endOfRange++;
			}
			add(list, start, endOfRange, end, ranges);
			start = end + 1;
		}
		return ranges;
	}

	private static void add(String list, int start, int endOfRange, int end, List<Range> ranges) {
		if (endOfRange - start <= MAX_LENGTH) {
			String text = list.substring(start, endOfRange).strip();
			if (!text.isEmpty()) {
				ranges.add(new Range(text.toLowerCase(Locale.ROOT), weight(list, endOfRange + 1, end)));
			}
		}
	}

	/**
	 * Return the weight in thousandths. An invalid one counts as 1.
	 */
	private static int weight(String list, int start, int end) {
		int i = start;
		while (i < end && (list.charAt(i) == ' ' || list.charAt(i) == '\t')) {
			i++;
		}
		if (i + 2 >= end || (list.charAt(i) | 0x20) != 'q' || list.charAt(i + 1) != '=' || list.charAt(i + 2) != '0') {
			return MAX_WEIGHT;
		}
		int weight = 0;
		int unit = MAX_WEIGHT;
		if (i + 3 < end && list.charAt(i + 3) == '.') {
			for (int j = i + 4; j < end && list.charAt(j) >= '0' && list.charAt(j) <= '9' && unit > 1; j++) {
				unit /= 10;
				weight += unit * (list.charAt(j) - '0');
			}
		}
		return weight;
	}

	/**
	 * A language range with its weight in thousandths.
	 */
	private record Range(String text, int weight) {

	}

}
