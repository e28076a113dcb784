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

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import io.github.assetsboot.project.StoredProjects;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;

/**
 * Metrics of what is kept in memory of projects in a storage: those of every Caffeine
 * cache ({@code cache.gets} with hits and misses, {@code cache.load.duration}), named
 * {@code assets.projects} and {@code assets.contents}, and the bytes of the contents as
 * {@code assets.contents.bytes}.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class ProjectsMetrics implements MeterBinder {

	private final StoredProjects projects;

	/**
	 * Create the metrics.
	 * @param projects the projects
	 */
	public ProjectsMetrics(StoredProjects projects) {
		this.projects = projects;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.projects.caches().forEach((name, cache) -> {
			CaffeineCacheMetrics.monitor(registry, cache, name);
			if (cache.policy().eviction().map(Policy.Eviction::isWeighted).orElse(false)) {
				Gauge.builder(name + ".bytes", cache, ProjectsMetrics::bytes)
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
