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

import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Work of one thread in the background, until the application stops.
 */
abstract class BackgroundWork implements SmartLifecycle {

	private static final Duration END_TIME = Duration.ofSeconds(2);

	private @Nullable Thread thread;

	/**
	 * Start the thread.
	 * @param name its name
	 * @param work ends when the thread is interrupted
	 */
	void start(String name, Work work) {
		this.thread = new Thread(() -> {
			try {
				work.run();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, name);
		this.thread.setDaemon(true);
		this.thread.start();
	}

	/**
	 * Interrupt the work, and wait two seconds at most for its end.
	 */
	@Override
	public synchronized void stop() {
		if (this.thread == null) {
			return;
		}
		this.thread.interrupt();
		try {
			this.thread.join(END_TIME.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.thread = null;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.thread != null;
	}

	/**
	 * Work of the thread.
	 */
	interface Work {

		void run() throws InterruptedException;

	}

}
