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

/**
 * A thread that works in the background until it is stopped.
 */
final class BackgroundThread {

	private static final Duration END_TIME = Duration.ofSeconds(2);

	private final Thread thread;

	private BackgroundThread(Thread thread) {
		this.thread = thread;
	}

	/**
	 * Start a thread.
	 * @param name its name
	 * @param work ends when the thread is interrupted
	 * @return the thread
	 */
	static BackgroundThread start(String name, Work work) {
		Thread thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, name);
		thread.setDaemon(true);
		thread.start();
		return new BackgroundThread(thread);
	}

	/**
	 * Interrupt the work, and wait two seconds at most for its end.
	 */
	void stop() {
		this.thread.interrupt();
		try {
			this.thread.join(END_TIME.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Work of the thread.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws InterruptedException;

	}

}
