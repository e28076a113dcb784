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

import java.util.ArrayList;
import java.util.List;

/**
 * A request, with header fields that may be repeated or malformed.
 *
 * @param method the method
 * @param target the request target
 * @param fields the header fields, in order
 * @author the Assets for Spring Boot authors
 */
record Request(String method, String target, List<Field> fields) {

	static Request get(String target) {
		return new Request("GET", target, List.of());
	}

	/**
	 * Read header fields from a line of a table.
	 * @param method the method
	 * @param target the request target
	 * @param fields fields such as {@code Range: bytes=0-4 && If-Range: "x"}
	 * @return the request
	 */
	static Request parse(String method, String target, String fields) {
		Request request = new Request(method, target, List.of());
		for (String field : fields.split(" && ")) {
			String[] pair = field.split(":", 2);
			request = request.with(pair[0], pair[1].replaceFirst("^ ", ""));
		}
		return request;
	}

	Request with(String name, String value) {
		List<Field> fields = new ArrayList<>(this.fields);
		fields.add(new Field(name, value));
		return new Request(this.method, this.target, List.copyOf(fields));
	}

	Request method(String method) {
		return new Request(method, this.target, this.fields);
	}

	record Field(String name, String value) {
	}

}
