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

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Chooses between the versions of a deployment. A client that has received the newer
 * version keeps it while its percentage rises.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param newer the id of the version that was created later, or of the only version
 * @param share the share of the clients that get it, in hundredths of a percent
 * @param older the id of the other version, {@code null} if there is none
 */
record VersionChoice(String newer, int share, @Nullable String older) {

	/**
	 * The share of all clients.
	 */
	static final int WHOLE = 10_000;

	/**
	 * Return a version by its id or the beginning of its id.
	 * @return the id, {@code null} if it is none of the versions
	 */
	@Nullable String named(String id) {
		return VersionId.isId(id) ? Stream.of(this.newer, this.older)
			.filter((version) -> version != null && version.startsWith(id))
			.findFirst()
			.orElse(null) : null;
	}

	/**
	 * Return whether all clients get the same version.
	 */
	boolean isCertain() {
		return this.older == null || this.share <= 0 || this.share >= WHOLE;
	}

	/**
	 * Choose a version.
	 * @param key identifies the client, {@code null} for a random choice
	 * @return the id of the version
	 */
	String choose(@Nullable String key) {
		if (this.older == null) {
			return this.newer;
		}
		int position = (key != null) ? position(key) : ThreadLocalRandom.current().nextInt(WHOLE);
		return (position < this.share) ? this.newer : this.older;
	}

	/**
	 * Return the place of a client among all clients. It depends on the newer version, so
	 * that different clients are the first ones at each deployment.
	 * @return the place in hundredths of a percent, less than {@link #WHOLE}
	 */
	int position(String key) {
		byte[] hash = sha256().digest((this.newer + '\n' + key).getBytes(StandardCharsets.UTF_8));
		return (int) Long.remainderUnsigned(ByteBuffer.wrap(hash).getLong(), WHOLE);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Each Java platform has SHA-256", ex);
		}
	}

}
