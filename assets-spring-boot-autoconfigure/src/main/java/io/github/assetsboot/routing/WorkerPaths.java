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
 * What the application itself answers, as far as routing has to know.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public interface WorkerPaths {

	/**
	 * Return whether a path belongs to something that no asset may shadow: an actuator
	 * endpoint, the error page, another servlet, a resource handler.
	 * @param path the normalized path
	 * @return {@code true} if the application comes first
	 */
	boolean owns(String path);

	/**
	 * Return whether a handler of the application maps a path for GET, or for the method
	 * of the request.
	 * @param method the method of the request
	 * @param path the normalized path
	 * @return {@code true} if there is such a handler
	 */
	boolean handles(String method, String path);

	/**
	 * Name what a path belongs to, for people to read.
	 * @param method the method of the request
	 * @param path the normalized path
	 * @return the mapping of what owns or handles the path, or {@code null} if nothing is
	 * known to
	 */
	default @Nullable String describe(String method, String path) {
		return null;
	}

}
