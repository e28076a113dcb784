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

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.autoconfigure.AssetProjectsProperties.Storage;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether a property asks for a storage.
 *
 * @author the Assets for Spring Boot authors
 */
class OnAssetStorageCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Map<String, @Nullable Object> attributes = Objects
			.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnAssetStorage.class.getName()));
		Storage[] kinds = (Storage[]) Objects.requireNonNull(attributes.get("value"));
		Environment environment = context.getEnvironment();
		String own = environment.getProperty("assets.storage");
		String projects = environment.getProperty("assets.projects.enabled", Boolean.class, false)
				? environment.getProperty("assets.projects.storage", Storage.DIRECTORY.name()) : null;
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnAssetStorage.class,
				Arrays.toString(kinds));
		for (Storage kind : kinds) {
			if (kind.name().equalsIgnoreCase(own) || kind.name().equalsIgnoreCase(projects)) {
				return ConditionOutcome.match(message.foundExactly(kind));
			}
		}
		return ConditionOutcome.noMatch(message.because("no property asks for it"));
	}

}
