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

package io.github.assetsboot.robustness;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A strict reader of {@code multipart/byteranges}: nothing before the first boundary but
 * a line end, nothing after the last one but a line end, every part as long as it says.
 *
 * @author the Assets for Spring Boot authors
 */
final class Multipart {

	private static final Pattern CONTENT_TYPE = Pattern
		.compile("multipart/byteranges; ?boundary=(?:\"([^\"]{1,70})\"|([0-9A-Za-z'+_.-]{1,70}))");

	private static final Pattern CONTENT_RANGE = Pattern
		.compile("bytes (0|[1-9][0-9]*)-(0|[1-9][0-9]*)/(0|[1-9][0-9]*)");

	private final String boundary;

	private final byte[] body;

	private int position;

	private Multipart(String boundary, byte[] body) {
		this.boundary = boundary;
		this.body = body;
	}

	/**
	 * Read the parts of a body.
	 * @param contentType its content type
	 * @param body the body
	 * @return the parts
	 */
	static List<Part> read(String contentType, byte[] body) {
		Matcher matcher = CONTENT_TYPE.matcher(contentType);
		assertThat(matcher.matches()).as(contentType).isTrue();
		return new Multipart((matcher.group(1) != null) ? matcher.group(1) : matcher.group(2), body).parts();
	}

	/**
	 * Read the value of {@code Content-Range}.
	 * @param contentRange the value
	 * @param contentType the content type of these bytes
	 * @param offset where they are
	 * @return the part
	 */
	static Part part(String contentRange, @Nullable String contentType, int offset) {
		Matcher matcher = CONTENT_RANGE.matcher(contentRange);
		assertThat(matcher.matches()).as(contentRange).isTrue();
		Part part = new Part(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
				Long.parseLong(matcher.group(3)), contentType, offset);
		assertThat(part.first()).as(contentRange).isLessThanOrEqualTo(part.last());
		assertThat(part.last()).as(contentRange).isLessThan(part.total());
		return part;
	}

	private List<Part> parts() {
		List<Part> parts = new ArrayList<>();
		if (this.body.length > 1 && this.body[0] == '\r') {
			assertThat(line()).isEmpty();
		}
		assertThat(line()).isEqualTo("--" + this.boundary);
		String delimiter = "";
		while (!delimiter.equals("--" + this.boundary + "--")) {
			Map<String, String> fields = fields();
			assertThat(fields).containsKey("content-range");
			assertThat(fields.keySet()).isSubsetOf("content-range", "content-type");
			Part part = part(fields.get("content-range"), fields.get("content-type"), this.position);
			parts.add(part);
			this.position += (int) (part.last() - part.first() + 1);
			assertThat(line()).as("after %s", part).isEmpty();
			delimiter = (this.position + this.boundary.length() + 4 == this.body.length) ? rest() : line();
			assertThat(delimiter).as("after %s", part).startsWith("--" + this.boundary);
		}
		assertThat(this.position).as("end of the last boundary").isEqualTo(this.body.length);
		return parts;
	}

	private Map<String, String> fields() {
		Map<String, String> fields = new TreeMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			int colon = line.indexOf(':');
			assertThat(colon).as(line).isPositive();
			String previous = fields.put(line.substring(0, colon).toLowerCase(Locale.ROOT),
					line.substring(colon + 1).trim());
			assertThat(previous).as(line).isNull();
		}
		return fields;
	}

	private String rest() {
		String rest = new String(this.body, this.position, this.body.length - this.position,
				StandardCharsets.ISO_8859_1);
		this.position = this.body.length;
		return rest;
	}

	private String line() {
		int end = this.position;
		while (end + 1 < this.body.length && (this.body[end] != '\r' || this.body[end + 1] != '\n')) {
			end++;
		}
		assertThat(end + 1).as("line end after %s", this.position).isLessThan(this.body.length);
		String line = new String(this.body, this.position, end - this.position, StandardCharsets.ISO_8859_1);
		this.position = end + 2;
		return line;
	}

	/**
	 * A part of a representation.
	 *
	 * @param first position of its first byte
	 * @param last position of its last byte
	 * @param total size of the representation
	 * @param contentType content type of the part
	 * @param offset where it is in the body
	 */
	record Part(long first, long last, long total, @Nullable String contentType, int offset) {

	}

}
