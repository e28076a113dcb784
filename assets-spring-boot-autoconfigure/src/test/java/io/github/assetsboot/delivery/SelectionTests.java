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

import java.util.Map;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Selection}.
 *
 * @author the Assets for Spring Boot authors
 */
class SelectionTests {

	private static final Representation PLAIN = new StoredAssets()
		.asset("/a.txt", "0123456789", Map.of(ContentCoding.GZIP, "gzip"))
		.representation();

	private static Selection select(int status, Conditions conditions) {
		return Selection.of(status, PLAIN, true, conditions);
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
		Selection selection = select(404, conditions(ifMatch, ifNoneMatch, "bytes=0-1"));
		assertThat(selection.status()).isEqualTo(404);
		assertThat(selection.ranges()).isNull();
		assertThat(selection.hasContent()).isTrue();
	}

	@Test
	void codedRepresentationIsSentWhereThatIsNegotiable() {
		Conditions conditions = new Conditions(null, null, null, "bytes=0-99", "gzip", CacheAudience.EVERYBODY);
		Selection coded = Selection.of(200, PLAIN, true, conditions);
		assertThat(coded.representation().coding()).isEqualTo(ContentCoding.GZIP);
		assertThat(coded.plain()).isSameAs(PLAIN);
		assertThat(coded.firstPart()).isEqualTo(new ByteRanges.Range(0, 3));
		Selection plain = Selection.of(200, PLAIN, false, conditions);
		assertThat(plain.representation()).isSameAs(PLAIN);
		assertThat(plain.firstPart()).isEqualTo(new ByteRanges.Range(0, 9));
	}

	@Test
	void selectionOfThePlainRepresentationIsOfAllOfIt() {
		Selection selection = Selection
			.of(200, PLAIN, true, new Conditions(null, null, null, "bytes=0-1", "gzip", CacheAudience.EVERYBODY))
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
		Selection selection = new Selection(status, PLAIN, PLAIN, null);
		assertThat(selection.hasContent()).isEqualTo(content);
		assertThat(selection.isRefusal()).isEqualTo(refusal);
	}

}
