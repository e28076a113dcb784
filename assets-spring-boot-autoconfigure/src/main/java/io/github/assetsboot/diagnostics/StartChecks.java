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
import java.util.Objects;
import java.util.stream.Stream;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.delivery.CurrentSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.servlet.ApplicationMappings;
import io.github.assetsboot.servlet.HiddenHandlers;
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

	private final CurrentSnapshot assets;

	private final ApplicationMappings mappings;

	StartChecks(ApplicationContext context, AssetsProperties properties, CurrentSnapshot assets,
			ApplicationMappings mappings) {
		this.context = context;
		this.properties = properties;
		this.assets = assets;
		this.mappings = mappings;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() == this.context) {
			AssetRouter router = this.assets.snapshot().router();
			HiddenHandlers handlers = new HiddenHandlers(router, this.mappings);
			warnings(router, handlers).forEach(logger::warn);
			hints(router, handlers).forEach(logger::info);
		}
	}

	private List<String> warnings(AssetRouter router, HiddenHandlers handlers) {
		SuspiciousContents contents = new SuspiciousContents(router, this.properties.getDirectory(),
				this.properties.toLanguages());
		List<String> warnings = new ArrayList<>(contents.describe());
		warnings.addAll(new UnreachableNames(this.context, this.properties.getDirectory(), router).describe());
		if (stripsSlashes()) {
			warnings.addAll(contents.describeWithoutSlashes());
		}
		warnings.addAll(describeSettings(router));
		warnings.addAll(new SecurityChecks(this.context).describe());
		warnings.addAll(handlers.warnings());
		return warnings;
	}

	private List<String> hints(AssetRouter router, HiddenHandlers handlers) {
		String fingerprints = this.properties.toImmutable().isEmpty() ? FingerprintedNames.describe(router) : null;
		return Stream.of(fingerprints, handlers.hint()).filter(Objects::nonNull).toList();
	}

	private List<String> describeSettings(AssetRouter router) {
		IneffectiveSettings settings = new IneffectiveSettings(this.context.getEnvironment(), this.properties);
		List<String> warnings = new ArrayList<>(settings.describe(router.settings().mode()));
		ClassLoader classLoader = this.context.getClassLoader();
		if (classLoader != null) {
			String folders = new UnservedFolders(settings.replacedLocations(), this.properties, classLoader,
					application())
				.describe();
			if (folders != null) {
				warnings.add(folders);
			}
		}
		return warnings;
	}

	/**
	 * Return the location of the application's classes.
	 */
	private @Nullable URL application() {
		for (String name : this.context.getBeanNamesForAnnotation(SpringBootConfiguration.class)) {
			Class<?> type = this.context.getType(name);
			CodeSource source = (type != null) ? type.getProtectionDomain().getCodeSource() : null;
			if (source != null) {
				return source.getLocation();
			}
		}
		return null;
	}

	private boolean stripsSlashes() {
		return this.context.getBeanProvider(UrlHandlerFilter.class).stream().findAny().isPresent()
				|| this.context.getBeanProvider(FilterRegistrationBean.class)
					.stream()
					.anyMatch((registration) -> registration.getFilter() instanceof UrlHandlerFilter);
	}

}
