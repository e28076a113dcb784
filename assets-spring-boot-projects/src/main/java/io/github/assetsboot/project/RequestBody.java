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

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

import org.springframework.http.HttpStatus;

/**
 * The body of a request. It tells a client that is gone from a storage that fails, and
 * ends bodies that are too long.
 *
 * @author the Assets for Spring Boot authors
 */
final class RequestBody extends FilterInputStream {

	private final long limit;

	private long count;

	RequestBody(InputStream stream, long limit) {
		super(stream);
		this.limit = limit;
	}

	@Override
	public int read() throws IOException {
		byte[] single = new byte[1];
		return (read(single, 0, 1) != -1) ? single[0] & 0xff : -1;
	}

	@Override
	public int read(byte[] buffer, int offset, int length) throws IOException {
		int read;
		try {
			read = super.read(buffer, offset, length);
		}
		catch (IOException ex) {
			throw new UnreadableException(ex);
		}
		this.count += Math.max(read, 0);
		if (this.count > this.limit) {
			throw Problems.of(HttpStatus.CONTENT_TOO_LARGE,
					String.format(Locale.ROOT, "The body has more than %,d bytes", this.limit));
		}
		return read;
	}

	/**
	 * Thrown when the client does not send the whole body.
	 */
	@SuppressWarnings("serial")
	static final class UnreadableException extends IOException {

		UnreadableException(IOException cause) {
			super(cause);
		}

	}

}
