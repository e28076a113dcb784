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

package io.github.assetsboot.project.redis;

import java.io.IOException;
import java.io.InputStream;

/**
 * A part of a value, read piece by piece as it is consumed.
 *
 * @author the Assets for Spring Boot authors
 */
final class RedisInputStream extends InputStream {

	private final RedisStorage storage;

	private final String key;

	private final long end;

	private long next;

	private byte[] piece = {};

	private int position;

	RedisInputStream(RedisStorage storage, String key, long first, long end) {
		this.storage = storage;
		this.key = key;
		this.next = first;
		this.end = end;
	}

	@Override
	public int read() throws IOException {
		return fill() ? this.piece[this.position++] & 0xFF : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		if (!fill()) {
			return -1;
		}
		int count = Math.min(length, this.piece.length - this.position);
		System.arraycopy(this.piece, this.position, buffer, offset, count);
		this.position += count;
		return count;
	}

	private boolean fill() throws IOException {
		if (this.position < this.piece.length) {
			return true;
		}
		if (this.next >= this.end) {
			return false;
		}
		this.piece = this.storage.piece(this.key, this.next, (int) Math.min(RedisStorage.PIECE, this.end - this.next));
		this.next += this.piece.length;
		this.position = 0;
		return true;
	}

}
