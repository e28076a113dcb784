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

import jakarta.servlet.http.HttpServletRequest;

/**
 * Guards assets that are served under another path than their own. The request must
 * satisfy the rules of the application for both paths.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface AssetAccess {

	/**
	 * Check that a request may get an asset of another path. To deny it, throw an
	 * exception that the application's security handles.
	 * @param request the request
	 * @param path the normalized path inside the context path
	 */
	void check(HttpServletRequest request, String path);

}
