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

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

/**
 * Sets header fields on a servlet response. {@code Vary} and {@code Set-Cookie} are added
 * to existing values, because those set by others must not get lost.
 *
 * @author the Assets for Spring Boot authors
 */
final class ResponseFields {

	private ResponseFields() {
	}

	static void set(String name, String value, HttpServletResponse response) {
		if (name.equalsIgnoreCase(HttpHeaders.VARY) || name.equalsIgnoreCase(HttpHeaders.SET_COOKIE)) {
			response.addHeader(name, value);
		}
		else {
			response.setHeader(name, value);
		}
	}

	/**
	 * Set all values of a field, the first of which takes the place of what was set
	 * before.
	 */
	static void set(String name, List<String> values, HttpServletResponse response) {
		for (int i = 0; i < values.size(); i++) {
			if (i == 0) {
				set(name, values.get(i), response);
			}
			else {
				response.addHeader(name, values.get(i));
			}
		}
	}

}
