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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An HTTP response, received or recorded.
 *
 * @param status the status code
 * @param fields the values of the header fields by their names in lower case
 * @param bytes the bytes of the body, none if there is no body
 */
public record Response(int status, Map<String, List<String>> fields, byte[] bytes) {

	private static final Set<String> OF_THE_CONNECTION = Set.of("date", "connection", "keep-alive");

	/**
	 * Create a response from texts.
	 * @param status the status code
	 * @param headers the header fields
	 * @param body the body
	 * @return the response
	 */
	public static Response of(int status, Map<String, String> headers, String body) {
		Map<String, List<String>> fields = new TreeMap<>();
		headers.forEach((name, value) -> fields.put(name, List.of(value)));
		return new Response(status, fields, body.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the value of a header field that must not be repeated.
	 * @param name the name in lower case
	 * @return the value or {@code null}
	 */
	public @Nullable String header(String name) {
		List<String> values = this.fields.getOrDefault(name, List.of());
		assertThat(values).as("values of %s in %s", name, this).hasSizeLessThan(2);
		return values.isEmpty() ? null : values.get(0);
	}

	public boolean has(String name) {
		return this.fields.containsKey(name);
	}

	/**
	 * Return the header fields with repeated ones joined.
	 * @return the values by the names in lower case
	 */
	public Map<String, String> headers() {
		Map<String, String> headers = new TreeMap<>();
		this.fields.forEach((name, values) -> headers.put(name, String.join(", ", values)));
		return headers;
	}

	/**
	 * Return the header fields that belong to the resource rather than to the moment.
	 * @param without names of fields to leave out
	 * @return the fields, without the boundary of a multipart body
	 */
	public Map<String, List<String>> lastingFields(String... without) {
		Map<String, List<String>> fields = new TreeMap<>(this.fields);
		fields.keySet().removeAll(OF_THE_CONNECTION);
		fields.keySet().removeAll(Arrays.asList(without));
		fields.computeIfPresent("content-type", (name,
				values) -> values.stream().map((value) -> value.replaceFirst("boundary=.*", "boundary=")).toList());
		return fields;
	}

	public String body() {
		return new String(this.bytes, StandardCharsets.UTF_8);
	}

	/**
	 * Return whether the server is about to close the connection.
	 * @return {@code true} if the header says so
	 */
	boolean isLast() {
		return "close".equalsIgnoreCase(header("connection"));
	}

	@Override
	public String toString() {
		return this.status + " " + this.fields + " with " + this.bytes.length + " bytes";
	}

}
