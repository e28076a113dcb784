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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Reads the parts of a body of the type {@code multipart/form-data} (RFC 7578), one after
 * the other. The limits of the container and of Spring MVC for such bodies do not hold,
 * and there are no temporary files. The caller limits the contents.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerMultipart {

	private static final Pattern TYPE = Pattern
		.compile("(?i)multipart/form-data\\s*;(?:.*;)?\\s*boundary=(?:\"([^\"]{1,70})\"|([^\\s;\"]{1,70})).*");

	private static final Pattern NAME = Pattern
		.compile("(?i)form-data\\s*;(?:.*;)?\\s*name=(?:\"([^\"]*)\"|([^\\s;\"]+)).*");

	/**
	 * Number of bytes that the header of a part, or the text before the first part, can
	 * have.
	 */
	private static final int MAX_HEADER_SIZE = 8192;

	private static final int BUFFER_SIZE = 16 * 1024;

	private final InputStream stream;

	/**
	 * Line break and boundary, which end each part.
	 */
	private final byte[] delimiter;

	private final byte[] buffer = new byte[BUFFER_SIZE];

	/**
	 * The bytes in the buffer that were not given yet.
	 */
	private int first;

	private int end;

	/**
	 * The end of the bytes in the buffer that are known to belong to the present part. A
	 * reader may take them one by one.
	 */
	private int known;

	private boolean started;

	/**
	 * Whether a part has begun whose end was not reached yet.
	 */
	private boolean inPart;

	private WranglerMultipart(InputStream stream, String boundary) {
		this.stream = stream;
		this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return the parts of a body.
	 * @param contentType the type of the body
	 * @param stream the body, which is not closed
	 * @throws WranglerException if it is of another type
	 */
	static WranglerMultipart of(@Nullable String contentType, InputStream stream) {
		Matcher matcher = TYPE.matcher((contentType != null) ? contentType : "");
		if (!matcher.matches()) {
			throw WranglerException.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE,
					"The content type must be multipart/form-data");
		}
		return new WranglerMultipart(stream, (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2));
	}

	/**
	 * Go to the next part. The rest of the present one is skipped.
	 * @return the name of the part, or {@code null} if there is no other part
	 * @throws WranglerException if the body is not valid
	 * @throws UnreadableContentException if the stream fails
	 */
	@Nullable String next() throws IOException {
		if (!this.started) {
			start();
		}
		else {
			new Content().skipRest();
		}
		String line = line();
		if (line.equals("--")) {
			return null;
		}
		if (!line.isBlank()) {
			throw invalid("something follows a boundary");
		}
		String name = null;
		int size = 0;
		for (String field = line(); !field.isEmpty(); field = line()) {
			size += field.length();
			if (size > MAX_HEADER_SIZE) {
				throw invalid("the header of a part is too long");
			}
			if (field.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
				Matcher matcher = NAME.matcher(field.substring(field.indexOf(':') + 1).strip());
				if (matcher.matches()) {
					name = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
				}
			}
		}
		if (name == null) {
			throw invalid("a part has no name");
		}
		this.inPart = true;
		return name;
	}

	/**
	 * Return the content of the present part, once.
	 * @return the content, which fails with an {@link UnreadableContentException} if the
	 * body ends inside of it
	 */
	InputStream content() {
		return new Content();
	}

	/**
	 * The first boundary has no line break in front. It is compared as if it had one.
	 */
	private void start() throws IOException {
		this.started = true;
		this.buffer[0] = '\r';
		this.buffer[1] = '\n';
		this.end = 2;
		this.inPart = true;
		new Content().skipRest();
	}

	/**
	 * Read a line, which does not end the body.
	 */
	private String line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		while (true) {
			if (this.first == this.end && !fill()) {
				String last = line.toString(StandardCharsets.UTF_8);
				if (last.equals("--")) {
					return last;
				}
				throw invalid("it ends too early");
			}
			int next = this.buffer[this.first++];
			if (next == '\n') {
				String text = line.toString(StandardCharsets.UTF_8);
				return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
			}
			if (line.size() == MAX_HEADER_SIZE) {
				throw invalid("a line between two parts is too long");
			}
			line.write(next);
		}
	}

	/**
	 * Read more bytes into the buffer.
	 * @return {@code false} if there are none
	 */
	private boolean fill() throws IOException {
		this.known = 0;
		if (this.first > 0) {
			System.arraycopy(this.buffer, this.first, this.buffer, 0, this.end - this.first);
			this.end -= this.first;
			this.first = 0;
		}
		int count;
		try {
			count = this.stream.read(this.buffer, this.end, this.buffer.length - this.end);
		}
		catch (IOException ex) {
			throw new UnreadableContentException(ex);
		}
		this.end += Math.max(count, 0);
		return count > 0;
	}

	private static WranglerException invalid(String reason) {
		return WranglerException.of(HttpStatus.BAD_REQUEST, "The body is not valid multipart/form-data: " + reason);
	}

	/**
	 * The content of a part.
	 */
	private final class Content extends InputStream {

		@Override
		public int read() throws IOException {
			WranglerMultipart parts = WranglerMultipart.this;
			return (available() != -1) ? parts.buffer[parts.first++] & 0xff : -1;
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (length == 0) {
				return 0;
			}
			int available = available();
			if (available == -1) {
				return -1;
			}
			int count = Math.min(length, available);
			System.arraycopy(WranglerMultipart.this.buffer, WranglerMultipart.this.first, target, offset, count);
			WranglerMultipart.this.first += count;
			return count;
		}

		void skipRest() throws IOException {
			for (int count = available(); count != -1; count = available()) {
				WranglerMultipart.this.first += count;
			}
		}

		/**
		 * Return the number of bytes in the buffer that belong to the part, at least one,
		 * or -1 at its end. The delimiter is taken then.
		 */
		@Override
		public int available() throws IOException {
			WranglerMultipart parts = WranglerMultipart.this;
			while (parts.inPart) {
				if (parts.known <= parts.first) {
					parts.known = parts.first + beforeDelimiter();
				}
				if (parts.known > parts.first) {
					return parts.known - parts.first;
				}
				if (parts.end - parts.first >= parts.delimiter.length) {
					parts.first += parts.delimiter.length;
					parts.inPart = false;
				}
				else if (!fill()) {
					throw invalid("it ends too early");
				}
			}
			return -1;
		}

		/**
		 * Return the number of bytes before the delimiter, or before its beginning at the
		 * end of the buffer.
		 */
		private int beforeDelimiter() {
			byte[] bytes = WranglerMultipart.this.buffer;
			byte[] delimiter = WranglerMultipart.this.delimiter;
			int end = WranglerMultipart.this.end;
			for (int i = WranglerMultipart.this.first; i < end; i++) {
				int length = Math.min(delimiter.length, end - i);
				if (bytes[i] == '\r' && Arrays.equals(bytes, i, i + length, delimiter, 0, length)) {
					return i - WranglerMultipart.this.first;
				}
			}
			return end - WranglerMultipart.this.first;
		}

	}

}
