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

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * Ids of versions: UUIDs of version 8 (RFC 9562). They begin with 32 random bits, because
 * host names of previews are made of these. The time in milliseconds follows, then more
 * random bits.
 *
 * @author the Assets for Spring Boot authors
 */
final class VersionId {

	static final int SHORT_LENGTH = 8;

	private static final Pattern SHORT = Pattern.compile("[0-9a-f]{8}");

	private static final Pattern WHOLE = Pattern
		.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

	private VersionId() {
	}

	/**
	 * Return a new id.
	 * @param time the time of the upload
	 */
	static String of(Instant time) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		long milliseconds = time.toEpochMilli() & 0xFFFF_FFFF_FFFFL;
		long most = ((long) random.nextInt() << 32) | (milliseconds >>> 32 << 16) | 0x8000L
				| (milliseconds >>> 20 & 0xFFF);
		long least = (0b10L << 62) | ((milliseconds & 0xF_FFFF) << 42) | (random.nextLong() >>> 22);
		return new UUID(most, least).toString();
	}

	static String shorten(String id) {
		return id.substring(0, SHORT_LENGTH);
	}

	/**
	 * Return whether a text reads as a whole or short id.
	 */
	static boolean isId(String text) {
		return SHORT.matcher(text).matches() || WHOLE.matcher(text).matches();
	}

}
