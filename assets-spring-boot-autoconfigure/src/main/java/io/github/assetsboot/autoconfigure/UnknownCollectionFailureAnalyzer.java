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

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.AssetCollections;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.Order;

/**
 * Explains an injected {@link Assets} or {@link AssetUrls} whose qualifier names no
 * collection. It asks for names of beans only. Spring Boot's analyzer would create the
 * beans again, in a context that is closed, and fail.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
class UnknownCollectionFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException> {

	private static final String PREFIX = "assets.collections.";

	private static final Map<Class<?>, String> SUFFIXES = Map.of(Assets.class, ".assets", AssetUrls.class, ".urls");

	private final @Nullable ListableBeanFactory beanFactory;

	UnknownCollectionFailureAnalyzer(@Nullable BeanFactory beanFactory) {
		this.beanFactory = (beanFactory instanceof ListableBeanFactory listable) ? listable : null;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		Class<?> type = (cause.getResolvableType() != null) ? cause.getResolvableType().resolve() : null;
		String name = qualifier(rootFailure);
		if (this.beanFactory == null || type == null || name == null
				|| this.beanFactory.getBeanNamesForType(type, true, false).length == 0) {
			return null;
		}
		String suffix = SUFFIXES.get(type);
		if (suffix == null) {
			return null;
		}
		List<String> names = names(suffix, this.beanFactory);
		return names.contains(name) ? null : new FailureAnalysis(
				String.format("%s asks for the %s of the collection '%s'.%n%n%s", description, type.getSimpleName(),
						name, reason(name, names)),
				names.isEmpty()
						? "Remove the qualifier to get the default collection, or describe a collection below"
								+ " 'assets.collections'."
						: "Correct the qualifier, or describe the collection below 'assets.collections'.",
				cause);
	}

	private static String reason(String name, List<String> names) {
		return names.isEmpty() ? "No collection has a name, because there is nothing below 'assets.collections'."
				: AssetCollections.describeMissing(name, names);
	}

	private static List<String> names(String suffix, ListableBeanFactory beanFactory) {
		List<String> names = new ArrayList<>(Arrays.stream(beanFactory.getBeanDefinitionNames())
			.filter((name) -> name.startsWith(PREFIX) && name.endsWith(suffix))
			.map((name) -> name.substring(PREFIX.length(), name.length() - suffix.length()))
			.toList());
		if (names.remove(AssetCollections.DEFAULT)) {
			names.add(0, AssetCollections.DEFAULT);
		}
		return names;
	}

	/**
	 * Return the qualifier of the innermost injection point.
	 */
	private static @Nullable String qualifier(Throwable failure) {
		String qualifier = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			InjectionPoint point = (cause instanceof UnsatisfiedDependencyException ex) ? ex.getInjectionPoint() : null;
			if (point != null) {
				qualifier = MergedAnnotations.from(point.getAnnotations())
					.get(Qualifier.class)
					.getValue("value", String.class)
					.orElse(null);
			}
		}
		return qualifier;
	}

}
