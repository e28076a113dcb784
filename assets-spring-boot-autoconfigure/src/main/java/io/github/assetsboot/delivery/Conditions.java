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
import java.util.function.Function;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The header fields of a request that its answer depends on, once the asset is known.
 *
 * @param ifMatch the value of {@code If-Match}
 * @param ifNoneMatch the value of {@code If-None-Match}
 * @param ifRange the value of {@code If-Range}
 * @param range the value of {@code Range}, which is for GET only
 * @param acceptEncoding the value of {@code Accept-Encoding}
 * @param audience who may store the answer, by {@code Authorization} and {@code Range}
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section
 * 13</a>
 */
record Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String ifRange,
		@Nullable String range, @Nullable String acceptEncoding, CacheAudience audience) {

	/**
	 * What a request without any of these fields says.
	 */
	static final Conditions NONE = new Conditions(null, null, null, null, null, CacheAudience.EVERYBODY);

	private static final List<ContentCoding> CODINGS = List.of(ContentCoding.values());

	/**
	 * Take the conditions of a servlet request.
	 * @param request the request
	 * @return its conditions
	 */
	static Conditions of(HttpServletRequest request) {
		return of(request.getMethod(), (name) -> ServletRequests.join(request, name));
	}

	/**
	 * Take the conditions of a request's header fields.
	 * @param method the method
	 * @param headers the header fields
	 * @return their conditions
	 */
	static Conditions of(String method, HttpHeaders headers) {
		return of(method, (name) -> {
			List<String> values = headers.getOrEmpty(name);
			return values.isEmpty() ? null : String.join(",", values);
		});
	}

	private static Conditions of(String method, Function<String, @Nullable String> headers) {
		String range = headers.apply(HttpHeaders.RANGE);
		CacheAudience audience = CacheAudience.of(!isEmpty(headers.apply(HttpHeaders.AUTHORIZATION)), !isEmpty(range));
		return new Conditions(headers.apply(HttpHeaders.IF_MATCH), headers.apply(HttpHeaders.IF_NONE_MATCH),
				(range != null) ? headers.apply(HttpHeaders.IF_RANGE) : null, method.equals("GET") ? range : null,
				headers.apply(HttpHeaders.ACCEPT_ENCODING), audience);
	}

	private static boolean isEmpty(@Nullable String value) {
		return value == null || value.isEmpty();
	}

	/**
	 * Return these conditions without those on the content coding.
	 */
	Conditions withoutCoding() {
		return new Conditions(this.ifMatch, this.ifNoneMatch, this.ifRange, this.range, null, this.audience);
	}

	/**
	 * Return these conditions without those on the range.
	 */
	Conditions withoutRange() {
		return new Conditions(this.ifMatch, this.ifNoneMatch, null, null, this.acceptEncoding, this.audience);
	}

	/**
	 * Evaluate the preconditions, in the order of RFC 9110, section 13.2.2. The tag of
	 * any representation of the content will do: that of a coding names the same content.
	 * @param entityTag the tag of the representation without a content coding
	 * @return the status to answer with: 200, 304 or 412
	 */
	int evaluate(String entityTag) {
		if (this.ifMatch != null && !lists(this.ifMatch, entityTag, false)) {
			return 412;
		}
		return (this.ifNoneMatch != null && lists(this.ifNoneMatch, entityTag, true)) ? 304 : 200;
	}

	/**
	 * Find the ranges to answer with.
	 * @param selected the representation to send
	 * @return the ranges, or {@code null} for all of it
	 */
	@Nullable ByteRanges ranges(Representation selected) {
		if (this.range == null || selected.size() == 0) {
			return null;
		}
		boolean applies = this.ifRange == null || this.ifRange.trim().equals(selected.entityTag());
		return applies ? ByteRanges.parse(this.range, selected.size()) : null;
	}

	private static boolean lists(String value, String entityTag, boolean weakComparison) {
		if (value.equals(entityTag) || value.trim().equals("*")) {
			return true;
		}
		for (String member : HeaderLists.members(value)) {
			String tag = (weakComparison && member.startsWith("W/")) ? member.substring(2) : member;
			if (isTagOf(entityTag, tag)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isTagOf(String entityTag, String tag) {
		int length = entityTag.length() - 1;
		if (!tag.startsWith(entityTag.substring(0, length))) {
			return false;
		}
		return tag.length() == entityTag.length() ? tag.equals(entityTag)
				: CODINGS.stream().anyMatch((coding) -> tag.equals(coding.entityTag(entityTag)));
	}

}
