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

package io.github.assetsboot.project;

import java.util.Arrays;
import java.util.stream.Stream;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.util.ClassUtils;

/**
 * The auto-configurations of this module.
 */
final class ProjectAutoConfigurations {

	private ProjectAutoConfigurations() {
	}

	/**
	 * Return all auto-configurations of this module, and others, in their order.
	 * @param others the other ones
	 */
	static AutoConfigurations with(Class<?>... others) {
		return AutoConfigurations.of(
				Stream
					.concat(Arrays.stream(others),
							ImportCandidates.load(AutoConfiguration.class, null)
								.getCandidates()
								.stream()
								.filter((name) -> name.matches("io\\.github\\.assetsboot\\.(project|storage)\\..*"))
								.map((name) -> ClassUtils.resolveClassName(name, null)))
					.toArray(Class<?>[]::new));
	}

}
