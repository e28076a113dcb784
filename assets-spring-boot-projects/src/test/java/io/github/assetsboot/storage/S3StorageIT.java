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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link S3Storage}.
 *
 * @author the Assets for Spring Boot authors
 */
class S3StorageIT extends AssetStorageContract {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final int LARGE = 20 << 20;

	private static final int HUGE = (64 << 20) + 2;

	private static S3Server server;

	private static S3Client client;

	@BeforeAll
	static void start() throws IOException {
		server = S3Server.start();
		client = server.connect();
	}

	@AfterAll
	static void stop() throws Exception {
		if (server != null) {
			client.close();
			server.close();
		}
	}

	@Override
	protected AssetStorage createStorage() {
		// the server refuses a large value before it has read it, and closes the
		// connection
		return new RetryingStorage(new S3Storage(client, S3Server.BUCKET, UUID.randomUUID() + "/", TIMEOUT));
	}

	private static List<String> list(AssetStorage storage) throws IOException {
		List<String> keys = new ArrayList<>();
		storage.list("project/", keys::add);
		return keys;
	}

	@Test
	void storagesWithDifferentPrefixesAreApart() throws IOException {
		AssetStorage one = createStorage();
		AssetStorage other = createStorage();
		one.write("project/a/manifest", text("one"));
		assertThat(other.read("project/a/manifest")).isNull();
		assertThat(other.existing(List.of("project/a/manifest"))).isEmpty();
		assertThat(list(other)).isEmpty();
		other.delete(List.of("project/a/manifest"));
		assertThat(list(one)).containsExactly("project/a/manifest");
	}

	@Test
	void keyInTheBucketIsThatOfTheStorageAfterThePrefix() throws IOException {
		new S3Storage(client, S3Server.BUCKET, "some/folder/", TIMEOUT).write("project/a/manifest", text("value"));
		new S3Storage(client, S3Server.BUCKET, "", TIMEOUT).write("project/b/manifest", text("value"));
		assertThat(client.getObjectAsBytes((get) -> get.bucket(S3Server.BUCKET).key("some/folder/project/a/manifest"))
			.asUtf8String()).isEqualTo("value");
		assertThat(
				client.getObjectAsBytes((get) -> get.bucket(S3Server.BUCKET).key("project/b/manifest")).asUtf8String())
			.isEqualTo("value");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/assets/", "../", "a/../b/", "a//b", "a b", "ä/", "?", "a\n" })
	void prefixThatLeadsElsewhereIsRefused(String prefix) {
		assertThatIllegalArgumentException().isThrownBy(() -> new S3Storage(client, S3Server.BUCKET, prefix, TIMEOUT));
	}

	@Test
	void largeValueIsNeverHeldWhole() throws IOException {
		AssetStorage storage = createStorage();
		storage.write("project/a/assets/0f", new StorageContent() {

			@Override
			public long size() {
				return LARGE;
			}

			@Override
			public InputStream open() {
				return new InputStream() {

					private int position;

					@Override
					public int read() {
						return (this.position < LARGE) ? byteAt(this.position++) & 0xFF : -1;
					}

					@Override
					public byte[] readAllBytes() {
						throw new IllegalStateException("held whole");
					}

				};
			}

		});
		try (InputStream stream = storage.open("project/a/assets/0f", 1_500_001, LARGE)) {
			for (int position = 1_500_001; position < LARGE; position++) {
				if (stream.read() != (byteAt(position) & 0xFF)) {
					throw new AssertionError("Another byte at " + position);
				}
			}
			assertThat(stream.read()).isEqualTo(-1);
		}
		assertThat(storage.open("project/a/assets/0f", LARGE, 10)).isEmpty();
		assertThat(storage.open("project/a/assets/0f", 5, 0)).isEmpty();
		assertThat(storage.open("project/a/assets/00", 5, 0)).isNull();
	}

	@Test
	void contentThatCannotBeOpenedIsAFailure() throws IOException {
		AssetStorage storage = createStorage();
		StorageContent closed = new StorageContent() {

			@Override
			public long size() {
				return 10;
			}

			@Override
			public InputStream open() throws IOException {
				throw new IOException("gone");
			}

		};
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.write("project/a/assets/0f", closed))
			.withStackTraceContaining("gone");
		assertThat(storage.read("project/a/assets/0f")).isNull();
	}

	private static byte byteAt(int position) {
		return (byte) (position ^ position >> 8 ^ position >> 16);
	}

	@Test
	void valueThatIsDeletedOrReplacedWhileItIsReadBreaksOff() throws IOException {
		AssetStorage storage = createStorage();
		byte[] ones = new byte[LARGE];
		Arrays.fill(ones, (byte) 1);
		storage.write("project/a/assets/0f", StorageContent.of(new byte[LARGE]));
		try (InputStream replaced = storage.open("project/a/assets/0f", 0, LARGE);
				InputStream deleted = storage.open("project/a/assets/0f", 0, LARGE)) {
			assertThat(replaced.readNBytes(10)).containsOnly(0);
			storage.write("project/a/assets/0f", StorageContent.of(ones));
			assertThatExceptionOfType(IOException.class).isThrownBy(replaced::readAllBytes);
			storage.delete(List.of("project/a/assets/0f"));
			assertThatExceptionOfType(IOException.class).isThrownBy(deleted::readAllBytes)
				.withMessageContaining("was deleted");
		}
	}

	/**
	 * Return a content of some more than 64 MB whose bytes depend on their position.
	 */
	private static StorageContent huge(long announced, AtomicInteger opened) {
		return new StorageContent() {

			@Override
			public long size() {
				return announced;
			}

			@Override
			public InputStream open() {
				opened.incrementAndGet();
				return new InputStream() {

					private int position;

					@Override
					public int read() {
						return (this.position < HUGE) ? byteAt(this.position++) & 0xFF : -1;
					}

				};
			}

		};
	}

	private static void assertHuge(AssetStorage storage) throws IOException {
		try (InputStream stream = storage.open("project/a/assets/0f", 0, HUGE + 1)) {
			for (int position = 0; position < HUGE; position++) {
				if (stream.read() != (byteAt(position) & 0xFF)) {
					throw new AssertionError("Another byte at " + position);
				}
			}
			assertThat(stream.read()).isEqualTo(-1);
		}
	}

	private static void assertNoUploads() {
		assertThat(client.listMultipartUploads((list) -> list.bucket(S3Server.BUCKET)).uploads()).isEmpty();
	}

	@Test
	void partThatFailsIsSentAgainAlone() throws IOException {
		Parts parts = new Parts(3, 2);
		AtomicInteger opened = new AtomicInteger();
		try (S3Client failing = server.connect(parts)) {
			AssetStorage storage = new S3Storage(failing, S3Server.BUCKET, "parts/", TIMEOUT);
			storage.write("project/a/assets/0f", huge(HUGE, opened));
			assertThat(parts.sent).containsExactly(1, 2, 3, 3, 3, 4, 5);
			assertHuge(storage);
		}
		assertNoUploads();
		assertThat(opened).as("once, and again for each repeated part").hasValue(3);
	}

	@Test
	void uploadThatFailsIsAborted() throws IOException {
		try (S3Client failing = server.connect(new Parts(2, Integer.MAX_VALUE))) {
			AssetStorage storage = new S3Storage(failing, S3Server.BUCKET, "aborted/", TIMEOUT);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage.write("project/a/assets/0f", huge(HUGE, new AtomicInteger())))
				.withMessageContaining("part 2 was lost");
			assertThat(list(storage)).isEmpty();
		}
		assertNoUploads();
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 1 })
	void largeContentThatIsNotAsLongAsItSaysIsNotWritten(int difference) throws IOException {
		Parts parts = new Parts(0, 0);
		try (S3Client watched = server.connect(parts)) {
			AssetStorage storage = new S3Storage(watched, S3Server.BUCKET, "lying" + difference + "/", TIMEOUT);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage.write("project/a/assets/0f", huge(HUGE + difference, new AtomicInteger())));
			assertThat(parts.sent).as("no part is repeated").containsExactly(1, 2, 3, 4, 5);
			assertThat(list(storage)).isEmpty();
		}
		assertNoUploads();
	}

	@Test
	void uploadOfAThreadThatIsInterruptedIsAborted() throws IOException {
		Parts parts = new Parts(0, 0) {

			@Override
			void sent(int number) {
				if (number == 2) {
					Thread.currentThread().interrupt();
				}
			}

		};
		try (S3Client watched = server.connect(parts)) {
			AssetStorage storage = new S3Storage(watched, S3Server.BUCKET, "interrupted/", TIMEOUT);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage.write("project/a/assets/0f", huge(HUGE, new AtomicInteger())));
			assertThat(Thread.interrupted()).isTrue();
			assertThat(list(storage)).isEmpty();
		}
		assertNoUploads();
	}

	@ParameterizedTest
	@CsvSource({ "67108865, 5", "5368709121, 321", "5497558138880, 10000" })
	void objectOfAnySizeHasAtMostTenThousandParts(long size, long parts) {
		long partSize = S3MultipartUpload.partSize(size);
		assertThat((size + partSize - 1) / partSize).isEqualTo(parts);
		assertThat(partSize).isBetween(5L << 20, 5L << 30);
	}

	@Test
	void readersThatWaitHoldNoConnections() throws IOException {
		AssetStorage storage = createStorage();
		storage.write("project/a/assets/0f", StorageContent.of(new byte[2 << 20]));
		List<InputStream> waiting = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			InputStream stream = storage.open("project/a/assets/0f", 0, 2 << 20);
			assertThat(stream.read()).isZero();
			waiting.add(stream);
		}
		assertThat(storage.read("project/a/assets/0f")).hasSize(2 << 20);
		assertThat(waiting.get(0).readAllBytes()).hasSize((2 << 20) - 1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 100, 101 })
	void fewKeysAndManyAreFoundInAllFolders(int count) throws IOException {
		AssetStorage storage = createStorage();
		storage.write("project/a/assets/0", text(""));
		storage.write("project/b/manifest", text("value"));
		storage.write("lock", text("value"));
		List<String> keys = new ArrayList<>(
				List.of("project/b/manifest", "project/a/assets/0", "lock").subList(0, Math.min(count, 3)));
		List<String> present = List.copyOf(keys);
		while (keys.size() < count) {
			keys.add("project/a/assets/" + keys.size());
		}
		assertThat(storage.existing(keys)).containsExactlyInAnyOrderElementsOf(present);
	}

	@Test
	void whatSomebodyElsePutsIntoTheBucketIsNotListed() throws IOException {
		AssetStorage storage = new S3Storage(client, S3Server.BUCKET, "shared/", TIMEOUT);
		for (String name : new String[] { "project/a/Read Me.txt", "project/a/x/.hidden", "project/a/manifest",
				"other" }) {
			client.putObject((put) -> put.bucket(S3Server.BUCKET).key("shared/" + name), RequestBody.fromString("x"));
		}
		assertThat(list(storage)).containsExactly("project/a/manifest");
	}

	@Test
	void missingBucketIsAFailureAndNotAMissingValue() {
		try (S3Client stranger = server.connect()) {
			S3Failures.assertReadsAndWritesFail(new S3Storage(stranger, "nobody", "", TIMEOUT), "nobody");
		}
	}

	@Test
	void wrongCredentialsAreAFailure() {
		try (S3Client stranger = server.connect("stranger")) {
			S3Failures.assertAllFail(new S3Storage(stranger, S3Server.BUCKET, "", TIMEOUT), S3Server.BUCKET);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "If-None-Match", "If-Match" })
	void storeThatIgnoresAConditionIsFoundOutBeforeAnythingIsReplaced(String condition) throws IOException {
		String prefix = "ignorant-" + condition.toLowerCase(Locale.ROOT) + "/";
		AssetStorage able = new S3Storage(client, S3Server.BUCKET, prefix, TIMEOUT);
		able.writeIfUnchanged("project/a/manifest", new byte[] { 1 }, null);
		String revision = able.readWithRevision("project/a/manifest").revision();
		try (S3Client ignorant = server.connect(without(condition))) {
			AssetStorage storage = new S3Storage(ignorant, S3Server.BUCKET, prefix, TIMEOUT);
			for (String present : new String[] { null, revision, "\"0\"" }) {
				assertThatExceptionOfType(IOException.class)
					.isThrownBy(() -> storage.writeIfUnchanged("project/a/manifest", new byte[] { 2 }, present))
					.withMessageContaining("does not support conditional writes");
			}
			assertThat(able.read("project/a/manifest")).containsExactly(1);
			assertThat(client.listObjectsV2((list) -> list.bucket(S3Server.BUCKET).prefix(prefix)).contents())
				.extracting(S3Object::key)
				.containsExactly(prefix + "project/a/manifest");
		}
	}

	@Test
	void storeThatRefusesEveryIfMatchIsFoundOut() throws IOException {
		try (S3Client stubborn = server.connect(new ExecutionInterceptor() {

			@Override
			public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
				return context.httpRequest().firstMatchingHeader("If-Match").isEmpty() ? context.httpRequest()
						: context.httpRequest().copy((copy) -> copy.putHeader("If-Match", "\"other\""));
			}

		})) {
			AssetStorage storage = new S3Storage(stubborn, S3Server.BUCKET, "stubborn/", TIMEOUT);
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage.writeIfUnchanged("project/a/manifest", new byte[1], null))
				.withMessageContaining("'If-Match'");
		}
	}

	private static ExecutionInterceptor without(String header) {
		return new ExecutionInterceptor() {

			@Override
			public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
				return context.httpRequest().copy((copy) -> copy.removeHeader(header));
			}

		};
	}

	/**
	 * Counts the parts that are sent, and loses the response to one of them some times.
	 */
	private static class Parts implements ExecutionInterceptor {

		private final List<Integer> sent = new CopyOnWriteArrayList<>();

		private final int lost;

		private final AtomicInteger times;

		Parts(int lost, int times) {
			this.lost = lost;
			this.times = new AtomicInteger(times);
		}

		void sent(int number) {
		}

		@Override
		public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
			if (context.request() instanceof UploadPartRequest part) {
				this.sent.add(part.partNumber());
				sent(part.partNumber());
			}
		}

		@Override
		public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
			if (context.request() instanceof UploadPartRequest part && part.partNumber() == this.lost
					&& this.times.getAndDecrement() > 0) {
				throw SdkClientException.create("part " + this.lost + " was lost");
			}
		}

	}

}
