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
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Uploads a large object in parts. A part that fails is sent again alone. If the upload
 * fails, it is aborted, so that the bucket keeps no parts.
 *
 * @see <a href=
 * "https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html">Amazon S3:
 * multipart upload</a>
 */
final class S3MultipartUpload {

	/**
	 * The size in bytes from which an object is uploaded in parts.
	 */
	static final long THRESHOLD = 64L << 20;

	private static final Log logger = LogFactory.getLog(S3MultipartUpload.class);

	private static final long PART_SIZE = 16L << 20;

	private static final int MAX_PARTS = 10_000;

	private static final int MAX_ATTEMPTS = 4;

	private static final int PAUSE_MILLISECONDS = 100;

	private static final int GROWTH = 4;

	private final S3Client client;

	private final String bucket;

	private final String key;

	private final LongFunction<AwsRequestOverrideConfiguration> limit;

	/**
	 * Create an upload.
	 * @param client the client
	 * @param bucket the name of the bucket
	 * @param key the key of the object
	 * @param limit gives the time limit of a call by the number of bytes that it sends
	 */
	S3MultipartUpload(S3Client client, String bucket, String key, LongFunction<AwsRequestOverrideConfiguration> limit) {
		this.client = client;
		this.bucket = bucket;
		this.key = key;
		this.limit = limit;
	}

	/**
	 * Return the size of each part but the last one. S3 takes 10,000 parts of 5 MB to 5
	 * GB.
	 */
	static long partSize(long size) {
		return Math.max(PART_SIZE, (size + MAX_PARTS - 1) / MAX_PARTS);
	}

	/**
	 * Upload a content.
	 * @throws IOException if the thread is interrupted
	 * @throws SdkException if the service fails
	 */
	void run(StorageContent content) throws IOException {
		String id = this.client
			.createMultipartUpload((request) -> request.bucket(this.bucket)
				.key(this.key)
				.contentType("application/octet-stream")
				.overrideConfiguration(this.limit.apply(0)))
			.uploadId();
		try (S3Upload upload = new S3Upload(content)) {
			List<CompletedPart> parts = new ArrayList<>();
			long partSize = partSize(content.size());
			for (long first = 0; first < content.size(); first += partSize) {
				parts.add(send(id, upload, parts.size() + 1, first, Math.min(partSize, content.size() - first)));
			}
			attempt(upload,
					() -> this.client.completeMultipartUpload((request) -> request.bucket(this.bucket)
						.key(this.key)
						.uploadId(id)
						.multipartUpload((all) -> all.parts(parts))
						.overrideConfiguration(this.limit.apply(0))));
		}
		catch (IOException | RuntimeException | Error ex) {
			abort(id);
			throw ex;
		}
	}

	private CompletedPart send(String id, S3Upload upload, int number, long first, long length) throws IOException {
		String tag = attempt(upload,
				() -> this.client
					.uploadPart((request) -> request.bucket(this.bucket)
						.key(this.key)
						.uploadId(id)
						.partNumber(number)
						.overrideConfiguration(this.limit.apply(length)), upload.part(first, length))
					.eTag());
		if (tag == null) {
			throw new IOException("The service of the bucket '" + this.bucket + "' does not have the API of S3");
		}
		return CompletedPart.builder().partNumber(number).eTag(tag).build();
	}

	private static <T> T attempt(S3Upload upload, Supplier<T> call) throws IOException {
		long pause = PAUSE_MILLISECONDS;
		for (int attempt = 1;; attempt++) {
			try {
				return call.get();
			}
			catch (SdkException ex) {
				if (attempt == MAX_ATTEMPTS || upload.hasFailed() || Thread.currentThread().isInterrupted()) {
					throw ex;
				}
				sleep(pause);
				pause *= GROWTH;
			}
		}
	}

	private static void sleep(long milliseconds) throws IOException {
		try {
			Thread.sleep(milliseconds);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", ex);
		}
	}

	/**
	 * The SDK makes no calls in a thread that is interrupted.
	 */
	private void abort(String id) {
		boolean interrupted = Thread.interrupted();
		try {
			this.client.abortMultipartUpload((request) -> request.bucket(this.bucket)
				.key(this.key)
				.uploadId(id)
				.overrideConfiguration(this.limit.apply(0)));
		}
		catch (SdkException ex) {
			logger.debug("The upload '" + id + "' of '" + this.key + "' to the bucket '" + this.bucket
					+ "' cannot be aborted. A lifecycle rule of the bucket can delete its parts.", ex);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

}
