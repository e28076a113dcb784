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
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * The daemon threads of an executor. Their end can be waited for. An executor reports its
 * end a moment before its last thread ends, and Tomcat warns of threads that outlive the
 * application.
 * <p>
 * Safe for use by many threads.
 */
final class DaemonThreads implements ThreadFactory {

	private final CustomizableThreadFactory factory;

	private final Set<Thread> threads = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	/**
	 * Create a factory.
	 * @param prefix the beginning of the names
	 */
	DaemonThreads(String prefix) {
		this.factory = new CustomizableThreadFactory(prefix);
		this.factory.setDaemon(true);
	}

	@Override
	public Thread newThread(Runnable task) {
		Thread thread = this.factory.newThread(task);
		this.threads.add(thread);
		return thread;
	}

	/**
	 * Wait for the end of an executor that has been shut down, and of its threads.
	 * @param executor the executor, which has these threads
	 * @param maxWait how long to wait for all of them
	 * @return {@code false} if some are still alive
	 */
	boolean awaitEnd(ExecutorService executor, Duration maxWait) throws InterruptedException {
		long deadline = System.nanoTime() + maxWait.toNanos();
		boolean ended = executor.awaitTermination(maxWait.toNanos(), TimeUnit.NANOSECONDS);
		for (Thread thread : List.copyOf(this.threads)) {
			TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
			ended &= !thread.isAlive();
		}
		return ended;
	}

}
