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

package io.github.assetsboot.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RetryingStorage}.
 *
 * @author the Assets for Spring Boot authors
 */
class RetryingStorageTests {

	private final Failing failing = new Failing();

	private final AssetStorage storage = new RetryingStorage(this.failing, 3, Duration.ofMillis(1));

	@Test
	void whatCanBeRepeatedIsTriedThreeTimes() throws IOException {
		this.failing.failures = 2;
		assertThat(this.storage.read("a")).isEmpty();
		assertThat(this.failing.calls).isEqualTo(3);
		this.failing.failures = 2;
		this.storage.write("a", StorageContent.of(new byte[0]));
		this.failing.failures = 2;
		this.storage.delete(List.of("a"));
		this.failing.failures = 2;
		assertThat(this.storage.existing(List.of("a"))).containsExactly("a");
		this.failing.failures = 2;
		assertThat(this.storage.open("a", 0, 1)).isNotNull();
		assertThat(this.failing.calls).isEqualTo(15);
	}

	@Test
	void afterTheThirdFailureItIsGivenUp() {
		this.failing.failures = 3;
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.storage.read("a")).withMessage("failure 0");
		assertThat(this.failing.calls).isEqualTo(3);
	}

	@Test
	void noAttemptAtAllIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new RetryingStorage(this.failing, 0, Duration.ZERO))
			.withMessageContaining("'attempts'");
	}

	private static final byte[] FIRST = { 1 };

	private static final byte[] SECOND = { 2 };

	private final MemoryStorage memory = new MemoryStorage();

	private String revision() {
		StoredValue value = this.memory.readWithRevision("a");
		return (value != null) ? value.revision() : null;
	}

	private boolean write(Fault... faults) throws IOException {
		return new RetryingStorage(new Faulty(this.memory, faults), 3, Duration.ofMillis(1)).writeIfUnchanged("a",
				SECOND, revision());
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void conditionalWriteThatFailedIsTriedAgain(boolean present) throws IOException {
		if (present) {
			this.memory.writeIfUnchanged("a", FIRST, null);
		}
		assertThat(write(Fault.FAILS, Fault.FAILS, Fault.NONE)).isTrue();
		assertThat(this.memory.read("a")).isEqualTo(SECOND);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void conditionalWriteWhoseAnswerWasLostIsASuccess(boolean present) throws IOException {
		if (present) {
			this.memory.writeIfUnchanged("a", FIRST, null);
		}
		assertThat(write(Fault.ANSWER_LOST)).isTrue();
		assertThat(this.memory.read("a")).isEqualTo(SECOND);
	}

	@Test
	void conditionalWriteThatArrivesLateIsASuccess() throws IOException {
		assertThat(write(Fault.FAILS, Fault.SENT_TWICE)).isTrue();
		assertThat(write(Fault.SENT_TWICE)).as("sent again by the connection").isTrue();
	}

	@Test
	void conditionalWriteThatFailedWhileAnotherOneSucceededIsAConflict() throws IOException {
		this.memory.writeIfUnchanged("a", FIRST, null);
		assertThat(write(Fault.OTHER_WRITES_AND_FAILS)).isFalse();
		assertThat(this.memory.read("a")).isEqualTo(Faulty.OTHER);
	}

	@Test
	void conditionalWriteThatAlwaysFailsIsGivenUp() {
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> write(Fault.FAILS, Fault.FAILS, Fault.FAILS));
		assertThat(this.memory.read("a")).isNull();
	}

	@Test
	void conflictIsNotTriedAgain() throws IOException {
		this.memory.writeIfUnchanged("a", FIRST, null);
		assertThat(new RetryingStorage(this.memory).writeIfUnchanged("a", SECOND, null)).isFalse();
		assertThat(this.memory.read("a")).isEqualTo(FIRST);
	}

	@Test
	void keysAreListedOnceThoughTheFirstListingBrokeOff() throws IOException {
		this.failing.failures = 1;
		StringBuilder keys = new StringBuilder();
		this.storage.list("a/", keys::append);
		assertThat(keys).hasToString("a/1a/2");
	}

	/**
	 * Fails as often as it is told, then works.
	 */
	private static final class Failing implements AssetStorage {

		private int failures;

		private int calls;

		private void call() throws IOException {
			this.calls++;
			if (this.failures > 0) {
				throw new IOException("failure " + --this.failures);
			}
		}

		@Override
		public byte[] read(String key) throws IOException {
			call();
			return new byte[0];
		}

		@Override
		public InputStream open(String key, long first, long length) throws IOException {
			call();
			return InputStream.nullInputStream();
		}

		@Override
		public Set<String> existing(Collection<String> keys) throws IOException {
			call();
			return Set.copyOf(keys);
		}

		@Override
		public void write(String key, StorageContent content) throws IOException {
			call();
		}

		@Override
		public StoredValue readWithRevision(String key) throws IOException {
			call();
			return new StoredValue(new byte[0], "1");
		}

		@Override
		public boolean writeIfUnchanged(String key, byte[] value, String revision) throws IOException {
			call();
			return true;
		}

		@Override
		public void delete(Collection<String> keys) throws IOException {
			call();
		}

		@Override
		public void list(String prefix, Consumer<String> consumer) throws IOException {
			consumer.accept(prefix + "1");
			call();
			consumer.accept(prefix + "2");
		}

	}

	private enum Fault {

		NONE, FAILS, ANSWER_LOST, SENT_TWICE, OTHER_WRITES_AND_FAILS

	}

	/**
	 * Has one fault after the other in its conditional writes.
	 */
	private static final class Faulty extends ForwardingStorage {

		private static final byte[] OTHER = { 3 };

		private final MemoryStorage memory;

		private final Iterator<Fault> faults;

		Faulty(MemoryStorage memory, Fault... faults) {
			super(memory);
			this.memory = memory;
			this.faults = List.of(faults).iterator();
		}

		@Override
		public boolean writeIfUnchanged(String key, byte[] value, String revision) throws IOException {
			switch (this.faults.next()) {
				case NONE -> {
					return this.memory.writeIfUnchanged(key, value, revision);
				}
				case SENT_TWICE -> {
					this.memory.writeIfUnchanged(key, value, revision);
					return this.memory.writeIfUnchanged(key, value, revision);
				}
				case ANSWER_LOST -> this.memory.writeIfUnchanged(key, value, revision);
				case OTHER_WRITES_AND_FAILS -> this.memory.writeIfUnchanged(key, OTHER, revision);
				case FAILS -> {
				}
			}
			throw new IOException("no answer");
		}

	}

}
