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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@code _redirects} file: static ones, found by their exact path, then
 * dynamic ones in the order of the file.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/redirects/">Workers:
 * redirects</a>
 */
public final class Redirects {

	/**
	 * Name of the rule file.
	 */
	public static final String FILE_NAME = "_redirects";

	private static final Pattern SCHEME = Pattern.compile("\\w+://.*", Pattern.DOTALL);

	private static final Pattern SLASHES = Pattern.compile("//+");

	private final Map<String, RedirectRule> staticRules = new LinkedHashMap<>();

	private final List<DynamicRule> dynamicRules = new ArrayList<>();

	private final RuleIndex<DynamicRule> index;

	private final List<RuleProblem> problems;

	Redirects(List<RedirectRule> rules, List<RuleProblem> problems) {
		List<RuleProblem> allProblems = new ArrayList<>(problems);
		for (RedirectRule rule : rules) {
			if (this.dynamicRules.isEmpty() && !RulePattern.isDynamic(rule.from())) {
				this.staticRules.put(rule.from(), rule);
				continue;
			}
			DynamicRule dynamicRule = new DynamicRule(RulePattern.compile(rule.from()), rule);
			this.dynamicRules.add(dynamicRule);
			if (dynamicRule.pattern().isAmbiguous()) {
				allProblems.add(new RuleProblem(FILE_NAME, rule.line(), rule.from() + " " + rule.to(),
						"this rule never matches, because a placeholder or splat is repeated in it,"
								+ " or a placeholder's name begins with an earlier one's",
						false));
			}
		}
		this.index = new RuleIndex<>(this.dynamicRules, (rule) -> rule.pattern().firstSegment());
		this.problems = List.copyOf(allProblems);
	}

	/**
	 * Return the redirects of a collection without a {@code _redirects} file.
	 * @return no rules at all
	 */
	public static Redirects none() {
		return new Redirects(List.of(), List.of());
	}

	/**
	 * Parse a {@code _redirects} file. A line that is not valid is skipped and reported.
	 * @param text the file's text, {@code null} if there is no such file
	 * @param htmlHandling whether the collection has html handling, which makes some
	 * rules an endless redirect
	 * @return the rules and the problems with them
	 */
	public static Redirects parse(@Nullable String text, boolean htmlHandling) {
		return (text != null) ? new RedirectsParser(htmlHandling).parse(text) : none();
	}

	/**
	 * Find the rule that applies to a path.
	 * @param path the normalized, undecoded path
	 * @return the rule, or {@code null} if there is none
	 */
	public @Nullable RedirectMatch match(String path) {
		RedirectRule staticRule = this.staticRules.get(path);
		if (staticRule != null) {
			return new RedirectMatch(staticRule, staticRule.to());
		}
		for (DynamicRule dynamicRule : this.index.candidates(path)) {
			RedirectMatch match = dynamicRule.match(path);
			if (match != null) {
				return match;
			}
		}
		return null;
	}

	/**
	 * Return the rules.
	 * @return the static rules, then the dynamic ones, each in their order
	 */
	public List<RedirectRule> rules() {
		return Stream.concat(this.staticRules.values().stream(), this.dynamicRules.stream().map(DynamicRule::rule))
			.toList();
	}

	/**
	 * Return the number of rules.
	 * @return how many rules there are
	 */
	public int size() {
		return this.staticRules.size() + this.dynamicRules.size();
	}

	/**
	 * Return what is wrong with the file.
	 * @return the problems, in the order of the lines
	 */
	public List<RuleProblem> problems() {
		return this.problems;
	}

	private record DynamicRule(RulePattern pattern, RedirectRule rule) {

		@Nullable RedirectMatch match(String path) {
			Captures captures = this.pattern.match(path);
			String target = (captures != null) ? captures.fill(this.rule.to()) : null;
			return (target != null) ? new RedirectMatch(this.rule, withoutDoubleSlashes(Whitespace.trim(target)))
					: null;
		}

		/**
		 * A captured value could otherwise turn a path into the name of another host.
		 */
		private static String withoutDoubleSlashes(String target) {
			return SCHEME.matcher(target).matches() ? target : SLASHES.matcher(target).replaceAll("/");
		}

	}

}
