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

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.assetsboot.delivery.ServletResponses;

/**
 * Calls of the API at the same time. A call can take as long as the storage and the
 * client do. With several tokens, one token has half of the calls at most, so that its
 * owner cannot keep others from publishing.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerCalls {

	/**
	 * The number of contents that {@code wrangler} sends at the same time by itself.
	 */
	private static final int MAX_CONCURRENCY = 50;

	private final Semaphore all;

	private final Map<String, Semaphore> byToken;

	private final int share;

	/**
	 * Create the calls.
	 * @param maxCalls maximum number of calls at the same time
	 * @param tokens the tokens
	 */
	WranglerCalls(int maxCalls, List<WranglerToken> tokens) {
		this.all = new Semaphore(maxCalls);
		this.share = (tokens.size() > 1) ? Math.max(1, maxCalls / 2) : maxCalls;
		this.byToken = tokens.stream()
			.map(WranglerToken::name)
			.collect(Collectors.toMap(Function.identity(), (name) -> new Semaphore(this.share)));
	}

	/**
	 * Return the number of contents that a client should send at the same time. Two
	 * clients with the same token get along.
	 */
	int concurrency() {
		return Math.min(MAX_CONCURRENCY, Math.max(1, this.share / 2));
	}

	/**
	 * Make a call.
	 * @param token the name of the token
	 * @param call the call
	 * @throws WranglerException if there are too many calls
	 */
	<T> T count(String token, Call<T> call) throws Exception {
		Semaphore own = this.byToken.get(token);
		if (own == null) {
			throw WranglerException.forbidden("The token that started the upload session does not exist any more");
		}
		return count(own, () -> count(this.all, call));
	}

	private static <T> T count(Semaphore semaphore, Call<T> call) throws Exception {
		if (!semaphore.tryAcquire()) {
			throw WranglerException.temporary("There are too many calls at the same time. Try again later.",
					ServletResponses.RETRY_AFTER_SECONDS);
		}
		try {
			return call.call();
		}
		finally {
			semaphore.release();
		}
	}

	/**
	 * A call of the API.
	 *
	 * @param <T> the result
	 */
	@FunctionalInterface
	interface Call<T> {

		T call() throws Exception;

	}

}
