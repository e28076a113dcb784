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
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Checks that a storage fails whatever it is asked, as its interface says and in time.
 *
 * @author the Assets for Spring Boot authors
 */
final class S3Failures {

	private static final List<String> MANY = IntStream.range(0, 200).mapToObj((i) -> "project/a/assets/" + i).toList();

	private S3Failures() {
	}

	/**
	 * Check every call.
	 */
	static void assertAllFail(AssetStorage storage, String message) {
		assertReadsAndWritesFail(storage, message);
		assertFail(List.of(() -> storage.delete(List.of("project/a/manifest")), () -> storage.delete(MANY)), message);
	}

	/**
	 * Check every call but deletions.
	 */
	static void assertReadsAndWritesFail(AssetStorage storage, String message) {
		assertFail(List.of(() -> storage.read("project/a/manifest"), () -> storage.open("project/a/manifest", 0, 10),
				() -> storage.open("project/a/manifest", 5, 10), () -> storage.existing(List.of("project/a/manifest")),
				() -> storage.existing(MANY.subList(0, 50)), () -> storage.existing(MANY),
				() -> storage.list("project/a/", (key) -> {
				}), () -> storage.write("project/a/manifest", StorageContent.of(new byte[10])),
				() -> storage.readWithRevision("project/a/manifest"),
				() -> storage.writeIfUnchanged("project/a/manifest", new byte[10], null),
				() -> storage.writeIfUnchanged("project/a/manifest", new byte[10], "\"a\"")), message);
	}

	private static void assertFail(List<ThrowingCallable> calls, String message) {
		for (int i = 0; i < calls.size(); i++) {
			long start = System.nanoTime();
			assertThatExceptionOfType(IOException.class).as("call %d", i)
				.isThrownBy(calls.get(i))
				.withMessageContaining(message);
			assertThat(Duration.ofNanos(System.nanoTime() - start)).as("call %d", i).isLessThan(Duration.ofSeconds(8));
		}
	}

}
