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
import java.util.Map;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.servlet.ApplicationMappings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Logs a warning, when the application has started, for a language without a page, and
 * for a handler that does not answer because of the redirect to a language.
 *
 * @author the Assets for Spring Boot authors
 */
class LanguageChecks implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(LanguageChecks.class);

	private final ApplicationContext context;

	private final AssetCollections collections;

	private final ApplicationMappings mappings;

	LanguageChecks(ApplicationContext context, AssetCollections collections, ApplicationMappings mappings) {
		this.context = context;
		this.collections = collections;
		this.mappings = mappings;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		Languages languages = this.collections.languages();
		if (event.getApplicationContext() == this.context && languages != null) {
			describe(languages).forEach(logger::warn);
		}
	}

	private List<String> describe(Languages languages) {
		List<String> warnings = new ArrayList<>();
		boolean hosts = this.collections.all().stream().anyMatch((collection) -> collection.host() != null);
		if (!hosts) {
			languages.all()
				.stream()
				.filter((language) -> !hasPage(language))
				.map(this::describeMissingPage)
				.forEach(warnings::add);
		}
		String handler = (languages.mode() == LanguageMode.REDIRECT) ? hiddenHandler() : null;
		if (handler != null) {
			warnings.add(handler);
		}
		return warnings;
	}

	/**
	 * A development server, or a handler of the application, may have the page.
	 */
	private boolean hasPage(Language language) {
		String path = language.path() + "/";
		CurrentSnapshot collection = this.collections.choose("", path);
		AssetRouter router = collection.snapshot().router();
		return router.isForDevServer() || router.find(path) != null || router.find(language.path().toString()) != null
				|| handler(path) != null;
	}

	private @Nullable String handler(String path) {
		return this.mappings.findHandler(
				new RoutingRequest("GET", path, "", new Origin("http", "localhost", -1), "", RequestPurpose.NAVIGATION),
				Map.of());
	}

	private String describeMissingPage(Language language) {
		String path = language.path().toString();
		CurrentSnapshot collection = this.collections.choose("", path + "/");
		String missing = "There is no page at " + path + "/ for the language '" + language.tag() + "'";
		String property = "'assets.language.paths." + language.tag() + "'";
		return collection.basePath().contains(BasePath.plain(path))
				? missing + ". Build the front end for it, or correct " + property + "."
				: missing + ", because the path is outside of 'assets.base-path=" + collection.basePath() + "'. Set "
						+ property + " to a path inside of it, such as " + collection.basePath() + path + ".";
	}

	private @Nullable String hiddenHandler() {
		AssetRouter router = this.collections.standard().snapshot().router();
		String path = router.settings().basePath() + "/";
		String handler = (router.isUndecided(path) && router.redirects().match("/") == null) ? handler(path) : null;
		return (handler == null || this.mappings.isReserved(path)) ? null
				: "GET " + path + ": the redirect to the path of a language answers in place of the handler " + handler
						+ ". To let the handler answer, add \"/\" to 'assets.run-worker-first', or delete the handler.";
	}

}
