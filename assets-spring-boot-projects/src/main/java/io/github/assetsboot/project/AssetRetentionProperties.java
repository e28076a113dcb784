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

/**
 * Configuration properties for the files of former versions in a storage.
 */
@ConfigurationProperties("assets.retention")
class AssetRetentionProperties {

	/**
	 * Number of versions whose files are found by path, the deployed one included.
	 */
	private int versions = 20;

	/**
	 * Time for which the files of a version are found by path after its replacement.
	 */
	private Duration age = Duration.ofDays(7);

	public int getVersions() {
		return this.versions;
	}

	public void setVersions(int versions) {
		this.versions = versions;
	}

	public Duration getAge() {
		return this.age;
	}

	public void setAge(Duration age) {
		this.age = age;
	}

	Retention toRetention() {
		return new Retention(PropertyChecks.atLeast(1, "assets.retention.versions", this.versions),
				PropertyChecks.notNegative("assets.retention.age", this.age));
	}

}
