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

import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.ServedResponse;
import io.github.assetsboot.delivery.ServedResponse.Outcome;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Gives the observation {@code http.server.requests} the outcome as its {@code uri}, for
 * want of a path pattern. A redirect and a missing asset have a {@code uri} of their own
 * there.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetsObservation implements ResponseListener {

	@Override
	public void answered(HttpServletRequest request, AssetResponse answer, ServedResponse delivery, long nanoseconds) {
		Outcome outcome = delivery.outcome();
		if (outcome != Outcome.REDIRECT && outcome != Outcome.NONE) {
			ServerHttpObservationFilter.findObservationContext(request)
				.ifPresent((context) -> context.setPathPattern(outcome.id()));
		}
	}

}
