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

package io.github.assetsboot.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;

/**
 * The lines of {@code _redirects} that do not apply to a request, but to one whose path
 * is written in another way.
 *
 * @author the Assets for Spring Boot authors
 */
final class NearRules {

	private static final Pattern WILDCARD = Pattern.compile("[*:]");

	private NearRules() {
	}

	/**
	 * Find the lines that nearly apply.
	 * @param request the request
	 * @param router the files and rules
	 * @return sentences, for people to read
	 */
	static List<String> findings(RoutingRequest request, AssetRouter router) {
		Redirects redirects = router.redirects();
		String path = router.settings().basePath().relativize(request.path());
		List<String> findings = new ArrayList<>();
		if (path == null || path.length() < 2 || redirects.match(path) != null) {
			return findings;
		}
		boolean slash = path.endsWith("/");
		String other = slash ? path.substring(0, path.length() - 1) : path + "/";
		RedirectMatch match = redirects.match(other);
		if (match != null) {
			findings.add(describe(match.rule()) + " is for " + other + ", " + (slash ? "without the" : "with a")
					+ " slash at the end.");
		}
		redirects.rules()
			.stream()
			.filter((rule) -> isInOtherCase(path, rule, redirects))
			.findFirst()
			.ifPresent((rule) -> findings
				.add(describe(rule) + " does not match. Upper and lower case differ from the path of the request."));
		return findings;
	}

	private static boolean isInOtherCase(String path, RedirectRule rule, Redirects redirects) {
		String start = WILDCARD.split(rule.from(), 2)[0];
		if (path.startsWith(start) || !path.regionMatches(true, 0, start, 0, start.length())) {
			return false;
		}
		RedirectMatch match = redirects.match(start + path.substring(start.length()));
		return match != null && match.rule().equals(rule);
	}

	private static String describe(RedirectRule rule) {
		return "Line " + rule.line() + " of _redirects, " + rule.from() + ",";
	}

}
