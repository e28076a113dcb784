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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.ServedResponse;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Counts how often each rule of {@code _redirects} and {@code _headers} was applied since
 * the start.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class RuleHits implements ResponseListener {

	private final Map<RedirectRule, LongAdder> redirects = new ConcurrentHashMap<>();

	private final Map<String, LongAdder> headers = new ConcurrentHashMap<>();

	/**
	 * The rules of a project are its own.
	 */
	@Override
	public void answered(HttpServletRequest request, AssetResponse answer, ServedResponse delivery, long nanoseconds) {
		if (RequestDecisions.isForProject(request)) {
			return;
		}
		for (HeaderRule rule : answer.rules()) {
			count(rule.scope(), this.headers);
		}
		if (answer.redirectRule() != null) {
			count(answer.redirectRule(), this.redirects);
		}
	}

	private static <T> void count(T rule, Map<T, LongAdder> hits) {
		hits.computeIfAbsent(rule, (key) -> new LongAdder()).increment();
	}

	long of(RedirectRule rule) {
		return of(rule, this.redirects);
	}

	long of(HeaderRule rule) {
		return of(rule.scope(), this.headers);
	}

	private static <T> long of(T rule, Map<T, LongAdder> hits) {
		LongAdder count = hits.get(rule);
		return (count != null) ? count.sum() : 0;
	}

}
