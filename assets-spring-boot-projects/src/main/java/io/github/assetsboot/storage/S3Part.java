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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * A part of an object.
 *
 * @param bytes the bytes, fewer than asked for if the object ends before
 * @param size the size of the whole object
 * @param tag the entity tag, which differs for a later object with the same key
 * @author the Assets for Spring Boot authors
 */
record S3Part(byte[] bytes, long size, String tag) {

	static final S3Part EMPTY = new S3Part(new byte[0], 0, "");

	private static final Pattern CONTENT_RANGE = Pattern.compile("bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18})");

	static S3Part of(ResponseBytes<GetObjectResponse> answer, long first, int length) throws IOException {
		byte[] bytes = answer.asByteArrayUnsafe();
		String range = answer.response().contentRange();
		Matcher matcher = CONTENT_RANGE.matcher((range != null) ? range : "");
		if (!matcher.matches() || Long.parseLong(matcher.group(1)) != first
				|| bytes.length != Math.min(length, Long.parseLong(matcher.group(2)) - first)) {
			throw new IOException("The response does not have the requested part of the object");
		}
		return new S3Part(bytes, Long.parseLong(matcher.group(2)), answer.response().eTag());
	}

}
