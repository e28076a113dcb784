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
 * The path under which an HTML file is served, and the paths that lead there.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/routing/advanced/html-handling/">Workers:
 * HTML handling</a>
 */
public enum HtmlHandling {

	/**
	 * A file {@code foo.html} at {@code /foo}, a file {@code foo/index.html} at
	 * {@code /foo/}; other forms are redirected.
	 */
	AUTO_TRAILING_SLASH,

	/**
	 * Both at {@code /foo/}; other forms are redirected.
	 */
	FORCE_TRAILING_SLASH,

	/**
	 * Both at {@code /foo}; other forms are redirected.
	 */
	DROP_TRAILING_SLASH,

	/**
	 * Every file at its own path only.
	 */
	NONE

}
