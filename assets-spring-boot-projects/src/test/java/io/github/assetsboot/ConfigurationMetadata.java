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

package io.github.assetsboot;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.project.AssetProjects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The metadata of the properties, from which an editor completes them.
 */
public final class ConfigurationMetadata {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private ConfigurationMetadata() {
	}

	/**
	 * Return the metadata of each module, those of the core first.
	 * @return the metadata
	 * @throws IOException if a module has none
	 */
	public static List<JsonNode> modules() throws IOException {
		return List.of(module(AssetsProperties.class), module(AssetProjects.class));
	}

	private static JsonNode module(Class<?> type) throws IOException {
		URL classes = type.getProtectionDomain().getCodeSource().getLocation();
		URL metadata = classes.getPath().endsWith(".jar") ? new URL("jar:" + classes + "!/" + METADATA)
				: new URL(classes, METADATA);
		try (InputStream json = metadata.openStream()) {
			return JsonMapper.shared().readTree(json);
		}
	}

	/**
	 * Return the properties of all modules.
	 * @return the properties
	 * @throws IOException if a module has no metadata
	 */
	public static List<JsonNode> properties() throws IOException {
		return modules().stream().flatMap((module) -> module.get("properties").valueStream()).toList();
	}

}
