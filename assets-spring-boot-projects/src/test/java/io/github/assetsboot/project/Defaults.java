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

import org.springframework.mock.env.MockEnvironment;

/**
 * Settings of an application that sets no property.
 */
final class Defaults {

	static final Retention RETENTION = new AssetRetentionProperties().toRetention();

	static final StorageLoadSettings LOADS = new StorageLoadingProperties().toSettings(new MockEnvironment());

	static final ProjectCacheSettings CACHE = new AssetProjectsProperties().getCache().toSettings(LOADS);

	private Defaults() {
	}

	/**
	 * Return settings of the cache, with the defaults for the memory of the manifests and
	 * for the loads.
	 */
	static ProjectCacheSettings cache(int projects, Duration manifestTimeToLive, Duration unknownTimeToLive,
			long contentBudget, Duration contentTimeToLive) {
		return new ProjectCacheSettings(projects, CACHE.manifestBudget(), manifestTimeToLive, unknownTimeToLive,
				contentBudget, contentTimeToLive, LOADS);
	}

}
