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

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/**
 * Several parts of a representation in one body.
 *
 * @param ranges the parts
 * @param boundary the delimiter of the parts
 * @param heads the delimiter and the header fields of each part
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14.6">RFC 9110, section
 * 14.6</a>
 */
record MultipartByteRanges(List<ByteRanges.Range> ranges, String boundary, List<byte[]> heads) {

	static MultipartByteRanges of(List<ByteRanges.Range> ranges, long size, @Nullable String contentType) {
		ThreadLocalRandom random = ThreadLocalRandom.current();
		String boundary = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
		String type = (contentType != null) ? "Content-Type: " + contentType + "\r\n" : "";
		List<byte[]> heads = ranges.stream()
			.map((range) -> octets(
					"\r\n--" + boundary + "\r\n" + type + "Content-Range: " + range.contentRange(size) + "\r\n\r\n"))
			.toList();
		return new MultipartByteRanges(ranges, boundary, heads);
	}

	void send(OpenBlob content, HttpServletResponse response) throws IOException {
		byte[] end = octets("\r\n--" + this.boundary + "--\r\n");
		long length = end.length;
		for (int i = 0; i < this.ranges.size(); i++) {
			length += this.heads.get(i).length + this.ranges.get(i).length();
		}
		response.setContentType("multipart/byteranges; boundary=" + this.boundary);
		response.setContentLengthLong(length);
		OutputStream target = response.getOutputStream();
		for (int i = 0; i < this.ranges.size(); i++) {
			target.write(this.heads.get(i));
			content.write(this.ranges.get(i), target);
		}
		target.write(end);
	}

	private static byte[] octets(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

}
