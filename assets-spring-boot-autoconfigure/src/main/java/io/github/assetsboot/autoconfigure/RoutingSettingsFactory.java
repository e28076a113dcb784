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

package io.github.assetsboot.autoconfigure;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

import io.github.assetsboot.routing.BasePath;
import io.github.assetsboot.routing.Compatibility;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RunWorkerFirst;
import io.github.assetsboot.wrangler.WranglerImport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Creates the settings of the routing that the properties describe, and says which
 * property cannot be used.
 *
 * @author the Assets for Spring Boot authors
 */
class RoutingSettingsFactory {

	private static final Log logger = LogFactory.getLog(RoutingSettingsFactory.class);

	private final AssetsProperties properties;

	private final Environment environment;

	RoutingSettingsFactory(AssetsProperties properties, Environment environment) {
		this.properties = properties;
		this.environment = environment;
	}

	RoutingSettings create() {
		return new RoutingSettings(mode(), this.properties.getHtmlHandling(), this.properties.getNotFoundHandling(),
				createRunWorkerFirst(), navigationPrefersAssetServing(), createBasePath());
	}

	/**
	 * Return the mode: a Worker's configuration gets a Worker's routing.
	 */
	RoutingMode mode() {
		if (this.properties.getRouting() != null) {
			return this.properties.getRouting();
		}
		boolean date = StringUtils.hasText(this.properties.getCompatibilityDate());
		boolean worker = date || !this.properties.getCompatibilityFlags().isEmpty()
				|| WranglerImport.isPresent(this.environment);
		return worker ? RoutingMode.WORKERS : RoutingMode.SPRING;
	}

	/**
	 * Warn of settings that have no effect in the mode that is set.
	 */
	void warn() {
		List<String> set = Stream.of("assets.compatibility-date", "assets.compatibility-flags")
			.filter((property) -> WranglerImport.isSetElsewhere(this.environment, property))
			.toList();
		if (mode() == RoutingMode.SPRING && !set.isEmpty()) {
			logger.warn("The property " + String.join(" and the property ", set)
					+ " has no effect, because 'assets.routing' is 'spring'. Remove it, or set"
					+ " 'assets.routing=workers'.");
		}
	}

	private RunWorkerFirst createRunWorkerFirst() {
		List<String> rules = this.properties.getRunWorkerFirst();
		if (rules.isEmpty() || rules.equals(List.of("false"))) {
			return RunWorkerFirst.never();
		}
		if (rules.equals(List.of("true"))) {
			return RunWorkerFirst.always();
		}
		try {
			return RunWorkerFirst.patterns(rules);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.run-worker-first", rules.toString(),
					String.valueOf(ex.getMessage()),
					"Set it to 'true', to 'false', or to a list of patterns such as '/api/*' and '!/api/docs/*'."
							+ " In YAML, put each pattern in quotes.");
		}
	}

	private boolean navigationPrefersAssetServing() {
		List<String> flags = this.properties.getCompatibilityFlags();
		try {
			return Compatibility.navigationPrefersAssetServing(compatibilityDate(), flags);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.compatibility-flags", flags.toString(),
					String.valueOf(ex.getMessage()), "Keep one of the two flags.");
		}
	}

	private @Nullable LocalDate compatibilityDate() {
		String date = this.properties.getCompatibilityDate();
		if (date == null || date.isBlank()) {
			return null;
		}
		try {
			return LocalDate.parse(date.trim());
		}
		catch (DateTimeException ex) {
			throw new InvalidAssetsPropertyException("assets.compatibility-date", date, "it is not a date",
					"Write a date as year-month-day, such as 2025-04-01, or leave the property out for the newest"
							+ " behaviour.");
		}
	}

	private BasePath createBasePath() {
		String basePath = this.properties.getBasePath();
		try {
			return BasePath.of(basePath);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.base-path", basePath, "it " + ex.getMessage(),
					"Write the path as it stands in the address bar after the context path, such as '/app'.");
		}
	}

}
