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
import org.jspecify.annotations.Nullable;

/**
 * The project that a request belongs to.
 *
 * @param project the project, which need not exist
 * @param preview whether the host or the preview header names a version
 */
record CurrentProject(ProjectId project, boolean preview) {

	private static final String ATTRIBUTE = CurrentProject.class.getName();

	/**
	 * Find the project of a request.
	 * @return the project, or {@code null} if the request belongs to none
	 */
	static @Nullable CurrentProject of(HttpServletRequest request) {
		return (CurrentProject) request.getAttribute(ATTRIBUTE);
	}

	void setOn(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

}
