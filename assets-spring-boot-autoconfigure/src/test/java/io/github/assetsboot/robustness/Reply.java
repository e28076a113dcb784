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

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A response, byte for byte.
 *
 * @param status the status
 * @param fields the values by header name in lower case
 * @param body the body
 * @author the Assets for Spring Boot authors
 */
record Reply(int status, Map<String, List<String>> fields, byte[] body) {

	/**
	 * Return the value of a header field that there must not be two of.
	 * @param name its name in lower case
	 * @return the value, or {@code null}
	 */
	@Nullable String header(String name) {
		List<String> values = this.fields.getOrDefault(name, List.of());
		assertThat(values).as("header %s of %s", name, this).hasSizeLessThan(2);
		return values.isEmpty() ? null : values.get(0);
	}

	/**
	 * Return what of the header must be the same for a HEAD as for a GET request.
	 * @return the header fields but those of the moment
	 */
	Map<String, List<String>> lastingFields() {
		Map<String, List<String>> lasting = new TreeMap<>(this.fields);
		lasting.keySet().removeAll(List.of("date", "connection", "keep-alive"));
		return lasting;
	}

	/**
	 * Return whether the server is about to close the connection.
	 * @return {@code true} if it said so
	 */
	boolean isLast() {
		return "close".equalsIgnoreCase(header("connection"));
	}

	@Override
	public String toString() {
		return this.status + " " + this.fields + " with " + this.body.length + " bytes";
	}

}
