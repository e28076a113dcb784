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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a representation that a request asks for.
 *
 * @param ranges the ranges; none if not one of those asked for can be satisfied
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-14">RFC 9110, section
 * 14</a>
 */
record ByteRanges(List<Range> ranges) {

	private static final String UNIT = "bytes=";

	private static final int MAX_RANGES = 16;

	/**
	 * Larger than any file, and far from an overflow.
	 */
	private static final long LARGE = 1_000_000_000_000_000_000L / 10;

	/**
	 * Return whether there is no part to send.
	 */
	boolean isUnsatisfiable() {
		return this.ranges.isEmpty();
	}

	/**
	 * Parse a {@code Range} field.
	 * @param value its value
	 * @param size the length of the representation, which is not empty
	 * @return the ranges, or {@code null} if the field is to be ignored: because it is
	 * malformed or has another unit, because it asks for too many parts, or because the
	 * parts that it asks for overlap and make up the whole
	 */
	static @Nullable ByteRanges parse(String value, long size) {
		if (!value.regionMatches(true, 0, UNIT, 0, UNIT.length())) {
			return null;
		}
		List<Range> ranges = new ArrayList<>();
		boolean empty = true;
		for (int start = UNIT.length(); start <= value.length();) {
			int comma = value.indexOf(',', start);
			int end = (comma != -1) ? comma : value.length();
			String member = trim(value, start, end);
			if (!member.isEmpty()) {
				empty = false;
				Spec spec = Spec.parse(member);
				if (spec == null) {
					return null;
				}
				Range range = spec.resolve(size);
				if (range != null) {
					ranges.add(range);
				}
			}
			start = end + 1;
		}
		if (empty || ranges.size() > MAX_RANGES) {
			return null;
		}
		return withoutOverlaps(ranges, size);
	}

	/**
	 * White space may stand around the commas of a list, RFC 9110, section 5.6.1, and
	 * nowhere else.
	 */
	private static String trim(String value, int start, int end) {
		int from = start;
		int to = end;
		while (start > UNIT.length() && from < to && isWhitespace(value.charAt(from))) {
			from++;
		}
		while (end < value.length() && from < to && isWhitespace(value.charAt(to - 1))) {
			to--;
		}
		return value.substring(from, to);
	}

	private static boolean isWhitespace(char c) {
		return c == ' ' || c == '\t';
	}

	private static @Nullable ByteRanges withoutOverlaps(List<Range> ranges, long size) {
		List<Range> merged = new ArrayList<>();
		for (Range range : ranges.stream().sorted(Comparator.comparingLong(Range::first)).toList()) {
			Range last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
			if (last != null && range.first() <= last.last()) {
				merged.set(merged.size() - 1, new Range(last.first(), Math.max(last.last(), range.last())));
			}
			else {
				merged.add(range);
			}
		}
		boolean overlapping = merged.size() < ranges.size();
		if (overlapping && merged.get(0).length() == size) {
			return null;
		}
		return new ByteRanges(overlapping ? merged : ranges);
	}

	/**
	 * A part of a representation.
	 *
	 * @param first the position of its first byte
	 * @param last the position of its last byte
	 */
	record Range(long first, long last) {

		long length() {
			return this.last - this.first + 1;
		}

		String contentRange(long size) {
			return "bytes " + this.first + "-" + this.last + "/" + size;
		}

	}

	/**
	 * A range as it is asked for, before the length is known.
	 *
	 * @param first the first position, or -1 for a suffix
	 * @param last the last position or the length of the suffix, or -1 for an open end
	 */
	private record Spec(long first, long last) {

		static @Nullable Spec parse(String text) {
			int dash = text.indexOf('-');
			if (dash == -1 || text.length() == 1) {
				return null;
			}
			long first = number(text, 0, dash);
			long last = number(text, dash + 1, text.length());
			boolean valid = first >= -1 && last >= -1 && (first == -1 || last == -1 || first <= last);
			return valid ? new Spec(first, last) : null;
		}

		/**
		 * Return a number, -1 for none, or -2 for something else.
		 */
		private static long number(String text, int start, int end) {
			if (start == end) {
				return -1;
			}
			long number = 0;
			for (int i = start; i < end; i++) {
				char c = text.charAt(i);
				if (c < '0' || c > '9') {
					return -2;
				}
				number = (number < LARGE) ? number * 10 + (c - '0') : LARGE;
			}
			return number;
		}

		@Nullable Range resolve(long size) {
			if (this.first == -1) {
				return (this.last > 0) ? new Range(Math.max(0, size - this.last), size - 1) : null;
			}
			if (this.first >= size) {
				return null;
			}
			return new Range(this.first, (this.last == -1) ? size - 1 : Math.min(this.last, size - 1));
		}

	}

}
