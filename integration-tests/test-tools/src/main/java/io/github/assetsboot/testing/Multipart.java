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

package io.github.assetsboot.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A body of the type {@code multipart/byteranges} (RFC 9110, section 14.6), read without
 * any tolerance.
 */
public final class Multipart {

	private static final Pattern TYPE = Pattern
		.compile("multipart/byteranges; ?boundary=(?:\"([-'()+_,./:=?0-9A-Za-z ]{0,69}[-'()+_,./:=?0-9A-Za-z])\""
				+ "|([-+_.0-9A-Za-z]{1,70}))");

	private final byte[] body;

	private int position;

	private Multipart(byte[] body) {
		this.body = body;
	}

	public static boolean isMultipart(Response response) {
		return String.valueOf(response.header("content-type")).startsWith("multipart/");
	}

	/**
	 * Read the parts of a body.
	 * @param response the response
	 * @return the parts
	 */
	public static List<Part> parse(Response response) {
		Matcher matcher = TYPE.matcher(String.valueOf(response.header("content-type")));
		assertThat(matcher.matches()).as("Content-Type: " + response.header("content-type")).isTrue();
		String boundary = (matcher.group(1) != null) ? matcher.group(1) : matcher.group(2);
		return new Multipart(response.bytes()).parts(boundary);
	}

	private List<Part> parts(String boundary) {
		List<Part> parts = new ArrayList<>();
		if (lookingAt("\r\n")) {
			// RFC 9110, section 14.6: "Additional CRLFs might precede the first boundary"
			expect("\r\n");
		}
		expect("--" + boundary);
		while (!lookingAt("--")) {
			expect("\r\n");
			Part part = part();
			assertThat(new String(part.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("\r\n--" + boundary);
			parts.add(part);
			expect("\r\n--" + boundary);
		}
		expect("--");
		if (this.position < this.body.length) {
			expect("\r\n");
		}
		assertThat(this.position).as("the end of the body").isEqualTo(this.body.length);
		return parts;
	}

	private Part part() {
		Map<String, String> headers = new TreeMap<>();
		for (String line = line(); !line.isEmpty(); line = line()) {
			String[] field = line.split(": ?", 2);
			assertThat(field).as("part header '" + line + "'").hasSize(2);
			assertThat(headers.put(field[0].toLowerCase(Locale.ROOT), field[1])).as(line).isNull();
		}
		assertThat(headers.keySet()).as("fields of a part").isSubsetOf("content-type", "content-range");
		ContentRange range = ContentRange.parse(headers.get("content-range"));
		int end = this.position + range.size();
		assertThat(end).as("the end of part " + range).isLessThanOrEqualTo(this.body.length);
		Part part = new Part(headers.get("content-type"), range, Arrays.copyOfRange(this.body, this.position, end));
		this.position = end;
		return part;
	}

	private String line() {
		int start = this.position;
		while (!lookingAt("\r\n")) {
			assertThat(this.position).as("a line end").isLessThan(this.body.length);
			this.position++;
		}
		String line = new String(this.body, start, this.position - start, StandardCharsets.ISO_8859_1);
		expect("\r\n");
		return line;
	}

	private boolean lookingAt(String text) {
		int end = Math.min(this.position + text.length(), this.body.length);
		return new String(this.body, this.position, end - this.position, StandardCharsets.ISO_8859_1).equals(text);
	}

	private void expect(String text) {
		int end = Math.min(this.position + text.length(), this.body.length);
		assertThat(new String(this.body, this.position, end - this.position, StandardCharsets.ISO_8859_1))
			.as("at " + this.position)
			.isEqualTo(text);
		this.position = end;
	}

	/**
	 * One part.
	 *
	 * @param type its content type
	 * @param range its range
	 * @param bytes its bytes
	 */
	public record Part(@Nullable String type, ContentRange range, byte[] bytes) {
	}

}
