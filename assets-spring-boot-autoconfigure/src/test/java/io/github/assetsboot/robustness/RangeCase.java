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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * A {@code Range} header field, and what it asks for.
 *
 * @param value the value
 * @param meaning how sure its meaning is
 * @param specs the ranges: first and last position, -1 for what is left out
 * @author the Assets for Spring Boot authors
 */
record RangeCase(String value, Meaning meaning, List<long[]> specs) {

	private static final int MAX_RANGES = 16;

	/**
	 * What a container takes.
	 */
	private static final int MAX_LENGTH = 6000;

	private static final List<String> MALFORMED = List.of("bytes=0-1,5-4", "bytes=5-4", "bytes=--5", "bytes=A-",
			"bytes=0x1-0x2", "bytes=7", "bytes=", "bytes=-", "bytes= , ,", "bytes=10-11 12-", "bytes=1-50;90-101",
			"unknown=1-2", "bytesX=1-2", "Xbytes=1-2", "Chars=0-5", "bytes", "", "=", "bytes 0-1", "bytes:0-1",
			"bytes=1 -2", "bytes=1- 2", "bytes=- 5", "bytes=0-1-2", "bytes=+1-2", "bytes=1-+2", "bytes=1e1-",
			"bytes=0-1,bytes=2-3", "bytes=\u00b2-3", "bytes=0.0-1", "bytes=0-1,x", "bytes==0-1", "none", "items=0-1",
			"bytes=-1-", "bytes=0-9,-", "bytes=\u0661-\u0662");

	/**
	 * Make one up.
	 * @param random random numbers
	 * @param size size of the file
	 * @return the header field
	 */
	static RangeCase of(Random random, long size) {
		return switch (random.nextInt(10)) {
			case 0, 1 ->
				new RangeCase(MALFORMED.get(random.nextInt(MALFORMED.size())).replaceAll("[^\\x00-\\xff]", "\u00b3"),
						Meaning.MALFORMED, List.of());
			case 2 -> huge(random);
			default -> wellFormed(random, size);
		};
	}

	private static RangeCase huge(Random random) {
		String number = switch (random.nextInt(4)) {
			case 0 -> "9223372036854775808";
			case 1 -> "18446744073709551616";
			case 2 -> "9".repeat(30 + random.nextInt(300));
			default -> "4294967296";
		};
		String value = switch (random.nextInt(4)) {
			case 0 -> number + "-";
			case 1 -> "-" + number;
			case 2 -> random.nextInt(5) + "-" + number;
			default -> number + "-" + number + ",0-0";
		};
		return new RangeCase("bytes=" + value, Meaning.UNSURE, List.of());
	}

	private static RangeCase wellFormed(Random random, long size) {
		int count = switch (random.nextInt(8)) {
			case 0, 1, 2 -> 1;
			case 3, 4 -> 2;
			case 5 -> 1 + random.nextInt(8);
			case 6 -> 1 + random.nextInt(40);
			default -> (random.nextInt(12) == 0) ? 900 : 3;
		};
		List<long[]> specs = new ArrayList<>();
		StringBuilder value = new StringBuilder((random.nextInt(10) == 0) ? "Bytes=" : "bytes=");
		boolean small = random.nextBoolean();
		for (int i = 0; i < count && value.length() < MAX_LENGTH; i++) {
			long[] spec = spec(random, size, small);
			specs.add(spec);
			value.append((i > 0) ? separator(random) : "");
			value.append((spec[0] < 0) ? "-" + spec[1] : spec[0] + "-" + ((spec[1] < 0) ? "" : spec[1]));
		}
		return new RangeCase(value.toString(), Meaning.SURE, specs);
	}

	private static String separator(Random random) {
		return List.of(",", ",", ", ", " ,", "\t,\t").get(random.nextInt(5));
	}

	private static long[] spec(Random random, long size, boolean small) {
		long first = position(random, size);
		return switch (random.nextInt(5)) {
			case 0 -> new long[] { -1, small ? random.nextInt(10) : position(random, size) };
			case 1 -> new long[] { first, -1 };
			default -> new long[] { first, small ? first + random.nextInt(20) : first + position(random, size) };
		};
	}

	private static long position(Random random, long size) {
		return switch (random.nextInt(12)) {
			case 0 -> 0;
			case 1 -> Math.max(0, size - 1);
			case 2 -> size;
			case 3 -> size + 1 + random.nextInt(100);
			case 4 -> Integer.MAX_VALUE - 1L + random.nextInt(3);
			default -> (long) (random.nextDouble() * size);
		};
	}

	/**
	 * Return what there is of the ranges in a representation.
	 * @param size its size
	 * @return the first and last positions, in the order of the request
	 */
	List<long[]> satisfiable(long size) {
		List<long[]> satisfiable = new ArrayList<>();
		for (long[] spec : this.specs) {
			long first = (spec[0] < 0) ? Math.max(0, size - spec[1]) : spec[0];
			long last = (spec[0] < 0 || spec[1] < 0) ? size - 1 : Math.min(spec[1], size - 1);
			if (first <= last && !(spec[0] < 0 && spec[1] == 0)) {
				satisfiable.add(new long[] { first, last });
			}
		}
		return satisfiable;
	}

	/**
	 * Return whether these ranges must be answered by 206, because they are not more than
	 * the server takes and have nothing in common.
	 * @param size size of the representation
	 * @return {@code true} if there is no other answer
	 */
	boolean mustBePartial(long size) {
		List<long[]> sorted = new ArrayList<>(satisfiable(size));
		sorted.sort(Comparator.comparingLong((range) -> range[0]));
		for (int i = 1; i < sorted.size(); i++) {
			if (sorted.get(i)[0] <= sorted.get(i - 1)[1] + 1) {
				return false;
			}
		}
		return !sorted.isEmpty() && this.specs.size() <= MAX_RANGES;
	}

	/**
	 * How sure a meaning is.
	 */
	enum Meaning {

		/**
		 * Well-formed.
		 */
		SURE,

		/**
		 * Such as a number of hundreds of digits.
		 */
		UNSURE,

		/**
		 * To be ignored.
		 */
		MALFORMED

	}

}
