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

import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.servlet.ApplicationMappings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.web.filter.UrlHandlerFilter;

/**
 * Logs once, when the application has started, the warnings and hints of all checks.
 *
 * @author the Assets for Spring Boot authors
 */
class StartChecks implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(StartChecks.class);

	private final ApplicationContext context;

	private final AssetsProperties properties;

	private final AssetCollections collections;

	private final ApplicationMappings mappings;

	StartChecks(ApplicationContext context, AssetsProperties properties, AssetCollections collections,
			ApplicationMappings mappings) {
		this.context = context;
		this.properties = properties;
		this.collections = collections;
		this.mappings = mappings;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context) {
			List<CollectionChecks> checks = new ArrayList<>();
			for (CollectionProperties collection : this.properties.toCollections()) {
				checks.add(new CollectionChecks(this.context, this.properties, collection, this.collections,
						this.mappings));
			}
			boolean withoutSlashes = stripsSlashes();
			for (CollectionChecks collection : checks) {
				warn(collection.warnings(withoutSlashes));
			}
			warn(warnings());
			for (CollectionChecks collection : checks) {
				for (String hint : collection.hints()) {
					logger.info(hint);
				}
			}
		}
	}

	private static void warn(List<String> warnings) {
		for (String warning : warnings) {
			logger.warn(warning);
		}
	}

	/**
	 * Describe what concerns all collections.
	 */
	private List<String> warnings() {
		IneffectiveSettings settings = new IneffectiveSettings(this.context.getEnvironment(), this.properties);
		List<String> warnings = new ArrayList<>(settings.describeResources());
		UnservedFolders unserved = unservedFolders(this.context, this.properties);
		String folders = (unserved != null) ? unserved.describe() : null;
		if (folders != null) {
			warnings.add(folders);
		}
		String unknown = this.properties.getCollections().isEmpty() ? null
				: new UnknownProperties(this.context.getEnvironment()).describe();
		if (unknown != null) {
			warnings.add(unknown);
		}
		String nested = new NestedDirectories(this.properties.toCollections(), this.collections).describe();
		if (nested != null) {
			warnings.add(nested);
		}
		warnings.addAll(new SecurityChecks(this.context).describe());
		return warnings;
	}

	/**
	 * Return the search for files that Spring Boot would serve.
	 * @return the search, or {@code null} without a class loader
	 */
	static @Nullable UnservedFolders unservedFolders(ApplicationContext context, AssetsProperties properties) {
		ClassLoader classLoader = context.getClassLoader();
		return (classLoader != null)
				? new UnservedFolders(new IneffectiveSettings(context.getEnvironment(), properties).replacedLocations(),
						properties, classLoader, () -> application(context))
				: null;
	}

	/**
	 * Return the location of the application's classes.
	 */
	private static @Nullable URL application(ApplicationContext context) {
		for (String name : context.getBeanNamesForAnnotation(SpringBootConfiguration.class)) {
			Class<?> type = context.getType(name);
			CodeSource source = (type != null) ? type.getProtectionDomain().getCodeSource() : null;
			if (source != null) {
				return source.getLocation();
			}
		}
		return null;
	}

	private boolean stripsSlashes() {
		if (this.context.getBeanProvider(UrlHandlerFilter.class).iterator().hasNext()) {
			return true;
		}
		for (FilterRegistrationBean<?> registration : this.context.getBeanProvider(FilterRegistrationBean.class)) {
			if (registration.getFilter() instanceof UrlHandlerFilter) {
				return true;
			}
		}
		return false;
	}

}
