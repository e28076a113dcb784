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

package io.github.assetsboot.delivery;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Tells whether the application adds {@code Cache-Control} to a response that has none.
 * <p>
 * A request with {@code Authorization} or {@code Range} gets no default
 * {@code Cache-Control}. If the application then adds one that forbids to store the
 * response, as Spring Security does, the assets send a value of their own instead.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ApplicationCacheControl {

	/**
	 * Return whether the application would add {@code Cache-Control} to the response.
	 * @param request the request that is answered
	 * @return {@code true} if a response without {@code Cache-Control} does not stay so
	 */
	boolean isAddedTo(HttpServletRequest request);

}
