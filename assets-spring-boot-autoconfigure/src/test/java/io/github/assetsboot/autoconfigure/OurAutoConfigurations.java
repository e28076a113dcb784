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

import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.util.ClassUtils;

/**
 * The auto-configurations of the library, most of which are package-private, with those
 * of Spring MVC.
 */
final class OurAutoConfigurations {

	private OurAutoConfigurations() {
	}

	static AutoConfigurations all() {
		Stream<Class<?>> ours = ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("io.github.assetsboot."))
			.map((name) -> ClassUtils.resolveClassName(name, null));
		return AutoConfigurations
			.of(Stream.concat(ours, Stream.of(WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class))
				.toArray(Class<?>[]::new));
	}

}
