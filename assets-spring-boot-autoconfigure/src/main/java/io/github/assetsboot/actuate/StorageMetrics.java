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

import java.util.Map;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

/**
 * Metrics of what is kept in memory of a storage: those of every Caffeine cache
 * ({@code cache.gets} with hits and misses, {@code cache.load.duration}), and where bytes
 * are kept, their number as {@code <cache>.bytes}.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class StorageMetrics implements MeterBinder {

	private final Map<String, Cache<?, ?>> caches;

	/**
	 * Create the metrics.
	 * @param caches the caches, by name
	 */
	public StorageMetrics(Map<String, Cache<?, ?>> caches) {
		this.caches = Map.copyOf(caches);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.caches.forEach((name, cache) -> {
			CaffeineCacheMetrics.monitor(registry, cache, name);
			if (cache.policy().eviction().map(Policy.Eviction::isWeighted).orElse(false)) {
				Gauge.builder(name + ".bytes", cache, StorageMetrics::bytes)
					.description("Contents kept in memory")
					.baseUnit("bytes")
					.register(registry);
			}
		});
	}

	private static double bytes(Cache<?, ?> cache) {
		return cache.policy().eviction().map((eviction) -> eviction.weightedSize().orElse(0)).orElse(0L);
	}

}
