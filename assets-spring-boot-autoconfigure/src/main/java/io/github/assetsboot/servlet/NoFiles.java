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

package io.github.assetsboot.servlet;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/**
 * The location of the resource handler that takes the place of Boot's for every path: a
 * folder without files.
 *
 * @author the Assets for Spring Boot authors
 */
final class NoFiles {

	private static final String PATH = "META-INF/assets-spring-boot/no-files/";

	/**
	 * The location as Spring MVC takes it.
	 */
	public static final String LOCATION = "classpath:/" + PATH;

	private NoFiles() {
	}

	static boolean isAt(Resource location) {
		return location instanceof ClassPathResource resource && resource.getPath().endsWith(PATH);
	}

}
