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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.rules.UrlPath.Origin;
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

	/**
	 * Create redirects.
	 * @param rules the rules, which have been checked
	 * @param problems the problems that were found meanwhile
	 */
	Redirects(List<RedirectRule> rules, List<RuleProblem> problems) {
		for (RedirectRule rule : rules) {
			if (this.dynamicRules.isEmpty() && !RulePattern.isDynamic(rule.from())) {
				this.staticRules.put(rule.from(), rule);
			}
			else {
				this.dynamicRules.add(DynamicRule.of(rule));
			}
		}
		this.index = new RuleIndex<>(this.dynamicRules, (rule) -> rule.pattern().firstSegment());
		this.problems = problems;
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
		return parse(text, htmlHandling, "");
	}

	/**
	 * Parse a {@code _redirects} file whose rules are below a base path.
	 * @param text the file's text, {@code null} if there is no such file
	 * @param htmlHandling whether the collection has html handling, which makes some
	 * rules an endless redirect
	 * @param basePath the base path without a slash at the end, which a rule should not
	 * repeat
	 * @return the rules and the problems with them
	 */
	public static Redirects parse(@Nullable String text, boolean htmlHandling, String basePath) {
		return (text != null) ? new RedirectsParser(htmlHandling, basePath).parse(text) : none();
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

	int dynamicRules() {
		return this.dynamicRules.size();
	}

	/**
	 * Return the problems of the file. Rules that lead back to themselves are looked for
	 * with each call.
	 * @return the problems, in the order of the lines
	 */
	public List<RuleProblem> problems() {
		if (this.problems.size() >= Problems.MAX_PROBLEMS || size() == 0) {
			return this.problems;
		}
		Problems all = new Problems(FILE_NAME);
		this.problems.forEach(all::add);
		RedirectChecks checks = new RedirectChecks(this);
		this.staticRules.forEach((path, rule) -> checkEnd(rule, path, checks, all));
		this.dynamicRules.forEach((rule) -> checkEnd(rule.rule(), rule.pattern().sample(), checks, all));
		return all.toList().stream().sorted(Comparator.comparingInt(RuleProblem::line)).toList();
	}

	private static void checkEnd(RedirectRule rule, String sample, RedirectChecks checks, Problems problems) {
		if (checks.isEndless(rule, sample)) {
			problems.warn(rule.line(), rule.from() + " " + rule.to(),
					"this redirects for ever, because the target leads back to this rule");
		}
	}

	private record DynamicRule(RulePattern pattern, RedirectRule rule, List<String> inHost) {

		static DynamicRule of(RedirectRule rule) {
			RulePattern pattern = RulePattern.compile(rule.from());
			return new DynamicRule(pattern, rule, TargetHost.placeholders(rule.to(), pattern.names()));
		}

		@Nullable RedirectMatch match(String path) {
			Captures captures = this.pattern.match(path);
			if (captures == null || !this.inHost.stream().allMatch((name) -> isHost(captures.values().get(name)))) {
				return null;
			}
			String target = captures.fill(this.rule.to());
			return (target != null) ? new RedirectMatch(this.rule, withoutDoubleSlashes(Whitespace.trim(target)))
					: null;
		}

		private static boolean isHost(@Nullable String value) {
			return value != null && TargetHost.accepts(value);
		}

		/**
		 * A captured value could otherwise turn a path into the name of another host.
		 */
		private static String withoutDoubleSlashes(String target) {
			return SCHEME.matcher(target).matches() ? target : SLASHES.matcher(target).replaceAll("/");
		}

	}

	/**
	 * A line of {@code _redirects}.
	 *
	 * @param from the path, possibly with a splat and placeholders
	 * @param to where it leads to: a path, or a URL
	 * @param status the status code; 200 serves the target under the requested URL
	 * @param line the number of the line, from 1
	 * @since 0.1.0
	 */
	public record RedirectRule(String from, String to, int status, int line) {

	}

	/**
	 * A redirect rule that applies to a request, its target filled in.
	 *
	 * @param rule the rule
	 * @param target the target, its splat and placeholders filled in
	 * @since 0.1.0
	 */
	public record RedirectMatch(RedirectRule rule, String target) {

		/**
		 * Return whether the target is served under the requested URL, instead of being
		 * redirected to.
		 * @return {@code true} for a 200 rule
		 */
		public boolean isRewrite() {
			return this.rule.status() == 200;
		}

		/**
		 * Return whether the target is a path, rather than a URL with a host.
		 */
		boolean isPath() {
			return this.target.startsWith("/") && !this.target.startsWith("//") && !this.target.startsWith("/\\");
		}

		/**
		 * Return the path that a rewrite serves.
		 * @param origin where the request was sent to
		 * @return the normalized path, or {@code null} if the target is not a valid URL
		 */
		public @Nullable String path(Origin origin) {
			Url url = Url.resolve(this.target, origin);
			return (url != null) ? url.path() : null;
		}

		/**
		 * Return the value of the {@code Location} header. The request's query is kept
		 * unless the target has one.
		 * @param origin where the request was sent to
		 * @param prefix what a target that is a path is given back in front: the context
		 * path and the base path, without a slash at the end. A target with a host is
		 * complete, also on this host
		 * @param query the request's query with its question mark, or an empty string
		 * @return the location, or {@code null} if the target is not a valid URL
		 */
		public @Nullable String location(Origin origin, String prefix, String query) {
			Url url = Url.resolve(this.target, origin);
			if (url == null) {
				return null;
			}
			String suffix = (url.query().isEmpty() ? query : url.query()) + url.fragment();
			if (!url.authority().equals(origin.toString())) {
				return url.authority() + url.path() + suffix;
			}
			String path = isPath() ? prefix + url.path() : url.path();
			return (path.startsWith("//") ? url.authority() : "") + path + suffix;
		}

	}

}
