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

package io.github.assetsboot.servlet;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.ResponseWriter;
import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import io.github.assetsboot.servlet.RequestDecisions.CurrentContextPath;
import jakarta.servlet.ServletContext;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Registers the beans {@link Assets} and {@link AssetUrls} of each collection. They are
 * injected only where the name of the collection is the qualifier.
 *
 * @author the Assets for Spring Boot authors
 */
final class NamedCollectionBeans implements ImportBeanDefinitionRegistrar {

	private static final String COLLECTIONS = "assets.collections";

	private static final String WEBJARS = "assets.webjars";

	private final Environment environment;

	NamedCollectionBeans(Environment environment) {
		this.environment = environment;
	}

	/**
	 * An application with one collection has the beans without a qualifier only. No bean
	 * of an application has the names that these get.
	 */
	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		Set<String> names = names();
		if (!names.isEmpty()) {
			names.add(AssetCollections.DEFAULT);
			names.forEach((name) -> register(name, registry));
		}
	}

	/**
	 * The properties are checked where the collections are made of them.
	 */
	private Set<String> names() {
		Binder binder = Binder.get(this.environment);
		Set<String> names = new LinkedHashSet<>(
				binder.bind(COLLECTIONS, Bindable.mapOf(String.class, Object.class)).orElse(Map.of()).keySet());
		if (binder.bind(WEBJARS, Boolean.class).orElse(false)) {
			names.add("webjars");
		}
		return names;
	}

	private static void register(String name, BeanDefinitionRegistry registry) {
		String prefix = COLLECTIONS + "." + name;
		registry.registerBeanDefinition(prefix + ".assets", definition("assets", name));
		registry.registerBeanDefinition(prefix + ".urls", definition("assetUrls", name));
	}

	/**
	 * A method with arguments, rather than a supplier, can be processed ahead of time.
	 */
	private static BeanDefinition definition(String method, String name) {
		RootBeanDefinition definition = new RootBeanDefinition(NamedCollectionBeans.class);
		definition.setFactoryMethodName(method);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.setAutowireMode(AbstractBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		definition.setDefaultCandidate(false);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		return definition;
	}

	static DefaultAssets assets(String name, AssetCollections collections, ResponseWriter writer,
			ServletContext servletContext) {
		return new DefaultAssets((request) -> collections.get(name).snapshot(), writer,
				new CurrentContextPath(servletContext));
	}

	static DefaultAssetUrls assetUrls(String name, AssetCollections collections, ServletContext servletContext,
			EarlyHints earlyHints) {
		return new DefaultAssetUrls(() -> collections.get(name).snapshot(), new CurrentContextPath(servletContext),
				earlyHints);
	}

}
