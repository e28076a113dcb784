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
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.ServedResponse;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.delivery.ServletRequests;
import io.github.assetsboot.servlet.RequestDecisions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Times the requests that the assets answer, as {@code assets.requests}: from the
 * decision until the content was handed to the container. Its tags are
 * <ul>
 * <li>{@code outcome}: {@code asset}, {@code spa}, {@code 404-page}, {@code redirect},
 * {@code not-modified}, {@code method-not-allowed}, {@code none} (404 without a page) or
 * {@code error};
 * <li>{@code coding}: {@code br}, {@code zstd}, {@code gzip}, {@code dcb}, {@code dcz} or
 * {@code identity};
 * <li>{@code source}: {@code memory}, {@code file}, {@code storage}, {@code dev-server},
 * or {@code none} if nothing was sent;
 * <li>{@code navigation}: whether a browser said that it navigates;
 * <li>{@code collection}: {@code default} for the default collection, the name of another
 * collection of the application, or {@code project} for the projects together. The name
 * of a project is never a tag.
 * </ul>
 * Requests that the application answers are not among them.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetsMetrics implements ResponseListener {

	private static final String PROJECT = "project";

	private final MeterRegistry registry;

	private final Supplier<RequestDecisions> decisions;

	private final Map<Tags, Timer> timers = new ConcurrentHashMap<>();

	/**
	 * Create the metrics.
	 * @param registry where to record
	 * @param decisions gives the decisions, which tell the collection of a request
	 */
	AssetsMetrics(MeterRegistry registry, Supplier<RequestDecisions> decisions) {
		this.registry = registry;
		this.decisions = decisions;
	}

	@Override
	public void answered(HttpServletRequest request, AssetResponse answer, ServedResponse delivery, long nanoseconds) {
		Tags tags = new Tags(delivery, ServletRequests.isNavigation(request),
				Objects.requireNonNullElse(this.decisions.get().collection(request), PROJECT));
		this.timers.computeIfAbsent(tags, this::createTimer).record(nanoseconds, TimeUnit.NANOSECONDS);
	}

	private Timer createTimer(Tags tags) {
		ContentCoding coding = tags.delivery().coding();
		return Timer.builder("assets.requests")
			.description("Requests that the assets answered")
			.tag("outcome", tags.delivery().outcome().id())
			.tag("coding", (coding != null) ? coding.token() : "identity")
			.tag("source", tags.delivery().source().id())
			.tag("navigation", String.valueOf(tags.navigation()))
			.tag("collection", tags.collection())
			.register(this.registry);
	}

	private record Tags(ServedResponse delivery, boolean navigation, String collection) {

	}

}
