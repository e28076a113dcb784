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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Turns at the processors. Many projects that are published or loaded at the same time
 * must not delay the requests of other projects. So computing is done in turns, in the
 * order of the calls, and most processors are left to requests.
 * <p>
 * A turn is for computing and for temporary files only. A thread in a turn never waits
 * for a client, a storage or the application's own code, because they may take any time.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ComputingTurns {

	/**
	 * Publishing takes a quarter of the processors, at least one. It rests as many times
	 * as long as it works as publishers wait, nine times at most. Otherwise the garbage
	 * that many publishers leave in memory would interrupt requests too often.
	 */
	static final ComputingTurns PUBLISHING = new ComputingTurns(processors(4), true);

	/**
	 * Loading takes half of the processors, at least one.
	 */
	static final ComputingTurns LOADING = new ComputingTurns(processors(2), false);

	/**
	 * For work whose threads are few already.
	 */
	static final ComputingTurns UNLIMITED = new ComputingTurns(Integer.MAX_VALUE, false);

	private static final long LONGEST_TURN = TimeUnit.MILLISECONDS.toNanos(5);

	private static final int LONGEST_REST_FACTOR = 9;

	/**
	 * A process that is stopped in the middle of a turn must not rest for hours.
	 */
	private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

	private final Semaphore turns;

	private final boolean resting;

	/**
	 * The nanoseconds that were worked since the last rest.
	 */
	private final AtomicLong worked = new AtomicLong();

	private ComputingTurns(int turns, boolean resting) {
		this.turns = new Semaphore(turns, true);
		this.resting = resting;
	}

	private static int processors(int share) {
		return Math.max(1, Runtime.getRuntime().availableProcessors() / share);
	}

	/**
	 * Wait for a turn.
	 * @return the turn, to be closed when it has ended
	 * @throws InterruptedIOException if the thread is interrupted
	 */
	Turn take() throws InterruptedIOException {
		return new Turn();
	}

	/**
	 * Compute in a turn.
	 */
	<T> T compute(Computation<T> computation) throws IOException {
		try (Turn turn = take()) {
			return computation.compute();
		}
	}

	private void rest(long elapsed) {
		long work = this.worked.addAndGet(elapsed);
		if (work < LONGEST_TURN) {
			return;
		}
		this.worked.set(0);
		int factor = Math.min(this.turns.getQueueLength(), LONGEST_REST_FACTOR);
		if (factor > 0) {
			try {
				TimeUnit.NANOSECONDS.sleep(Math.min(work, LONGEST_REST / factor) * factor);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * A turn. It belongs to the thread that took it.
	 */
	final class Turn implements AutoCloseable {

		private long start;

		private boolean taken;

		private Turn() throws InterruptedIOException {
			begin();
		}

		private void begin() throws InterruptedIOException {
			try {
				ComputingTurns.this.turns.acquire();
				this.taken = true;
				this.start = System.nanoTime();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException("Interrupted while others computed");
			}
		}

		/**
		 * Let others have their turns if this one is long enough. To be called between
		 * the pieces of long work.
		 */
		void share() throws InterruptedIOException {
			if (System.nanoTime() - this.start > LONGEST_TURN) {
				close();
				begin();
			}
		}

		@Override
		public void close() {
			if (!this.taken) {
				return;
			}
			this.taken = false;
			try {
				if (ComputingTurns.this.resting) {
					rest(System.nanoTime() - this.start);
				}
			}
			finally {
				ComputingTurns.this.turns.release();
			}
		}

	}

	/**
	 * Work that needs only a processor.
	 *
	 * @param <T> the result
	 */
	@FunctionalInterface
	interface Computation<T> {

		T compute() throws IOException;

	}

}
