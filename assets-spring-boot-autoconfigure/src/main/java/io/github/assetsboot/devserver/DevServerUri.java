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

package io.github.assetsboot.devserver;

import java.net.URI;

import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;

/**
 * A request target of the URL standard as a URI of the JDK, which knows fewer characters.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3986#section-3.3">RFC 3986, section
 * 3.3</a>
 */
final class DevServerUri {

	private static final String MARKS = "-._~!$&'()*+,;=:@/";

	private DevServerUri() {
	}

	/**
	 * Create a URI.
	 * @param origin scheme, host and port
	 * @param target path and query
	 * @return the URI
	 */
	static URI toUri(String origin, String target) {
		StringBuilder uri = new StringBuilder(origin);
		boolean query = false;
		for (int i = 0; i < target.length();) {
			int next = target.offsetByCodePoints(i, 1);
			char c = target.charAt(i);
			if (isPlain(c) || isEncoded(target, i) || c == '?') {
				uri.append((c == '?' && query) ? "%3F" : String.valueOf(c));
				query |= c == '?';
			}
			else {
				PercentEncodeSet.appendEncoded(target.substring(i, next), uri);
			}
			i = next;
		}
		return URI.create(uri.toString());
	}

	private static boolean isPlain(char c) {
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || MARKS.indexOf(c) != -1;
	}

	private static boolean isEncoded(String target, int index) {
		return target.charAt(index) == '%' && index + 2 < target.length()
				&& Character.digit(target.charAt(index + 1), 16) != -1
				&& Character.digit(target.charAt(index + 2), 16) != -1;
	}

}
