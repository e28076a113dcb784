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

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the files that the instances of an application share.
 */
@ConfigurationProperties("assets.sharing")
class AssetSharingProperties {

	/**
	 * Whether to keep the application's files in the storage. Each instance then also
	 * serves the files of the other instances, which may have another version.
	 */
	private boolean enabled;

	/**
	 * Memory for files of other versions. If a size suffix is not specified, bytes will
	 * be used.
	 */
	private DataSize memory = DataSize.ofMegabytes(64);

	/**
	 * Maximum size of a file that is shared. If a size suffix is not specified, bytes
	 * will be used.
	 */
	private DataSize maxFileSize = DataSize.ofMegabytes(25);

	/**
	 * Interval between two looks for the files of other instances. An instance with new
	 * files waits for two intervals before it serves, so that other instances find them.
	 */
	private Duration refreshInterval = Duration.ofSeconds(2);

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public DataSize getMemory() {
		return this.memory;
	}

	public void setMemory(DataSize memory) {
		this.memory = memory;
	}

	public DataSize getMaxFileSize() {
		return this.maxFileSize;
	}

	public void setMaxFileSize(DataSize maxFileSize) {
		this.maxFileSize = maxFileSize;
	}

	public Duration getRefreshInterval() {
		return this.refreshInterval;
	}

	public void setRefreshInterval(Duration refreshInterval) {
		this.refreshInterval = refreshInterval;
	}

	Duration toRefreshInterval() {
		return PropertyChecks.positive("assets.sharing.refresh-interval", this.refreshInterval);
	}

	long toMemory() {
		return PropertyChecks.notNegative("assets.sharing.memory", this.memory).toBytes();
	}

	long toMaxFileSize() {
		return PropertyChecks.notNegative("assets.sharing.max-file-size", this.maxFileSize).toBytes();
	}

}
