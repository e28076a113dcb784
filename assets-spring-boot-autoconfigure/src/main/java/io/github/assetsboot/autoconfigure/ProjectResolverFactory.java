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

import java.util.function.Function;

import io.github.assetsboot.project.AssetProjectResolver;
import org.jspecify.annotations.Nullable;

/**
 * Creates the resolver that the properties describe.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectResolverFactory {

	private final AssetProjectsProperties.Resolve properties;

	ProjectResolverFactory(AssetProjectsProperties.Resolve properties) {
		this.properties = properties;
	}

	AssetProjectResolver create() {
		if (!this.properties.getHost().isEmpty()) {
			String[] hosts = this.properties.getHost().toArray(String[]::new);
			return create("host", String.join(", ", hosts), (ignored) -> AssetProjectResolver.byHost(hosts));
		}
		if (this.properties.getPath() != null) {
			return create("path", this.properties.getPath(), AssetProjectResolver::byPath);
		}
		return create("header", this.properties.getHeader(), AssetProjectResolver::byHeader);
	}

	private static AssetProjectResolver create(String name, @Nullable String value,
			Function<String, AssetProjectResolver> factory) {
		try {
			return factory.apply((value != null) ? value : "");
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.projects.resolve." + name, String.valueOf(value),
					String.valueOf(ex.getMessage()),
					"Correct the pattern. '{project}' stands for the name of the project in the host or the path.");
		}
	}

}
