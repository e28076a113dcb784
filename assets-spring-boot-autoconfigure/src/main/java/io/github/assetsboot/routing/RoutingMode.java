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
 * Division of the requests between the application and the assets.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public enum RoutingMode {

	/**
	 * As an application with Spring MVC expects: the files come first, then the handlers
	 * of the application, then the fallback page or the 404 page for documents, then the
	 * application's own 404.
	 */
	SPRING,

	/**
	 * As Workers Static Assets.
	 * @see <a href=
	 * "https://developers.cloudflare.com/workers/static-assets/routing/">Workers:
	 * routing</a>
	 */
	WORKERS

}
