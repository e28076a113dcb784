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

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.routing.RoutingMode;

/**
 * Puts properties as they are set, for people to read.
 *
 * @author the Assets for Spring Boot authors
 */
final class SettingsDescription {

	private SettingsDescription() {
	}

	/**
	 * Describe what routing and caching depend on.
	 * @param properties the properties
	 * @param mode the mode of the routing
	 * @return the values, by the names of the properties
	 */
	static Map<String, Object> of(AssetsProperties properties, RoutingMode mode) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("assets.routing", choice(mode));
		values.put("assets.directory", properties.getDirectory());
		if (properties.getDevServer().isUsed()) {
			values.put("assets.dev-server.url", String.valueOf(properties.getDevServer().getUrl()));
		}
		values.put("assets.html-handling", choice(properties.getHtmlHandling()));
		values.put("assets.not-found-handling", choice(properties.getNotFoundHandling()));
		values.put("assets.run-worker-first", properties.getRunWorkerFirst());
		values.put("assets.base-path", properties.getBasePath());
		values.put("assets.compatibility-date",
				Objects.requireNonNullElse(properties.getCompatibilityDate(), "newest"));
		values.put("assets.compatibility-flags", properties.getCompatibilityFlags());
		values.put("assets.ignore", properties.getIgnore());
		values.put("assets.reload", properties.isReload());
		values.put("assets.cache.immutable", properties.getCache().getImmutable());
		values.put("assets.cache.memory", properties.getCache().getMemory().toString());
		values.put("assets.cache.disk", properties.getCache().getDisk().toString());
		return values;
	}

	/**
	 * Return a choice by the name that it is set by. The constant for one that begins
	 * with a digit, as {@code 404-page} does, begins with an underscore.
	 */
	static String choice(Enum<?> constant) {
		String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
		return name.startsWith("-") ? name.substring(1) : name;
	}

}
