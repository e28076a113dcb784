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
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

import io.github.assetsboot.project.GarbageCollector.Garbage;
import io.github.assetsboot.storage.AssetStorage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Collects the garbage of all projects at regular intervals, on one instance at a time.
 * <p>
 * Contents are not deleted at once. Instances may serve a former state, which refers to
 * them, until they look up the present one. Responses that have begun take longer.
 * {@link GarbageCollector} says why no later state refers to the contents, however late
 * they are deleted. An instance that ends before it deletes them loses nothing: the next
 * run finds them again.
 *
 * @author the Assets for Spring Boot authors
 */
class ScheduledGarbageCollection extends BackgroundWork {

	private static final Log logger = LogFactory.getLog(ScheduledGarbageCollection.class);

	/**
	 * Key of the lease. No project and no application has it.
	 */
	static final String KEY = "upkeep/garbage-collection";

	/**
	 * Time for responses that refer to garbage.
	 */
	static final Duration RESPONSE_TIME = Duration.ofMinutes(10);

	private static final Duration MAX_SILENCE = Duration.ofMinutes(30);

	private static final Duration RENEWAL = Duration.ofMinutes(1);

	private static final Duration MAX_DELAY = Duration.ofMinutes(10);

	/**
	 * Number of keys that wait for their deletion in memory, unless one project has more.
	 */
	private static final int MAX_PENDING = 50_000;

	private final StoredProjects projects;

	private final InstanceLease lease;

	private final Duration interval;

	private final Duration grace;

	private final AtomicLong collected = new AtomicLong();

	private final AtomicLong failed = new AtomicLong();

	private final AtomicLong deleted = new AtomicLong();

	/**
	 * Create the schedule.
	 * @param projects the projects
	 * @param storage their storage
	 * @param interval time between two runs
	 * @param grace time between the moment in which a content becomes garbage and its
	 * deletion
	 */
	ScheduledGarbageCollection(StoredProjects projects, AssetStorage storage, Duration interval, Duration grace) {
		this.projects = projects;
		this.lease = new InstanceLease(storage, KEY, interval, MAX_SILENCE);
		this.interval = interval;
		this.grace = grace;
	}

	/**
	 * Return the number of projects whose garbage this instance has collected.
	 */
	long collected() {
		return this.collected.get();
	}

	/**
	 * Return the number of projects whose garbage could not be collected.
	 */
	long failed() {
		return this.failed.get();
	}

	/**
	 * Return the number of contents that this instance has deleted.
	 */
	long deleted() {
		return this.deleted.get();
	}

	/**
	 * Without an interval, nothing is scheduled.
	 */
	@Override
	public synchronized void start() {
		if (this.interval.isZero()) {
			return;
		}
		start("assets-garbage-collection", this::runRegularly);
	}

	private void runRegularly() throws InterruptedException {
		Duration wait = Duration.ZERO;
		while (true) {
			Thread.sleep(wait.plus(randomDelay()).toMillis());
			wait = runIfDue();
		}
	}

	/**
	 * The delay is random, so that the instances do not all ask at the same time. It is
	 * never short, because an application has other things to do after its start.
	 */
	private Duration randomDelay() {
		long longest = Math.min(MAX_DELAY.toMillis(), this.interval.toMillis() / 10);
		return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 10, longest + 1));
	}

	/**
	 * Run if it is due and no other instance runs.
	 * @return the time to wait for the next run
	 */
	Duration runIfDue() throws InterruptedException {
		try {
			Duration wait = this.lease.untilDue();
			if (!wait.isZero()) {
				return wait;
			}
			if (this.lease.take()) {
				new Run().collect();
			}
			return this.lease.untilDue();
		}
		catch (IOException | RuntimeException ex) {
			checkInterrupt();
			logger.warn("The garbage of the projects cannot be collected now. A later run tries again. Reason: "
					+ ex.getMessage());
			return MAX_SILENCE;
		}
	}

	private static void checkInterrupt() throws InterruptedException {
		if (Thread.interrupted()) {
			throw new InterruptedException();
		}
	}

	/**
	 * One collection of the garbage of all projects.
	 */
	private final class Run {

		private final Deque<Pending> pending = new ArrayDeque<>();

		private int pendingKeys;

		private int projects;

		private int contents;

		private int failures;

		private @Nullable String firstFailure;

		private long renewed = System.nanoTime();

		private boolean lost;

		void collect() throws IOException, InterruptedException {
			for (ProjectId project : ScheduledGarbageCollection.this.projects.projects()) {
				deleteDue(MAX_PENDING);
				renew();
				if (this.lost) {
					return;
				}
				attempt(project, () -> find(project));
			}
			deleteDue(0);
			if (!this.lost && ScheduledGarbageCollection.this.lease.finish()) {
				report();
			}
		}

		private void find(ProjectId project) throws IOException {
			Garbage garbage = ScheduledGarbageCollection.this.projects.findGarbage(project);
			if (garbage.keys().isEmpty()) {
				delete(project, garbage);
				return;
			}
			this.pending.add(
					new Pending(project, garbage, System.nanoTime() + ScheduledGarbageCollection.this.grace.toNanos()));
			this.pendingKeys += garbage.keys().size();
		}

		/**
		 * Delete garbage whose time has come, and more until few keys are left.
		 */
		private void deleteDue(int maxKeys) throws IOException, InterruptedException {
			while (!this.pending.isEmpty() && !this.lost
					&& (this.pendingKeys > maxKeys || this.pending.element().isDue())) {
				Pending next = this.pending.element();
				await(next);
				if (!this.lost) {
					this.pending.remove();
					this.pendingKeys -= next.garbage().keys().size();
					attempt(next.project(), () -> delete(next.project(), next.garbage()));
				}
			}
		}

		private void await(Pending next) throws IOException, InterruptedException {
			while (!this.lost && !next.isDue()) {
				Thread.sleep(Math.min(RENEWAL.toMillis(), next.untilDue().toMillis() + 1));
				renew();
			}
		}

		private void delete(ProjectId project, Garbage garbage) throws IOException {
			ScheduledGarbageCollection.this.projects.deleteGarbage(project, garbage);
			if (garbage.exists()) {
				this.projects++;
				ScheduledGarbageCollection.this.collected.incrementAndGet();
			}
			this.contents += garbage.contents();
			ScheduledGarbageCollection.this.deleted.addAndGet(garbage.contents());
		}

		/**
		 * A project that fails does not end the collection of the others.
		 */
		private void attempt(ProjectId project, Step step) throws InterruptedException {
			try {
				step.run();
			}
			catch (IOException | RuntimeException ex) {
				checkInterrupt();
				ScheduledGarbageCollection.this.failed.incrementAndGet();
				if (this.failures++ == 0) {
					this.firstFailure = "project '" + project + "': " + ex.getMessage();
				}
				logger.debug("The garbage of project '" + project + "' cannot be collected.", ex);
			}
		}

		/**
		 * If another instance has taken over, this one ends its run.
		 */
		private void renew() throws IOException {
			if (System.nanoTime() - this.renewed >= RENEWAL.toNanos()) {
				this.lost = !ScheduledGarbageCollection.this.lease.renew();
				this.renewed = System.nanoTime();
			}
		}

		private void report() {
			String result = "The garbage of " + this.projects + ((this.projects == 1) ? " project" : " projects")
					+ " was collected. " + FileChecks.number(this.contents)
					+ ((this.contents == 1) ? " content was" : " contents were") + " deleted.";
			if (this.failures == 0) {
				logger.info(result);
			}
			else {
				logger.warn(result + " " + this.failures + " failed. The next run tries again. First failure: "
						+ this.firstFailure);
			}
		}

	}

	/**
	 * Garbage that waits for its deletion.
	 *
	 * @param project the project
	 * @param garbage the garbage
	 * @param due the time of the deletion
	 */
	private record Pending(ProjectId project, Garbage garbage, long due) {

		boolean isDue() {
			return System.nanoTime() - this.due >= 0;
		}

		Duration untilDue() {
			return Duration.ofNanos(Math.max(0, this.due - System.nanoTime()));
		}

	}

	@FunctionalInterface
	private interface Step {

		void run() throws IOException;

	}

}
