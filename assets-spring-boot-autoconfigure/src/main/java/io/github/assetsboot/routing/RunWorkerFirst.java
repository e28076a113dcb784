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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Requests that the application answers although an asset may match: none, all, or those
 * whose path a list of patterns decides on. A pattern that begins with {@code !} names
 * paths of the assets and wins over the others.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/binding/#run_worker_first">Workers:
 * run_worker_first</a>
 */
public final class RunWorkerFirst {

	private static final int MAX_RULES = 100;

	private static final int MAX_RULE_LENGTH = 100;

	private static final RunWorkerFirst NEVER = new RunWorkerFirst(false, List.of(), List.of());

	private static final RunWorkerFirst ALWAYS = new RunWorkerFirst(true, List.of(), List.of());

	private final boolean always;

	private final List<Glob> application;

	private final List<Glob> assets;

	private RunWorkerFirst(boolean always, List<Glob> application, List<Glob> assets) {
		this.always = always;
		this.application = application;
		this.assets = assets;
	}

	/**
	 * Assets are looked for first.
	 * @return the setting {@code false}
	 */
	public static RunWorkerFirst never() {
		return NEVER;
	}

	/**
	 * The application comes first, whatever the path.
	 * @return the setting {@code true}
	 */
	public static RunWorkerFirst always() {
		return ALWAYS;
	}

	/**
	 * The application comes first where the patterns say so.
	 * @param rules the patterns, at least one
	 * @return the setting
	 * @throws IllegalArgumentException if the list is not valid; the message names every
	 * bad rule
	 */
	public static RunWorkerFirst patterns(List<String> rules) {
		List<String> problems = problems(rules);
		if (!problems.isEmpty()) {
			throw new IllegalArgumentException(String.join("\n", problems));
		}
		return new RunWorkerFirst(false, rules.stream().filter((rule) -> rule.startsWith("/")).map(Glob::new).toList(),
				rules.stream()
					.filter((rule) -> rule.startsWith("!"))
					.map((rule) -> new Glob(rule.substring(1)))
					.toList());
	}

	private static List<String> problems(List<String> rules) {
		List<String> problems = new ArrayList<>();
		if (rules.size() > MAX_RULES) {
			problems.add("there are " + rules.size() + " rules, and there can be " + MAX_RULES + " at most");
		}
		List<String> positive = new ArrayList<>();
		List<String> negative = new ArrayList<>();
		for (String rule : rules) {
			if (rule.startsWith("/")) {
				positive.add(rule);
			}
			else if (rule.startsWith("!/")) {
				negative.add(rule);
			}
			else if (rule.startsWith("!")) {
				problems.add("'" + rule + "': a negative rule must start with '!/'");
			}
			else {
				problems.add("'" + rule + "': a rule must start with '/' or '!/'");
			}
		}
		if (positive.isEmpty() && !negative.isEmpty()) {
			problems.add("there are only negative rules (" + String.join(", ", negative)
					+ "), and there must be one that is not");
		}
		problems.addAll(problemsOfOneSign(positive));
		problems.addAll(problemsOfOneSign(negative));
		return problems;
	}

	private static List<String> problemsOfOneSign(List<String> rules) {
		List<String> problems = new ArrayList<>();
		Set<String> seen = new HashSet<>();
		for (String rule : rules) {
			if (rule.length() > MAX_RULE_LENGTH) {
				problems.add("'" + rule + "': a rule can have " + MAX_RULE_LENGTH + " characters at most");
			}
			if (!seen.add(rule)) {
				problems.add("'" + rule + "': the rule is there twice");
			}
			String coveredBy = coveringRule(rule, rules);
			if (coveredBy != null) {
				problems.add("'" + rule + "': the rule '" + coveredBy + "' makes it redundant");
			}
		}
		return problems;
	}

	private static @Nullable String coveringRule(String rule, List<String> rules) {
		for (String other : rules) {
			if (other.endsWith("*") && !other.equals(rule) && rule.startsWith(other.substring(0, other.length() - 1))) {
				return other;
			}
		}
		return null;
	}

	/**
	 * Return whether this is a list of patterns.
	 * @return {@code true} if it is neither {@code true} nor {@code false}
	 */
	public boolean isPatterns() {
		return !this.application.isEmpty();
	}

	/**
	 * Decide on a path.
	 * @param path the normalized, undecoded path
	 * @return whether the application or the assets come first
	 */
	public Precedence decide(String path) {
		if (matches(this.assets, path)) {
			return Precedence.ASSETS;
		}
		return (this.always || matches(this.application, path)) ? Precedence.APPLICATION : Precedence.UNDECIDED;
	}

	/**
	 * Find the pattern that decides on a path.
	 * @param path the normalized, undecoded path
	 * @return the pattern as it was set, or {@code null} if none does
	 */
	public @Nullable String patternFor(String path) {
		Glob glob = find(this.assets, path);
		if (glob != null) {
			return "!" + glob.pattern();
		}
		glob = find(this.application, path);
		return (glob != null) ? glob.pattern() : null;
	}

	private static boolean matches(List<Glob> globs, String path) {
		return find(globs, path) != null;
	}

	private static @Nullable Glob find(List<Glob> globs, String path) {
		for (Glob glob : globs) {
			if (glob.matches(path)) {
				return glob;
			}
		}
		return null;
	}

	/**
	 * Order of the application and the assets for a path.
	 */
	public enum Precedence {

		/**
		 * The application.
		 */
		APPLICATION,

		/**
		 * The assets, not-found handling included.
		 */
		ASSETS,

		/**
		 * The assets if they have an answer, otherwise the application.
		 */
		UNDECIDED

	}

}
