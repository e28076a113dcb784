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

import java.util.HashSet;
import java.util.Set;

import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import org.jspecify.annotations.Nullable;

/**
 * Finds redirect rules that can only be mistakes although they are valid.
 */
final class RedirectChecks {

	/**
	 * Number of redirects that a browser follows at least.
	 */
	private static final int MAX_REDIRECTS = 10;

	/**
	 * Number of characters that are compared with a rule at most. The last rules of a
	 * very large file are not checked.
	 */
	private static final long MAX_EFFORT = 20_000_000;

	private final Redirects redirects;

	private long effort;

	RedirectChecks(Redirects redirects) {
		this.redirects = redirects;
	}

	/**
	 * Return whether a redirect leads back to the rule, for ever.
	 * @param rule the rule
	 * @param sample a path that the rule matches
	 */
	boolean isEndless(RedirectRule rule, String sample) {
		Set<String> visited = new HashSet<>();
		String path = sample;
		for (int i = 1;; i++) {
			RedirectMatch match = match(path);
			if (match == null || match.isRewrite() || (i == 1 && !isSame(match.rule(), rule))) {
				return false;
			}
			if (!visited.add(path) || i == MAX_REDIRECTS) {
				return isSame(match.rule(), rule);
			}
			if (!match.isPath()) {
				return false;
			}
			path = UrlPath.normalize(match.target().split("[?#]", 2)[0]);
		}
	}

	/**
	 * The JDK keeps the type of a record that is compared, and so the class loader of a
	 * web application.
	 */
	private static boolean isSame(RedirectRule rule, RedirectRule other) {
		return rule.line() == other.line();
	}

	private @Nullable RedirectMatch match(String path) {
		this.effort += path.length() * (this.redirects.dynamicRules() + 1L);
		return (this.effort <= MAX_EFFORT) ? this.redirects.match(path) : null;
	}

	/**
	 * Return the first placeholder of a target that the source lacks.
	 * @param target the target
	 * @param names the names of the placeholders of the source
	 * @return the placeholder, or {@code null} if the source has all of them
	 */
	static @Nullable String unknownPlaceholder(String target, Set<String> names) {
		int host = target.startsWith("https://") ? target.indexOf('/', "https://".length()) : 0;
		return (host == -1) ? null
				: RulePattern.PLACEHOLDER.matcher(target.substring(host))
					.results()
					.map((result) -> result.group())
					.filter((placeholder) -> names.stream().noneMatch((name) -> placeholder.startsWith(":" + name)))
					.findFirst()
					.orElse(null);
	}

	/**
	 * Return whether a path repeats the base path, below which all rules are.
	 */
	static boolean repeats(String basePath, String path) {
		return !basePath.isEmpty() && path.startsWith(basePath)
				&& (path.length() == basePath.length() || "/?#".indexOf(path.charAt(basePath.length())) != -1);
	}

}
