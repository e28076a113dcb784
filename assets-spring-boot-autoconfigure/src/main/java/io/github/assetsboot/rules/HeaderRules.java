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
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@code _headers} file, in the order in which they apply.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/headers/">Workers: headers</a>
 */
public final class HeaderRules {

	/**
	 * Name of the rule file.
	 */
	public static final String FILE_NAME = "_headers";

	/**
	 * Number of characters that placeholders may add to the header fields of one
	 * response. A container limits the size of the header.
	 */
	private static final int MAX_GROWTH = 2048;

	/**
	 * Number of characters that the names and values of a project may have in one
	 * response. The container would refuse a response with more.
	 */
	private static final int MAX_LENGTH_OF_PROJECT = 4096;

	private static final String HTTPS = "https://";

	private final List<CompiledRule> rules;

	private final RuleIndex<CompiledRule> index;

	private final List<RuleProblem> problems;

	private final int maxLength;

	HeaderRules(Map<String, HeaderRule> rules, List<RuleProblem> problems, HeaderRestrictions restrictions) {
		this.maxLength = restrictions.areOfProject() ? MAX_LENGTH_OF_PROJECT : Integer.MAX_VALUE;
		this.rules = rules.values().stream().map(CompiledRule::of).toList();
		this.index = new RuleIndex<>(this.rules, (rule) -> rule.pattern().firstSegment());
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return the rules of a collection without a {@code _headers} file.
	 * @return no rules at all
	 */
	public static HeaderRules none() {
		return new HeaderRules(Map.of(), List.of(), HeaderRestrictions.NONE);
	}

	/**
	 * Parse a {@code _headers} file. A line that is not valid is skipped and reported.
	 * @param text the file's text, {@code null} if there is no such file
	 * @return the rules and the problems with them
	 */
	public static HeaderRules parse(@Nullable String text) {
		return parse(text, HeaderRestrictions.NONE);
	}

	/**
	 * Parse a {@code _headers} file that may not set every field.
	 * @param text the file's text, {@code null} if there is no such file
	 * @param restrictions the fields that it may not set
	 * @return the rules and the problems with them
	 */
	public static HeaderRules parse(@Nullable String text, HeaderRestrictions restrictions) {
		return (text != null) ? new HeadersParser(restrictions).parse(text) : none();
	}

	/**
	 * Find the rules that apply to a request.
	 * @param host the host name in lower case, without the port
	 * @param path the normalized, undecoded path
	 * @return the rules in the order in which they apply, with splat and placeholders
	 * filled in
	 */
	public List<HeaderRule> match(String host, String path) {
		List<CompiledRule> candidates = this.index.candidates(path);
		if (candidates.isEmpty()) {
			return List.of();
		}
		List<HeaderRule> matches = new ArrayList<>();
		HeaderRule.Room room = new HeaderRule.Room(MAX_GROWTH);
		int length = 0;
		for (CompiledRule rule : candidates) {
			if (length > this.maxLength - rule.length()) {
				continue;
			}
			Captures captures = rule.pattern().match(rule.hasHost() ? HTTPS + host + path : path);
			if (captures != null) {
				length += rule.length();
				matches.add(rule.filled() ? rule.rule().fill(captures, room) : rule.rule());
			}
		}
		return matches;
	}

	/**
	 * Return whether the rules that apply to a path depend on the host.
	 * @param path the normalized, undecoded path
	 * @return {@code true} if a rule for a host may apply to the path
	 */
	public boolean isHostSpecific(String path) {
		return this.index.candidates(path).stream().anyMatch((rule) -> rule.hasHost() && rule.mayMatchPath(path));
	}

	/**
	 * Return the rules.
	 * @return the rules in the order in which they apply
	 */
	public List<HeaderRule> rules() {
		return this.rules.stream().map(CompiledRule::rule).toList();
	}

	/**
	 * Return the number of rules.
	 * @return how many rules there are
	 */
	public int size() {
		return this.rules.size();
	}

	/**
	 * Return the problems of the file.
	 * @return the problems, in the order of the lines
	 */
	public List<RuleProblem> problems() {
		return this.problems;
	}

	/**
	 * A rule made ready.
	 *
	 * @param pattern the pattern of the paths that it applies to
	 * @param rule the rule
	 * @param pathPattern what comes after a host, if that can be told apart
	 * @param filled whether a value may have a placeholder, which begins with a colon
	 * @param length the number of characters of its names and values
	 */
	private record CompiledRule(RulePattern pattern, HeaderRule rule, @Nullable RulePattern pathPattern, boolean filled,
			int length) {

		static CompiledRule of(HeaderRule rule) {
			boolean filled = rule.set().values().stream().anyMatch((value) -> value.indexOf(':') != -1);
			int length = rule.set()
				.entrySet()
				.stream()
				.mapToInt((field) -> field.getKey().length() + field.getValue().length())
				.sum();
			return new CompiledRule(RulePattern.compile(rule.scope()), rule, pathPattern(rule.scope()), filled, length);
		}

		/**
		 * Return the pattern of the path after a host. It is {@code null} without a host,
		 * or if the splat of the host may match a part of the path.
		 */
		private static @Nullable RulePattern pathPattern(String scope) {
			int slash = scope.indexOf('/', HTTPS.length());
			boolean separate = scope.startsWith(HTTPS) && slash != -1 && scope.substring(0, slash).indexOf('*') == -1;
			return separate ? RulePattern.compile(scope.substring(slash)) : null;
		}

		/**
		 * A host rule says {@code https} and means every scheme.
		 */
		boolean hasHost() {
			return this.rule.scope().startsWith(HTTPS);
		}

		boolean mayMatchPath(String path) {
			return this.pathPattern == null || this.pathPattern.match(path) != null;
		}

	}

}
