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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.wrangler.WranglerImport;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties.Resources;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * Finds settings that have no effect on the assets: those of Spring Boot's own resource
 * handler, and those that only {@code assets.routing=workers} has, and a fallback page
 * that nothing asks for.
 */
class IneffectiveSettings {

	private static final String RESOURCES = "spring.web.resources";

	private static final String PATTERN = "spring.mvc.static-path-pattern";

	private static final String EVERYTHING = "/**";

	private static final String LOCATIONS = "static-locations";

	private static final Map<String, String> REPLACEMENTS = Map.of(LOCATIONS, "use 'assets.directory'",
			"chain.compressed", "not needed, because a file such as app.js.gz is served for app.js without it",
			"chain.cache", "not needed, because the assets are indexed at start");

	private final Environment environment;

	private final CollectionProperties properties;

	IneffectiveSettings(Environment environment, CollectionProperties properties) {
		this.environment = environment;
		this.properties = properties;
	}

	/**
	 * Describe the settings of the collection that have no effect.
	 * @param mode the mode of the routing
	 * @return one warning for the settings that only Workers have, and one for the
	 * fallback page
	 */
	List<String> describe(RoutingMode mode) {
		List<String> warnings = new ArrayList<>();
		List<String> workers = (mode == RoutingMode.SPRING) ? workersProperties() : List.of();
		if (!workers.isEmpty()) {
			String routing = this.properties.property("routing");
			warnings.add("'" + routing + "' is 'spring', so these properties have no effect: "
					+ String.join(", ", workers) + ". Remove them, or set '" + routing + "=workers'.");
		}
		if (!this.properties.getFallbackPage().equals(RoutingSettings.DEFAULT_FALLBACK_PAGE)
				&& this.properties.getNotFoundHandling() != NotFoundHandling.SINGLE_PAGE_APPLICATION) {
			String page = this.properties.property("fallback-page");
			warnings.add("'" + page + "' has no effect, because '" + this.properties.property("not-found-handling")
					+ "' is not 'single-page-application'. Set it to 'single-page-application', or remove '" + page
					+ "'.");
		}
		return warnings;
	}

	private List<String> workersProperties() {
		List<String> found = new ArrayList<>();
		for (String name : List.of("compatibility-date", "compatibility-flags")) {
			if (WranglerImport.isSetElsewhere(this.environment, this.properties.property(name))) {
				found.add(this.properties.property(name));
			}
		}
		return found;
	}

	/**
	 * Describe the settings of Spring Boot's resource handler that have no effect.
	 * @return one warning for the settings, and one for the pattern
	 */
	List<String> describeResources() {
		List<String> warnings = new ArrayList<>();
		FoundNames found = new FoundNames();
		Resources resources = Binder.get(this.environment, found)
			.bind(RESOURCES, Bindable.of(Resources.class))
			.orElseGet(Resources::new);
		Set<String> names = found.names();
		names.removeIf(IneffectiveSettings::hasEffect);
		if (isDirectory(resources.getStaticLocations())) {
			names.remove(LOCATIONS);
		}
		if (!names.isEmpty()) {
			warnings.add(describe(names));
		}
		String pattern = Binder.get(this.environment).bind(PATTERN, String.class).orElse(EVERYTHING);
		if (!pattern.equals(EVERYTHING)) {
			warnings.add(describePattern(pattern, resources.isAddMappings()));
		}
		return warnings;
	}

	/**
	 * Return the locations that Spring Boot's resource handler would serve as {@code /**}
	 * and does not any more.
	 * @return the locations in the form of {@link #normalize(String)}
	 */
	List<String> replacedLocations() {
		Binder binder = Binder.get(this.environment);
		Resources resources = binder.bind(RESOURCES, Bindable.of(Resources.class)).orElseGet(Resources::new);
		boolean replaced = resources.isAddMappings()
				&& binder.bind(PATTERN, String.class).orElse(EVERYTHING).equals(EVERYTHING);
		List<String> locations = new ArrayList<>();
		if (replaced) {
			for (String location : resources.getStaticLocations()) {
				locations.add(normalize(location));
			}
		}
		return locations;
	}

	private static boolean hasEffect(String name) {
		return name.equals("add-mappings") || name.equals("cache.period") || name.startsWith("cache.cachecontrol.")
				|| name.startsWith("chain.strategy.");
	}

	private boolean isDirectory(String[] locations) {
		return locations.length == 1 && normalize(locations[0]).equals(normalize(this.properties.getDirectory()));
	}

	/**
	 * Normalize a location, so that equal locations have equal texts.
	 */
	static String normalize(String location) {
		String path = location.trim().replaceFirst("/*$", "/");
		return path.startsWith("classpath:") ? path.replaceFirst("^classpath:/*", "classpath:/")
				: path.replaceFirst("^file:(//(?=/))?", "").replaceFirst("^\\./", "");
	}

	private static String describe(Set<String> names) {
		return "These properties have no effect on the assets. Replace or remove them.\n" + names.stream()
			.map((name) -> RESOURCES + "." + name + ": " + REPLACEMENTS.getOrDefault(name, "has no replacement yet"))
			.collect(Collectors.joining("\n"));
	}

	private String describePattern(String pattern, boolean handled) {
		String basePath = this.properties.getBasePath();
		String cure = !basePath.equals("/")
				? "Remove it, because the assets are below 'assets.base-path=" + basePath + "'."
				: "Set 'assets.base-path" + asBasePath(pattern) + "' in its place.";
		return "'" + PATTERN + "=" + pattern + "' has no effect on the assets. " + cure
				+ (handled ? " Spring Boot's own resource handler still serves its files under this pattern." : "");
	}

	private static String asBasePath(String pattern) {
		String path = pattern.endsWith(EVERYTHING) ? pattern.substring(0, pattern.length() - 3) : "";
		return path.matches("(/[^/*?{}]+)+") ? "=" + path : "";
	}

	/**
	 * Collects the names of the properties that are set.
	 */
	private static final class FoundNames implements BindHandler {

		private final Set<String> names = new TreeSet<>();

		@Override
		public Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
				Object result) {
			add(context.getConfigurationProperty());
			return result;
		}

		private void add(@Nullable ConfigurationProperty property) {
			if (property != null && !isDefaultOfDevTools(property)) {
				ConfigurationPropertyName name = property.getName();
				while (name.isLastElementIndexed()) {
					name = name.getParent();
				}
				this.names.add(name.toString().substring(RESOURCES.length() + 1));
			}
		}

		private static boolean isDefaultOfDevTools(ConfigurationProperty property) {
			return property.getSource() != null
					&& property.getSource().getUnderlyingSource() instanceof PropertySource<?> source
					&& source.getName().equals("devtools");
		}

		Set<String> names() {
			return this.names;
		}

	}

}
