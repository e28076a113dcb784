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

package io.github.assetsboot.collection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.assetsboot.testing.Contents;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests of {@link ContentCoding}.
 *
 * @author the Assets for Spring Boot authors
 */
class ContentCodingTests {

	@ParameterizedTest
	@EnumSource
	void whatIsCodedDecodesToWhatItWas(ContentCoding coding) throws IOException {
		for (int size : new int[] { 0, 1, 131_072, 131_073, 300_000 }) {
			byte[] text = Contents.words(size);
			byte[] coded = coding.encode(text);
			assertThat(decode(coding, coded)).as("text of %s bytes", size).isEqualTo(text);
			assertThat(coded.length).isLessThan(size / 2 + 50);
			byte[] noise = new byte[size];
			new Random(size).nextBytes(noise);
			assertThat(decode(coding, coding.encode(noise))).as("noise of %s bytes", size).isEqualTo(noise);
		}
	}

	@ParameterizedTest
	@EnumSource(names = { "DCB", "DCZ" })
	void othersCanWorkBetweenThePiecesOfADifference(ContentCoding coding) throws IOException {
		byte[] content = Contents.words(500_000);
		AtomicInteger pauses = new AtomicInteger();
		coding.encode(content, Contents.words(300_000), pauses::incrementAndGet);
		assertThat(pauses).hasValueGreaterThanOrEqualTo(4);
		assertThatIOException().isThrownBy(() -> coding.encode(content, Contents.words(300_000), () -> {
			throw new IOException("enough");
		})).withMessage("enough");
	}

	/**
	 * Whoever needs memory waits for what keeps garbage from being collected.
	 */
	@ParameterizedTest
	@CsvSource({ "BR, 500000", "ZSTD, 3000000" })
	void garbageIsCollectedMeanwhile(ContentCoding coding, int size) {
		byte[] content = Contents.words(size);
		long start = System.nanoTime();
		CompletableFuture<Void> coded = CompletableFuture.runAsync(() -> encode(coding, content));
		long last = start;
		long longest = 0;
		while (!coded.isDone()) {
			long before = collections();
			System.gc();
			if (collections() > before || coded.isDone()) {
				long now = System.nanoTime();
				longest = Math.max(longest, now - last);
				last = now;
			}
		}
		coded.join();
		assertThat(longest).as("nanoseconds without a collection, of those of the coding")
			.isLessThan((last - start) / 2);
	}

	private static long collections() {
		return ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.mapToLong(GarbageCollectorMXBean::getCollectionCount)
			.sum();
	}

	private static void encode(ContentCoding coding, byte[] content) {
		try {
			coding.encode(content);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static byte[] decode(ContentCoding coding, byte[] coded) throws IOException {
		return coding.decode(new ByteArrayInputStream(coded)).readAllBytes();
	}

}
