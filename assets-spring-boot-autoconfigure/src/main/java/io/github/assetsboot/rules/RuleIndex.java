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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * Rules by the first segment of the paths that they can match, so that a request is not
 * compared with all of them. Their order is kept.
 *
 * @param <R> the type of the rules
 * @author the Assets for Spring Boot authors
 */
final class RuleIndex<R> {

	private final Map<String, List<R>> bySegment = new HashMap<>();

	private final List<R> anywhere = new ArrayList<>();

	/**
	 * Create an index.
	 * @param rules the rules in their order
	 * @param segment gives the first segment, with its slash in front, of all paths that
	 * a rule matches, or {@code null} if they differ in it
	 */
	RuleIndex(List<R> rules, Function<R, @Nullable String> segment) {
		for (R rule : rules) {
			String name = segment.apply(rule);
			if (name != null) {
				this.bySegment.computeIfAbsent(name, (key) -> new ArrayList<>(this.anywhere)).add(rule);
			}
			else {
				this.anywhere.add(rule);
				this.bySegment.values().forEach((candidates) -> candidates.add(rule));
			}
		}
	}

	/**
	 * Find the rules that a path has to be compared with.
	 * @param path the path
	 * @return the rules in their order
	 */
	List<R> candidates(String path) {
		return this.bySegment.isEmpty() ? this.anywhere
				: this.bySegment.getOrDefault(UrlPath.firstSegment(path), this.anywhere);
	}

}
