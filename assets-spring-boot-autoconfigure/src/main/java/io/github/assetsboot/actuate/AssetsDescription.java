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

package io.github.assetsboot.actuate;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.RuleProblem;

/**
 * Description of the assets that are served and of the rules that apply to them.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param count number of assets
 * @param bytes their size without content coding
 * @param largest the largest of them
 * @param settings the settings, by property
 * @param redirectRules the rules of {@code _redirects}
 * @param headerRules the rules of {@code _headers}
 * @param rejectedLines the lines of the rule files that have no effect
 * @param skipped the reasons why files are not served, by path
 * @author the Assets for Spring Boot authors
 */
record AssetsDescription(int count, long bytes, List<File> largest, Map<String, Object> settings,
		List<CountedRedirectRule> redirectRules, List<CountedHeaderRule> headerRules, List<RuleProblem> rejectedLines,
		Map<String, String> skipped) {

	private static final int MAX_LARGEST = 10;

	public AssetsDescription {
		largest = List.copyOf(largest);
		settings = inOrder(settings);
		redirectRules = List.copyOf(redirectRules);
		headerRules = List.copyOf(headerRules);
		rejectedLines = List.copyOf(rejectedLines);
		skipped = inOrder(skipped);
	}

	private static <T> Map<String, T> inOrder(Map<String, T> values) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	static AssetsDescription of(AssetRouter router, RuleHits hits, Map<String, Object> settings) {
		AssetCollection assets = router.assets();
		return new AssetsDescription(assets.assets().size(), assets.size(), largest(assets), settings,
				router.redirects().rules().stream().map((rule) -> CountedRedirectRule.of(rule, hits)).toList(),
				router.headerRules().rules().stream().map((rule) -> CountedHeaderRule.of(rule, hits)).toList(),
				router.problems(), assets.skipped());
	}

	private static List<File> largest(AssetCollection assets) {
		return assets.assets()
			.stream()
			.map(File::of)
			.sorted(Comparator.comparingLong(File::bytes).reversed().thenComparing(File::path))
			.limit(MAX_LARGEST)
			.toList();
	}

	/**
	 * A file.
	 *
	 * @param path its path
	 * @param bytes its size without content coding
	 */
	record File(String path, long bytes) {

		private static File of(Asset asset) {
			return new File(asset.path(), asset.representation().size());
		}

	}

	/**
	 * A line of {@code _redirects}.
	 *
	 * @param line the number of the line
	 * @param from the path
	 * @param to the target
	 * @param status the status code
	 * @param hits the number of times that it was applied since the start
	 */
	record CountedRedirectRule(int line, String from, String to, int status, long hits) {

		private static CountedRedirectRule of(RedirectRule rule, RuleHits hits) {
			return new CountedRedirectRule(rule.line(), rule.from(), rule.to(), rule.status(), hits.of(rule));
		}

	}

	/**
	 * A block of {@code _headers}.
	 *
	 * @param scope the path or URL
	 * @param unset names of the fields that are taken away
	 * @param set values of the fields that are set, by name
	 * @param hits the number of times that it was applied since the start
	 */
	record CountedHeaderRule(String scope, List<String> unset, Map<String, String> set, long hits) {

		public CountedHeaderRule {
			unset = List.copyOf(unset);
			set = inOrder(set);
		}

		private static CountedHeaderRule of(HeaderRule rule, RuleHits hits) {
			return new CountedHeaderRule(rule.scope(), rule.unset(), rule.set(), hits.of(rule));
		}

	}

}
