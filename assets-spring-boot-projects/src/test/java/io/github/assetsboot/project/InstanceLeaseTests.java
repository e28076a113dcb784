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
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.ForwardingStorage;
import io.github.assetsboot.storage.MemoryStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InstanceLease}.
 */
class InstanceLeaseTests {

	private static final String KEY = "upkeep/test";

	private static final Duration DAY = Duration.ofDays(1);

	private static final Duration HOUR = Duration.ofHours(1);

	private final MemoryStorage storage = new MemoryStorage();

	private final InstanceLease one = lease(this.storage);

	private final InstanceLease other = lease(this.storage);

	private static InstanceLease lease(AssetStorage storage) {
		return new InstanceLease(storage, KEY, DAY, HOUR);
	}

	private void write(Instant started, Instant renewed, boolean finished) throws IOException {
		this.storage.write(KEY,
				StorageContent.of(ManifestCodec.encode(new InstanceLease.Run("dead", 1, started, renewed, finished))));
	}

	@Test
	void oneInstanceHasTheLease() throws Exception {
		assertThat(this.one.untilDue()).isZero();
		assertThat(this.one.take()).isTrue();
		assertThat(this.other.take()).isFalse();
		assertThat(this.other.renew()).isFalse();
		assertThat(this.other.finish()).isFalse();
		assertThat(this.other.untilDue()).isBetween(Duration.ofMinutes(59), HOUR);
		assertThat(this.one.renew()).isTrue();
		assertThat(this.one.finish()).isTrue();
		assertThat(this.other.take()).isFalse();
		assertThat(this.other.untilDue()).isBetween(Duration.ofHours(23), DAY);
	}

	@Test
	void restartDoesNotRunAgain() throws Exception {
		this.one.take();
		this.one.finish();
		InstanceLease restarted = lease(this.storage);
		assertThat(restarted.take()).isFalse();
		assertThat(restarted.untilDue()).isPositive();
	}

	@Test
	void runIsDueAfterTheInterval() throws Exception {
		write(Instant.now().minus(DAY).minusSeconds(1), Instant.now(), true);
		assertThat(this.one.untilDue()).isZero();
		assertThat(this.one.take()).isTrue();
	}

	@Test
	void instanceThatHasDiedDoesNotBlockForEver() throws Exception {
		write(Instant.now().minus(DAY), Instant.now().minus(HOUR).plusSeconds(60), false);
		assertThat(this.one.take()).isFalse();
		write(Instant.now().minus(DAY), Instant.now().minus(HOUR).minusSeconds(1), false);
		assertThat(this.one.take()).isTrue();
		assertThat(this.other.take()).isFalse();
	}

	@Test
	void wrongClockOfAnotherInstanceDoesNotBlockForEver() throws Exception {
		Instant future = Instant.now().plus(Duration.ofDays(10_000));
		write(future, future, true);
		assertThat(this.one.untilDue()).isEqualTo(DAY);
		write(future, future, false);
		assertThat(this.one.untilDue()).isEqualTo(HOUR);
	}

	@Test
	void valueThatIsNotValidIsReplaced() throws Exception {
		this.storage.write(KEY, StorageContent.of(new byte[] { 'x' }));
		assertThat(this.one.take()).isTrue();
		assertThat(this.other.take()).isFalse();
	}

	@Test
	void oneOfTwoThatTakeAtTheSameTimeSucceeds() throws Exception {
		AtomicInteger writes = new AtomicInteger();
		AssetStorage slow = new ForwardingStorage(this.storage) {

			@Override
			public boolean writeIfUnchanged(String key, byte[] value, @Nullable String revision) throws IOException {
				if (writes.getAndIncrement() == 0) {
					assertThat(InstanceLeaseTests.this.other.take()).isTrue();
				}
				return super.writeIfUnchanged(key, value, revision);
			}

		};
		assertThat(lease(slow).take()).isFalse();
		assertThat(this.other.renew()).isTrue();
	}

}
