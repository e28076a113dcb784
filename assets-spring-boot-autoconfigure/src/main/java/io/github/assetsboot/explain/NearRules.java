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
import java.util.Locale;
import java.util.regex.Pattern;

import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import org.jspecify.annotations.Nullable;

/**
 * The lines of {@code _redirects} and the patterns of {@code run-worker-first} that do
 * not apply to a request, but to one whose path is written in another way.
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
		RedirectMatch inContext = redirects.match(request.contextPath() + path);
		if (inContext != null) {
			findings.add(describe(inContext.rule()) + " has the context path in front. Leave it out.");
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

	/**
	 * Find the pattern that nearly gives a path to the application.
	 * @param request the request
	 * @param router the files and rules
	 * @return a sentence, for people to read, or {@code null} if there is none
	 */
	static @Nullable String pattern(RoutingRequest request, AssetRouter router) {
		RunWorkerFirst setting = router.settings().runWorkerFirst();
		String basePath = router.settings().basePath().toString();
		String path = router.settings().basePath().relativize(request.path());
		if (path == null || setting.decide(path) != Precedence.UNDECIDED) {
			return null;
		}
		for (String prefix : List.of(request.contextPath(), basePath, request.contextPath() + basePath)) {
			String matching = setting.patternFor(prefix + path);
			if (matching != null && !matching.equals(prefix + "/*")) {
				return "The pattern " + matching + " of assets.run-worker-first has " + prefix
						+ " in front. Leave it out.";
			}
		}
		if (!path.endsWith("/") && setting.decide(path + "/") == Precedence.APPLICATION) {
			return "The pattern " + setting.patternFor(path + "/")
					+ " of assets.run-worker-first is for the paths below " + path + " only. To include it, add " + path
					+ ".";
		}
		for (String pattern : setting.patterns()) {
			if (RunWorkerFirst.patterns(List.of(pattern.toLowerCase(Locale.ROOT)))
				.decide(path.toLowerCase(Locale.ROOT)) == Precedence.APPLICATION) {
				return "The pattern " + pattern
						+ " of assets.run-worker-first does not match. Upper and lower case differ"
						+ " from the path of the request.";
			}
			String folder = pattern.endsWith("/") ? pattern : pattern + "/";
			if (path.startsWith(folder)) {
				return "The pattern " + pattern
						+ " of assets.run-worker-first is for this one path. For the paths below it, write " + folder
						+ "*.";
			}
			int brace = pattern.indexOf('{');
			if (brace > 0 && path.startsWith(pattern.substring(0, brace))) {
				return "The pattern " + pattern + " of assets.run-worker-first has braces, which have no meaning there."
						+ " Write " + pattern.substring(0, brace) + "*.";
			}
		}
		return null;
	}

	private static String describe(RedirectRule rule) {
		return "Line " + rule.line() + " of _redirects, " + rule.from() + ",";
	}

}
