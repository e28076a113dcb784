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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.github.assetsboot.project.WranglerManifest.ClientContent;

/**
 * Divides the contents of an upload session among requests. {@code wrangler} takes longer
 * for a request than for a small content, so many small contents go together.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param buckets the hashes of the contents, by request
 * @param single whether each content has a request of its own, with the plain bytes as
 * its body
 * @author the Assets for Spring Boot authors
 */
record WranglerBuckets(List<List<String>> buckets, boolean single) {

	private static final int MAX_SINGLE_CONTENTS = 100;

	private static final int MAX_CONTENTS = 40;

	private static final int MAX_SIZE = 1 << 20;

	private static final int SMALL = 64 * 1024;

	/**
	 * Divide contents.
	 */
	static WranglerBuckets of(Collection<ClientContent> contents) {
		long size = contents.stream().mapToLong(ClientContent::size).sum();
		if (contents.size() <= MAX_SINGLE_CONTENTS || size / contents.size() > SMALL) {
			return new WranglerBuckets(contents.stream().map(ClientContent::hash).map(List::of).toList(), true);
		}
		List<List<String>> buckets = new ArrayList<>();
		List<String> bucket = new ArrayList<>();
		long bucketSize = 0;
		for (ClientContent content : contents) {
			if (!bucket.isEmpty() && (bucket.size() == MAX_CONTENTS || bucketSize + content.size() > MAX_SIZE)) {
				buckets.add(List.copyOf(bucket));
				bucket.clear();
				bucketSize = 0;
			}
			bucket.add(content.hash());
			bucketSize += content.size();
		}
		buckets.add(List.copyOf(bucket));
		return new WranglerBuckets(buckets, false);
	}

}
