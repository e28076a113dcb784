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

/**
 * Answer to a request that no asset matches.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/routing/">Workers: routing</a>
 */
public enum NotFoundHandling {

	/**
	 * Nothing: the request is not for the assets.
	 */
	NONE,

	/**
	 * The fallback page, which is the {@code index.html} at the root unless another one
	 * is set, with status 200.
	 */
	SINGLE_PAGE_APPLICATION,

	/**
	 * The nearest {@code 404.html}, from the folder of the request upwards, with status
	 * 404.
	 */
	// "404-page" cannot be the name of a constant
	_404_PAGE

}
