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
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.env.Environment;

/**
 * Configuration properties for loading from a storage.
 */
@ConfigurationProperties(StorageLoadingProperties.PREFIX)
class StorageLoadingProperties {

	static final String PREFIX = "assets.storage.loading";

	/**
	 * Maximum time that a request waits for the storage. A call of the storage that takes
	 * longer counts as a failure.
	 */
	private Duration maxWait = Duration.ofSeconds(2);

	/**
	 * Number of requests that wait for the storage at the same time. A quarter of the
	 * server's threads if not set. Further requests fail at once.
	 */
	private @Nullable Integer maxWaiting;

	/**
	 * Number of threads that load from the storage. One project has half of them at most.
	 */
	private int threads = 16;

	/**
	 * Maximum duration of a load. Then it is interrupted. A load that reads a large file
	 * to check it has a second more for each MB.
	 */
	private Duration maxDuration = Duration.ofSeconds(30);

	/**
	 * Number of failures in a row after which requests fail at once, without a call of
	 * the storage.
	 */
	private int maxFailures = 5;

	/**
	 * Time until one load tries a storage again that has failed.
	 */
	private Duration pause = Duration.ofSeconds(5);

	public Duration getMaxWait() {
		return this.maxWait;
	}

	public void setMaxWait(Duration maxWait) {
		this.maxWait = maxWait;
	}

	public @Nullable Integer getMaxWaiting() {
		return this.maxWaiting;
	}

	public void setMaxWaiting(@Nullable Integer maxWaiting) {
		this.maxWaiting = maxWaiting;
	}

	public int getThreads() {
		return this.threads;
	}

	public void setThreads(int threads) {
		this.threads = threads;
	}

	public Duration getMaxDuration() {
		return this.maxDuration;
	}

	public void setMaxDuration(Duration maxDuration) {
		this.maxDuration = maxDuration;
	}

	public int getMaxFailures() {
		return this.maxFailures;
	}

	public void setMaxFailures(int maxFailures) {
		this.maxFailures = maxFailures;
	}

	public Duration getPause() {
		return this.pause;
	}

	public void setPause(Duration pause) {
		this.pause = pause;
	}

	StorageLoadSettings toSettings(Environment environment) {
		int waiting = (this.maxWaiting != null) ? this.maxWaiting : ServerThreads.quarter(environment);
		return new StorageLoadSettings(toMaxWait(), PropertyChecks.atLeast(1, PREFIX + ".max-waiting", waiting),
				PropertyChecks.atLeast(1, PREFIX + ".threads", this.threads),
				PropertyChecks.atLeast(this.maxWait, PREFIX + ".max-duration", this.maxDuration),
				PropertyChecks.atLeast(1, PREFIX + ".max-failures", this.maxFailures),
				PropertyChecks.positive(PREFIX + ".pause", this.pause));
	}

	Duration toMaxWait() {
		return PropertyChecks.positive(PREFIX + ".max-wait", this.maxWait);
	}

}
