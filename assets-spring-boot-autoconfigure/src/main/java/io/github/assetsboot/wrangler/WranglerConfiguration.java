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

package io.github.assetsboot.wrangler;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.io.Resource;

/**
 * Settings for assets in a Wrangler configuration file, as properties of a collection.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://developers.cloudflare.com/workers/wrangler/configuration/">Workers: Wrangler
 * configuration</a>
 */
class WranglerConfiguration {

	private static final String BINDING = "binding";

	/**
	 * Values of the settings that the file does not have.
	 */
	static final Map<String, String> DEFAULTS = Map.of("directory", "classpath:/static/", BINDING, "ASSETS",
			"html_handling", "auto-trailing-slash", "not_found_handling", "none", "run_worker_first", "false",
			"base_path", "/");

	private final WranglerDirectory directory;

	private final WranglerValue.Table root;

	private final Map<String, WranglerValue> environments;

	private final String prefix;

	/**
	 * Create a configuration.
	 * @param file the file
	 * @param content its content
	 * @param prefix the prefix of the properties
	 */
	WranglerConfiguration(Resource file, WranglerValue content, String prefix) {
		this.prefix = prefix;
		this.directory = new WranglerDirectory(file);
		this.root = content.asTable();
		WranglerValue env = this.root.get("env");
		this.environments = (env != null) ? env.asTable().values() : Map.of();
	}

	boolean hasEnvironment(String name) {
		return this.environments.containsKey(name);
	}

	/**
	 * Return the settings of the top level.
	 * @return the properties
	 */
	Map<String, Object> topLevel() {
		return properties(this.root);
	}

	/**
	 * Return the settings of an environment that differ from the top level. Its
	 * {@code assets} table replaces that of the top level as a whole, so that the keys
	 * which only the latter has get their defaults.
	 * @param name the name of the environment
	 * @return the properties
	 */
	Map<String, Object> environment(String name) {
		WranglerValue environment = this.environments.get(name);
		if (environment == null) {
			return Map.of();
		}
		Map<String, Object> properties = properties(environment.asTable());
		WranglerValue replaced = this.root.get("assets");
		WranglerValue replacement = environment.asTable().get("assets");
		if (replaced != null && replacement != null) {
			putDefaults(properties, replaced.asTable(), replacement.asTable());
		}
		return properties;
	}

	private void putDefaults(Map<String, Object> properties, WranglerValue.Table replaced,
			WranglerValue.Table replacement) {
		DEFAULTS.forEach((key, value) -> {
			if (replaced.get(key) != null && replacement.get(key) == null && isProperty(key)) {
				put(properties, key, value, replacement.origin());
			}
		});
	}

	private Map<String, Object> properties(WranglerValue.Table table) {
		Map<String, Object> properties = new LinkedHashMap<>();
		putText(properties, "compatibility_date", table);
		WranglerValue flags = table.get("compatibility_flags");
		if (flags != null) {
			putStrings(properties, "compatibility_flags", flags);
		}
		WranglerValue assets = table.get("assets");
		if (assets != null) {
			putAssets(properties, assets.asTable());
		}
		return properties;
	}

	private void putAssets(Map<String, Object> properties, WranglerValue.Table assets) {
		WranglerValue directory = assets.get("directory");
		if (directory != null) {
			put(properties, "directory", this.directory.locate(directory), directory.origin());
		}
		if (isProperty(BINDING)) {
			putText(properties, BINDING, assets);
		}
		putText(properties, "html_handling", assets);
		putText(properties, "not_found_handling", assets);
		putText(properties, "base_path", assets);
		WranglerValue runWorkerFirst = assets.get("run_worker_first");
		if (runWorkerFirst instanceof WranglerValue.Flag flag) {
			put(properties, "run_worker_first", String.valueOf(flag.value()), flag.origin());
		}
		else if (runWorkerFirst instanceof WranglerValue.Sequence) {
			putStrings(properties, "run_worker_first", runWorkerFirst);
		}
		else if (runWorkerFirst != null) {
			throw runWorkerFirst.mustBe("true, false or a list of strings",
					"Write true, false, or a list of patterns such as '[ \"/api/*\", \"!/api/docs/*\" ]'.");
		}
	}

	/**
	 * A collection with a name has no name of its binding beside its own.
	 */
	private boolean isProperty(String key) {
		return this.prefix.equals(WranglerImport.ASSETS) || !key.equals(BINDING);
	}

	private void putText(Map<String, Object> properties, String key, WranglerValue.Table table) {
		WranglerValue value = table.get(key);
		if (value != null) {
			put(properties, key, value.asText(), value.origin());
		}
	}

	private void putStrings(Map<String, Object> properties, String key, WranglerValue value) {
		List<WranglerValue> items = value.asStrings();
		if (items.isEmpty()) {
			put(properties, key, "", value.origin());
		}
		for (int i = 0; i < items.size(); i++) {
			put(properties, key + "[" + i + "]", items.get(i).asText(), items.get(i).origin());
		}
	}

	private void put(Map<String, Object> properties, String key, String value, Origin origin) {
		properties.put(this.prefix + "." + key.replace('_', '-'), OriginTrackedValue.of(value, origin));
	}

}
