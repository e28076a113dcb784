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

package io.github.assetsboot.storage;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.storage.AssetStorageProperties.Type;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if a property requires a storage.
 *
 * @author the Assets for Spring Boot authors
 */
class OnAssetStorageCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Map<String, @Nullable Object> attributes = Objects
			.requireNonNull(metadata.getAnnotationAttributes(ConditionalOnAssetStorage.class.getName()));
		Type[] types = (Type[]) Objects.requireNonNull(attributes.get("value"));
		Environment environment = context.getEnvironment();
		ConditionMessage.Builder message = ConditionMessage.forCondition(ConditionalOnAssetStorage.class,
				Arrays.toString(types));
		if (!isUsed(environment)) {
			return ConditionOutcome
				.noMatch(message.because("neither assets.projects.enabled nor assets.sharing.enabled is true"));
		}
		Type type = Binder.get(environment).bind("assets.storage.type", Type.class).orElse(Type.DIRECTORY);
		return new ConditionOutcome(Arrays.asList(types).contains(type), message.foundExactly(type));
	}

	private static boolean isUsed(Environment environment) {
		return Stream.of("assets.projects.enabled", "assets.sharing.enabled")
			.anyMatch((property) -> environment.getProperty(property, Boolean.class, false));
	}

}
