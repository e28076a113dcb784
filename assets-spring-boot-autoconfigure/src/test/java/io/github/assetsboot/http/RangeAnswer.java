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

package io.github.assetsboot.http;

import java.util.List;
import java.util.stream.Collectors;

import io.github.assetsboot.testing.ContentRange;
import io.github.assetsboot.testing.Multipart;
import io.github.assetsboot.testing.Response;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a server made of a {@code Range} header field, in one word: {@code 200},
 * {@code 206 0-4}, {@code 206 0-4,8-9} for a multipart body, or {@code 416}. Everything
 * that must hold of such an answer is checked on the way.
 *
 * @author the Assets for Spring Boot authors
 */
final class RangeAnswer {

	private static final String[] OF_PART = { "content-length", "content-type", "content-range", "cache-control",
			"accept-ranges" };

	private RangeAnswer() {
	}

	/**
	 * Check an answer to a GET request.
	 * @param response the answer
	 * @param full the answer to the same request without a range
	 * @return the answer in one word
	 */
	static String describe(Response response, Response full) {
		assertThat(full.status()).isEqualTo(200);
		assertThat(full.header("accept-ranges")).as("Accept-Ranges").isEqualTo("bytes");
		assertThat(full.header("content-length")).isEqualTo(String.valueOf(full.bytes().length));
		assertThat(response.has("last-modified")).isFalse();
		return switch (response.status()) {
			case 200 -> whole(response, full);
			case 206 -> partial(response, full);
			case 416 -> unsatisfiable(response, full);
			default -> String.valueOf(response.status());
		};
	}

	private static String whole(Response response, Response full) {
		assertThat(response.lastingFields("cache-control")).isEqualTo(full.lastingFields("cache-control"));
		assertThat(response.has("content-range")).as("Content-Range on 200").isFalse();
		assertThat(response.bytes()).isEqualTo(full.bytes());
		return "200";
	}

	private static String partial(Response response, Response full) {
		assertThat(response.lastingFields(OF_PART)).as("the fields of a 200, on 206")
			.isEqualTo(full.lastingFields(OF_PART));
		assertThat(response.header("content-length")).isEqualTo(String.valueOf(response.bytes().length));
		if (!Multipart.isMultipart(response)) {
			assertThat(response.header("content-type")).isEqualTo(full.header("content-type"));
			ContentRange range = ContentRange.parse(response.header("content-range"));
			assertThat(response.bytes()).isEqualTo(range.of(full.bytes()));
			return "206 " + range;
		}
		assertThat(response.has("content-range")).as("Content-Range beside multipart").isFalse();
		List<Multipart.Part> parts = Multipart.parse(response);
		assertThat(parts).as("a multipart body has parts").hasSizeGreaterThan(1);
		for (Multipart.Part part : parts) {
			assertThat(part.type()).isEqualToIgnoringWhitespace(full.header("content-type"));
			assertThat(part.bytes()).isEqualTo(part.range().of(full.bytes()));
		}
		return "206 " + parts.stream().map((part) -> part.range().toString()).collect(Collectors.joining(","));
	}

	private static String unsatisfiable(Response response, Response full) {
		assertThat(response.header("content-range")).isEqualTo("bytes */" + full.bytes().length);
		assertThat(response.fields()).as("fields of the asset on 416")
			.doesNotContainKeys("etag", "cache-control", "content-encoding");
		if (response.bytes().length > 0) {
			assertThat(response.bytes()).isNotEqualTo(full.bytes());
		}
		return "416";
	}

}
