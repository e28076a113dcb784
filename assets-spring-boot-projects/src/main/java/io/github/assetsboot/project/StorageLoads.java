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

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.StatsCounter;
import org.jspecify.annotations.Nullable;

/**
 * Loads from a storage, on a few threads. A limited number of requests wait for loads,
 * for a limited time; the load goes on without them. Requests for the same key share a
 * load. The loads of one lane have a limited number of threads.
 * <p>
 * Safe for use by many threads.
 */
final class StorageLoads implements AutoCloseable {

	/**
	 * Wait of a request beyond the limit of waiting requests, as long as the storage is
	 * healthy. The wait is for the many requests right after a start.
	 */
	private static final Duration RUSH = Duration.ofMillis(100);

	/**
	 * Wait of a request for something that is known in an earlier state.
	 */
	private static final Duration MOMENT = Duration.ofMillis(200);

	private static final Duration FAILURE_TIME_TO_LIVE = Duration.ofSeconds(2);

	private static final int MAX_FAILURES_KEPT = 10_000;

	private static final int MAX_LOADS = 1000;

	private static final int MAX_LOADS_OF_LANE = 250;

	private static final Duration IDLE_TIME = Duration.ofSeconds(10);

	/**
	 * A client of a storage may take notice of an interrupt and go on trying.
	 */
	private static final Duration INTERRUPT_INTERVAL = Duration.ofMillis(500);

	private static final Duration CLOSE_TIME = Duration.ofSeconds(5);

	private final StorageLoadSettings settings;

	private final StorageBreaker breaker;

	private final DaemonThreads loading = new DaemonThreads("assets-loading-");

	private final ThreadPoolExecutor executor;

	private final DaemonThreads timing = new DaemonThreads("assets-loading-timer-");

	private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, this.timing);

	private final Map<Object, Load<?>> loads = new HashMap<>();

	private final Map<Lane, LaneState> lanes = new HashMap<>();

	private final Cache<Object, String> failures = Caffeine.newBuilder()
		.maximumSize(MAX_FAILURES_KEPT)
		.expireAfterWrite(FAILURE_TIME_TO_LIVE)
		.build();

	private int waiting;

	private volatile boolean closed;

	/**
	 * Create loads.
	 * @param storage describes the storage
	 * @param settings the bounds
	 */
	StorageLoads(String storage, StorageLoadSettings settings) {
		this.settings = settings;
		this.breaker = new StorageBreaker(storage, settings.maxFailures(), settings.pause());
		this.executor = new ThreadPoolExecutor(settings.threads(), settings.threads(), IDLE_TIME.toMillis(),
				TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), this.loading);
		this.executor.allowCoreThreadTimeOut(true);
		this.timer.setRemoveOnCancelPolicy(true);
		this.timer.setKeepAliveTime(IDLE_TIME.toMillis(), TimeUnit.MILLISECONDS);
		this.timer.allowCoreThreadTimeOut(true);
	}

	/**
	 * Return the lane of a project's manifests and their snapshots. A load of this lane
	 * can take long, and one thread at a time runs it.
	 */
	Lane manifests(ProjectKeys keys) {
		return new Lane(keys.manifest(), 1, half(this.settings.maxWaiting()), MAX_LOADS_OF_LANE);
	}

	/**
	 * Return the lane of the look-ups of projects that may not exist. Clients can invent
	 * their names. After a start, each project is looked up once.
	 */
	Lane unknownProjects() {
		return new Lane("unknown projects", eighths(5, this.settings.threads()), eighths(5, this.settings.maxWaiting()),
				2 * MAX_LOADS_OF_LANE);
	}

	/**
	 * Return the lane of the look-ups that tell which project a host name is for, if it
	 * can be read in several ways.
	 */
	Lane hostNames() {
		return new Lane("host names", eighths(2, this.settings.threads()), eighths(2, this.settings.maxWaiting()),
				MAX_LOADS_OF_LANE);
	}

	/**
	 * Return the lane of a project's contents.
	 */
	Lane blobs(ProjectKeys keys) {
		return new Lane(keys.blobs(), eighths(4, this.settings.threads()), half(this.settings.maxWaiting()),
				MAX_LOADS_OF_LANE);
	}

	private static int eighths(int part, int count) {
		return (int) Math.max(1, (long) count * part / 8);
	}

	private static int half(int count) {
		return (count + 1) / 2;
	}

	/**
	 * Load, and wait for it.
	 * @param key identifies the load
	 * @param lane the lane
	 * @param call loads it, and calls the storage by {@link #call}
	 * @throws IOException if it fails, or takes too long for a request
	 */
	<T> T get(Object key, Lane lane, Call<T> call) throws IOException {
		return get(key, lane, Duration.ZERO, call);
	}

	/**
	 * Load, and wait for it.
	 * @param key identifies the load
	 * @param lane the lane
	 * @param more the time that the load may take in addition
	 * @param call loads it, and calls the storage by {@link #call}
	 * @throws IOException if it fails, or takes too long for a request
	 */
	<T> T get(Object key, Lane lane, Duration more, Call<T> call) throws IOException {
		return await(start(key, lane, more, call));
	}

	/**
	 * Load, and do not wait for it. A load that cannot be started now is left out.
	 * @param key identifies the load
	 * @param lane the lane
	 * @param call loads it, and calls the storage by {@link #call}
	 */
	void refresh(Object key, Lane lane, Call<?> call) {
		try {
			start(key, lane, Duration.ZERO, call);
		}
		catch (StorageUnavailableException ex) {
			// what is known is served, and the next request tries again
		}
	}

	/**
	 * Load something that is known in an earlier state, and wait for a moment if the
	 * storage is healthy.
	 * @param key identifies the load
	 * @param lane the lane
	 * @param join whether to wait for a load that another request has started, too
	 * @param call loads it, and calls the storage by {@link #call}
	 * @return the result, or {@code null} if it is not there in time, or the load failed
	 */
	<T> @Nullable T tryGet(Object key, Lane lane, boolean join, Call<T> call) {
		try {
			Load<T> load = start(key, lane, Duration.ZERO, call);
			if (load.isDone() || ((join || load.call == call) && this.breaker.isHealthy())) {
				return await(load, MOMENT);
			}
		}
		catch (IOException | TimeoutException ex) {
			// what is known is served, and a later request tries again
		}
		return null;
	}

	/**
	 * Load several things after the storage has been changed, and wait for them as long
	 * as a request would. The method throws no exception: a later request repeats a
	 * failed load.
	 * @param lane the lane
	 * @param calls load them, by their keys
	 */
	void reload(Lane lane, Map<?, ? extends Call<?>> calls) {
		this.breaker.succeeded();
		long deadline = System.nanoTime() + this.settings.maxWait().toNanos();
		calls.forEach((key, call) -> refresh(key, lane, call));
		for (Object key : calls.keySet()) {
			awaitUntil(deadline, key);
		}
	}

	private void awaitUntil(long deadline, Object key) {
		Load<?> load = present(key);
		if (load != null) {
			try {
				load.get(deadline - System.nanoTime());
			}
			catch (IOException | TimeoutException ex) {
				// a later request tries again
			}
		}
	}

	private synchronized @Nullable Load<?> present(Object key) {
		return this.loads.get(key);
	}

	@SuppressWarnings("unchecked")
	private synchronized <T> Load<T> start(Object key, Lane lane, Duration more, Call<T> call)
			throws StorageUnavailableException {
		Load<?> present = this.loads.get(key);
		if (present != null) {
			return (Load<T>) present;
		}
		String failure = this.failures.getIfPresent(key);
		if (failure != null) {
			throw new StorageUnavailableException(failure);
		}
		LaneState state = this.lanes.computeIfAbsent(lane, (added) -> new LaneState());
		try {
			if (this.closed || this.loads.size() >= MAX_LOADS || state.queue.size() >= lane.loads()) {
				throw new StorageUnavailableException("Too much is being loaded from the storage");
			}
			boolean trial = this.breaker.isOpen();
			if (trial && (state.running >= lane.threads() || !this.breaker.tryAgain())) {
				throw leftAlone();
			}
			Load<T> load = new Load<>(key, lane, this.settings.maxDuration().plus(more), call, trial);
			this.loads.put(key, load);
			state.queue.add(load);
			return load;
		}
		finally {
			dispatch(lane, state);
		}
	}

	private void dispatch(Lane lane, LaneState state) {
		while (!this.closed && state.running < lane.threads() && !state.queue.isEmpty()) {
			state.running++;
			this.executor.execute(state.queue.remove());
		}
		if (state.running == 0 && state.queue.isEmpty() && state.waiting == 0) {
			this.lanes.remove(lane);
		}
	}

	private synchronized void ended(Load<?> load, @Nullable String failure) {
		this.loads.remove(load.key);
		if (failure != null) {
			this.failures.put(load.key, failure);
		}
		LaneState state = this.lanes.get(load.lane);
		if (state != null) {
			state.running--;
			dispatch(load.lane, state);
		}
	}

	private static StorageUnavailableException leftAlone() {
		return new StorageUnavailableException(
				"The storage has failed several times. Loads wait before they call it again.");
	}

	private <T> T await(Load<T> load) throws IOException {
		try {
			return await(load, this.settings.maxWait());
		}
		catch (TimeoutException ex) {
			this.breaker.suspect();
			throw new StorageUnavailableException("The storage takes too long");
		}
	}

	private <T> T await(Load<T> load, Duration maxWait) throws IOException, TimeoutException {
		boolean counted = false;
		try {
			long wait = 0;
			if (!load.isDone() && !load.isSlow()) {
				counted = countWaiting(load.lane);
				wait = counted ? load.remainingWait() : this.breaker.isHealthy() ? RUSH.toNanos() : 0;
			}
			return load.get(Math.min(wait, maxWait.toNanos()));
		}
		finally {
			if (counted) {
				endWaiting(load.lane);
			}
		}
	}

	/**
	 * A part of the waiting requests may be for one lane. The others are left for other
	 * projects if one project is slow.
	 */
	private synchronized boolean countWaiting(Lane lane) {
		LaneState state = this.lanes.computeIfAbsent(lane, (added) -> new LaneState());
		if (this.waiting >= this.settings.maxWaiting() || state.waiting >= lane.waiting()) {
			dispatch(lane, state);
			return false;
		}
		this.waiting++;
		state.waiting++;
		return true;
	}

	private synchronized void endWaiting(Lane lane) {
		this.waiting--;
		LaneState state = this.lanes.computeIfAbsent(lane, (added) -> new LaneState());
		state.waiting--;
		dispatch(lane, state);
	}

	/**
	 * Call the storage, inside of a load. Its failures, and calls that take too long, are
	 * counted.
	 */
	<T> @Nullable T call(StorageCall<T> call) throws IOException {
		Future<?> slow = this.timer.schedule(
				() -> this.breaker.failed("a call takes longer than " + this.settings.maxWait().toMillis() + " ms"),
				this.settings.maxWait().toNanos(), TimeUnit.NANOSECONDS);
		try {
			@Nullable T result = call.run();
			this.breaker.succeeded();
			return result;
		}
		catch (InvalidManifestException ex) {
			this.breaker.succeeded();
			throw ex;
		}
		catch (IOException | RuntimeException ex) {
			if (slow.cancel(false) && !this.closed) {
				this.breaker.failed(String.valueOf(ex.getMessage()));
			}
			throw ex;
		}
		finally {
			slow.cancel(false);
		}
	}

	/**
	 * Run a load, and record its result and its time.
	 */
	static <T> T recording(StatsCounter stats, Call<T> call) throws IOException {
		long start = System.nanoTime();
		boolean loaded = false;
		try {
			T result = call.run();
			loaded = true;
			return result;
		}
		finally {
			long elapsed = System.nanoTime() - start;
			if (loaded) {
				stats.recordLoadSuccess(elapsed);
			}
			else {
				stats.recordLoadFailure(elapsed);
			}
		}
	}

	/**
	 * Close a stream of the storage, which can take its time.
	 */
	void close(Closeable stream) {
		try {
			this.executor.execute(() -> closeNow(stream));
		}
		catch (RejectedExecutionException ex) {
			closeNow(stream);
		}
	}

	private static void closeNow(Closeable stream) {
		try {
			stream.close();
		}
		catch (IOException | RuntimeException ex) {
			// nothing is read from it any more
		}
	}

	/**
	 * Forget the failures of keys with a prefix.
	 */
	void forgetFailures(String prefix) {
		this.failures.asMap().keySet().removeIf((key) -> key instanceof String text && text.startsWith(prefix));
	}

	/**
	 * Interrupt all loads, and wait about five seconds at most for the end of the
	 * threads.
	 */
	@Override
	public void close() {
		List<Load<?>> left;
		synchronized (this) {
			this.closed = true;
			left = List.copyOf(this.loads.values());
		}
		this.timer.shutdownNow();
		left.forEach((load) -> load.result.completeExceptionally(new IOException("The application is being stopped")));
		try {
			long deadline = System.nanoTime() + CLOSE_TIME.toNanos();
			do {
				this.executor.shutdownNow();
			}
			while (!this.loading.awaitEnd(this.executor, INTERRUPT_INTERVAL) && System.nanoTime() < deadline);
			this.timing.awaitEnd(this.timer, INTERRUPT_INTERVAL);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The work of a load.
	 *
	 * @param <T> what it gives
	 */
	@FunctionalInterface
	interface Call<T> {

		T run() throws IOException;

	}

	/**
	 * A call of the storage.
	 *
	 * @param <T> what it gives
	 */
	@FunctionalInterface
	interface StorageCall<T> {

		@Nullable T run() throws IOException;

	}

	/**
	 * A group of loads that share a limited number of threads.
	 *
	 * @param name tells it from others
	 * @param threads how many threads it may have
	 * @param waiting how many requests may wait for it
	 * @param loads how many loads may wait for a thread
	 */
	record Lane(String name, int threads, int waiting, int loads) {

	}

	private static final class LaneState {

		private final Queue<Load<?>> queue = new ArrayDeque<>();

		private int running;

		private int waiting;

	}

	/**
	 * A load, which runs at most once.
	 *
	 * @param <T> what it gives
	 */
	private final class Load<T> implements Runnable {

		private final Object key;

		private final Lane lane;

		private final Duration maxDuration;

		private final Call<T> call;

		/**
		 * Whether it tries the storage while the breaker is open.
		 */
		private final boolean trial;

		private final CompletableFuture<T> result = new CompletableFuture<>();

		private @Nullable Thread thread;

		private long started;

		Load(Object key, Lane lane, Duration maxDuration, Call<T> call, boolean trial) {
			this.key = key;
			this.lane = lane;
			this.maxDuration = maxDuration;
			this.call = call;
			this.trial = trial;
		}

		@Override
		public void run() {
			if (StorageLoads.this.breaker.isOpen() && !this.trial) {
				ended(this, null);
				this.result.completeExceptionally(leftAlone());
				return;
			}
			try {
				T value = runInterruptibly();
				ended(this, null);
				this.result.complete(value);
			}
			catch (Throwable ex) {
				ended(this, String.valueOf(ex.getMessage()));
				this.result.completeExceptionally(ex);
			}
		}

		private T runInterruptibly() throws IOException {
			begin(Thread.currentThread());
			Future<?> end = StorageLoads.this.timer.scheduleWithFixedDelay(this::interrupt, this.maxDuration.toNanos(),
					INTERRUPT_INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
			try {
				return this.call.run();
			}
			finally {
				end.cancel(false);
				begin(null);
				Thread.interrupted();
			}
		}

		private synchronized void begin(@Nullable Thread current) {
			this.thread = current;
			if (current != null) {
				this.started = System.nanoTime();
			}
		}

		private synchronized void interrupt() {
			if (this.thread != null) {
				this.thread.interrupt();
			}
		}

		boolean isDone() {
			return this.result.isDone();
		}

		/**
		 * Return whether it has been running for so long that nobody waits for it any
		 * more.
		 */
		boolean isSlow() {
			return remainingWait() <= 0;
		}

		synchronized long remainingWait() {
			long wait = StorageLoads.this.settings.maxWait().toNanos();
			return (this.thread != null) ? wait - (System.nanoTime() - this.started) : wait;
		}

		T get(long nanoseconds) throws IOException, TimeoutException {
			try {
				return this.result.get(nanoseconds, TimeUnit.NANOSECONDS);
			}
			catch (ExecutionException ex) {
				Throwable cause = Objects.requireNonNull(ex.getCause());
				throw new IOException(String.valueOf(cause.getMessage()), cause);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException("Interrupted while the storage was loading");
			}
		}

	}

}
