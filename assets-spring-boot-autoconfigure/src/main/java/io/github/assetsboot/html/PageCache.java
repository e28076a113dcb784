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

package io.github.assetsboot.html;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;

/**
 * Keeps pages that have been parsed, those that were asked for last. A page is found by
 * its very bytes, so that it cannot be taken for another.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageCache {

	/**
	 * Limit for the bytes of source. The parsed pages take about 20 times as much memory.
	 */
	private static final int CAPACITY = 1024 * 1024;

	private static final int MAX_PAGE_SIZE = CAPACITY / 4;

	private final Map<Key, HtmlPage> pages = new LinkedHashMap<>(16, 0.75f, true);

	private int size;

	HtmlPage get(byte[] bytes, String contentType) {
		Key key = new Key(bytes, contentType);
		HtmlPage known = find(key);
		if (known != null) {
			return known;
		}
		HtmlPage page = new HtmlPage(new SourceText(bytes, contentType));
		if (bytes.length <= MAX_PAGE_SIZE) {
			add(key, page);
		}
		return page;
	}

	private synchronized @Nullable HtmlPage find(Key key) {
		return this.pages.get(key);
	}

	private synchronized void add(Key key, HtmlPage page) {
		if (this.pages.put(key, page) == null) {
			this.size += key.bytes.length;
		}
		for (Iterator<Key> eldest = this.pages.keySet().iterator(); this.size > CAPACITY;) {
			this.size -= eldest.next().bytes.length;
			eldest.remove();
		}
	}

	private static final class Key {

		private final byte[] bytes;

		private final String contentType;

		private final int hash;

		Key(byte[] bytes, String contentType) {
			this.bytes = bytes;
			this.contentType = contentType;
			CRC32 checksum = new CRC32();
			checksum.update(bytes);
			this.hash = (int) checksum.getValue();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Key key && this.hash == key.hash && this.contentType.equals(key.contentType)
					&& Arrays.equals(this.bytes, key.bytes);
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

}
