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
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * Gives a regular task to one instance at a time. A value in the storage says which
 * instance has it, and when the last run began. An instance that is silent for long has
 * died, and another one takes over.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class InstanceLease {

	private final AssetStorage storage;

	private final String key;

	private final Duration interval;

	private final Duration maxSilence;

	private final String owner = UUID.randomUUID().toString();

	/**
	 * Create a lease.
	 * @param storage the storage that all instances share
	 * @param key the key of the value
	 * @param interval time between the beginnings of two runs
	 * @param maxSilence time after which an instance has died that has not renewed the
	 * lease
	 */
	InstanceLease(AssetStorage storage, String key, Duration interval, Duration maxSilence) {
		this.storage = storage;
		this.key = key;
		this.interval = interval;
		this.maxSilence = maxSilence;
	}

	/**
	 * Return the time until the next run.
	 * @return the time, zero if a run is due
	 */
	Duration untilDue() throws IOException {
		StoredValue present = this.storage.readWithRevision(this.key);
		return (present != null) ? untilDue(decode(present)) : Duration.ZERO;
	}

	/**
	 * The clock of another instance may be wrong, so no wait is longer than usual.
	 */
	private Duration untilDue(Run run) {
		Duration usual = run.finished() ? this.interval : this.maxSilence;
		Instant from = run.finished() ? run.started() : run.renewed();
		Duration left = Duration.between(Instant.now(), from.plus(usual));
		if (left.isNegative()) {
			return Duration.ZERO;
		}
		return (left.compareTo(usual) > 0) ? usual : left;
	}

	/**
	 * Begin a run if it is due and no other instance begins it.
	 * @return whether this instance has the lease now
	 */
	boolean take() throws IOException {
		StoredValue present = this.storage.readWithRevision(this.key);
		Run former = (present != null) ? decode(present) : null;
		if (former != null && !untilDue(former).isZero()) {
			return false;
		}
		Instant now = Instant.now();
		return write(new Run(this.owner, (former != null) ? former.count() + 1 : 0, now, now, false), present);
	}

	/**
	 * Tell the other instances that the run goes on.
	 * @return whether this instance still has the lease
	 */
	boolean renew() throws IOException {
		return update(false);
	}

	/**
	 * End the run.
	 * @return whether this instance still had the lease
	 */
	boolean finish() throws IOException {
		return update(true);
	}

	private boolean update(boolean finished) throws IOException {
		StoredValue present = this.storage.readWithRevision(this.key);
		Run run = (present != null) ? decode(present) : null;
		if (run == null || !run.owner().equals(this.owner)) {
			return false;
		}
		return write(new Run(this.owner, run.count() + 1, run.started(), Instant.now(), finished), present);
	}

	private boolean write(Run run, @Nullable StoredValue present) throws IOException {
		return this.storage.writeIfUnchanged(this.key, ManifestCodec.encode(run),
				(present != null) ? present.revision() : null);
	}

	/**
	 * A value that is not valid must not end all runs.
	 */
	private Run decode(StoredValue present) {
		try {
			return ManifestCodec.decode(this.key, present.value(), Run.class);
		}
		catch (InvalidManifestException ex) {
			return new Run("", 0, Instant.EPOCH, Instant.EPOCH, true);
		}
	}

	/**
	 * A run.
	 *
	 * @param owner the instance
	 * @param count number of values before, so that no value comes twice
	 * @param started the time at which the run began
	 * @param renewed the time of the last sign of life
	 * @param finished whether the run has ended
	 */
	record Run(String owner, long count, Instant started, Instant renewed, boolean finished) {

		Run {
			Objects.requireNonNull(owner);
			Objects.requireNonNull(started);
			Objects.requireNonNull(renewed);
		}

	}

}
