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

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot.Pages.PagesDescription;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Projects;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.RuleProblem;
import org.jspecify.annotations.Nullable;

/**
 * Description of a collection: the assets that are served, and the rules that apply to
 * them.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param name the name, {@code default} for the default collection
 * @param host the host of the requests that it answers, {@code null} for all hosts
 * @param basePath the path inside the context path, with a slash at the end
 * @param count number of assets
 * @param bytes their size without content coding
 * @param types the assets by media type, the type with the most bytes first
 * @param codings the representations by content coding, {@code identity} first
 * @param largest the largest of them
 * @param settings the settings, by property
 * @param redirectRules the rules of {@code _redirects}
 * @param headerRules the rules of {@code _headers}
 * @param rejectedLines the lines of the rule files that have no effect
 * @param skipped the reasons why files are not served, by path
 * @param pages the data and the policy of the pages
 * @param collections the other collections, with the description of the default one
 * @param projects a page of the projects, {@code null} if the application has none
 * @author the Assets for Spring Boot authors
 */
record AssetsDescription(String name, @Nullable String host, String basePath, int count, long bytes, List<Type> types,
		List<Coding> codings, List<File> largest, Map<String, Object> settings, List<CountedRedirectRule> redirectRules,
		List<CountedHeaderRule> headerRules, List<RuleProblem> rejectedLines, Map<String, String> skipped,
		PagesDescription pages, List<AssetsDescription> collections, @Nullable Projects projects) {

	private static final int MAX_LARGEST = 10;

	public AssetsDescription {
		types = List.copyOf(types);
		codings = List.copyOf(codings);
		largest = List.copyOf(largest);
		settings = inOrder(settings);
		redirectRules = List.copyOf(redirectRules);
		headerRules = List.copyOf(headerRules);
		rejectedLines = List.copyOf(rejectedLines);
		skipped = inOrder(skipped);
		collections = List.copyOf(collections);
	}

	private static <T> Map<String, T> inOrder(Map<String, T> values) {
		return Collections.unmodifiableMap(new LinkedHashMap<>(values));
	}

	static AssetsDescription of(CurrentSnapshot collection, RuleHits hits, Map<String, Object> settings,
			List<AssetsDescription> others, @Nullable Projects projects) {
		AssetSnapshot snapshot = collection.snapshot();
		String name = collection.name();
		AssetRouter router = snapshot.router();
		AssetCollection assets = router.assets();
		return new AssetsDescription(name, collection.host(), router.settings().basePath() + "/", assets.files().size(),
				assets.size(), Type.of(assets), Coding.of(assets), largest(assets), settings,
				router.redirects()
					.rules()
					.stream()
					.map((rule) -> CountedRedirectRule.of(rule, hits.of(name, rule)))
					.toList(),
				router.headerRules()
					.rules()
					.stream()
					.map((rule) -> CountedHeaderRule.of(rule, hits.of(name, rule)))
					.toList(),
				router.problems(), assets.skipped(), snapshot.pages().describe(), others, projects);
	}

	private static List<File> largest(AssetCollection assets) {
		return assets.files()
			.stream()
			.map(File::of)
			.sorted(Comparator.comparingLong(File::bytes).reversed().thenComparing(File::path))
			.limit(MAX_LARGEST)
			.toList();
	}

	/**
	 * The assets of a media type.
	 *
	 * @param type the media type without parameters, {@code null} if it is not known
	 * @param count number of assets
	 * @param bytes their size without content coding
	 */
	record Type(@Nullable String type, int count, long bytes) {

		private static List<Type> of(AssetCollection assets) {
			Map<String, LongSummaryStatistics> sizes = assets.files()
				.stream()
				.collect(Collectors.groupingBy(Type::name,
						Collectors.summarizingLong((asset) -> asset.representation().size())));
			return sizes.entrySet()
				.stream()
				.map((type) -> new Type(type.getKey().isEmpty() ? null : type.getKey(),
						(int) type.getValue().getCount(), type.getValue().getSum()))
				.sorted(Comparator.comparingLong(Type::bytes)
					.reversed()
					.thenComparing((type) -> Objects.requireNonNullElse(type.type(), "")))
				.toList();
		}

		private static String name(Asset asset) {
			String type = asset.contentType();
			return (type != null) ? type.split(";", 2)[0].strip() : "";
		}

	}

	/**
	 * The representations of a content coding. Assets with the same bytes count as often
	 * as there are of them.
	 *
	 * @param coding the content coding, {@code identity} for none
	 * @param count number of assets with a representation in this coding; an asset counts
	 * once for each dictionary
	 * @param bytes the size of these representations
	 * @param identityBytes the size of the same assets without content coding
	 */
	record Coding(String coding, int count, long bytes, long identityBytes) {

		static final String IDENTITY = "identity";

		private static List<Coding> of(AssetCollection assets) {
			List<Coding> codings = new ArrayList<>();
			codings.add(new Coding(IDENTITY, assets.files().size(), assets.size(), assets.size()));
			for (ContentCoding coding : ContentCoding.values()) {
				Coding sum = of(assets, coding);
				if (sum.count() > 0) {
					codings.add(sum);
				}
			}
			return codings;
		}

		private static Coding of(AssetCollection assets, ContentCoding coding) {
			int count = 0;
			long bytes = 0;
			long identityBytes = 0;
			for (Asset asset : assets.files()) {
				Representation identity = asset.representation();
				List<Representation> all = new ArrayList<>(List.of(identity.blob().coded()));
				all.addAll(identity.blob().deltas());
				for (Representation coded : all) {
					if (coded.coding() == coding) {
						count++;
						bytes += coded.size();
						identityBytes += identity.size();
					}
				}
			}
			return new Coding(coding.token(), count, bytes, identityBytes);
		}

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

		private static CountedRedirectRule of(RedirectRule rule, long hits) {
			return new CountedRedirectRule(rule.line(), rule.from(), rule.to(), rule.status(), hits);
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

		private static CountedHeaderRule of(HeaderRule rule, long hits) {
			return new CountedHeaderRule(rule.scope(), rule.unset(), rule.set(), hits);
		}

	}

}
