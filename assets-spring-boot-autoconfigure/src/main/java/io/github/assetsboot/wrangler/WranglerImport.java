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

package io.github.assetsboot.wrangler;

import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Finds the properties that an imported Wrangler file has set.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class WranglerImport {

	/**
	 * Prefix of the properties of the default collection.
	 */
	static final String ASSETS = "assets";

	/**
	 * The name 'project' stands for the collections of projects.
	 */
	private static final Pattern COLLECTION_NAME = Pattern.compile("(?!project$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

	private static final String NAME_START = "Wrangler configuration of '";

	private WranglerImport() {
	}

	/**
	 * Return the start of the name of each property source that is made of a Wrangler
	 * file for a collection.
	 * @param prefix the prefix of the properties of the collection
	 */
	static String nameStart(String prefix) {
		return NAME_START + prefix + "' in ";
	}

	/**
	 * Return whether a collection can have a name.
	 * @param name the name
	 * @return {@code true} if it has at most 63 lower-case letters, digits and hyphens,
	 * and is not taken
	 */
	public static boolean isCollectionName(String name) {
		return COLLECTION_NAME.matcher(name).matches();
	}

	/**
	 * Return whether a Wrangler file has been imported for a collection.
	 * @param environment the environment
	 * @param prefix the prefix of the properties of the collection, such as
	 * {@code assets} or {@code assets.collections.admin}
	 * @return {@code true} if one is among the property sources
	 */
	public static boolean isPresent(Environment environment, String prefix) {
		return environment instanceof ConfigurableEnvironment configurable && configurable.getPropertySources()
			.stream()
			.anyMatch((source) -> source.getName().startsWith(nameStart(prefix)));
	}

	/**
	 * Return whether the value of a property comes from another source than a Wrangler
	 * file.
	 * @param environment the environment
	 * @param property the name of the property, or of the list that it is
	 * @return {@code false} if the property is not set, is empty, or comes from a
	 * Wrangler file
	 */
	public static boolean isSetElsewhere(Environment environment, String property) {
		ConfigurationPropertyName name = ConfigurationPropertyName.of(property);
		ConfigurationPropertyName first = name.append("[0]");
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
			ConfigurationProperty whole = source.getConfigurationProperty(name);
			ConfigurationProperty found = (whole != null) ? whole : source.getConfigurationProperty(first);
			if (found != null) {
				boolean wrangler = source.getUnderlyingSource() instanceof PropertySource<?> underlying
						&& isWrangler(underlying);
				return !wrangler && StringUtils.hasText(found.getValue().toString());
			}
		}
		return false;
	}

	private static boolean isWrangler(PropertySource<?> source) {
		return source.getName().startsWith(NAME_START);
	}

}
