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

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * An environment into which Wrangler configuration files of a folder are imported.
 *
 * @author the Assets for Spring Boot authors
 */
final class ImportedEnvironment {

	private final Path folder;

	private final Map<String, Object> properties = new LinkedHashMap<>();

	private ConfigurableEnvironment environment = new StandardEnvironment();

	/**
	 * Create an environment.
	 * @param folder the folder, which is the root of the class path as well
	 */
	ImportedEnvironment(Path folder) {
		this.folder = folder;
		this.properties.put("spring.config.location", "optional:" + folder.toUri());
	}

	ImportedEnvironment file(String name, String text) throws IOException {
		Path file = this.folder.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
		return this;
	}

	/**
	 * Import a file.
	 * @param location the location, without the prefix; {@code ~} stands for the folder
	 * @param profiles the active profiles
	 * @return this
	 */
	ImportedEnvironment load(String location, String... profiles) throws MalformedURLException {
		return loadAll("wrangler:" + location.replace("~", this.folder.toString()), profiles);
	}

	/**
	 * Import what a property says.
	 * @param location the property's value, or {@code null} to leave it out
	 * @param profiles the active profiles
	 * @return this
	 */
	ImportedEnvironment loadAll(@Nullable String location, String... profiles) throws MalformedURLException {
		if (location != null) {
			this.properties.put("spring.config.import", location);
		}
		this.properties.put("spring.profiles.active", String.join(",", profiles));
		this.environment = new StandardEnvironment();
		this.environment.getPropertySources().addFirst(new MapPropertySource("test", this.properties));
		URL[] classPath = { this.folder.toUri().toURL() };
		ClassLoader classLoader = new URLClassLoader(classPath, getClass().getClassLoader());
		ConfigDataEnvironmentPostProcessor.applyTo(this.environment, new DefaultResourceLoader(classLoader), null);
		return this;
	}

	AssetsProperties assets() {
		return Binder.get(this.environment).bindOrCreate("assets", AssetsProperties.class);
	}

	@Nullable String get(String name) {
		return this.environment.getProperty(name);
	}

	/**
	 * Return where a property comes from.
	 * @param name its name
	 * @return the origin, with {@code ~} for the folder
	 */
	String origin(String name) {
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			ConfigurationProperty property = source.getConfigurationProperty(ConfigurationPropertyName.of(name));
			if (property != null) {
				return String.valueOf(property.getOrigin()).replace(this.folder.toString(), "~");
			}
		}
		return "";
	}

}
