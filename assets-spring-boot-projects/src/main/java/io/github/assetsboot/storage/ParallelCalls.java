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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Makes the same call for many keys, a few at a time. After the first failure, it stops.
 *
 * @author the Assets for Spring Boot authors
 */
final class ParallelCalls {

	private static final int THREADS = 16;

	private ParallelCalls() {
	}

	static void forEach(Collection<String> keys, KeyCall call) throws IOException {
		if (keys.size() <= 1) {
			for (String key : keys) {
				call.run(key);
			}
			return;
		}
		ExecutorService threads = Executors.newFixedThreadPool(Math.min(keys.size(), THREADS),
				new CustomizableThreadFactory("assets-s3-"));
		try {
			CompletionService<String> calls = new ExecutorCompletionService<>(threads);
			keys.forEach((key) -> calls.submit(() -> {
				call.run(key);
				return key;
			}));
			for (int i = 0; i < keys.size(); i++) {
				calls.take().get();
			}
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof IOException failure) ? failure : new IOException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

	@FunctionalInterface
	interface KeyCall {

		void run(String key) throws IOException;

	}

}
