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

package io.github.assetsboot.actuate;

import java.util.List;

import io.github.assetsboot.storage.AssetStorage;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether the storage answers.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetStorageHealthIndicator extends AbstractHealthIndicator {

	private final AssetStorage storage;

	/**
	 * Create the indicator.
	 * @param storage the storage
	 */
	public AssetStorageHealthIndicator(AssetStorage storage) {
		super("The storage of assets does not answer");
		this.storage = storage;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		this.storage.existing(List.of("health"));
		builder.up().withDetail("storage", this.storage.toString());
	}

}
