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

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ByteRanges}: RFC 9110, section 14.
 *
 * @author the Assets for Spring Boot authors
 */
class ByteRangesTests {

	private static String parsed(String value, long size) {
		ByteRanges ranges = ByteRanges.parse(value, size);
		assertThat(ranges).isNotNull();
		return ranges.ranges()
			.stream()
			.map((range) -> range.first() + "-" + range.last())
			.collect(Collectors.joining(" "));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "bytes=0-4 | 0-4", "bytes=0-0 | 0-0", "bytes=5- | 5-9", "bytes=9- | 9-9", "bytes=9-9 | 9-9",
					"bytes=-3 | 7-9", "bytes=-10 | 0-9", "bytes=-11 | 0-9", "bytes=0-9 | 0-9", "bytes=0-10 | 0-9",
					"bytes=007-08 | 7-8", "BYTES=0-1 | 0-1", "bytes=0-99999999999999999999 | 0-9",
					"bytes=-99999999999999999999 | 0-9", "bytes=0-18446744073709551615 | 0-9" })
	void rangeIsResolvedAgainstTheSize(String value, String range) {
		assertThat(parsed(value, 10)).isEqualTo(range);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "bytes=0-1,3-4 | 0-1 3-4", "bytes=0-1 ,\t3-4 | 0-1 3-4", "bytes=,0-1 | 0-1", "bytes= ,0-1 | 0-1",
					"'bytes=0-1,, ' | 0-1", "bytes=5-6,0-1 | 5-6 0-1", "bytes=0-1,10- | 0-1", "bytes=0-4,5-9 | 0-4 5-9",
					"bytes=5-9,0-4 | 5-9 0-4" })
	void severalRangesAreKeptInTheirOrder(String value, String ranges) {
		assertThat(parsed(value.replace("'", ""), 10)).isEqualTo(ranges);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "bytes=0-4,3-6 | 0-6", "bytes=3-6,0-4 | 0-6", "bytes=0-4,4-8 | 0-8",
			"bytes=0-6,2-3,8-9 | 0-6 8-9", "bytes=8-9,0-1,1-2 | 0-2 8-9", "bytes=1-3,1-3 | 1-3" })
	void overlappingRangesAreSentOnce(String value, String ranges) {
		assertThat(parsed(value, 10)).isEqualTo(ranges);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=0-5,5-9", "bytes=0-9,2-3", "bytes=-10,-10", "bytes=0-,0-" })
	void overlappingRangesThatMakeUpTheWholeAreIgnored(String value) {
		assertThat(ByteRanges.parse(value, 10)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "bytes=10-", "bytes=10-11", "bytes=-0", "bytes=11-,-0", "bytes=18446744073709551616-" })
	void rangesOutsideOfTheContentCannotBeSatisfied(String value) {
		ByteRanges ranges = ByteRanges.parse(value, 10);
		assertThat(ranges).isNotNull();
		assertThat(ranges.isUnsatisfiable()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "bytes", "bytes=", "bytes=,", "bytes=, ,", "bytes=-", "bytes=1", "bytes=a-b",
			"bytes=1-b", "bytes=a-2", "bytes=3-2", "bytes=1-2-3", "bytes=--1", "bytes=0-1,x", "bytes=1/2", "bytes=1-:",
			"bytes=+1-2", "bytes= 0-1", "bytes=0-1 ", "bytes=0 -1", "bytes=0- 1", "bytes =0-1", "items=0-1" })
	void malformedFieldIsIgnored(String value) {
		assertThat(ByteRanges.parse(value, 10)).isNull();
	}

	@Test
	void sixteenRangesAreTheLimit() {
		assertThat(parsed("bytes=" + ranges(16), 100).split(" ")).hasSize(16);
		assertThat(parsed("bytes=" + ranges(16) + ",200-,201-", 100).split(" ")).hasSize(16);
		assertThat(ByteRanges.parse("bytes=" + ranges(17), 100)).isNull();
	}

	private static String ranges(int count) {
		return IntStream.range(0, count).mapToObj((i) -> (4 * i) + "-" + (4 * i + 1)).collect(Collectors.joining(","));
	}

	@Test
	void rangeKnowsItsLengthAndItsField() {
		ByteRanges.Range range = new ByteRanges.Range(2, 6);
		assertThat(range.length()).isEqualTo(5);
		assertThat(range.contentRange(10)).isEqualTo("bytes 2-6/10");
		assertThat(ByteRanges.parse("bytes=2-6", 10).isUnsatisfiable()).isFalse();
	}

}
