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
import java.util.Map;
import java.util.TreeMap;

import io.github.assetsboot.collection.AssetCollection;
import org.jspecify.annotations.Nullable;

/**
 * Finds the pattern of a handler that a path was perhaps meant for.
 *
 * @param pattern the pattern
 * @param shared the number of segments at the end that both have, variables included
 * @param literal the number of them that are no variables
 * @param similar whether nothing but a prefix or one segment differs
 * @author the Assets for Spring Boot authors
 */
record SimilarPattern(String pattern, int shared, int literal, boolean similar) {

	/**
	 * Find the pattern that has the most in common with a path, or the one that is spelt
	 * most like it.
	 * @param path the path
	 * @param patterns the patterns
	 * @return one of them, or {@code null} if none is similar
	 */
	static @Nullable String find(String path, Collection<String> patterns) {
		String[] segments = path.split("/");
		return patterns.stream()
			.map((pattern) -> compare(segments, pattern))
			.filter((pattern) -> pattern.similar && pattern.literal > 0)
			.max(Comparator.comparingInt(SimilarPattern::literal)
				.thenComparingInt(SimilarPattern::shared)
				.thenComparing(SimilarPattern::pattern, Comparator.reverseOrder()))
			.map(SimilarPattern::pattern)
			.orElseGet(() -> nearest(path, patterns));
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
		return new SimilarPattern(pattern, shared, literal, end || oneSegment);
	}

	/**
	 * Find the pattern that differs least in the spelling of one segment.
	 */
	private static @Nullable String nearest(String path, Collection<String> patterns) {
		Map<String, String> spellings = new TreeMap<>();
		for (String pattern : patterns) {
			String other = withOneSegment(path, pattern);
			if (other != null) {
				spellings.putIfAbsent(other, pattern);
			}
		}
		String nearest = AssetCollection.nearest(path, spellings.keySet());
		return (nearest != null) ? spellings.get(nearest) : null;
	}

	/**
	 * Return the path with one segment of a pattern, {@code null} if more of them differ.
	 * A name with an extension is that of a file.
	 */
	private static @Nullable String withOneSegment(String path, String pattern) {
		String[] segments = path.split("/");
		String[] others = pattern.split("/");
		int differences = 0;
		for (int i = 1; i < segments.length && segments.length == others.length; i++) {
			if (!matches(others[i], segments[i])) {
				differences += (segments[i].contains(".") == others[i].contains(".")) ? 1 : 2;
				segments[i] = others[i];
			}
		}
		return (differences == 1) ? String.join("/", segments) : null;
	}

	private static boolean matches(String segment, String of) {
		return segment.equals(of) || isVariable(segment);
	}

	private static boolean isVariable(String segment) {
		return segment.startsWith("{") || segment.startsWith("*");
	}

}
