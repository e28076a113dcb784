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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Conditions}: RFC 9110, section 13.
 *
 * @author the Assets for Spring Boot authors
 */
class ConditionsTests {

	private static final String TAG = "\"foo,T\"";

	private static Conditions conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {
		return new Conditions(ifMatch, ifNoneMatch, null, null, null, CacheAudience.EVERYBODY);
	}

	private static int evaluate(Conditions conditions) {
		if (conditions.isPreconditionFailed(TAG)) {
			return 412;
		}
		return conditions.isKnown(TAG) ? 304 : 200;
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			value = { "\"foo,T\" | 304", "W/\"foo,T\" | 304", "* | 304", "\"a\", \"foo,T\" , \"c\" | 304",
					"\"a\",\tW/\"foo,T\" | 304", "\"x\" | 200", "foo,T | 200", ", | 200", "w/\"foo,T\" | 200",
					"W/ | 200", "\"foo,T | 200", "\"FOO,T\" | 200", "\"foo\", \"T\" | 200" })
	void ifNoneMatchComparesWeakly(String value, int status) {
		assertThat(evaluate(conditions(null, value))).isEqualTo(status);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			value = { "\"foo,T\" | 200", "\"Z\", \"foo,T\" | 200", "* | 200", "\"x\" | 412", "W/\"foo,T\" | 412" })
	void ifMatchComparesStrongly(String value, int status) {
		assertThat(evaluate(conditions(value, null))).isEqualTo(status);
	}

	@Test
	void ifMatchComesFirst() {
		assertThat(evaluate(conditions("\"x\"", TAG))).isEqualTo(412);
		assertThat(evaluate(conditions(TAG, TAG))).isEqualTo(304);
	}

	@Test
	void repeatedFieldIsOneList() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.addHeader("If-None-Match", "\"x\"");
		request.addHeader("If-None-Match", TAG);
		assertThat(evaluate(Conditions.of(request))).isEqualTo(304);
	}

	@Test
	void tagOfAContentCodingIsAnotherTag() {
		assertThat(evaluate(conditions(null, "\"foo,T-br\""))).isEqualTo(200);
		assertThat(evaluate(conditions("\"foo,T-br\"", null))).isEqualTo(412);
	}

	@Test
	void noTagMatchesAResponseWithoutTheOwnTag() {
		assertThat(evaluate(conditions(null, TAG).withoutTags())).isEqualTo(200);
		assertThat(evaluate(conditions(null, "*").withoutTags())).isEqualTo(304);
		assertThat(evaluate(conditions(TAG, null).withoutTags())).isEqualTo(412);
		assertThat(evaluate(conditions("*", null).withoutTags())).isEqualTo(200);
		assertThat(Conditions.NONE.withoutTags()).isEqualTo(Conditions.NONE);
	}

	@Test
	void credentialsAndRangesTakeTheDefaultCacheControlAway() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		assertThat(Conditions.of(request).audience()).isEqualTo(CacheAudience.EVERYBODY);
		request.addHeader("Range", "bytes=0-1");
		assertThat(Conditions.of(request).audience()).isEqualTo(CacheAudience.RANGE);
		request.addHeader("Authorization", "Basic eA==");
		assertThat(Conditions.of(request).audience()).isEqualTo(CacheAudience.USER);
	}

	@Test
	void fieldsAreTakenFromTheRequest() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("If-Match", "\"m\"");
		request.addHeader("If-None-Match", "\"n\"");
		request.addHeader("If-Range", "\"r\"");
		request.addHeader("Range", "bytes=0-1");
		request.addHeader("Accept-Encoding", "br");
		request.addHeader("Accept-Encoding", "gzip");
		assertThat(Conditions.of(request))
			.isEqualTo(new Conditions("\"m\"", "\"n\"", "\"r\"", "bytes=0-1", "br,gzip", CacheAudience.RANGE));
		assertThat(Conditions.of(new MockHttpServletRequest("GET", "/"))).isEqualTo(Conditions.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "If-Match", "If-None-Match", "Range", "Accept-Encoding", "Authorization" })
	void fieldIsRegardedAlsoIfItIsTheOnlyOne(String name) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader(name, "x");
		assertThat(Conditions.of(request)).isNotEqualTo(Conditions.NONE);
	}

	@Test
	void fieldsAreTakenFromHttpHeaders() {
		HttpHeaders headers = new HttpHeaders();
		headers.add("If-None-Match", "\"x\"");
		headers.add("If-None-Match", TAG);
		headers.add("Authorization", "Basic eA==");
		assertThat(Conditions.of("GET", headers)).isEqualTo(conditions(null, "\"x\"," + TAG, CacheAudience.USER));
		assertThat(Conditions.of("GET", new HttpHeaders())).isEqualTo(Conditions.NONE);
	}

	private static Conditions conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch,
			CacheAudience audience) {
		return new Conditions(ifMatch, ifNoneMatch, null, null, null, audience);
	}

	@Test
	void rangeIsForGetOnly() {
		MockHttpServletRequest request = new MockHttpServletRequest("HEAD", "/");
		request.addHeader("Range", "bytes=0-1");
		assertThat(Conditions.of(request).range()).isNull();
		assertThat(Conditions.of(request).audience()).isEqualTo(CacheAudience.RANGE);
	}

	@Test
	void ifRangeMeansNothingWithoutARange() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("If-Range", TAG);
		assertThat(Conditions.of(request)).isEqualTo(Conditions.NONE);
	}

	@Test
	void emptyCredentialsAreNone() {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		request.addHeader("Authorization", "");
		request.addHeader("Range", "");
		assertThat(Conditions.of(request).audience()).isEqualTo(CacheAudience.EVERYBODY);
		request.removeHeader("Authorization");
		request.addHeader("Authorization", "Basic eA==");
		assertThat(Conditions.of(request).audience()).isEqualTo(CacheAudience.USER);
	}

	@Test
	void codingAndRangeCanBeLeftOut() {
		Conditions conditions = new Conditions("m", "n", "r", "bytes=0-1", "gzip", CacheAudience.RANGE);
		assertThat(conditions.withoutCoding())
			.isEqualTo(new Conditions("m", "n", "r", "bytes=0-1", null, CacheAudience.RANGE));
		assertThat(conditions.withoutRange())
			.isEqualTo(new Conditions("m", "n", null, null, "gzip", CacheAudience.RANGE));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-",
			value = { "- | true", "<tag> | true", "`  <tag> ` | true", "W/<tag> | false", "<tag>, <tag> | false",
					"* | false", "Sat, 29 Oct 1994 19:43:31 GMT | false" })
	void rangeAppliesToTheRepresentationThatIfRangeNames(@Nullable String ifRange, boolean applies) {
		Representation representation = new StoredAssets().asset("/a", "0123456789", Map.of()).representation();
		String value = (ifRange != null) ? ifRange.replace("<tag>", representation.entityTag()) : null;
		Conditions conditions = new Conditions(null, null, value, "bytes=0-1", null, CacheAudience.RANGE);
		assertThat(conditions.ranges(representation) != null).isEqualTo(applies);
	}

	@Test
	void headerFieldsOfACallAreReadAsThoseOfARequest() {
		HttpHeaders headers = new HttpHeaders();
		headers.addAll("If-None-Match", List.of("\"a\"", "\"b\""));
		headers.set("If-Match", "*");
		headers.set("If-Range", TAG);
		headers.set("Range", "bytes=0-1");
		headers.set("Accept-Encoding", "gzip");
		assertThat(Conditions.of("GET", headers))
			.isEqualTo(new Conditions("*", "\"a\",\"b\"", TAG, "bytes=0-1", "gzip", CacheAudience.RANGE));
	}

	@Test
	void emptyRepresentationHasNoRanges() {
		Representation empty = new StoredAssets().asset("/a", "", Map.of()).representation();
		assertThat(new Conditions(null, null, null, "bytes=0-1", null, CacheAudience.RANGE).ranges(empty)).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'',
			value = { "' * ' | 304", "'' | 200", "\"foo,T | 200", "\"foo,TT\" | 200", "\"foo,T\"x | 200",
					"\"foo,T' | 200", "\"a,\"foo,T\" | 200", "\"a\",W/\"foo,T\" | 304", "\"foo,T-brx | 200" })
	void tagIsComparedWhole(String value, int status) {
		assertThat(evaluate(conditions(null, value))).isEqualTo(status);
	}

	private static Conditions withDictionary(@Nullable String acceptEncoding, @Nullable String available) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
		if (available != null) {
			request.addHeader("Available-Dictionary", available);
		}
		return new Conditions(null, null, null, null, acceptEncoding, CacheAudience.EVERYBODY)
			.withDictionary("/a-*.txt", request);
	}

	@Test
	void dictionaryOfTheClientIsTakenFromTheRequest() {
		Dictionary dictionary = withDictionary("gzip, dcb", StoredAssets.available("the text")).dictionary();
		assertThat(dictionary).isNotNull();
		assertThat(dictionary.match()).isEqualTo("/a-*.txt");
		assertThat(dictionary.hash()).isEqualTo(BlobId.of("the text".getBytes(StandardCharsets.US_ASCII)).hash());
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", ":x:", "" })
	void whatIsNoDictionaryIsIgnored(String available) {
		assertThat(withDictionary("gzip, dcb", available).dictionary()).isNull();
	}

	@Test
	void dictionaryMeansNothingToAClientThatDecodesNothing() {
		assertThat(withDictionary("gzip", null).dictionary()).isNull();
		assertThat(withDictionary(null, StoredAssets.available("the text")).dictionary()).isNull();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gzip, dcb | the text | true", "gzip | the text | false", "gzip, dcb | another text | false" })
	void representationWithTheDictionaryIsKnownToAClientThatCanDecodeIt(String acceptEncoding, String earlier,
			boolean known) {
		Representation plain = new StoredAssets()
			.asset("/a-1.txt", "the new text", Map.of(ContentCoding.GZIP, "gzip"), "the text",
					Map.of(ContentCoding.DCB, "dcb"))
			.representation();
		Representation delta = plain.blob().deltas().get(0);
		MockHttpServletRequest request = new MockHttpServletRequest("GET", "/a-1.txt");
		request.addHeader("Accept-Encoding", acceptEncoding);
		request.addHeader("Available-Dictionary", StoredAssets.available(earlier));
		request.addHeader("If-None-Match", delta.entityTag());
		Conditions conditions = Conditions.of(request).withDictionary("/a-*.txt", request);
		assertThat(conditions.known(plain, plain, true)).isSameAs(known ? delta : null);
	}

}
