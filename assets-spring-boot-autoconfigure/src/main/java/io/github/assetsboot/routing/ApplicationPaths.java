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

package io.github.assetsboot.routing;

import org.jspecify.annotations.Nullable;

/**
 * The paths of the application that no asset may shadow.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ApplicationPaths {

	/**
	 * Return whether a path belongs to a part of the application that no asset may
	 * shadow: an actuator endpoint, the error page, another servlet, a resource handler.
	 * @param path the normalized path inside the context path
	 * @return {@code true} if the application comes first
	 */
	boolean owns(String path);

	/**
	 * Name the mapping that answers a path, for people to read.
	 * @param method the method of the request
	 * @param path the normalized path inside the context path
	 * @return the mapping that owns or handles the path, or {@code null} if none is known
	 */
	default @Nullable String describe(String method, String path) {
		return null;
	}

}
