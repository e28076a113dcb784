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

package io.github.assetsboot.project;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Request matchers for the requests that belong to projects, for use in a
 * {@code SecurityFilterChain}.
 * <p>
 * The matchers are safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ProjectsRequest {

	private ProjectsRequest() {
	}

	/**
	 * Match the requests that name a version of a project by their host or by the field
	 * of {@code assets.projects.resolve.preview-header}. A version that does not exist
	 * matches, too. With this matcher, previews can be kept for people who have signed
	 * in.
	 * @return the matcher, for requests of every method
	 */
	public static RequestMatcher toPreviews() {
		return new PreviewRequestMatcher();
	}

	private static final class PreviewRequestMatcher implements RequestMatcher {

		@Override
		public boolean matches(HttpServletRequest request) {
			CurrentProject current = CurrentProject.of(request);
			return current != null && current.preview();
		}

		@Override
		public String toString() {
			return "ProjectsRequest.toPreviews()";
		}

	}

}
