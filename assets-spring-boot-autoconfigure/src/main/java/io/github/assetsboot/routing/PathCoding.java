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

package io.github.assetsboot.routing;

import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;

/**
 * From the path of a request to the path that is looked up, and back to the one canonical
 * form of it.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href= "https://tc39.es/ecma262/#sec-uri-handling-functions">ECMAScript, URI
 * handling functions</a>
 */
final class PathCoding {

	private static final String UNRESERVED_MARKS = "-_.!~*'()";

	private static final Pattern INVALID_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

	private PathCoding() {
	}

	/**
	 * Percent-decode every segment as UTF-8, leave a segment that is not valid as it is,
	 * and make one slash of several.
	 * @param path the normalized path
	 * @return the path to look up
	 */
	static String decode(String path) {
		String decoded = (path.indexOf('%') != -1) ? decodeSegments(path) : path;
		return decoded.contains("//") ? decoded.replaceAll("//+", "/") : decoded;
	}

	private static String decodeSegments(String path) {
		String[] segments = path.split("/", -1);
		for (int i = 0; i < segments.length; i++) {
			segments[i] = decodeSegment(segments[i]);
		}
		return String.join("/", segments);
	}

	private static String decodeSegment(String segment) {
		if (segment.indexOf('%') == -1 || INVALID_ESCAPE.matcher(segment).find()) {
			return segment;
		}
		try {
			return PercentEncodeSet.decode(segment);
		}
		catch (CharacterCodingException ex) {
			return segment;
		}
	}

	/**
	 * Encode every segment of a decoded path the way {@code encodeURIComponent} does.
	 * @param path the decoded path
	 * @return its canonical form, the very same if nothing had to be encoded
	 */
	static String encode(String path) {
		for (int i = 0; i < path.length(); i++) {
			if (!isPlain(path.charAt(i))) {
				return encodeFrom(i, path);
			}
		}
		return path;
	}

	private static String encodeFrom(int start, String path) {
		StringBuilder result = new StringBuilder(path.length() + 16).append(path, 0, start);
		for (int i = start; i < path.length();) {
			int next = path.offsetByCodePoints(i, 1);
			if (isPlain(path.charAt(i))) {
				result.append(path.charAt(i));
			}
			else {
				PercentEncodeSet.appendEncoded(path.substring(i, next), result);
			}
			i = next;
		}
		return result.toString();
	}

	private static boolean isPlain(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/'
				|| UNRESERVED_MARKS.indexOf(c) != -1;
	}

}
