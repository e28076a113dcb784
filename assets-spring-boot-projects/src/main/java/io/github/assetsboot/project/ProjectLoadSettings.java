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

import io.github.assetsboot.autoconfigure.PropertyChecks;
import io.github.assetsboot.storage.AssetStorageProperties;

import org.springframework.core.env.Environment;

/**
 * Bounds of what is loaded from a storage, so that a storage that is slow, hangs or fails
 * takes a few threads only.
 *
 * @param maxWait how long a request waits for the storage, and how long a call of the
 * storage may take until it counts as a failure
 * @param maxWaiting how many requests wait at the same time
 * @param threads how many threads load
 * @param maxDuration how long a load may take until it is interrupted
 * @param maxFailures after how many failures in a row the storage is left alone
 * @param pause for how long it is left alone, until one call tries it again
 * @since 0.1.0
 */
public record ProjectLoadSettings(Duration maxWait, int maxWaiting, int threads, Duration maxDuration, int maxFailures,
		Duration pause) {

	/**
	 * Two seconds, 50 requests, 16 threads, 30 seconds, 5 failures, 5 seconds.
	 */
	public static final ProjectLoadSettings DEFAULTS = new ProjectLoadSettings(Duration.ofSeconds(2), 50, 16,
			Duration.ofSeconds(30), 5, Duration.ofSeconds(5));

	private static final String PREFIX = "assets.storage.loading.";

	static ProjectLoadSettings of(AssetStorageProperties properties, Environment environment) {
		AssetStorageProperties.Loading loading = properties.getLoading();
		Integer maxWaiting = loading.getMaxWaiting();
		int waiting = (maxWaiting != null) ? maxWaiting : new ServerThreads(environment).quarter();
		return new ProjectLoadSettings(maxWait(properties), PropertyChecks.atLeast(1, PREFIX + "max-waiting", waiting),
				PropertyChecks.atLeast(1, PREFIX + "threads", loading.getThreads()),
				PropertyChecks.atLeast(loading.getMaxWait(), PREFIX + "max-duration", loading.getMaxDuration()),
				PropertyChecks.atLeast(1, PREFIX + "max-failures", loading.getMaxFailures()),
				PropertyChecks.positive(PREFIX + "pause", loading.getPause()));
	}

	static Duration maxWait(AssetStorageProperties properties) {
		return PropertyChecks.positive(PREFIX + "max-wait", properties.getLoading().getMaxWait());
	}

}
