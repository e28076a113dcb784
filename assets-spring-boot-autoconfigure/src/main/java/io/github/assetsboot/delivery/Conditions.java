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

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The header fields of a request that its answer depends on, once the asset is known.
 *
 * @param ifMatch the value of {@code If-Match}
 * @param ifNoneMatch the value of {@code If-None-Match}
 * @param cacheable whether the answer may have the default {@code Cache-Control}: the
 * request has neither {@code Authorization} nor {@code Range}
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section
 * 13</a>
 */
public record Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch, boolean cacheable) {

	/**
	 * Take the conditions of a servlet request.
	 * @param request the request
	 * @return its conditions
	 */
	public static Conditions of(HttpServletRequest request) {
		return new Conditions(join(Collections.list(request.getHeaders(HttpHeaders.IF_MATCH))),
				join(Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH))),
				isEmpty(request.getHeader(HttpHeaders.AUTHORIZATION)) && isEmpty(request.getHeader(HttpHeaders.RANGE)));
	}

	/**
	 * Take the conditions of a request's header fields.
	 * @param headers the header fields
	 * @return their conditions
	 */
	public static Conditions of(HttpHeaders headers) {
		return new Conditions(join(headers.getOrEmpty(HttpHeaders.IF_MATCH)),
				join(headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH)),
				isEmpty(headers.getFirst(HttpHeaders.AUTHORIZATION)) && isEmpty(headers.getFirst(HttpHeaders.RANGE)));
	}

	private static boolean isEmpty(@Nullable String value) {
		return value == null || value.isEmpty();
	}

	private static @Nullable String join(List<String> values) {
		return values.isEmpty() ? null : String.join(",", values);
	}

	/**
	 * Evaluate the preconditions, in the order of RFC 9110, section 13.2.2.
	 * @param entityTag the strong tag of the selected representation
	 * @return the status to answer with: 200, 304 or 412
	 */
	int evaluate(String entityTag) {
		if (this.ifMatch != null && !lists(this.ifMatch, entityTag, false)) {
			return 412;
		}
		return (this.ifNoneMatch != null && lists(this.ifNoneMatch, entityTag, true)) ? 304 : 200;
	}

	private static boolean lists(String value, String entityTag, boolean weakComparison) {
		if (value.trim().equals("*")) {
			return true;
		}
		for (String member : members(value)) {
			if (member.equals(entityTag) || (weakComparison && member.equals("W/" + entityTag))) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Split a list at its commas, except for those in quotes.
	 */
	private static List<String> members(String value) {
		List<String> members = new ArrayList<>();
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i <= value.length(); i++) {
			boolean end = (i == value.length());
			if (!end && value.charAt(i) == '"') {
				quoted = !quoted;
			}
			if (end || (!quoted && value.charAt(i) == ',')) {
				members.add(value.substring(start, i).trim());
				start = i + 1;
			}
		}
		return members;
	}

}
