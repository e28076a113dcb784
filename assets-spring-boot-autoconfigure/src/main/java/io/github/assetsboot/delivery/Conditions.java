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
import java.util.function.Supplier;

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
 * @param audience the caches that may store the response, by {@code Authorization} and
 * {@code Range}
 * @param dictionary the earlier version of the asset that the client has, {@code null}
 * for none
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13">RFC 9110, section
 * 13</a>
 */
record Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String ifRange,
		@Nullable String range, @Nullable String acceptEncoding, CacheAudience audience,
		@Nullable Dictionary dictionary) {

	/**
	 * Conditions of a request without any of these fields.
	 */
	static final Conditions NONE = new Conditions(null, null, null, null, null, CacheAudience.EVERYBODY);

	private static final String ANY = "*";

	Conditions(@Nullable String ifMatch, @Nullable String ifNoneMatch, @Nullable String ifRange, @Nullable String range,
			@Nullable String acceptEncoding, CacheAudience audience) {
		this(ifMatch, ifNoneMatch, ifRange, range, acceptEncoding, audience, null);
	}

	/**
	 * Take the conditions of a servlet request.
	 * @param request the request
	 * @return its conditions
	 */
	static Conditions of(HttpServletRequest request) {
		return of(request.getMethod(), value(request, HttpHeaders.IF_MATCH), value(request, HttpHeaders.IF_NONE_MATCH),
				value(request, HttpHeaders.RANGE), () -> value(request, HttpHeaders.IF_RANGE),
				value(request, HttpHeaders.ACCEPT_ENCODING), value(request, HttpHeaders.AUTHORIZATION));
	}

	private static @Nullable String value(HttpServletRequest request, String name) {
		String first = request.getHeader(name);
		return (first != null) ? ServletRequests.join(request, name, first) : null;
	}

	/**
	 * Take the conditions of a request's header fields.
	 * @param method the method
	 * @param headers the header fields
	 * @return their conditions
	 */
	static Conditions of(String method, HttpHeaders headers) {
		return of(method, value(headers, HttpHeaders.IF_MATCH), value(headers, HttpHeaders.IF_NONE_MATCH),
				value(headers, HttpHeaders.RANGE), () -> value(headers, HttpHeaders.IF_RANGE),
				value(headers, HttpHeaders.ACCEPT_ENCODING), value(headers, HttpHeaders.AUTHORIZATION));
	}

	private static @Nullable String value(HttpHeaders headers, String name) {
		List<String> values = headers.getOrEmpty(name);
		return values.isEmpty() ? null : String.join(",", values);
	}

	private static Conditions of(String method, @Nullable String ifMatch, @Nullable String ifNoneMatch,
			@Nullable String range, Supplier<@Nullable String> ifRange, @Nullable String acceptEncoding,
			@Nullable String authorization) {
		if (ifMatch == null && ifNoneMatch == null && range == null && acceptEncoding == null
				&& authorization == null) {
			return NONE;
		}
		CacheAudience audience = CacheAudience.of(!isEmpty(authorization), !isEmpty(range));
		return new Conditions(ifMatch, ifNoneMatch, (range != null) ? ifRange.get() : null,
				method.equals("GET") ? range : null, acceptEncoding, audience);
	}

	private static boolean isEmpty(@Nullable String value) {
		return value == null || value.isEmpty();
	}

	/**
	 * Return these conditions with the dictionary that a client has.
	 * @param match the paths of the versions of the asset
	 * @param request the request
	 */
	Conditions withDictionary(String match, HttpServletRequest request) {
		if (this.acceptEncoding == null) {
			return this;
		}
		String available = value(request, Dictionary.AVAILABLE);
		Dictionary dictionary = (available != null) ? Dictionary.parse(match, available) : null;
		return (dictionary != null) ? new Conditions(this.ifMatch, this.ifNoneMatch, this.ifRange, this.range,
				this.acceptEncoding, this.audience, dictionary) : this;
	}

	/**
	 * Return the representations that the client can decode with its dictionary.
	 * @param plain the representation without a coding
	 */
	List<Representation> deltas(Representation plain) {
		return (this.dictionary != null) ? plain.blob().deltas(this.dictionary.match(), this.dictionary.hash())
				: List.of();
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
		return new Conditions(this.ifMatch, this.ifNoneMatch, null, null, this.acceptEncoding, this.audience,
				this.dictionary);
	}

	/**
	 * Return these conditions for a response without the representation's own tag: no tag
	 * matches.
	 */
	Conditions withoutTags() {
		return new Conditions(anyOrNoTag(this.ifMatch), anyOrNoTag(this.ifNoneMatch), anyOrNoTag(this.ifRange),
				this.range, this.acceptEncoding, this.audience, this.dictionary);
	}

	private static @Nullable String anyOrNoTag(@Nullable String value) {
		return (value == null || isAny(value)) ? value : "";
	}

	/**
	 * Return whether {@code If-Match} stands against a response.
	 * @param entityTag the tag of the selected representation
	 */
	boolean isPreconditionFailed(String entityTag) {
		return this.ifMatch != null && !isAny(this.ifMatch)
				&& HeaderLists.members(this.ifMatch).stream().noneMatch(entityTag::equals);
	}

	/**
	 * Return whether {@code If-None-Match} contains a tag, or is {@code *}.
	 * @param entityTag the tag
	 */
	boolean isKnown(String entityTag) {
		String value = this.ifNoneMatch;
		return value != null && (value.equals(entityTag) || isAny(value)
				|| HeaderLists.members(value).stream().map(Conditions::withoutWeakness).anyMatch(entityTag::equals));
	}

	/**
	 * Find the representation that the client has: a cache takes over the tag of a 304,
	 * so it must be the one that matched.
	 * @param selected the representation to send otherwise
	 * @param plain the representation without a coding
	 * @param negotiable whether another representation may be sent
	 * @return the selected one if its tag is in {@code If-None-Match}, otherwise the
	 * first in there that the request accepts, or {@code null} if there is none
	 */
	@Nullable Representation known(Representation selected, Representation plain, boolean negotiable) {
		if (isKnown(selected.entityTag())) {
			return selected;
		}
		if (this.ifNoneMatch == null || !negotiable) {
			return null;
		}
		for (String member : HeaderLists.members(this.ifNoneMatch)) {
			Representation known = accepted(withoutWeakness(member), plain);
			if (known != null) {
				return known;
			}
		}
		return null;
	}

	private @Nullable Representation accepted(String entityTag, Representation plain) {
		if (isAccepted(plain, entityTag)) {
			return plain;
		}
		for (Representation coded : plain.blob().coded()) {
			if (isAccepted(coded, entityTag)) {
				return coded;
			}
		}
		for (Representation delta : deltas(plain)) {
			if (isAccepted(delta, entityTag)) {
				return delta;
			}
		}
		return null;
	}

	private boolean isAccepted(Representation representation, String entityTag) {
		return representation.entityTag().equals(entityTag)
				&& AcceptEncoding.accepts(this.acceptEncoding, representation);
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

	private static boolean isAny(String value) {
		return value.trim().equals(ANY);
	}

	/**
	 * RFC 9110, section 8.8.3.2: weak comparison.
	 */
	private static String withoutWeakness(String tag) {
		return tag.startsWith("W/") ? tag.substring(2) : tag;
	}

}
