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

import java.util.List;
import java.util.Map;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Projects;
import org.jspecify.annotations.Nullable;

/**
 * Describes the collections of the application.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class DescribedCollections {

	private final AssetCollections collections;

	private final RuleHits hits;

	private final Map<String, Map<String, Object>> settings;

	/**
	 * Create the descriptions.
	 * @param collections the collections
	 * @param hits counts the rules that are applied
	 * @param settings the settings, by the name of the collection and by property
	 */
	DescribedCollections(AssetCollections collections, RuleHits hits, Map<String, Map<String, Object>> settings) {
		this.collections = collections;
		this.hits = hits;
		this.settings = settings;
	}

	/**
	 * Describe the default collection, with the others and the projects.
	 * @param projects the projects, {@code null} if the application has none
	 */
	AssetsDescription describe(@Nullable Projects projects) {
		List<AssetsDescription> named = this.collections.all()
			.stream()
			.skip(1)
			.map((collection) -> describe(collection, List.of(), null))
			.toList();
		return describe(this.collections.standard(), named, projects);
	}

	/**
	 * Describe one collection.
	 * @param name its name
	 * @return the description, or {@code null} if there is no such collection
	 */
	@Nullable AssetsDescription describe(String name) {
		CurrentSnapshot collection = find(name);
		return (collection != null) ? describe(collection, List.of(), null) : null;
	}

	private AssetsDescription describe(CurrentSnapshot collection, List<AssetsDescription> named,
			@Nullable Projects projects) {
		return AssetsDescription.of(collection, this.hits, this.settings.getOrDefault(collection.name(), Map.of()),
				named, projects);
	}

	/**
	 * List the assets of a collection.
	 * @param name the name of the collection
	 * @param path the path in the collection to list the assets below
	 * @param page the number of the page, from 1
	 * @return a page of the list, or {@code null} if there is no such collection
	 */
	@Nullable AssetsListing list(String name, String path, int page) {
		CurrentSnapshot collection = find(name);
		return (collection != null) ? AssetsListing.of(collection, path, page) : null;
	}

	private @Nullable CurrentSnapshot find(String name) {
		return this.collections.all()
			.stream()
			.filter((collection) -> collection.name().equals(name))
			.findFirst()
			.orElse(null);
	}

}
