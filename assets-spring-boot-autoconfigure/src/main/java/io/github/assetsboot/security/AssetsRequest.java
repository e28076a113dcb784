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

package io.github.assetsboot.security;

import java.util.function.Supplier;

import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.boot.security.web.servlet.ApplicationContextRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.context.WebApplicationContext;

/**
 * Request matchers for the requests that the assets answer, for use in a {@code
 * SecurityFilterChain}. They ask the routing itself. A request that a controller answers
 * never matches, even if its path looks like that of a file.
 * <p>
 * The matchers are safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetsRequest {

	private AssetsRequest() {
	}

	/**
	 * Match the requests that a file answers, and the redirects to files or by the rules
	 * of {@code _redirects}. The fallback page for a path without an asset, and 404
	 * pages, do not match. This matcher is the one for {@code securityMatcher}, for
	 * exceptions from CSRF protection and for the request cache.
	 * @return the matcher, for requests of every method
	 */
	public static RequestMatcher toFiles() {
		return new AssetsRequestMatcher(true, null);
	}

	/**
	 * Match all requests that the assets answer, with the fallback page or a 404 page,
	 * too. Every path of the front end is open, and other rules hold for the paths of the
	 * application. With {@code assets.routing=spring}, a GET or HEAD that nobody has an
	 * answer for matches, and ends as the application's own 404. In development, the
	 * requests of {@link #toLiveReload()} match, too.
	 * <p>
	 * Once the matcher has matched, nothing behind the assets filter sees the request: no
	 * filter, no servlet and no handler. A path that only a filter answers, such as a
	 * filter for every path, looks like one of the front end. List such paths before this
	 * matcher, and use it for {@code permitAll()} only. A matcher that cannot be sure
	 * does not match.
	 * @return the matcher, for requests of every method
	 */
	public static RequestMatcher toAssets() {
		return new AssetsRequestMatcher(false, null);
	}

	/**
	 * Match the requests that a file of one collection answers, as {@link #toFiles()}
	 * does for all of them.
	 * @param collection the name of the collection, such as {@code admin} for
	 * {@code assets.collections.admin}, or {@code default}
	 * @return the matcher, for requests of every method. If the application has no such
	 * collection, each request fails with an {@link IllegalArgumentException}
	 */
	public static RequestMatcher toFiles(String collection) {
		return new AssetsRequestMatcher(true, collection);
	}

	/**
	 * Match all requests that one collection answers, as {@link #toAssets()} does for all
	 * of them.
	 * @param collection the name of the collection, such as {@code admin} for
	 * {@code assets.collections.admin}, or {@code default}
	 * @return the matcher, for requests of every method. If the application has no such
	 * collection, each request fails with an {@link IllegalArgumentException}
	 */
	public static RequestMatcher toAssets(String collection) {
		return new AssetsRequestMatcher(false, collection);
	}

	/**
	 * Match all requests for a project, also for one that does not exist or that the
	 * storage cannot tell of. It uses the result of the application's resolver of
	 * projects. Upper and lower case, the port and a dot at the end of the host make no
	 * difference. This matcher keeps controllers away from the hosts of projects.
	 * @return the matcher, for requests of every method
	 */
	public static RequestMatcher toProject() {
		return new ProjectRequestMatcher();
	}

	/**
	 * Match the requests by which open pages wait for changes in development, see
	 * {@code assets.live-reload}. When it is off, nothing matches.
	 * @return the matcher, for requests of every method
	 */
	public static RequestMatcher toLiveReload() {
		return new LiveReloadRequestMatcher();
	}

	/**
	 * The container has chosen the servlet already.
	 */
	private static final class LiveReloadRequestMatcher implements RequestMatcher {

		private static final String SERVLET = "assetsLiveReload";

		@Override
		public boolean matches(HttpServletRequest request) {
			try {
				return isLiveReload(request);
			}
			catch (UnsupportedOperationException ex) {
				// an imagined request, such as that of a privilege evaluator
				return false;
			}
		}

		static boolean isLiveReload(HttpServletRequest request) {
			HttpServletMapping mapping = request.getHttpServletMapping();
			return mapping != null && SERVLET.equals(mapping.getServletName());
		}

		@Override
		public String toString() {
			return "AssetsRequest.toLiveReload()";
		}

	}

	private static final class ProjectRequestMatcher implements RequestMatcher {

		@Override
		public boolean matches(HttpServletRequest request) {
			return RequestDecisions.isForProject(request);
		}

		@Override
		public String toString() {
			return "AssetsRequest.toProject()";
		}

	}

	private static final class AssetsRequestMatcher extends ApplicationContextRequestMatcher<RequestDecisions> {

		private final boolean filesOnly;

		private final @Nullable String collection;

		AssetsRequestMatcher(boolean filesOnly, @Nullable String collection) {
			super(RequestDecisions.class);
			this.filesOnly = filesOnly;
			this.collection = collection;
		}

		/**
		 * A separate management port serves no assets.
		 */
		@Override
		protected boolean ignoreApplicationContext(WebApplicationContext context) {
			return hasServerNamespace(context, "management");
		}

		/**
		 * Without assets, as with {@code assets.enabled=false}, nothing matches.
		 */
		@Override
		protected boolean matches(HttpServletRequest request, Supplier<RequestDecisions> context) {
			try {
				RequestDecisions routing = context.get();
				return this.filesOnly ? routing.isForFile(request, this.collection)
						: routing.isForAssets(request, this.collection)
								|| (this.collection == null && LiveReloadRequestMatcher.isLiveReload(request));
			}
			catch (NoSuchBeanDefinitionException | UnsupportedOperationException ex) {
				// the latter for an imagined request, such as that of a privilege
				// evaluator
				return false;
			}
		}

		@Override
		public String toString() {
			String argument = (this.collection != null) ? "\"" + this.collection + "\"" : "";
			return (this.filesOnly ? "AssetsRequest.toFiles(" : "AssetsRequest.toAssets(") + argument + ")";
		}

	}

}
