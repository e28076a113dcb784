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

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Metrics of the scheduled garbage collection.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class GarbageCollectionMetrics implements MeterBinder {

	private final ScheduledGarbageCollection collection;

	GarbageCollectionMetrics(ScheduledGarbageCollection collection) {
		this.collection = collection;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		FunctionCounter.builder("assets.garbage.projects", this.collection, ScheduledGarbageCollection::collected)
			.description("The number of projects whose garbage was to be collected")
			.tag("result", "success")
			.register(registry);
		FunctionCounter.builder("assets.garbage.projects", this.collection, ScheduledGarbageCollection::failed)
			.description("The number of projects whose garbage was to be collected")
			.tag("result", "failure")
			.register(registry);
		FunctionCounter.builder("assets.garbage.contents", this.collection, ScheduledGarbageCollection::deleted)
			.description("The number of contents that were deleted")
			.register(registry);
	}

}
