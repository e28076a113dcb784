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

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if some collection has a development server. Whether it is used, too, is known
 * only when the application runs: the condition may be evaluated ahead of time.
 *
 * @author the Assets for Spring Boot authors
 */
final class OnDevServer extends SpringBootCondition {

	private static final Bindable<Map<String, Object>> COLLECTIONS = Bindable.mapOf(String.class, Object.class);

	/**
	 * Return whether a development server is used.
	 */
	static boolean isUsed(ObjectProvider<AssetsProperties> properties) {
		return properties.stream()
			.flatMap((application) -> application.toCollections().stream())
			.anyMatch(CollectionProperties::isDevServerUsed);
	}

	/**
	 * An empty value may be another one when an application that is processed ahead of
	 * time runs.
	 */
	private static boolean isConfigured(Binder binder, String prefix) {
		return binder.bind(prefix + ".dev-server.url", String.class).isBound()
				|| binder.bind(prefix + ".dev-server.command", String.class).isBound();
	}

	/**
	 * A name that is not valid is reported where the collections are made.
	 */
	private static boolean isConfiguredForCollection(Binder binder) {
		String prefix = AssetsProperties.PREFIX + ".collections";
		for (String name : binder.bind(prefix, COLLECTIONS).orElse(Map.of()).keySet()) {
			if (ConfigurationPropertyName.isValid(name) && isConfigured(binder, prefix + "." + name)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Binder binder = Binder.get(context.getEnvironment());
		boolean found = isConfigured(binder, AssetsProperties.PREFIX) || isConfiguredForCollection(binder);
		return new ConditionOutcome(found,
				ConditionMessage.forCondition("Development server").because(found ? "there is one" : "there is none"));
	}

}
