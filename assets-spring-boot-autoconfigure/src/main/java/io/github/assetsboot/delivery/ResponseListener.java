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
 * Is told about every request that the assets have answered.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResponseListener {

	/**
	 * A request was answered.
	 * @param request the request
	 * @param answer the answer
	 * @param delivery the result
	 * @param nanoseconds how long that took
	 */
	void answered(HttpServletRequest request, AssetResponse answer, ServedResponse delivery, long nanoseconds);

}
