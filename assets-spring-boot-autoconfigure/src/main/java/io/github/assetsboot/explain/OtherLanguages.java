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
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.LocalizedRequest;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file for a path without a language among the files of the languages.
 *
 * @author the Assets for Spring Boot authors
 */
final class OtherLanguages {

	private OtherLanguages() {
	}

	/**
	 * Find the languages that have a file for a request.
	 * @param request the request
	 * @param localized the language of the request, {@code null} if the answer does not
	 * depend on one
	 * @param collections the collections of the application
	 * @return sentences, for people to read
	 */
	static List<String> findings(RoutingRequest request, @Nullable LocalizedRequest localized,
			AssetCollections collections) {
		Languages languages = collections.languages();
		String path = collections.standard().basePath().relativize(request.path());
		if (localized == null || languages == null || path == null || path.length() < 2) {
			return List.of();
		}
		boolean serve = languages.mode() == LanguageMode.SERVE;
		List<String> findings = new ArrayList<>();
		for (Language language : languages.all()) {
			String url = language.path() + path;
			AssetRouter router = collections.choose(request.origin().host(), url).snapshot().router();
			if (router.find(url) != null) {
				findings.add("The language " + language.tag() + " has a file for this path at " + url + "."
						+ (serve ? "" : otherBase(request, language, router)));
			}
		}
		if (findings.isEmpty()) {
			return (serve || collections.standard().snapshot().router().find("/") != null) ? List.of()
					: pages(request, languages, collections);
		}
		String why = serve
				? "The language of the request is " + localized.choose().language().tag() + ", which has no such file."
				: "The path names no language.";
		return Stream.concat(Stream.of(why), findings.stream()).toList();
	}

	/**
	 * Without a page at the root, no path without a language has one.
	 */
	private static List<String> pages(RoutingRequest request, Languages languages, AssetCollections collections) {
		String paths = languages.all()
			.stream()
			.map((language) -> language.path() + "/")
			.filter((url) -> collections.choose(request.origin().host(), url).snapshot().router().find(url) != null)
			.sorted()
			.collect(Collectors.joining(" and "));
		return paths.isEmpty() ? List.of()
				: List.of("The path names no language. The pages of the front end are at " + paths + ".");
	}

	/**
	 * The page of the language loads its files without the language in their paths.
	 */
	private static String otherBase(RoutingRequest request, Language language, AssetRouter router) {
		Asset page = router.find(language.path() + "/");
		String url = request.contextPath() + request.path();
		String text = (page != null) ? MissingPath.text(page) : "";
		boolean referred = Stream.of("\"", "'", "=").anyMatch((before) -> text.contains(before + url));
		return referred ? " The page of the language refers to " + url + ". Set the base of its build to "
				+ request.contextPath() + language.path() + "/." : "";
	}

}
