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

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The value of a {@code Content-Range} header field (RFC 9110, section 14.4).
 *
 * @param first the first position
 * @param last the last position
 * @param length the complete length
 */
public record ContentRange(long first, long last, long length) {

	private static final Pattern PATTERN = Pattern.compile("bytes (0|[1-9]\\d*)-(0|[1-9]\\d*)/(0|[1-9]\\d*)");

	/**
	 * Read the value of a header field.
	 * @param value the value
	 * @return the range
	 */
	public static ContentRange parse(@Nullable String value) {
		Matcher matcher = PATTERN.matcher(String.valueOf(value));
		assertThat(matcher.matches()).as("Content-Range: " + value).isTrue();
		ContentRange range = new ContentRange(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)),
				Long.parseLong(matcher.group(3)));
		assertThat(range.first()).isLessThanOrEqualTo(range.last());
		assertThat(range.last()).isLessThan(range.length());
		return range;
	}

	public int size() {
		return Math.toIntExact(this.last - this.first + 1);
	}

	/**
	 * Return the bytes that the range names.
	 * @param content the complete content
	 * @return the bytes
	 */
	public byte[] of(byte[] content) {
		assertThat(this.length).isEqualTo(content.length);
		return Arrays.copyOfRange(content, (int) this.first, (int) this.last + 1);
	}

	@Override
	public String toString() {
		return this.first + "-" + this.last;
	}

}
