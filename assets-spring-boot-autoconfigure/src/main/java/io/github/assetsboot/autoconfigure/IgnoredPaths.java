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

import java.io.IOException;
import java.util.function.Function;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files of a directory that are no assets: the rule files, the manifest of
 * Vite, and those that the properties and {@code .assetsignore} ignore.
 *
 * @author the Assets for Spring Boot authors
 */
final class IgnoredPaths {

	private IgnoredPaths() {
	}

	/**
	 * Read which paths are ignored.
	 * @param directory the directory
	 * @param properties the properties
	 * @return which paths relative to the root are ignored, and why
	 * @throws IOException if the directory cannot be read
	 */
	static Function<String, @Nullable String> of(AssetDirectory directory, CollectionProperties properties)
			throws IOException {
		IgnoreRules rules = IgnoreRules.of(properties.getIgnore(), properties.property("ignore"),
				directory.readText(IgnoreRules.FILE_NAME));
		String viteManifest = properties.toViteManifest();
		return (path) -> {
			if (RuleFiles.contains(path)) {
				return "a built-in rule: a rule file is never served";
			}
			return path.equals(viteManifest) ? "a built-in rule: the Vite manifest is never served"
					: rules.reason(path);
		};
	}

}
