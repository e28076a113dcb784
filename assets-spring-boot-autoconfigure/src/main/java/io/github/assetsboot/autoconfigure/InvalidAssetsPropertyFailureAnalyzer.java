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

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
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
		return InvalidPropertyAnalysis.of(cause.getProperty(), cause.getValue(), findOrigin(cause.getProperty()),
				cause.getReason(), cause.getAction(), cause);
	}

	private @Nullable Origin findOrigin(String property) {
		for (String name : new String[] { property, property + "[0]" }) {
			for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
				ConfigurationProperty found = source.getConfigurationProperty(ConfigurationPropertyName.of(name));
				if (found != null && found.getOrigin() != null) {
					return found.getOrigin();
				}
			}
		}
		return null;
	}

}
