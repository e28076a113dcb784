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

import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AcceptEncoding}: RFC 9110, section 12.5.3.
 *
 * @author the Assets for Spring Boot authors
 */
class AcceptEncodingTests {

	private static final Representation PLAIN = new StoredAssets()
		.asset("/a.txt", "the plain text",
				Map.of(ContentCoding.BR, "br", ContentCoding.ZSTD, "zstd", ContentCoding.GZIP, "gzip!"))
		.representation();

	private static String selected(@Nullable String acceptEncoding) {
		ContentCoding coding = AcceptEncoding.select(acceptEncoding, PLAIN).coding();
		return (coding != null) ? coding.token() : "identity";
	}

	@ParameterizedTest
	@NullAndEmptySource
	@ValueSource(strings = { "identity", "deflate", "gzipped", "gzi", ",", ", ", " , ,\t", "*;q=0", "gzip;q=0",
			"gzip;q=0.0", "gzip;q=0.000", "gzip;q=0.", "gzip;q=00.5", "gzip;q=0;x=1", "identity;q=1, gzip;q=0.999",
			"identity;q=0", "gzip;q=0, *;q=0", "x-gzip;q=0", "x-gzip;q=0, br;q=0, zstd;q=0, *" })
	void whatIsNotAskedForIsNotSent(@Nullable String acceptEncoding) {
		assertThat(selected(acceptEncoding)).isEqualTo("identity");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip | gzip", "GZip | gzip", "x-gzip | gzip", "X-GZIP;q=0.1 | gzip", "gzip;q=0, x-gzip | gzip",
					"deflate, gzip | gzip", "gzipped, gzip | gzip", ", ,gzip,, | gzip", "gzip , deflate | gzip",
					"identity;q=0, gzip;q=0.001 | gzip", "gzip;q=0.001 | gzip", "br | br", "zstd | zstd" })
	void codingIsFoundInTheList(String acceptEncoding, String coding) {
		assertThat(selected(acceptEncoding)).isEqualTo(coding);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip, zstd, br | br", "br, zstd, gzip | br", "gzip, zstd | zstd", "gzip, deflate, br, zstd | br",
					"gzip;q=0.5, br;q=0.5, zstd;q=0.5 | br", "* | br", "*;q=0.5 | br", "br;q=0, * | zstd",
					"identity, gzip | gzip", "identity;q=0.5, gzip;q=0.5 | gzip" })
	void smallestOfEqualWeightIsSent(String acceptEncoding, String coding) {
		assertThat(selected(acceptEncoding)).isEqualTo(coding);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip;q=1, br;q=0.5 | gzip", "gzip;q=0.501, br;q=0.5 | gzip", "br;q=0.5, gzip;q=0.51 | gzip",
					"gzip;q=0.501, br;q=0.501 | br", "*;q=0.5, gzip | gzip", "gzip;Q=0.6, br;Q=0.5 | gzip",
					"gzip ; q=0.6 , br\t;\tq=0.5 | gzip", "gzip;q=0.6;x=1, br;q=0.59;x | gzip",
					"gzip;q=0.124, br;q=0.1239 | gzip", "identity;q=0.9, gzip;q=1.0, br;q=0.9 | gzip" })
	void highestWeightIsSent(String acceptEncoding, String coding) {
		assertThat(selected(acceptEncoding)).isEqualTo(coding);
	}

	@ParameterizedTest
	@ValueSource(strings = { "br;q=0.9, gzip;", "br;q=0.9, gzip;q", "br;q=0.9, gzip;q=", "gzip;q=, br;q=0.9",
			"gzip;q=x, br;q=0.9", "gzip;r=0, br;q=0.9", "gzip;q:0, br;q=0.9", "gzip;q=1.5, br;q=0.9",
			"gzip;, br;q=0.9" })
	void whatIsNotAWeightCountsAsOne(String acceptEncoding) {
		assertThat(selected(acceptEncoding)).isEqualTo("gzip");
	}

	@Test
	void contentWithoutCodedRepresentationsIsSentAsItIs() {
		Representation plain = new StoredAssets().asset("/b.txt", "text", Map.of()).representation();
		assertThat(AcceptEncoding.select("gzip, *", plain)).isSameAs(plain);
	}

	/**
	 * {@code br} and {@code dcz} have the same size. {@code dcb} is smaller.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-",
			value = { "- | identity", "'' | identity", "deflate | identity", "gzip | gzip", "* | br", "dcb | dcb",
					"dcz | dcz", "dcb, dcz | dcb", "gzip, br, zstd, dcb, dcz | dcb", "zstd, dcz | dcz", "br, dcz | br",
					"gzip, dcb;q=0.5 | gzip", "gzip;q=0.5, dcb;q=0.6 | dcb", "br;q=0.5, dcz;q=0.6 | dcz",
					"dcb;q=0.5, dcz | dcz", "dcb;q=0 | identity", "gzip, dcb;q=0 | gzip",
					"identity, dcb;q=0.5 | identity", "identity;q=0.5, dcb;q=0.5 | dcb" })
	void representationWithTheDictionaryIsWeighedLikeTheOthers(@Nullable String acceptEncoding, String coding) {
		Representation plain = new StoredAssets()
			.asset("/a.txt", "the plain text",
					Map.of(ContentCoding.BR, "br", ContentCoding.ZSTD, "zstd", ContentCoding.GZIP, "gzip!"), "the text",
					Map.of(ContentCoding.DCB, "b", ContentCoding.DCZ, "zz"))
			.representation();
		ContentCoding selected = AcceptEncoding.select(acceptEncoding, plain, plain.blob().deltas()).coding();
		assertThat((selected != null) ? selected.token() : "identity").isEqualTo(coding);
	}

	@Test
	void clientWithoutTheDictionaryGetsAnotherRepresentation() {
		assertThat(AcceptEncoding.select("gzip, dcb", PLAIN, List.of()).coding()).isEqualTo(ContentCoding.GZIP);
	}

}
