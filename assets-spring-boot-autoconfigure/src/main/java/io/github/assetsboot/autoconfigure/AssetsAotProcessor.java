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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetDirectory.NeverServed;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Registers the resources of an application that is processed ahead of time. The files of
 * a collection on the class path are named one by one, as they are found then.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsAotProcessor implements BeanFactoryInitializationAotProcessor {

	private static final List<String> TABLES = List.of("io/github/assetsboot/collection/content-types.txt",
			"io/github/assetsboot/html/character-references.txt");

	@Override
	public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
			ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.getBeanNamesForType(AssetsProperties.class, true, false).length == 0) {
			return null;
		}
		Environment environment = beanFactory.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME,
				Environment.class);
		AssetsProperties properties = Binder.get(environment).bindOrCreate("assets", AssetsProperties.class);
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		return (generationContext, code) -> {
			RuntimeHints hints = generationContext.getRuntimeHints();
			registerOwn(hints);
			properties.toCollections().forEach((collection) -> register(hints, collection, environment, classLoader));
		};
	}

	private static void register(RuntimeHints hints, CollectionProperties properties, Environment environment,
			@Nullable ClassLoader classLoader) {
		AssetDirectoryFactory factory = new AssetDirectoryFactory(properties, environment);
		register(hints, properties, "directory", properties.getDirectory(), () -> factory.open(false, classLoader));
		register(hints, properties, "cache.dictionary-directory", properties.getCache().getDictionaryDirectory(),
				() -> factory.openPreviousBuild(classLoader));
	}

	private static void register(RuntimeHints hints, CollectionProperties properties, String property,
			@Nullable String location, Supplier<@Nullable AssetDirectory> directory) {
		String folder = StringUtils.hasText(location) ? AssetLocation.of(location, null).classPathFolder() : null;
		AssetDirectory opened = (folder != null) ? directory.get() : null;
		if (location == null || opened == null) {
			return;
		}
		try {
			findFiles(opened, properties).forEach((file) -> hints.resources().registerPattern(folder + "/" + file));
		}
		catch (IOException | UncheckedIOException ex) {
			throw AssetDirectoryFactory.unreadable(properties.property(property), location, ex);
		}
	}

	private static void registerOwn(RuntimeHints hints) {
		TABLES.forEach(hints.resources()::registerPattern);
		// handler mappings and header writers are asked with requests and responses of
		// our own
		hints.proxies().registerJdkProxy(HttpServletRequest.class);
		hints.proxies().registerJdkProxy(HttpServletResponse.class);
	}

	/**
	 * Find the files that have to be there when the application runs: the assets, the
	 * rule files and the Vite manifest.
	 * @return their paths relative to the directory
	 */
	private static Set<String> findFiles(AssetDirectory directory, CollectionProperties properties) throws IOException {
		Set<String> files = new ConcurrentSkipListSet<>();
		Function<String, @Nullable String> ignored = IgnoredPaths.of(directory, properties);
		directory.visit(
				(path) -> !RuleFiles.contains(path)
						&& (NeverServed.reason(path) != null || ignored.apply(path) != null),
				new AssetDirectory.Visitor() {

					@Override
					public void file(String path, BlobSource content) {
						files.add(path);
					}

					@Override
					public void skipped(String path, String reason) {
					}

				});
		String manifest = properties.toViteManifest();
		if (directory.readText(manifest) != null) {
			files.add(manifest);
		}
		return files;
	}

}
