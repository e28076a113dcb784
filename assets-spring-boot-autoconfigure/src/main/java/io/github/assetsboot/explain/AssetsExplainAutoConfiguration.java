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

package io.github.assetsboot.explain;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import io.github.assetsboot.explain.RoutingExplainer.UnservedFiles;
import io.github.assetsboot.servlet.ApplicationMappings;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration for explanations of decisions. Nothing is created unless the
 * endpoint or a test asks for one.
 *
 * @author the Assets for Spring Boot authors
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class,
		afterName = "io.github.assetsboot.servlet.AssetsServletAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBean({ AssetCollections.class, ApplicationMappings.class })
final class AssetsExplainAutoConfiguration {

	@Bean
	@Lazy
	RoutingExplainer assetsRoutingExplainer(AssetCollections assets, ApplicationMappings application,
			ResponseWriter writer, ServletContext servletContext, ObjectProvider<ProjectsView> projects,
			AssetsProperties properties, ApplicationContext context, ObjectProvider<UnservedFiles> unserved) {
		Map<String, ServedDirectory> directories = new HashMap<>();
		for (CollectionProperties collection : properties.toCollections()) {
			List<Path> folders = assets.get(collection.name()).folders();
			directories.put(collection.name(), new ServedDirectory(collection.getDirectory(), collection.isReload(),
					(path) -> collection.isPresent(path, folders, context.getClassLoader())));
		}
		return new RoutingExplainer(assets, directories, application, writer, servletContext.getContextPath(),
				projects.getIfAvailable(), unserved.getIfAvailable(() -> (path) -> null));
	}

}
