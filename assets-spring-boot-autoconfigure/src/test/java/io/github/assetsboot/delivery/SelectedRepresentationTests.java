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
import java.util.stream.Stream;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.rules.HeaderRules;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SelectedRepresentation}.
 *
 * @author the Assets for Spring Boot authors
 */
class SelectedRepresentationTests {

	private static final Representation PLAIN = new StoredAssets()
		.asset("/a.txt", "0123456789", Map.of(ContentCoding.GZIP, "gzip"))
		.representation();

	private static final AssetHeaders HEADERS = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false,
			List.of());

	private static final Representation SEVERAL = new StoredAssets()
		.asset("/b.txt", "0123456789", Map.of(ContentCoding.GZIP, "gzip", ContentCoding.BR, "br"))
		.representation();

	private static AssetHeaders headers(String rule) {
		return AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false,
				HeaderRules.parse("/*\n  " + rule + "\n").match("h", "/a"));
	}

	private static SelectedRepresentation select(int status, Conditions conditions) {
		return SelectedRepresentation.of(status, PLAIN, HEADERS, conditions);
	}

	private static Conditions conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch,
			@Nullable String range) {
		return new Conditions(ifMatch, ifNoneMatch, null, range, null, CacheAudience.EVERYBODY);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, -, 200", "-, -, bytes=0-1, 206", "-, -, bytes=10-, 416",
			"-, -, bytes=x, 200", "-, *, bytes=0-1, 304", "*, -, bytes=0-1, 206", "x, -, bytes=0-1, 412" })
	void preconditionsComeBeforeRanges(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String range,
			int status) {
		assertThat(select(200, conditions(ifMatch, ifNoneMatch, range)).status()).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "x, -", "-, *" })
	void neitherIsRegardedWhereTheAnswerIsNot200(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
		SelectedRepresentation selection = select(404, conditions(ifMatch, ifNoneMatch, "bytes=0-1"));
		assertThat(selection.status()).isEqualTo(404);
		assertThat(selection.ranges()).isNull();
		assertThat(selection.hasContent()).isTrue();
	}

	@Test
	void codedRepresentationIsSentWhereThatIsNegotiable() {
		Conditions conditions = new Conditions(null, null, null, "bytes=0-99", "gzip", CacheAudience.EVERYBODY);
		SelectedRepresentation coded = SelectedRepresentation.of(200, PLAIN, HEADERS, conditions);
		assertThat(coded.representation().coding()).isEqualTo(ContentCoding.GZIP);
		assertThat(coded.plain()).isSameAs(PLAIN);
		assertThat(coded.firstPart()).isEqualTo(new ByteRanges.Range(0, 3));
		SelectedRepresentation plain = SelectedRepresentation.of(200, PLAIN, headers("Content-Encoding: gzip"),
				conditions);
		assertThat(plain.representation()).isSameAs(PLAIN);
		assertThat(plain.firstPart()).isEqualTo(new ByteRanges.Range(0, 9));
	}

	/**
	 * {@code P}, {@code G} and {@code B} stand for the tags of the representations
	 * without coding, with gzip and with br. The last column is the representation of the
	 * 304, or 200.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', nullValues = "-", value = { "P | - | P", "P | '' | P",
			"P | gzip, br | P", "P | identity | P", "P | *;q=0 | P", "P | identity;q=0 | P",
			"P | identity;q=0, deflate | P", "P | identity;q=0, br | 200", "P | *;q=0, br | 200", "P | br, *;q=0.1 | P",
			"P | identity;q=0.001, br | P", "G | gzip | G", "G | x-gzip | G", "G | gzip, br | G", "G | * | G",
			"G | br | 200", "G | - | 200", "G | '' | 200", "G | identity | 200", "G | gzip;q=0 | 200",
			"G | gzip;q=0, * | 200", "B | gzip | 200", "B | br;q=0.1, gzip | B", "W/P | br | P", "W/G | br, gzip | G",
			"w/G | br, gzip | 200", "'G, P' | br, gzip | G", "'P, G' | br, gzip | P", "'G, P, B' | br, gzip | B",
			"'W/P, W/B' | br | B", "'G, P' | br | P", "'G, P' | - | P", "'G, B' | - | 200", "'\"x\", G' | gzip, br | G",
			"'\"x\", , W/G,P' | gzip, br | G", "* | br, gzip | B", "* | gzip | G", "* | - | P", "* | *;q=0 | P" })
	void notModifiedIsOfTheRepresentationThatMatched(String ifNoneMatch, @Nullable String acceptEncoding,
			String expected) {
		SelectedRepresentation selection = SelectedRepresentation.of(200, SEVERAL, HEADERS,
				new Conditions(null, withTags(ifNoneMatch), null, null, acceptEncoding, CacheAudience.EVERYBODY));
		assertThat((selection.status() == 304) ? letter(selection.representation()) : selection.status())
			.hasToString(expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', nullValues = "-",
			value = { "P | - | 200", "P | gzip | 412", "G | gzip | 200", "G | gzip, br | 412",
					"'G, B' | gzip, br | 200", "W/B | br | 412", "* | br | 200", "G | - | 412",
					"P | identity;q=0 | 200" })
	void ifMatchIsComparedWithTheSelectedRepresentation(String ifMatch, @Nullable String acceptEncoding, int status) {
		assertThat(
				SelectedRepresentation
					.of(200, SEVERAL, HEADERS,
							new Conditions(withTags(ifMatch), null, null, null, acceptEncoding,
									CacheAudience.EVERYBODY))
					.status())
			.isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', nullValues = "-",
			value = { "P | - | 206", "P | br | 200", "B | br | 206", "G | br, gzip | 200", "G | - | 200" })
	void ifRangeIsComparedWithTheSelectedRepresentation(String ifRange, @Nullable String acceptEncoding, int status) {
		assertThat(
				SelectedRepresentation
					.of(200, SEVERAL, HEADERS,
							new Conditions(null, null, withTags(ifRange), "bytes=0-0", acceptEncoding,
									CacheAudience.RANGE))
					.status())
			.isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource({ "'ETag: \"mine\"'", "! ETag", "'ETag: W/\"mine\"'" })
	void ownTagMatchesNothingWhereARuleReplacesIt(String rule) {
		AssetHeaders headers = headers(rule);
		String tag = SEVERAL.entityTag();
		assertThat(headers.isTagged()).isFalse();
		assertThat(SelectedRepresentation.of(200, SEVERAL, headers, conditions(null, tag, null)).status())
			.isEqualTo(200);
		assertThat(SelectedRepresentation.of(200, SEVERAL, headers, conditions(null, "*", null)).status())
			.isEqualTo(304);
		assertThat(SelectedRepresentation
			.of(200, SEVERAL, headers, new Conditions(null, null, tag, "bytes=0-0", null, CacheAudience.RANGE))
			.status()).isEqualTo(200);
		assertThat(SelectedRepresentation.of(200, SEVERAL, headers, conditions(null, null, "bytes=0-0")).status())
			.isEqualTo(206);
	}

	@Test
	void otherRepresentationsMatchNothingWhereTheContentIsCodedAlready() {
		AssetHeaders headers = headers("Content-Encoding: br");
		String coded = SEVERAL.blob().coded()[0].entityTag();
		Conditions conditions = new Conditions(null, coded, null, null, "gzip, br", CacheAudience.EVERYBODY);
		assertThat(SelectedRepresentation.of(200, SEVERAL, headers, conditions).status()).isEqualTo(200);
	}

	private static String withTags(String value) {
		return value.replace("P", SEVERAL.entityTag())
			.replace("G", coded(ContentCoding.GZIP).entityTag())
			.replace("B", coded(ContentCoding.BR).entityTag());
	}

	private static String letter(Representation representation) {
		return (representation.coding() != null) ? representation.coding().name().substring(0, 1) : "P";
	}

	private static Representation coded(ContentCoding coding) {
		return Stream.of(SEVERAL.blob().coded())
			.filter((representation) -> representation.coding() == coding)
			.findFirst()
			.orElseThrow();
	}

	@Test
	void selectionOfThePlainRepresentationIsOfAllOfIt() {
		SelectedRepresentation selection = SelectedRepresentation
			.of(200, PLAIN, HEADERS, new Conditions(null, null, null, "bytes=0-1", "gzip", CacheAudience.EVERYBODY))
			.ofPlain();
		assertThat(selection.representation()).isSameAs(PLAIN);
		assertThat(selection.plain()).isSameAs(PLAIN);
		assertThat(selection.ranges()).isNull();
		assertThat(selection.status()).isEqualTo(206);
	}

	@Test
	void firstPartIsTheFirstRangeOrAll() {
		assertThat(select(200, Conditions.NONE).firstPart()).isEqualTo(new ByteRanges.Range(0, 9));
		assertThat(select(200, conditions(null, null, "bytes=5-6,0-1")).firstPart())
			.isEqualTo(new ByteRanges.Range(5, 6));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "-, false", "bytes=0-1, false", "'bytes=0-1,3-4', true", "bytes=10-, false" })
	void severalRangesAreMultipart(@Nullable String range, boolean multipart) {
		assertThat(select(200, conditions(null, null, range)).isMultipart()).isEqualTo(multipart);
	}

	@ParameterizedTest
	@CsvSource({ "200, true, false", "206, true, false", "304, false, false", "404, true, false", "412, false, true",
			"416, false, true" })
	void contentIsSentUnlessSomethingStandsAgainstIt(int status, boolean content, boolean refusal) {
		SelectedRepresentation selection = new SelectedRepresentation(status, PLAIN, PLAIN, null);
		assertThat(selection.hasContent()).isEqualTo(content);
		assertThat(selection.isRefusal()).isEqualTo(refusal);
	}

}
