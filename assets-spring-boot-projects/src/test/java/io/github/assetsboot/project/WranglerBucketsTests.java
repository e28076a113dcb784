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

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

import io.github.assetsboot.project.WranglerManifest.ClientContent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WranglerBuckets}.
 */
class WranglerBucketsTests {

	private static List<ClientContent> contents(int number, long size) {
		return IntStream.range(0, number).mapToObj((i) -> new ClientContent("%032x".formatted(i), size)).toList();
	}

	@Test
	void fewContentsAndLargeOnesHaveRequestsOfTheirOwn() {
		for (List<ClientContent> contents : List.of(contents(0, 0), contents(1, 10), contents(100, 10),
				contents(500, 100_000))) {
			WranglerBuckets buckets = WranglerBuckets.of(contents);
			assertThat(buckets.single()).isTrue();
			assertThat(buckets.buckets()).hasSize(contents.size()).allMatch((bucket) -> bucket.size() == 1);
		}
	}

	@Test
	void manySmallContentsGoTogether() {
		List<ClientContent> contents = contents(2000, 500);
		WranglerBuckets buckets = WranglerBuckets.of(contents);
		assertThat(buckets.single()).isFalse();
		assertThat(buckets.buckets()).hasSize(50).allMatch((bucket) -> bucket.size() == 40);
		assertThat(buckets.buckets().stream().flatMap(Collection::stream))
			.containsExactlyElementsOf(contents.stream().map(ClientContent::hash).toList());
	}

	@Test
	void bucketHasALimitedSize() {
		assertThat(WranglerBuckets.of(contents(101, 60_000)).buckets()).allMatch((bucket) -> bucket.size() <= 17);
		assertThat(WranglerBuckets.of(contents(101, 65_536)).buckets()).hasSize(7);
	}

}
