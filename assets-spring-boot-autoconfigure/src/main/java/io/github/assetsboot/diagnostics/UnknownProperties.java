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

package io.github.assetsboot.diagnostics;

import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Finds properties below {@code assets.collections} that no collection has.
 *
 * @author the Assets for Spring Boot authors
 */
final class UnknownProperties {

	private static final ConfigurationPropertyName COLLECTIONS = ConfigurationPropertyName.of("assets.collections");

	/**
	 * Number of elements of the prefix of a collection, such as
	 * {@code assets.collections.admin}.
	 */
	private static final int PREFIX = 3;

	private final Environment environment;

	UnknownProperties(Environment environment) {
		this.environment = environment;
	}

	/**
	 * Describe the properties.
	 * @return a warning, or {@code null} if there are none
	 */
	@Nullable String describe() {
		List<String> lines = find().stream()
			.filter((property) -> COLLECTIONS.isAncestorOf(property.getName()))
			.map(UnknownProperties::describe)
			.sorted()
			.distinct()
			.toList();
		return lines.isEmpty() ? null : "These properties have no effect, because a collection has no such property:\n"
				+ String.join("\n", lines);
	}

	/**
	 * The name of an environment variable does not tell where a word ends, so that
	 * variables are not compared.
	 */
	private Set<ConfigurationProperty> find() {
		NoUnboundElementsBindHandler handler = new NoUnboundElementsBindHandler(BindHandler.DEFAULT,
				(source) -> !(source.getUnderlyingSource() instanceof SystemEnvironmentPropertySource));
		try {
			Binder.get(this.environment).bind("assets", Bindable.of(AssetsProperties.class), handler);
			return Set.of();
		}
		catch (BindException ex) {
			return (ex.getCause() instanceof UnboundConfigurationPropertiesException unbound)
					? unbound.getUnboundProperties() : Set.of();
		}
	}

	private static String describe(ConfigurationProperty property) {
		ConfigurationPropertyName name = property.getName();
		String rest = name.subName(PREFIX).toString();
		String way = isOfApplication(rest, property.getValue())
				? "it is a property of the application, for all collections together. Set 'assets." + rest + "'"
				: "correct the name, or remove it";
		return name + ((property.getOrigin() != null) ? " (" + property.getOrigin() + ")" : "") + ": " + way + ".";
	}

	private static boolean isOfApplication(String name, Object value) {
		Map<String, Object> alone = Map.of("assets." + name, value);
		try {
			new Binder(new MapConfigurationPropertySource(alone)).bind("assets", Bindable.of(AssetsProperties.class),
					new NoUnboundElementsBindHandler(BindHandler.DEFAULT, (source) -> true));
			return true;
		}
		catch (BindException ex) {
			return !(ex.getCause() instanceof UnboundConfigurationPropertiesException);
		}
	}

}
