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

package io.github.assetsboot.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import io.github.assetsboot.servlet.RequestDecisions;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration for the {@code assets} endpoint. Rules are counted only where the
 * endpoint is available.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class,
		afterName = "io.github.assetsboot.explain.AssetsExplainAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnAvailableEndpoint(AssetsEndpoint.class)
@ConditionalOnBean(RoutingExplainer.class)
final class AssetsEndpointAutoConfiguration {

	@Bean
	RuleHits assetsRuleHits(ObjectProvider<RequestDecisions> decisions) {
		return new RuleHits(SingletonSupplier.of(decisions::getObject));
	}

	@Bean
	AssetsEndpoint assetsEndpoint(AssetCollections assets, RoutingExplainer explainer, RuleHits hits,
			AssetsProperties properties, ObjectProvider<ProjectsView> projects) {
		Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
		properties.toCollections()
			.forEach((collection) -> settings.put(collection.name(),
					collection.describe(assets.get(collection.name()).snapshot().router().settings().mode())));
		return new AssetsEndpoint(new DescribedCollections(assets, hits, settings), projects.getIfAvailable(),
				explainer);
	}

}
