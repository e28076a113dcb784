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
import java.util.function.Supplier;

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

	private final Supplier<RequestDecisions> decisions;

	private final Map<Key, LongAdder> hits = new ConcurrentHashMap<>();

	/**
	 * Begin to count.
	 * @param decisions gives the decisions, which tell the collection of a request
	 */
	RuleHits(Supplier<RequestDecisions> decisions) {
		this.decisions = decisions;
	}

	/**
	 * The rules of a project are its own.
	 */
	@Override
	public void answered(HttpServletRequest request, AssetResponse answer, ServedResponse delivery, long nanoseconds) {
		if (answer.rules().isEmpty() && answer.redirectRule() == null) {
			return;
		}
		String collection = this.decisions.get().collection(request);
		if (collection == null) {
			return;
		}
		for (HeaderRule rule : answer.rules()) {
			count(new Key(collection, rule.scope()));
		}
		if (answer.redirectRule() != null) {
			count(Key.of(collection, answer.redirectRule()));
		}
	}

	private void count(Key key) {
		this.hits.computeIfAbsent(key, (added) -> new LongAdder()).increment();
	}

	long of(String collection, RedirectRule rule) {
		return of(Key.of(collection, rule));
	}

	long of(String collection, HeaderRule rule) {
		return of(new Key(collection, rule.scope()));
	}

	private long of(Key key) {
		LongAdder count = this.hits.get(key);
		return (count != null) ? count.sum() : 0;
	}

	/**
	 * A rule of a collection, on whatever line it is.
	 *
	 * @param collection the name of the collection
	 * @param rule the redirect rule without its line, or the scope of the header rule
	 */
	private record Key(String collection, Object rule) {

		static Key of(String collection, RedirectRule rule) {
			return new Key(collection, new RedirectRule(rule.from(), rule.to(), rule.status(), 0));
		}

	}

}
