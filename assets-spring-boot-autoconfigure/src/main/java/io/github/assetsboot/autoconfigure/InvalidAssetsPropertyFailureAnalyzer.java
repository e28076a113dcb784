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

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/**
 * Explains an {@link InvalidAssetsPropertyException}.
 *
 * @author the Assets for Spring Boot authors
 */
class InvalidAssetsPropertyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidAssetsPropertyException> {

	private final Environment environment;

	InvalidAssetsPropertyFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidAssetsPropertyException cause) {
		StringBuilder description = new StringBuilder();
		description.append(String.format("The property '%s' cannot be used:%n", cause.getProperty()));
		description.append(String.format("%n    Value: %s", cause.getValue()));
		String origin = findOrigin(cause.getProperty());
		if (origin != null) {
			description.append(String.format("%n    Origin: %s", origin));
		}
		description.append(String.format("%n    Reason: %s", cause.getReason().replace("\n", "\n            ")));
		return new FailureAnalysis(description.toString(), cause.getAction(), cause);
	}

	private @Nullable String findOrigin(String property) {
		for (String name : new String[] { property, property + "[0]" }) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
				ConfigurationProperty found = source.getConfigurationProperty(ConfigurationPropertyName.of(name));
				if (found != null && found.getOrigin() != null) {
					return found.getOrigin().toString();
				}
			}
		}
		return null;
	}

}
