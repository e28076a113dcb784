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

package io.github.assetsboot.page;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.assetsboot.PageData;
import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.autoconfigure.CollectionProperties.PagesFactory;
import io.github.assetsboot.autoconfigure.CollectionProperties.Preload;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration for the data, the Content Security Policy and the links of pages.
 */
@AutoConfiguration(after = AssetsAutoConfiguration.class)
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBooleanProperty(name = "assets.enabled", matchIfMissing = true)
@ConditionalOnBean(AssetsProperties.class)
final class AssetsPagesAutoConfiguration {

	@Bean
	PagesFactory assetsPages(Environment environment, AssetsProperties properties, ObjectProvider<PageData> beans,
			ListableBeanFactory beanFactory) {
		return (collection) -> pages(collection, environment, () -> hasSuppliers(beanFactory)
				? suppliers(collection.name(), properties, beans.orderedStream().toList(), beanFactory) : List.of());
	}

	private static boolean hasSuppliers(ListableBeanFactory beanFactory) {
		return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, PageData.class).length > 0;
	}

	/**
	 * Return the beans of a collection in their order. A bean without the name of a
	 * collection as its qualifier is the default collection's.
	 */
	private static List<PageData> suppliers(String collection, AssetsProperties properties, List<PageData> all,
			ListableBeanFactory beanFactory) {
		List<String> named = properties.toCollections().stream().skip(1).map(CollectionProperties::name).toList();
		boolean standard = collection.equals(AssetCollections.DEFAULT);
		Predicate<String> qualifier = standard ? named::contains : collection::equals;
		List<PageData> qualified = Arrays.stream(beanFactory.getBeanNamesForType(PageData.class))
			.filter((name) -> BeanFactoryAnnotationUtils.isQualifierMatch(qualifier, name, beanFactory))
			.map((name) -> beanFactory.getBean(name, PageData.class))
			.sorted(Comparator.comparingInt(all::indexOf))
			.toList();
		return standard ? all.stream().filter((bean) -> !qualified.contains(bean)).toList() : qualified;
	}

	/**
	 * The first pages are prepared at once, by the thread that creates the beans, because
	 * their data may come from beans. Several collections are read by other threads.
	 */
	private static Pages.Source pages(CollectionProperties properties, Environment environment,
			Supplier<List<PageData>> beans) {
		PageSettings settings = settings(properties);
		Pages.Source source = () -> {
			List<PageData> suppliers = beans.get();
			Map<String, @Nullable Object> data = PreparedPages.data(environment, properties.property("page-data"),
					(property, text) -> replacePlaceholders(property, text, environment), suppliers);
			boolean used = !data.isEmpty() || !suppliers.isEmpty() || settings.dataPath() != null;
			return PreparedPages.of(settings, used ? data : null);
		};
		AtomicReference<@Nullable Pages> first = new AtomicReference<>(source.prepare());
		return () -> Objects.requireNonNullElseGet(first.getAndSet(null), source::prepare);
	}

	private static PageSettings settings(CollectionProperties properties) {
		String path = properties.getPageDataPath();
		PageSettings settings = new PageSettings(properties.getPageDataId(),
				StringUtils.hasText(path) ? path.strip() : null, properties.toPolicy(), properties.isPolicyReported(),
				properties.getPreload() != Preload.NONE, properties.isDevServerUsed(), properties.prefix());
		check(properties.property("page-data-id"), settings.dataId(), PageSettings::checkDataId,
				"Set it to the 'id' of a script element, or remove the property.");
		if (settings.dataPath() != null) {
			check(properties.property("page-data-path"), settings.dataPath(), PageSettings::checkDataPath,
					"Set it to a path such as '/config.json', or remove the property.");
		}
		if (settings.policy() != null) {
			check(properties.property("csp.policy"), settings.policy(), PagePolicy::parse,
					"Write the policy in one line of ASCII characters. The placeholders are '{script-hashes}',"
							+ " '{style-hashes}' and '{nonce}'.");
		}
		return settings;
	}

	private static void check(String property, String value, Consumer<String> check, String action) {
		try {
			check.accept(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property, value, String.valueOf(ex.getMessage()), action);
		}
	}

	private static String replacePlaceholders(String property, String value, Environment environment) {
		try {
			return environment.resolveRequiredPlaceholders(value);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property, value, "a placeholder in it has no value",
					"Set the property or the environment variable that it names, or add a default value after a colon:"
							+ " '${NAME:default}'.");
		}
	}

}
