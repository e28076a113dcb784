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

package io.github.assetsboot.servlet;

import java.util.Collection;
import java.util.Comparator;

import io.github.assetsboot.collection.AssetCollection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pattern of a handler that a path was perhaps meant for.
 *
 * @param pattern the pattern
 * @param shared the number of segments at the end that both have, variables included
 * @param literal the number of them that are no variables
 * @param similar whether nothing but a prefix, one segment or its spelling differs
 * @author the Assets for Spring Boot authors
 */
record SimilarPattern(String pattern, int shared, int literal, boolean similar) {

	/**
	 * Find the pattern that has the most in common with a path.
	 * @param path the path
	 * @param patterns the patterns
	 * @return one of them, or {@code null} if none is similar
	 */
	static @Nullable String find(String path, Collection<String> patterns) {
		String[] segments = path.split("/");
		return patterns.stream()
			.map((pattern) -> compare(segments, pattern))
			.filter(SimilarPattern::similar)
			.max(Comparator.comparingInt(SimilarPattern::literal)
				.thenComparingInt(SimilarPattern::shared)
				.thenComparing(SimilarPattern::pattern, Comparator.reverseOrder()))
			.map(SimilarPattern::pattern)
			.orElse(null);
	}

	private static SimilarPattern compare(String[] path, String pattern) {
		String[] segments = pattern.split("/");
		int length = Math.min(path.length, segments.length) - 1;
		int shared = 0;
		int literal = 0;
		while (shared < length && matches(segments[segments.length - 1 - shared], path[path.length - 1 - shared])) {
			literal += isVariable(segments[segments.length - 1 - shared]) ? 0 : 1;
			shared++;
		}
		int first = 0;
		while (first < length && matches(segments[1 + first], path[1 + first])) {
			first++;
		}
		int difference = Math.abs(path.length - segments.length);
		boolean oneSegment = difference <= 1 && length > 1 && first + shared >= length - 1 + difference;
		boolean end = shared == length && length > 0 && !isVariable(segments[segments.length - shared]);
		boolean spelling = difference == 0 && first + shared == length - 1
				&& isSpelledAlike(segments[1 + first], path[1 + first]);
		return new SimilarPattern(pattern, shared, literal, spelling || (literal > 0 && (end || oneSegment)));
	}

	private static boolean isSpelledAlike(String segment, String of) {
		return !isVariable(segment) && AssetCollection.areAlike("/" + of, "/" + segment);
	}

	private static boolean matches(String segment, String of) {
		return segment.equals(of) || isVariable(segment);
	}

	private static boolean isVariable(String segment) {
		return segment.startsWith("{") || segment.startsWith("*");
	}

}
