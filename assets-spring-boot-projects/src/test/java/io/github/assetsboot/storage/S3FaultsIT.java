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
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * {@link S3Storage} with a store that does not do what it should.
 *
 * @author the Assets for Spring Boot authors
 */
@Timeout(120)
class S3FaultsIT {

	private static final int LARGE = 5 << 20;

	private static final Duration TIMEOUT = Duration.ofMillis(700);

	private static S3Storage storage(S3Client client) {
		return new S3Storage(client, S3Server.BUCKET, "", TIMEOUT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "rubbish\r\n", "", "\0\0\0\0", "HTTP/1.1 200 OK\r\n",
			"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>Hi</html>",
			"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n<ListBucketResult>",
			"HTTP/1.1 206 Partial Content\r\nContent-Length: 2\r\nETag: \"a\"\r\nContent-Range: bytes 7-8/9\r\n\r\nab",
			"HTTP/1.1 206 Partial Content\r\nContent-Length: 99\r\nETag: \"a\"\r\nContent-Range: bytes 0-98/99\r\n\r\nab",
			"HTTP/1.1 301 Moved Permanently\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 302 Found\r\nLocation: /login\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>No</html>",
			"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\n\r\n",
			"HTTP/1.1 503 Slow Down\r\nContent-Length: 40\r\n\r\n<Error><Code>SlowDown</Code>" })
	void whatIsNoAnswerOfS3IsAFailure(String answer) throws Exception {
		try (CannedServer rubbish = CannedServer.answering(answer);
				S3Client client = S3Server.connect(rubbish.port())) {
			S3Failures.assertAllFail(storage(client), "");
		}
	}

	@Test
	void storeThatBreaksOffInTheMiddleOfAValueIsAFailure() throws Exception {
		try (CannedServer broken = CannedServer
			.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"a\"\r\n\r\n0123456789");
				S3Client client = S3Server.connect(broken.port())) {
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage(client).read("project/a/manifest"));
		}
	}

	@Test
	void storeThatNeverAnswersIsGivenUp() throws Exception {
		try (CannedServer silent = new CannedServer((in, out) -> in.transferTo(OutputStream.nullOutputStream()));
				S3Client client = S3Server.connect(silent.port())) {
			S3Failures.assertAllFail(storage(client), "");
		}
	}

	@Test
	void storeThatTricklesIsGivenUp() throws Exception {
		try (CannedServer trickling = new CannedServer((in, out) -> {
			in.read(new byte[8192]);
			out.write(
					"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nETag: \"a\"\r\n\r\n".getBytes(StandardCharsets.UTF_8));
			while (true) {
				out.write('a');
				out.flush();
				Thread.sleep(100);
			}
		}); S3Client client = S3Server.connect(trickling.port())) {
			long start = System.nanoTime();
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage(client).read("project/a/manifest"));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
		}
	}

	@Test
	void storeThatDoesNotTakeWhatIsWrittenIsGivenUp() throws Exception {
		try (CannedServer full = new CannedServer((in, out) -> Thread.sleep(60_000));
				S3Client client = S3Server.connect(full.port())) {
			long start = System.nanoTime();
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage(client).write("project/a/assets/0f", StorageContent.of(new byte[LARGE])));
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
			assertThat(Thread.interrupted()).isFalse();
		}
	}

	@Test
	void storeThatRefusesConditionsIsNamed() throws Exception {
		try (CannedServer old = CannedServer
			.answering("HTTP/1.1 501 Not Implemented\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
				S3Client client = S3Server.connect(old.port())) {
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> storage(client).writeIfUnchanged("project/a/manifest", new byte[1], null))
				.withMessageContaining("does not support conditional writes");
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 409, 412 })
	void writerThatWasTooLateHasNotWritten(int status) throws Exception {
		try (CannedServer other = CannedServer
			.answering("HTTP/1.1 " + status + " Too late\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
				S3Client client = S3Server.connect(other.port())) {
			S3Bucket bucket = new S3Bucket(client, S3Server.BUCKET, Duration.ofSeconds(5));
			assertThat(bucket.writeIfUnchanged("project/a/manifest", new byte[1], null)).isNull();
			assertThat(bucket.writeIfUnchanged("project/a/manifest", new byte[1], "\"a\"")).isNull();
			assertThat(other.requests()).isEqualTo((status == 409) ? 10 : 2);
		}
	}

	@Test
	void writerThatFindsTheStoreBusyTriesAgain() throws Exception {
		AtomicInteger requests = new AtomicInteger();
		try (CannedServer busy = new CannedServer((in, out) -> {
			in.read(new byte[8192]);
			String status = (requests.incrementAndGet() < 3) ? "409 Conflict" : "200 OK\r\nETag: \"b\"";
			out.write(("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
				.getBytes(StandardCharsets.UTF_8));
		}); S3Client client = S3Server.connect(busy.port())) {
			S3Bucket bucket = new S3Bucket(client, S3Server.BUCKET, Duration.ofSeconds(5));
			assertThat(bucket.writeIfUnchanged("project/a/manifest", new byte[1], "\"a\"")).isEqualTo("\"b\"");
			assertThat(requests).hasValue(3);
		}
	}

	@Test
	void valueThatIsGoneIsAConflictForWhoHasReadIt() throws Exception {
		String body = "<Error><Code>NoSuchKey</Code><Message>gone</Message></Error>";
		try (CannedServer other = CannedServer.answering("HTTP/1.1 404 Not Found\r\nContent-Type: application/xml\r\n"
				+ "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
				S3Client client = S3Server.connect(other.port())) {
			S3Bucket bucket = new S3Bucket(client, S3Server.BUCKET, Duration.ofSeconds(5));
			assertThat(bucket.writeIfUnchanged("project/a/manifest", new byte[1], "\"a\"")).isNull();
		}
	}

	@Test
	void conditionalWriteIsNotRepeatedThoughTheClientRepeatsOthers() throws Exception {
		try (CannedServer failing = CannedServer
			.answering("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
				S3Client client = S3Client.builder()
					.endpointOverride(S3Server.endpoint(failing.port()))
					.forcePathStyle(true)
					.region(Region.US_EAST_1)
					.credentialsProvider(AnonymousCredentialsProvider.create())
					.build()) {
			AssetStorage storage = new S3Storage(client, S3Server.BUCKET, "", Duration.ofSeconds(10));
			S3Bucket bucket = new S3Bucket(client, S3Server.BUCKET, Duration.ofSeconds(10));
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> bucket.writeIfUnchanged("project/a/manifest", new byte[1], null));
			assertThat(failing.requests()).isEqualTo(1);
			assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.read("project/a/manifest"));
			assertThat(failing.requests()).isGreaterThan(2);
		}
	}

	@Test
	void interruptEndsTheCallAndStays() throws Exception {
		try (CannedServer silent = new CannedServer((in, out) -> Thread.sleep(60_000));
				S3Client client = S3Server.connect(silent.port())) {
			AssetStorage storage = new S3Storage(client, S3Server.BUCKET, "", Duration.ofSeconds(50));
			for (List<String> keys : List.of(List.of("a"), List.of("a", "b"))) {
				Thread.currentThread().interrupt();
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.existing(keys));
				assertThat(Thread.interrupted()).isTrue();
			}
		}
	}

	@Test
	void serverThatHangsIsGivenUpAndIsThereAgainAfterwards() throws Exception {
		try (S3Server server = S3Server.start(); S3Client client = server.connect()) {
			new S3Storage(client, S3Server.BUCKET, "", Duration.ofSeconds(20)).write("project/a/kept",
					StorageContent.of(new byte[] { 1 }));
			AssetStorage storage = storage(client);
			server.pause(true);
			try {
				S3Failures.assertAllFail(storage, "");
			}
			finally {
				server.pause(false);
			}
			await().atMost(Duration.ofSeconds(20))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(storage.read("project/a/kept")).isNotNull());
		}
	}

	@Test
	void serverThatDiesLeavesNoHalfValueAndIsThereAgainAfterwards() throws Exception {
		try (S3Server mortal = S3Server.start(); S3Client client = mortal.connect()) {
			AssetStorage storage = new S3Storage(client, S3Server.BUCKET, "", Duration.ofSeconds(10));
			storage.write("project/a/assets/00", StorageContent.of(new byte[LARGE]));
			storage.write("project/a/manifest", StorageContent.of(new byte[] { 1 }));
			for (String key : new String[] { "project/a/assets/0f", "project/a/manifest" }) {
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.write(key, dyingHalfway(mortal)));
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> storage.read(key));
				mortal.restart();
			}
			assertThat(storage.read("project/a/assets/0f")).isNull();
			assertThat(storage.read("project/a/manifest")).containsExactly(1);
			try (InputStream stream = storage.open("project/a/assets/00", 0, LARGE)) {
				assertThat(stream.readNBytes(10)).hasSize(10);
				mortal.kill();
				assertThatExceptionOfType(IOException.class).isThrownBy(stream::readAllBytes);
			}
			mortal.restart();
			storage.write("project/a/assets/0f", StorageContent.of(new byte[LARGE]));
			assertThat(storage.read("project/a/assets/0f")).hasSize(LARGE);
		}
	}

	private static StorageContent dyingHalfway(S3Server server) {
		return new StorageContent() {

			@Override
			public long size() {
				return LARGE;
			}

			@Override
			public InputStream open() {
				return new ByteArrayInputStream(new byte[LARGE]) {

					@Override
					public synchronized int read(byte[] buffer, int offset, int length) {
						if (available() < LARGE / 2) {
							server.kill();
						}
						return super.read(buffer, offset, length);
					}

				};
			}

		};
	}

}
