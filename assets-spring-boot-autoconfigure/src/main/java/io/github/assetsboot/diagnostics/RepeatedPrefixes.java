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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.Redirects.RedirectRule;

/**
 * Finds patterns and rules that begin with the context path or the base path, which are
 * never part of the paths that they are compared with. A warning for a rule that repeats
 * the base path is one of the rule file.
 */
final class RepeatedPrefixes {

	private final AssetRouter router;

	private final String property;

	private final String contextPath;

	RepeatedPrefixes(AssetRouter router, String property, String contextPath) {
		this.router = router;
		this.property = property;
		this.contextPath = contextPath;
	}

	/**
	 * Describe the patterns and rules.
	 * @return a warning, or none
	 */
	List<String> describe() {
		List<String> found = new ArrayList<>();
		String basePath = this.router.settings().basePath().toString();
		for (String pattern : this.router.settings().runWorkerFirst().patterns()) {
			if (repeats(this.contextPath, pattern) || repeats(basePath, pattern)) {
				found.add("'" + this.property + "': " + pattern);
			}
		}
		for (RedirectRule rule : this.router.redirects().rules()) {
			if (repeats(this.contextPath, rule.from()) || repeats(this.contextPath, rule.to())) {
				found.add("line " + rule.line() + " of _redirects: " + rule.from() + " " + rule.to());
			}
		}
		return found.isEmpty() ? found
				: List.of("These begin with the context path or the base path, which is added to them: "
						+ String.join("; ", found) + ". Leave it out, unless it is also the name of a folder.");
	}

	/**
	 * Without the prefix, a pattern for all below it would be one for all paths.
	 */
	private boolean repeats(String prefix, String path) {
		return !prefix.isEmpty() && !path.equals(prefix + "/*") && (path + "/").startsWith(prefix + "/")
				&& this.router.assets().assets().stream().noneMatch((asset) -> asset.path().startsWith(prefix + "/"));
	}

}
