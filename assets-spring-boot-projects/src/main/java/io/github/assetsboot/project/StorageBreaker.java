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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A circuit breaker. After several failures in a row it is open: for some time, no load
 * calls the storage. Then one load tries again. The success of any call closes it.
 * <p>
 * Safe for use by many threads.
 */
final class StorageBreaker {

	private static final Log logger = LogFactory.getLog(StorageBreaker.class);

	private final String storage;

	private final int maxFailures;

	private final Duration pause;

	private int failures;

	private boolean suspected;

	private long untriedUntil;

	StorageBreaker(String storage, int maxFailures, Duration pause) {
		this.storage = storage;
		this.maxFailures = maxFailures;
		this.pause = pause;
	}

	/**
	 * Return whether loads must not call the storage, apart from the one that tries it.
	 */
	synchronized boolean isOpen() {
		return this.failures >= this.maxFailures;
	}

	/**
	 * Ask to try the storage while the breaker is open.
	 * @return {@code true} for one load after each pause
	 */
	synchronized boolean tryAgain() {
		if (System.nanoTime() - this.untriedUntil < 0) {
			return false;
		}
		this.untriedUntil = System.nanoTime() + this.pause.toNanos();
		return true;
	}

	/**
	 * Return whether there is no sign that the storage is slower than usual.
	 */
	synchronized boolean isHealthy() {
		return this.failures == 0 && !this.suspected;
	}

	/**
	 * Remember that the storage is slower than usual.
	 */
	synchronized void suspect() {
		this.suspected = true;
	}

	synchronized void failed(String reason) {
		this.failures++;
		this.untriedUntil = System.nanoTime() + this.pause.toNanos();
		if (this.failures == 1) {
			logger.warn("The storage of assets failed (" + this.storage + "): " + reason
					+ ". Files that are in memory are still served.");
		}
		if (this.failures == this.maxFailures) {
			logger.warn("The storage of assets failed " + this.failures + " times in a row (" + this.storage
					+ "). Until it works again, requests for files that are not in memory get 503.");
		}
	}

	synchronized void succeeded() {
		if (isOpen()) {
			logger.info("The storage of assets works again (" + this.storage + ").");
		}
		this.failures = 0;
		this.suspected = false;
	}

}
