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

import java.time.Duration;

/**
 * Limits and times to live of the projects' data in memory.
 *
 * @param projects how many projects' manifests are kept
 * @param manifestBudget how many bytes of manifests and what is made of them are kept
 * @param manifestTimeToLive after how long a manifest is read again
 * @param unknownTimeToLive for how long it is remembered that there is no such project
 * @param contentBudget how many bytes of contents are kept
 * @param contentTimeToLive after how long a content is read again
 * @param loads the bounds of what is loaded
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectCacheSettings(int projects, long manifestBudget, Duration manifestTimeToLive,
		Duration unknownTimeToLive, long contentBudget, Duration contentTimeToLive, ProjectLoadSettings loads) {

	/**
	 * Manifests for 300 seconds, contents for a day, as in Workers' example.
	 */
	public static final ProjectCacheSettings DEFAULTS = new ProjectCacheSettings(10_000, Duration.ofSeconds(300),
			Duration.ofSeconds(10), 64 << 20, Duration.ofSeconds(86_400));

	/**
	 * Create settings with 64 MB for manifests, and with the usual bounds of loads.
	 * @param projects how many projects' manifests are kept
	 * @param manifestTimeToLive after how long a manifest is read again
	 * @param unknownTimeToLive for how long it is remembered that there is no such
	 * project
	 * @param contentBudget how many bytes of contents are kept
	 * @param contentTimeToLive after how long a content is read again
	 */
	public ProjectCacheSettings(int projects, Duration manifestTimeToLive, Duration unknownTimeToLive,
			long contentBudget, Duration contentTimeToLive) {
		this(projects, 64 << 20, manifestTimeToLive, unknownTimeToLive, contentBudget, contentTimeToLive,
				ProjectLoadSettings.DEFAULTS);
	}

}
