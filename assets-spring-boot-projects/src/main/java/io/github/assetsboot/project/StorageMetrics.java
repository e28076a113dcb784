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

import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

/**
 * Metrics of the caches in front of a storage: the usual ones of Caffeine caches
 * ({@code cache.gets} with hits and misses, {@code cache.load},
 * {@code cache.load.duration}), and the number of bytes as {@code <cache>.bytes}.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class StorageMetrics implements MeterBinder {

	private final Map<String, Cache<?, ?>> caches;

	/**
	 * Create the metrics.
	 * @param caches the caches, by name
	 */
	StorageMetrics(Map<String, Cache<?, ?>> caches) {
		this.caches = Map.copyOf(caches);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.caches.forEach((name, cache) -> {
			CaffeineCacheMetrics.monitor(registry, cache, name);
			bindLoads(name, cache, registry);
			if (cache.policy().eviction().map(Policy.Eviction::isWeighted).orElse(false)) {
				Gauge.builder(name + ".bytes", cache, StorageMetrics::bytes)
					.description("Bytes that are kept in memory")
					.baseUnit("bytes")
					.register(registry);
			}
		});
	}

	/**
	 * Register two meters that Micrometer has only for caches that load by themselves.
	 */
	private static void bindLoads(String name, Cache<?, ?> cache, MeterRegistry registry) {
		TimeGauge
			.builder("cache.load.duration", cache, TimeUnit.NANOSECONDS, (loaded) -> loaded.stats().totalLoadTime())
			.description("The time the cache has spent loading new values")
			.tag("cache", name)
			.register(registry);
		FunctionCounter.builder("cache.load", cache, (loaded) -> loaded.stats().loadSuccessCount())
			.description("The number of loads that have succeeded or failed")
			.tags("cache", name, "result", "success")
			.register(registry);
		FunctionCounter.builder("cache.load", cache, (loaded) -> loaded.stats().loadFailureCount())
			.description("The number of loads that have succeeded or failed")
			.tags("cache", name, "result", "failure")
			.register(registry);
	}

	private static double bytes(Cache<?, ?> cache) {
		return cache.policy().eviction().map((eviction) -> eviction.weightedSize().orElse(0)).orElse(0L);
	}

}
