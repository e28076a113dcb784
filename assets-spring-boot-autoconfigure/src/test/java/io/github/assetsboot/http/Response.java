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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response whose framing its client has checked.
 *
 * @param status the status code
 * @param headers the header fields by lower-case name, with every value
 * @param body the body, still coded
 * @author the Assets for Spring Boot authors
 */
record Response(int status, Map<String, List<String>> headers, byte[] body) {

	private static final Set<String> OF_THE_CONNECTION = Set.of("date", "connection", "keep-alive");

	/**
	 * Return the value of a header field that must not be repeated.
	 * @param name the name in lower case
	 * @return the value or {@code null}
	 */
	@Nullable String header(String name) {
		List<String> values = this.headers.getOrDefault(name, List.of());
		assertThat(values).as(name).hasSizeLessThanOrEqualTo(1);
		return values.isEmpty() ? null : values.get(0);
	}

	boolean has(String name) {
		return this.headers.containsKey(name);
	}

	String text() {
		return new String(this.body, StandardCharsets.UTF_8);
	}

	/**
	 * Return the header fields that say something of the resource.
	 * @param without names of fields to leave out
	 * @return the fields, with the boundary of a multipart body made equal
	 */
	Map<String, List<String>> fields(String... without) {
		Map<String, List<String>> fields = new TreeMap<>(this.headers);
		fields.keySet().removeAll(OF_THE_CONNECTION);
		fields.keySet().removeAll(Arrays.asList(without));
		fields.computeIfPresent("content-type", (name,
				values) -> values.stream().map((value) -> value.replaceFirst("boundary=.*", "boundary=")).toList());
		return fields;
	}

	@Override
	public String toString() {
		return this.status + " " + this.headers + " " + this.body.length + " bytes";
	}

}
