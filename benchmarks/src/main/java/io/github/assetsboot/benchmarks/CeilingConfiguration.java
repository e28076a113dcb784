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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.autoconfigure.AssetsProperties;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Puts the {@link CeilingFilter} just before the starter's, after the same filters of
 * Spring Boot.
 *
 * @author the Assets for Spring Boot authors
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("benchmarks.ceiling")
class CeilingConfiguration {

	private final CeilingFilter filter = new CeilingFilter();

	@Bean
	FilterRegistrationBean<CeilingFilter> ceilingFilter() {
		FilterRegistrationBean<CeilingFilter> registration = new FilterRegistrationBean<>(this.filter);
		registration.setOrder(AssetsProperties.DEFAULT_FILTER_ORDER - 1);
		return registration;
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> ceilingLearner() {
		return (event) -> {
			Environment environment = event.getApplicationContext().getEnvironment();
			String scheme = environment.containsProperty("server.ssl.key-store") ? "https" : "http";
			String port = environment.getRequiredProperty("local.server.port");
			List<String> paths = new ArrayList<>(List.of("/page", "/script.js", "/large.bin"));
			paths.addAll(GeneratedFiles.subResources());
			try {
				this.filter.learn(URI.create(scheme + "://127.0.0.1:" + port), paths);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		};
	}

}
