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
import java.util.List;

import io.github.assetsboot.Assets;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Gives the {@link Assets} bean the further name {@code assets.binding}.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsBindingAlias implements BeanFactoryPostProcessor {

	private final Environment environment;

	AssetsBindingAlias(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		// the other properties are bound later, once
		String alias = Binder.get(this.environment)
			.bind("assets.binding", String.class)
			.orElse(AssetsProperties.DEFAULT_BINDING);
		if (alias.isBlank()) {
			throw new InvalidAssetsPropertyException("assets.binding", alias, "it is empty",
					"Set it to the name that @Qualifier uses for the Assets bean, or remove the property.");
		}
		List<String> names = new ArrayList<>();
		for (String name : beanFactory.getBeanNamesForType(Assets.class, true, false)) {
			if (isDefaultCandidate(name, beanFactory)) {
				names.add(name);
			}
		}
		if (names.size() == 1 && !beanFactory.containsBean(alias)) {
			beanFactory.registerAlias(names.get(0), alias);
		}
	}

	private static boolean isDefaultCandidate(String name, ConfigurableListableBeanFactory beanFactory) {
		return !beanFactory.containsBeanDefinition(name)
				|| !(beanFactory.getBeanDefinition(name) instanceof AbstractBeanDefinition definition)
				|| definition.isDefaultCandidate();
	}

}
