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

package io.github.assetsboot.robustness;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A list of tags as in {@code If-Match} and {@code If-None-Match}, and what it names.
 *
 * @param values the values, one for each header field
 * @param strong the strong tags in it
 * @param weak the tags in it that are marked as weak, without the mark
 * @param any whether it is {@code *}
 * @param sure whether there is only one reading of it
 * @author the Assets for Spring Boot authors
 */
record TagCase(List<String> values, Set<String> strong, Set<String> weak, boolean any, boolean sure) {

	private static final List<String> FALSE = List.of("\"x\"", "\"\"", "\"foo,bar\"", "\"a b\"", "W/\"x\"",
			"\"00000000000000000000000000000000\"", "\"-gzip\"", "\"\u00fc\"", "\"*\"");

	private static final List<String> MALFORMED = List.of("T", ",", "W/", "\"T", "w/\"x\"", "''", "*,*", "x\"", "",
			"W/*", "\"x\" \"y\"", "\"x\";q=1");

	/**
	 * Make one up.
	 * @param random random numbers
	 * @param real the tags that the file has
	 * @return the list
	 */
	static TagCase of(Random random, List<String> real) {
		if (random.nextInt(8) == 0) {
			return new TagCase(List.of("*"), Set.of(), Set.of(), true, true);
		}
		Set<String> strong = new HashSet<>();
		Set<String> weak = new HashSet<>();
		List<String> values = new ArrayList<>();
		boolean sure = true;
		for (int fields = (random.nextInt(6) == 0) ? 2 : 1; fields > 0; fields--) {
			List<String> members = new ArrayList<>();
			for (int count = 1 + random.nextInt(3); count > 0; count--) {
				String tag = real.get(random.nextInt(real.size()));
				switch (random.nextInt(8)) {
					case 0, 1 -> {
						members.add(tag);
						strong.add(tag);
					}
					case 2 -> {
						members.add("W/" + tag);
						weak.add(tag);
					}
					case 3 -> members.add(tag.toUpperCase());
					case 4 -> members.add(tag.substring(0, 20) + '"');
					case 5 -> {
						members.add(MALFORMED.get(random.nextInt(MALFORMED.size())));
						sure = false;
					}
					default -> members.add(FALSE.get(random.nextInt(FALSE.size())));
				}
			}
			values.add(String.join(List.of(",", ", ", " , ", ",\t").get(random.nextInt(4)), members));
		}
		strong.removeIf((tag) -> tag.equals(tag.toUpperCase()) && !real.contains(tag));
		return new TagCase(values, strong, weak, false, sure);
	}

	/**
	 * Return whether a weak comparison finds one of some tags.
	 * @param tags the tags
	 * @return {@code true} if it does
	 */
	boolean names(List<String> tags) {
		return this.any || tags.stream().anyMatch((tag) -> this.strong.contains(tag) || this.weak.contains(tag));
	}

	/**
	 * Return whether a strong comparison finds one of some tags.
	 * @param tags the tags
	 * @return {@code true} if it does
	 */
	boolean namesStrongly(List<String> tags) {
		return this.any || tags.stream().anyMatch(this.strong::contains);
	}

}
