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
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The path, or URL, that a rule applies to. {@code *} matches any run of characters and
 * is captured as {@code splat}; {@code :name} matches one segment, in a host up to a dot;
 * everything else matches itself.
 * <p>
 * Matching takes time linear in the length of the path for every pattern. A pattern has
 * at most {@value #MAX_WILDCARDS} wildcards. A pass from the end finds the positions that
 * can lead to a match. Then each placeholder in turn takes the longest run that leads to
 * one. The captured text is that of a greedy regular expression, without the
 * backtracking.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/redirects/">Workers:
 * redirects</a>
 */
final class RulePattern {

	/**
	 * Number of placeholders and splats in a pattern, more than the address of a page
	 * has. The time that matching takes grows with it.
	 */
	static final int MAX_WILDCARDS = 10;

	static final Pattern PLACEHOLDER = Pattern.compile(":([A-Za-z]\\w*)");

	private static final String HOST_PLACEHOLDER_DELIMITERS = "-/\\^$+?.()|[]{}";

	private final List<Token> tokens;

	private final boolean ambiguous;

	private RulePattern(List<Token> tokens) {
		this.tokens = List.copyOf(tokens);
		this.ambiguous = hasRepeatedCapture(tokens);
	}

	/**
	 * Compile a pattern.
	 * @param rule the path or URL
	 * @return the pattern
	 * @throws InvalidRuleException if it has too many placeholders and splats
	 */
	static RulePattern compile(String rule) {
		int wildcards = countWildcards(rule);
		if (wildcards > MAX_WILDCARDS) {
			throw new InvalidRuleException(
					"a path can have " + MAX_WILDCARDS + " placeholders and * at most, and this one has " + wildcards);
		}
		List<Token> tokens = new ArrayList<>();
		String[] literals = rule.split("\\*", -1);
		for (int i = 0; i < literals.length; i++) {
			if (i > 0) {
				tokens.add(new Wildcard("splat", Run.ANYTHING));
			}
			tokens.add(new Literal(literals[i]));
		}
		for (String name : hostPlaceholders(rule)) {
			tokens = insertWildcards(tokens, new Wildcard(name, Run.LABEL));
		}
		for (String name : placeholders(tokens)) {
			tokens = insertWildcards(tokens, new Wildcard(name, Run.SEGMENT));
		}
		tokens.removeIf((token) -> token instanceof Literal literal && literal.text().isEmpty());
		return new RulePattern(tokens);
	}

	private static int countWildcards(String rule) {
		int count = (int) rule.chars().filter((character) -> character == '*').count();
		Matcher matcher = PLACEHOLDER.matcher(rule);
		while (matcher.find()) {
			count++;
		}
		return count;
	}

	/**
	 * Return whether a rule has a splat or a placeholder.
	 * @param rule the rule's path
	 * @return {@code true} if it stands for more than one path
	 */
	static boolean isDynamic(String rule) {
		return rule.indexOf('*') != -1 || PLACEHOLDER.matcher(rule).find();
	}

	private static List<String> hostPlaceholders(String rule) {
		List<String> names = new ArrayList<>();
		if (rule.startsWith("https://")) {
			int end = rule.indexOf('/', "https://".length());
			Matcher matcher = PLACEHOLDER.matcher(rule);
			while (matcher.find() && (end == -1 || matcher.start() < end)) {
				if (matcher.end() < rule.length()
						&& HOST_PLACEHOLDER_DELIMITERS.indexOf(rule.charAt(matcher.end())) != -1) {
					names.add(matcher.group(1));
				}
			}
		}
		return names;
	}

	private static List<String> placeholders(List<Token> tokens) {
		List<String> names = new ArrayList<>();
		for (Token token : tokens) {
			if (token instanceof Literal literal) {
				PLACEHOLDER.matcher(literal.text()).results().forEach((result) -> names.add(result.group(1)));
			}
		}
		return names;
	}

	/**
	 * Put a placeholder wherever its name stands, also as the beginning of a longer name.
	 */
	private static List<Token> insertWildcards(List<Token> tokens, Wildcard wildcard) {
		List<Token> result = new ArrayList<>();
		for (Token token : tokens) {
			if (token instanceof Literal literal) {
				String[] parts = literal.text().split(Pattern.quote(":" + wildcard.name()), -1);
				for (int i = 0; i < parts.length; i++) {
					if (i > 0) {
						result.add(wildcard);
					}
					result.add(new Literal(parts[i]));
				}
			}
			else {
				result.add(token);
			}
		}
		return result;
	}

	private static boolean hasRepeatedCapture(List<Token> tokens) {
		Set<String> names = new HashSet<>();
		return tokens.stream().anyMatch((token) -> token instanceof Wildcard wildcard && !names.add(wildcard.name()));
	}

	/**
	 * Return the names of the placeholders, with {@code splat} for a splat.
	 * @return the names in the order in which they are filled in
	 */
	Set<String> names() {
		Set<String> names = new LinkedHashSet<>();
		for (Token token : this.tokens) {
			if (token instanceof Wildcard wildcard) {
				names.add(wildcard.name());
			}
		}
		return names;
	}

	/**
	 * Return a text that the pattern matches, unless it is ambiguous.
	 */
	String sample() {
		StringBuilder sample = new StringBuilder();
		for (Token token : this.tokens) {
			sample.append((token instanceof Literal literal) ? literal.text() : "x");
		}
		return sample.toString();
	}

	/**
	 * Return whether one name would have to capture two values, so that the pattern never
	 * matches. Examples are a repeated placeholder or splat, and a name that a later name
	 * begins with.
	 * @return {@code true} if the pattern never matches
	 */
	boolean isAmbiguous() {
		return this.ambiguous;
	}

	/**
	 * Return the first segment of the paths that this pattern matches.
	 * @return the segment with its slash in front, or {@code null} if it is not the same
	 * for all of them
	 */
	@Nullable String firstSegment() {
		if (this.tokens.isEmpty() || !(this.tokens.get(0) instanceof Literal first) || !first.text().startsWith("/")) {
			return null;
		}
		boolean whole = this.tokens.size() == 1 || first.text().indexOf('/', 1) != -1;
		return whole ? UrlPath.firstSegment(first.text()) : null;
	}

	@Nullable Captures match(String text) {
		if (this.ambiguous || !matchesEnds(text)) {
			return null;
		}
		BitSet[] reachable = reachablePositions(text);
		return (reachable != null && reachable[0].get(0)) ? capture(text, reachable) : null;
	}

	private boolean matchesEnds(String text) {
		if (this.tokens.isEmpty()) {
			return text.isEmpty();
		}
		return (!(this.tokens.get(0) instanceof Literal first) || text.startsWith(first.text()))
				&& (!(this.tokens.get(this.tokens.size() - 1) instanceof Literal last) || text.endsWith(last.text()));
	}

	/**
	 * Find for every token the positions from which it and all that follow match the rest
	 * of the text.
	 * @return the positions, or {@code null} if there are none for one of the tokens
	 */
	private BitSet @Nullable [] reachablePositions(String text) {
		BitSet[] reachable = new BitSet[this.tokens.size() + 1];
		BitSet following = new BitSet(text.length() + 1);
		following.set(text.length());
		reachable[this.tokens.size()] = following;
		for (int i = this.tokens.size() - 1; i >= 0; i--) {
			following = this.tokens.get(i).startsBefore(following, text);
			if (following.isEmpty()) {
				return null;
			}
			reachable[i] = following;
		}
		return reachable;
	}

	private Captures capture(String text, BitSet[] reachable) {
		Map<String, String> values = new LinkedHashMap<>();
		int position = 0;
		for (int i = 0; i < this.tokens.size(); i++) {
			int end = this.tokens.get(i).longestEnd(position, reachable[i + 1], text);
			if (this.tokens.get(i) instanceof Wildcard wildcard) {
				values.put(wildcard.name(), text.substring(position, end));
			}
			position = end;
		}
		return new Captures(values);
	}

	private sealed interface Token {

		/**
		 * Find the positions from which this token leads to one of the given positions.
		 */
		BitSet startsBefore(BitSet ends, String text);

		/**
		 * Find the farthest of the given positions that this token leads to.
		 */
		int longestEnd(int start, BitSet ends, String text);

	}

	private record Literal(String text) implements Token {

		@Override
		public BitSet startsBefore(BitSet ends, String path) {
			BitSet starts = new BitSet();
			for (int end = ends.nextSetBit(this.text.length()); end >= 0; end = ends.nextSetBit(end + 1)) {
				if (path.startsWith(this.text, end - this.text.length())) {
					starts.set(end - this.text.length());
				}
			}
			return starts;
		}

		@Override
		public int longestEnd(int start, BitSet ends, String path) {
			return start + this.text.length();
		}

	}

	private record Wildcard(String name, Run run) implements Token {

		@Override
		public BitSet startsBefore(BitSet ends, String path) {
			BitSet starts = new BitSet(path.length() + 1);
			boolean leadsToEnd = false;
			for (int i = path.length(); i >= 0; i--) {
				leadsToEnd = (i < path.length()) && this.run.accepts(path.charAt(i)) && (leadsToEnd || ends.get(i + 1));
				starts.set(i, leadsToEnd || (this.run.mayBeEmpty() && ends.get(i)));
			}
			return starts;
		}

		@Override
		public int longestEnd(int start, BitSet ends, String path) {
			int limit = start;
			while (limit < path.length() && this.run.accepts(path.charAt(limit))) {
				limit++;
			}
			return ends.previousSetBit(limit);
		}

	}

	private enum Run {

		ANYTHING, SEGMENT, LABEL;

		boolean mayBeEmpty() {
			return this == ANYTHING;
		}

		boolean accepts(char c) {
			return switch (this) {
				case ANYTHING -> true;
				case SEGMENT -> c != '/';
				case LABEL -> c != '/' && c != '.';
			};
		}

	}

}
