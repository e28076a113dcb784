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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import io.github.assetsboot.storage.AssetStorage.StoredValue;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket. The time of every call is limited. A response that does not come from S3,
 * such as an error page with status 200, is an {@link IOException}.
 *
 * @author the Assets for Spring Boot authors
 */
final class S3Bucket {

	private static final int OK = 200;

	private static final int NO_CONTENT = 204;

	private static final int CONFLICT = 409;

	private static final int PRECONDITION_FAILED = 412;

	private static final int RANGE_NOT_SATISFIABLE = 416;

	private static final int NOT_IMPLEMENTED = 501;

	/**
	 * Number of attempts to write while the storage refuses because of another write.
	 */
	private static final int MAX_CONFLICTS = 5;

	private static final int CONFLICT_PAUSE_MILLISECONDS = 100;

	/**
	 * The lowest speed that the time limit of an upload allows for, in bytes per second.
	 */
	private static final long SLOWEST_UPLOAD = 1 << 20;

	/**
	 * After a lost response, a second attempt would find the value of the first one, and
	 * only the caller knows that it is its own.
	 */
	private static final SdkPlugin NO_RETRIES = (config) -> config.overrideConfiguration(
			config.overrideConfiguration().copy((builder) -> builder.retryStrategy(AwsRetryStrategy.doNotRetry())));

	private static final String WRONG_TAG = "\"00000000000000000000000000000000\"";

	private final S3Client client;

	private final String name;

	private final Duration timeout;

	S3Bucket(S3Client client, String name, Duration timeout) {
		this.client = client;
		this.name = name;
		this.timeout = timeout;
	}

	/**
	 * Read a whole object.
	 * @return {@code null} if there is none
	 */
	byte @Nullable [] read(String key) throws IOException {
		StoredValue value = readWithTag(key);
		return (value != null) ? value.value() : null;
	}

	/**
	 * Read a whole object together with its entity tag.
	 * @return {@code null} if there is none
	 */
	@Nullable StoredValue readWithTag(String key) throws IOException {
		ResponseBytes<GetObjectResponse> answer = get((request) -> request.key(key));
		if (answer == null) {
			return null;
		}
		byte[] bytes = answer.asByteArrayUnsafe();
		Long length = answer.response().contentLength();
		check(answer.response().contentRange() == null && (length == null || length == bytes.length));
		return new StoredValue(bytes, answer.response().eTag());
	}

	/**
	 * Read a part of an object.
	 * @param tag the expected entity tag, or {@code null} for the first part
	 * @return the part, which is empty if the object ends before, or {@code null} if
	 * there is no object
	 */
	@Nullable S3Part read(String key, long first, int length, @Nullable String tag) throws IOException {
		try {
			ResponseBytes<GetObjectResponse> answer = get(
					(request) -> request.key(key).range("bytes=" + first + "-" + (first + length - 1)).ifMatch(tag));
			return (answer != null) ? S3Part.of(answer, first, length) : null;
		}
		catch (IOException ex) {
			if (hasStatus(ex.getCause(), RANGE_NOT_SATISFIABLE)) {
				return S3Part.EMPTY;
			}
			throw ex;
		}
	}

	private @Nullable ResponseBytes<GetObjectResponse> get(Consumer<GetObjectRequest.Builder> details)
			throws IOException {
		try {
			ResponseBytes<GetObjectResponse> answer = this.client.getObjectAsBytes((request) -> {
				details.accept(request);
				request.bucket(this.name).overrideConfiguration(limit(0).build());
			});
			check(answer.response().eTag() != null);
			return answer;
		}
		catch (NoSuchKeyException ex) {
			return null;
		}
		catch (SdkException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Write an object as a whole. A large one is sent in parts.
	 */
	void write(String key, StorageContent content) throws IOException {
		try {
			if (content.size() > S3MultipartUpload.THRESHOLD) {
				new S3MultipartUpload(this.client, this.name, key, (size) -> limit(size).build()).run(content);
				return;
			}
			put(key, content, (request) -> request.overrideConfiguration(limit(content.size()).build()));
		}
		catch (UncheckedIOException ex) {
			throw ex.getCause();
		}
		catch (SdkException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Write an object if the present one has a certain entity tag. A service that is busy
	 * with another write of the same object answers 409. Then the write is repeated.
	 * @param tag the entity tag, or {@code null} if there must be no object
	 * @return the entity tag of the new object, or {@code null} if the present one is
	 * another one
	 */
	@Nullable String writeIfUnchanged(String key, byte[] value, @Nullable String tag) throws IOException {
		for (int attempt = 1;; attempt++) {
			try {
				return put(key, StorageContent.of(value), (request) -> {
					request.overrideConfiguration(limit(value.length).addPlugin(NO_RETRIES).build());
					if (tag != null) {
						request.ifMatch(tag);
					}
					else {
						request.ifNoneMatch("*");
					}
				});
			}
			catch (SdkException ex) {
				if (hasStatus(ex, CONFLICT) && attempt < MAX_CONFLICTS) {
					pause(ex);
				}
				else if (hasStatus(ex, PRECONDITION_FAILED) || hasStatus(ex, CONFLICT)
						|| (tag != null && ex instanceof NoSuchKeyException)) {
					return null;
				}
				else {
					throw hasStatus(ex, NOT_IMPLEMENTED) ? conditionsMissing(ex) : failure(ex);
				}
			}
		}
	}

	private void pause(SdkException cause) throws IOException {
		try {
			Thread.sleep(ThreadLocalRandom.current().nextInt(1, CONFLICT_PAUSE_MILLISECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw failure(cause);
		}
	}

	private String put(String key, StorageContent content, Consumer<PutObjectRequest.Builder> details)
			throws IOException {
		try (S3Upload upload = new S3Upload(content)) {
			PutObjectResponse answer = this.client.putObject((request) -> {
				request.bucket(this.name).key(key);
				details.accept(request);
			}, upload.part(0, content.size()));
			check(answer.eTag() != null && answer.sdkHttpResponse().statusCode() == OK);
			return answer.eTag();
		}
	}

	void delete(String key) throws IOException {
		try {
			DeleteObjectResponse answer = this.client
				.deleteObject((request) -> request.bucket(this.name).key(key).overrideConfiguration(limit(0).build()));
			check(answer.sdkHttpResponse().statusCode() == NO_CONTENT);
		}
		catch (NoSuchKeyException ex) {
			// as it should be
		}
		catch (SdkException ex) {
			throw failure(ex);
		}
	}

	/**
	 * Find the keys that begin with a prefix.
	 */
	void list(String prefix, Consumer<String> consumer) throws IOException {
		list(prefix, null, (page) -> page.contents().forEach((object) -> consumer.accept(object.key())));
	}

	/**
	 * Find the beginnings of names that end with the first slash behind a prefix.
	 */
	void listFolders(String prefix, Consumer<String> consumer) throws IOException {
		list(prefix, "/", (page) -> page.commonPrefixes().forEach((folder) -> consumer.accept(folder.prefix())));
	}

	private void list(String prefix, @Nullable String delimiter, Consumer<ListObjectsV2Response> consumer)
			throws IOException {
		String token = null;
		do {
			ListObjectsV2Response page = page(prefix, delimiter, token);
			consumer.accept(page);
			token = page.nextContinuationToken();
			check(!page.isTruncated() || token != null);
		}
		while (token != null);
	}

	private ListObjectsV2Response page(String prefix, @Nullable String delimiter, @Nullable String token)
			throws IOException {
		try {
			ListObjectsV2Response page = this.client.listObjectsV2((request) -> request.bucket(this.name)
				.prefix(prefix)
				.delimiter(delimiter)
				.continuationToken(token)
				.overrideConfiguration(limit(0).build()));
			check(page.isTruncated() != null);
			return page;
		}
		catch (SdkException ex) {
			throw failure(ex);
		}
	}

	private AwsRequestOverrideConfiguration.Builder limit(long size) {
		return AwsRequestOverrideConfiguration.builder()
			.apiCallTimeout(this.timeout.plusSeconds(size / SLOWEST_UPLOAD));
	}

	private static boolean hasStatus(@Nullable Throwable ex, int status) {
		return ex instanceof S3Exception answer && answer.statusCode() == status;
	}

	private void check(boolean valid) throws IOException {
		if (!valid) {
			throw new IOException("The service of the bucket '" + this.name + "' does not have the API of S3");
		}
	}

	private IOException failure(SdkException ex) {
		return new IOException("The call of the bucket '" + this.name + "' has failed: " + ex.getMessage(), ex);
	}

	/**
	 * Check that the service does not ignore the conditions of writes. The check has an
	 * object of its own, since a service that ignores them would replace a project's.
	 */
	void checkConditions(String key) throws IOException {
		byte[] value = new byte[] { 1 };
		try {
			String tag = writeIfUnchanged(key, value, null);
			if (tag == null || writeIfUnchanged(key, value, null) != null
					|| writeIfUnchanged(key, value, WRONG_TAG) != null || writeIfUnchanged(key, value, tag) == null) {
				throw conditionsMissing(null);
			}
		}
		finally {
			discard(key);
		}
	}

	private void discard(String key) {
		try {
			delete(key);
		}
		catch (IOException ex) {
			// it has one byte, and no other object has its key
		}
	}

	private IOException conditionsMissing(@Nullable Throwable cause) {
		return new IOException("The service of the bucket '" + this.name + "' does not support conditional writes "
				+ "('If-None-Match: *' and 'If-Match'). Without them, publishers would overwrite each other's versions.",
				cause);
	}

}
