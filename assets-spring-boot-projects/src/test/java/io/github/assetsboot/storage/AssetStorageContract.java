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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * What every storage does.
 *
 * @author the Assets for Spring Boot authors
 */
public abstract class AssetStorageContract {

	private static final int LARGE = 9 * 1024 * 1024 + 7;

	private AssetStorage storage;

	/**
	 * Create a storage with nothing in it.
	 */
	protected abstract AssetStorage createStorage() throws Exception;

	@BeforeEach
	void prepare() throws Exception {
		this.storage = createStorage();
	}

	protected static StorageContent text(String text) {
		return StorageContent.of(bytes(text));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] random(int size) {
		byte[] bytes = new byte[size];
		new Random(size).nextBytes(bytes);
		return bytes;
	}

	private byte[] part(String key, long first, long length) throws IOException {
		try (InputStream stream = this.storage.open(key, first, length)) {
			return stream.readAllBytes();
		}
	}

	private List<String> list(String prefix) throws IOException {
		List<String> keys = new ArrayList<>();
		this.storage.list(prefix, keys::add);
		return keys;
	}

	@Test
	void whatWasNeverWrittenIsNotThere() throws IOException {
		assertThat(this.storage.read("project/a/manifest")).isNull();
		assertThat(this.storage.open("project/a/manifest", 0, 1)).isNull();
		assertThat(this.storage.existing(List.of("project/a/manifest"))).isEmpty();
		assertThat(list("project/a/")).isEmpty();
		this.storage.delete(List.of("project/a/manifest"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, LARGE })
	void whatWasWrittenIsRead(int size) throws IOException {
		byte[] value = random(size);
		this.storage.write("project/a/assets/0f", StorageContent.of(value));
		assertThat(Arrays.equals(this.storage.read("project/a/assets/0f"), value)).isTrue();
		assertThat(Arrays.equals(part("project/a/assets/0f", 0, Math.max(size, 1)), value)).isTrue();
		assertThat(this.storage.existing(List.of("project/a/assets/0f", "project/a/assets/ff")))
			.containsExactly("project/a/assets/0f");
	}

	@Test
	void partsAreWhatWasAskedFor() throws IOException {
		byte[] value = random(LARGE);
		this.storage.write("project/a/assets/0f", StorageContent.of(value));
		for (long[] part : new long[][] { { 0, 1 }, { LARGE - 1, 1 }, { 1_000_000, 5_000_000 }, { 4_194_303, 2 },
				{ LARGE - 10, 10 }, { LARGE - 10, 100 } }) {
			byte[] expected = Arrays.copyOfRange(value, (int) part[0], (int) Math.min(LARGE, part[0] + part[1]));
			assertThat(Arrays.equals(part("project/a/assets/0f", part[0], part[1]), expected)).as(Arrays.toString(part))
				.isTrue();
		}
	}

	@Test
	void streamThatIsNotReadToItsEndDoesNoHarm() throws IOException {
		this.storage.write("project/a/assets/0f", StorageContent.of(random(LARGE)));
		for (int i = 0; i < 50; i++) {
			try (InputStream stream = this.storage.open("project/a/assets/0f", 0, LARGE)) {
				assertThat(stream.readNBytes(10)).hasSize(10);
			}
		}
		assertThat(part("project/a/assets/0f", 0, 3)).hasSize(3);
	}

	@Test
	void laterValueReplacesTheEarlierOne() throws IOException {
		this.storage.write("project/a/manifest", text("first, and longer"));
		this.storage.write("project/a/manifest", text("second"));
		assertThat(this.storage.read("project/a/manifest")).isEqualTo(bytes("second"));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void contentThatIsNotAsLongAsItSaysIsNotWritten(int difference) throws IOException {
		this.storage.write("project/a/assets/0f", text("before"));
		byte[] value = random(6_000_000);
		StorageContent lying = new StorageContent() {

			@Override
			public long size() {
				return value.length + difference;
			}

			@Override
			public InputStream open() {
				return new ByteArrayInputStream(value);
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> this.storage.write("project/a/assets/0f", lying));
		assertThat(this.storage.read("project/a/assets/0f")).isEqualTo(bytes("before"));
		assertThat(list("project/a/")).containsExactly("project/a/assets/0f");
	}

	@Test
	void contentThatBreaksOffIsNotWritten() throws IOException {
		StorageContent breaking = new StorageContent() {

			@Override
			public long size() {
				return 6_000_000;
			}

			@Override
			public InputStream open() {
				return new InputStream() {

					private int count;

					@Override
					public int read() throws IOException {
						if (this.count++ > 5_500_000) {
							throw new IOException("gone");
						}
						return 1;
					}

				};
			}

		};
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.storage.write("project/a/assets/0f", breaking));
		assertThat(this.storage.read("project/a/assets/0f")).isNull();
		assertThat(list("project/a/")).isEmpty();
	}

	private String revision(String key) throws IOException {
		StoredValue value = this.storage.readWithRevision(key);
		return (value != null) ? value.revision() : null;
	}

	@Test
	void valueIsWrittenConditionallyWhereThereIsNone() throws IOException {
		assertThat(this.storage.readWithRevision("project/a/manifest")).isNull();
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("mine"), null)).isTrue();
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("yours"), null)).isFalse();
		assertThat(this.storage.read("project/a/manifest")).isEqualTo(bytes("mine"));
		assertThat(list("project/a/")).containsExactly("project/a/manifest");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1000, LARGE })
	void valueIsReplacedByWhoHasReadIt(int size) throws IOException {
		byte[] value = random(size);
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", value, null)).isTrue();
		StoredValue present = this.storage.readWithRevision("project/a/manifest");
		assertThat(Arrays.equals(present.value(), value)).isTrue();
		byte[] next = random(size + 1);
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", next, present.revision())).isTrue();
		assertThat(Arrays.equals(this.storage.read("project/a/manifest"), next)).isTrue();
	}

	@Test
	void staleRevisionIsRefused() throws IOException {
		this.storage.writeIfUnchanged("project/a/manifest", bytes("first"), null);
		String first = revision("project/a/manifest");
		this.storage.writeIfUnchanged("project/a/manifest", bytes("second"), first);
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("third"), first)).isFalse();
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("third"), null)).isFalse();
		assertThat(this.storage.read("project/a/manifest")).isEqualTo(bytes("second"));
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("third"), revision("project/a/manifest")))
			.isTrue();
	}

	@Test
	void revisionOfAnUnconditionalWriteIsAnotherOne() throws IOException {
		this.storage.writeIfUnchanged("project/a/manifest", bytes("first"), null);
		String first = revision("project/a/manifest");
		this.storage.write("project/a/manifest", text("second"));
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("third"), first)).isFalse();
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("third"), revision("project/a/manifest")))
			.isTrue();
	}

	@Test
	void valueThatWasDeletedIsNotReplaced() throws IOException {
		this.storage.writeIfUnchanged("project/a/manifest", bytes("first"), null);
		String first = revision("project/a/manifest");
		this.storage.delete(List.of("project/a/manifest"));
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("second"), first)).isFalse();
		assertThat(this.storage.read("project/a/manifest")).isNull();
		assertThat(list("project/a/")).isEmpty();
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("second"), null)).isTrue();
	}

	@Test
	void sameRevisionIsReadUntilTheValueIsReplaced() throws IOException {
		this.storage.writeIfUnchanged("project/a/manifest", bytes("first"), null);
		this.storage.writeIfUnchanged("project/b/manifest", bytes("another"), null);
		String first = revision("project/a/manifest");
		assertThat(revision("project/a/manifest")).isEqualTo(first);
		assertThat(this.storage.writeIfUnchanged("project/a/manifest", bytes("refused"), null)).isFalse();
		assertThat(revision("project/a/manifest")).isEqualTo(first);
	}

	@ParameterizedTest
	@ValueSource(ints = { 100, 300_000, 3_000_000 })
	void oneOfManyWritersSucceedsWithEachRevision(int size) throws Exception {
		String revision = null;
		for (int round = 0; round < 5; round++) {
			List<Callable<Boolean>> writers = new ArrayList<>();
			for (int writer = 0; writer < 8; writer++) {
				byte[] value = random(size + 8 * round + writer);
				String present = revision;
				writers.add(() -> this.storage.writeIfUnchanged("project/a/manifest", value, present));
			}
			ExecutorService threads = Executors.newFixedThreadPool(8);
			try {
				List<Integer> winners = new ArrayList<>();
				List<Future<Boolean>> results = threads.invokeAll(writers, 60, TimeUnit.SECONDS);
				for (int writer = 0; writer < results.size(); writer++) {
					if (results.get(writer).get()) {
						winners.add(size + 8 * round + writer);
					}
				}
				assertThat(winners).hasSize(1);
				assertThat(Arrays.equals(this.storage.read("project/a/manifest"), random(winners.get(0)))).isTrue();
			}
			finally {
				threads.shutdownNow();
			}
			revision = revision("project/a/manifest");
		}
	}

	@Test
	void noIncrementOfACounterIsLost() throws Exception {
		this.storage.writeIfUnchanged("project/a/manifest", bytes("0 nobody"), null);
		List<Callable<Integer>> writers = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			String name = " writer " + i;
			writers.add(() -> {
				int refused = 0;
				for (int increments = 0; increments < 10;) {
					StoredValue present = this.storage.readWithRevision("project/a/manifest");
					String next = (count(present.value()) + 1) + name;
					if (this.storage.writeIfUnchanged("project/a/manifest", bytes(next), present.revision())) {
						increments++;
					}
					else {
						refused++;
					}
				}
				return refused;
			});
		}
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (Future<Integer> writer : threads.invokeAll(writers, 60, TimeUnit.SECONDS)) {
				writer.get();
			}
			assertThat(count(this.storage.read("project/a/manifest"))).isEqualTo(40);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static int count(byte[] value) {
		String text = new String(value, StandardCharsets.UTF_8);
		return Integer.parseInt(text.substring(0, text.indexOf(' ')));
	}

	@Test
	void readersSeeOneWholeValueWhileItIsReplaced() throws Exception {
		byte[] zeros = new byte[5_300_000];
		byte[] ones = new byte[5_300_000];
		Arrays.fill(ones, (byte) 1);
		this.storage.write("project/a/manifest", StorageContent.of(zeros));
		AtomicBoolean done = new AtomicBoolean();
		ExecutorService writer = Executors.newSingleThreadExecutor();
		try {
			Future<?> writing = writer.submit(() -> {
				for (int i = 0; i < 10; i++) {
					this.storage.write("project/a/manifest", StorageContent.of((i % 2 == 0) ? ones : zeros));
				}
				done.set(true);
				return null;
			});
			while (!done.get() && !writing.isDone()) {
				byte[] value = this.storage.read("project/a/manifest");
				assertThat(Arrays.equals(value, zeros) || Arrays.equals(value, ones)).isTrue();
			}
			writing.get(30, TimeUnit.SECONDS);
		}
		finally {
			writer.shutdownNow();
		}
	}

	@Test
	void thousandsOfKeysAreListedFoundAndDeleted() throws IOException {
		Set<String> keys = new HashSet<>();
		for (int i = 0; i < 2_500; i++) {
			String key = "project/a/assets/" + Integer.toHexString(i);
			keys.add(key);
			this.storage.write(key, text("value " + i));
		}
		this.storage.write("project/ab/manifest", text("another project"));
		assertThat(list("project/a/")).hasSize(keys.size()).containsExactlyInAnyOrderElementsOf(keys);
		List<String> asked = new ArrayList<>(keys);
		asked.add("project/a/assets/nope");
		assertThat(this.storage.existing(asked)).isEqualTo(keys);
		this.storage.delete(keys);
		assertThat(list("project/")).containsExactly("project/ab/manifest");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "../a", "project/../a", "project//a", "project/a/", "/project/a", "project/A",
			"project/a\\b", "project/./a", "project/a\0b", "project/a*", "project/a b", "project/ä" })
	void keyThatIsNoneIsRefused(String key) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.read(key));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.write(key, text("value")));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.writeIfUnchanged(key, bytes("value"), null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.readWithRevision(key));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.open(key, 0, 1));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.delete(List.of(key)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.storage.existing(List.of(key)));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "/", "../", "project", "project/a", "project//", "/project/", "project/../", "Project/" })
	void prefixThatIsNoneIsRefused(String prefix) {
		assertThatIllegalArgumentException().isThrownBy(() -> list(prefix));
	}

}
