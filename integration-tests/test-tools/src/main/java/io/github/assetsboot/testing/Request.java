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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An HTTP request without a body.
 *
 * @param method the method
 * @param target the request target, byte for byte
 * @param fields the header fields, in the order of the message
 */
public record Request(String method, String target, List<Field> fields) {

	public static Request get(String target) {
		return new Request("GET", target, List.of());
	}

	/**
	 * Read header fields from a line of a table.
	 * @param method the method
	 * @param target the request target
	 * @param fields fields such as {@code Range: bytes=0-4 && If-Range: "x"}
	 * @return the request
	 */
	public static Request parse(String method, String target, String fields) {
		Request request = new Request(method, target, List.of());
		for (String field : fields.split(" && ")) {
			String[] pair = field.split(":", 2);
			request = request.with(pair[0], pair[1].replaceFirst("^ ", ""));
		}
		return request;
	}

	public Request with(String name, String value) {
		List<Field> fields = new ArrayList<>(this.fields);
		fields.add(new Field(name, value));
		return new Request(this.method, this.target, List.copyOf(fields));
	}

	public Request with(Map<String, String> fields) {
		Request request = this;
		for (Map.Entry<String, String> field : fields.entrySet()) {
			request = request.with(field.getKey(), field.getValue());
		}
		return request;
	}

	public Request method(String method) {
		return new Request(method, this.target, this.fields);
	}

	boolean has(String name) {
		return this.fields.stream().anyMatch((field) -> field.name().equalsIgnoreCase(name));
	}

	/**
	 * A header field.
	 *
	 * @param name its name
	 * @param value its value
	 */
	public record Field(String name, String value) {

	}

}
