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

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.assetsboot.storage.AssetStorage;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Reports whether the storage answers in time. It makes one call at a time.
 *
 * @author the Assets for Spring Boot authors
 */
final class AssetStorageHealthIndicator extends AbstractHealthIndicator implements AutoCloseable {

	private static final long END_MILLISECONDS = 1000;

	private final AssetStorage storage;

	private final Duration maxWait;

	private @Nullable Call call;

	/**
	 * Create the indicator.
	 * @param storage the storage
	 * @param maxWait maximum time for an answer
	 */
	AssetStorageHealthIndicator(AssetStorage storage, Duration maxWait) {
		super("The storage of assets does not answer");
		this.storage = storage;
		this.maxWait = maxWait;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) throws Exception {
		Call asked = ask();
		try {
			asked.task().get(this.maxWait.toNanos() - (System.nanoTime() - asked.started()), TimeUnit.NANOSECONDS);
			builder.up().withDetail("storage", this.storage.toString());
		}
		catch (TimeoutException ex) {
			builder.down()
				.withDetail("storage", this.storage.toString())
				.withDetail("error", "The storage does not answer within " + this.maxWait.toMillis() + " ms");
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	/**
	 * Start a call, unless one is running. So a storage that hangs keeps one thread only.
	 */
	private synchronized Call ask() {
		if (this.call == null || this.call.task().isDone()) {
			FutureTask<Set<String>> task = new FutureTask<>(() -> this.storage.existing(List.of("health")));
			Thread thread = new Thread(task, "assets-storage-health");
			thread.setDaemon(true);
			thread.start();
			this.call = new Call(task, thread, System.nanoTime());
		}
		return this.call;
	}

	/**
	 * End the call that is not answered, and wait a second at most for its thread.
	 */
	@Override
	public void close() {
		Call last = last();
		if (last == null) {
			return;
		}
		last.task().cancel(true);
		try {
			last.thread().join(END_MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized @Nullable Call last() {
		return this.call;
	}

	/**
	 * A call of the storage.
	 *
	 * @param task the task with the result
	 * @param thread runs the task
	 * @param started the time of the start
	 */
	private record Call(FutureTask<Set<String>> task, Thread thread, long started) {

	}

}
