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

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation;
import org.jspecify.annotations.Nullable;

/**
 * Chooses among the representations of an asset by the content codings that a request
 * accepts: the one of the highest weight, of several the smallest.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3">RFC 9110, section
 * 12.5.3</a>
 */
final class AcceptEncoding {

	private static final String IDENTITY = "identity";

	private static final int MAX_WEIGHT = 1000;

	private AcceptEncoding() {
	}

	/**
	 * Select a representation.
	 * @param acceptEncoding the value of {@code Accept-Encoding}, or {@code null} if the
	 * request has none
	 * @param plain the representation without a coding
	 * @return the representation to send; the one without a coding if none is acceptable
	 */
	static Representation select(@Nullable String acceptEncoding, Representation plain) {
		Representation[] coded = plain.blob().coded();
		if (acceptEncoding == null || acceptEncoding.isEmpty() || coded.length == 0) {
			return plain;
		}
		Representation selected = plain;
		// an unlisted identity coding is acceptable, but has no weight
		int highest = Math.max(0, orOfAny(explicitWeight(acceptEncoding, IDENTITY), acceptEncoding));
		for (int i = coded.length - 1; i >= 0; i--) {
			ContentCoding coding = coded[i].coding();
			int weight = (coding != null) ? weight(acceptEncoding, coding) : 0;
			if (weight > 0 && weight >= highest) {
				selected = coded[i];
				highest = weight;
			}
		}
		return selected;
	}

	/**
	 * Select a representation for a client that has an earlier version of the asset.
	 * @param acceptEncoding the value of {@code Accept-Encoding}, or {@code null} if the
	 * request has none
	 * @param plain the representation without a coding
	 * @param deltas the representations with that version as the dictionary
	 * @return the representation to send; the one without a coding if none is acceptable
	 */
	static Representation select(@Nullable String acceptEncoding, Representation plain, List<Representation> deltas) {
		Representation selected = select(acceptEncoding, plain);
		if (acceptEncoding == null || deltas.isEmpty()) {
			return selected;
		}
		int highest = (selected.coding() != null) ? weight(acceptEncoding, selected.coding())
				: Math.max(0, orOfAny(explicitWeight(acceptEncoding, IDENTITY), acceptEncoding));
		for (Representation delta : deltas) {
			int weight = (delta.coding() != null) ? weight(acceptEncoding, delta.coding()) : 0;
			if (weight > highest || (weight > 0 && weight == highest && delta.size() < selected.size())) {
				selected = delta;
				highest = weight;
			}
		}
		return selected;
	}

	/**
	 * Return whether a request accepts a representation. A request without the field
	 * would accept every coding, but most clients that send none cannot decode any.
	 * @param acceptEncoding the value of {@code Accept-Encoding}, or {@code null} if the
	 * request has none
	 * @param representation the representation
	 * @return {@code true} if it may be sent
	 */
	static boolean accepts(@Nullable String acceptEncoding, Representation representation) {
		ContentCoding coding = representation.coding();
		if (acceptEncoding == null || acceptEncoding.isEmpty()) {
			return coding == null;
		}
		return (coding != null) ? weight(acceptEncoding, coding) > 0
				: orOfAny(explicitWeight(acceptEncoding, IDENTITY), acceptEncoding) != 0;
	}

	private static int weight(String acceptEncoding, ContentCoding coding) {
		int weight = explicitWeight(acceptEncoding, coding.token());
		if (coding.needsDictionary()) {
			// any coding is any that needs nothing else
			return weight;
		}
		if (coding == ContentCoding.GZIP) {
			// the same coding by RFC 9110, section 8.4.1.3
			weight = Math.max(weight, explicitWeight(acceptEncoding, "x-gzip"));
		}
		return orOfAny(weight, acceptEncoding);
	}

	private static int orOfAny(int weight, String acceptEncoding) {
		return (weight != -1) ? weight : explicitWeight(acceptEncoding, "*");
	}

	/**
	 * Find the weight of a list's member.
	 * @return the weight in thousandths, or -1 if there is no such member
	 */
	private static int explicitWeight(String list, String token) {
		for (int start = 0; start < list.length();) {
			int comma = list.indexOf(',', start);
			int end = (comma != -1) ? comma : list.length();
			while (start < end && isWhitespace(list.charAt(start))) {
				start++;
			}
			if (list.regionMatches(true, start, token, 0, token.length())) {
				int next = skipWhitespace(list, start + token.length(), end);
				if (next == end) {
					return MAX_WEIGHT;
				}
				if (list.charAt(next) == ';') {
					return parseWeight(list, next + 1, end);
				}
			}
			start = end + 1;
		}
		return -1;
	}

	/**
	 * Parse {@code q=0.5}. An invalid weight counts as 1.
	 */
	private static int parseWeight(String list, int start, int end) {
		int i = skipWhitespace(list, start, end);
		if (i + 2 >= end || (list.charAt(i) | 0x20) != 'q' || list.charAt(i + 1) != '=') {
			return MAX_WEIGHT;
		}
		i += 2;
		if (list.charAt(i) != '0') {
			return MAX_WEIGHT;
		}
		int weight = 0;
		int unit = MAX_WEIGHT;
		if (i + 1 < end && list.charAt(i + 1) == '.') {
			for (int j = i + 2; j < end && Character.digit(list.charAt(j), 10) != -1; j++) {
				unit /= 10;
				weight += unit * Character.digit(list.charAt(j), 10);
			}
		}
		return weight;
	}

	private static int skipWhitespace(String list, int start, int end) {
		int i = start;
		while (i < end && isWhitespace(list.charAt(i))) {
			i++;
		}
		return i;
	}

	private static boolean isWhitespace(char c) {
		return c == ' ' || c == '\t';
	}

}
