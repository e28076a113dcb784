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

package io.github.assetsboot.rules;

import java.net.IDN;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;
import org.jspecify.annotations.Nullable;

/**
 * The URL that the target of a redirect rule leads to, parsed as the URL standard parses
 * it against the URL of the request.
 *
 * @param authority everything before the path, as it is sent; {@code scheme://host:port}
 * @param path the normalized path
 * @param query the query with its question mark, or an empty string
 * @param fragment the fragment with its number sign, or an empty string
 * @author the Assets for Spring Boot authors
 * @see <a href="https://url.spec.whatwg.org/#url-parsing">URL standard, URL parsing</a>
 */
record Url(String authority, String path, String query, String fragment) {

	private static final Pattern ABSOLUTE = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):[/\\\\]*+([^/\\\\?#]++)(.*+)",
			Pattern.DOTALL);

	private static final Pattern NETWORK_PATH = Pattern.compile("[/\\\\]{2,}+([^/\\\\?#]*+)(.*+)", Pattern.DOTALL);

	private static final Pattern AUTHORITY = Pattern.compile("((?:[^@]*@)*+)(\\[[0-9A-Fa-f:.]++]|[^:]*+)(?::(\\d*+))?",
			Pattern.DOTALL);

	private static final String FORBIDDEN_IN_HOST = "\0\t\n\r #/:<>?@[\\]^|%";

	/**
	 * Resolve a reference.
	 * @param reference an absolute URL, or a reference that starts with a slash
	 * @param base the origin that a path is resolved against
	 * @return the URL, or {@code null} if the reference is not a valid URL
	 */
	static @Nullable Url resolve(String reference, Origin base) {
		Matcher absolute = ABSOLUTE.matcher(reference);
		if (absolute.matches()) {
			return parse(absolute.group(1).toLowerCase(Locale.ROOT), absolute.group(2), absolute.group(3));
		}
		Matcher networkPath = NETWORK_PATH.matcher(reference);
		if (networkPath.matches()) {
			return parse(base.scheme(), networkPath.group(1), networkPath.group(2));
		}
		return withPath(base.toString(), reference);
	}

	private static @Nullable Url parse(String scheme, String authority, String rest) {
		Matcher matcher = AUTHORITY.matcher(authority);
		if (!matcher.matches()) {
			return null;
		}
		String host = parseHost(matcher.group(2));
		if (host == null) {
			return null;
		}
		int port = -1;
		String digits = matcher.group(3);
		if (digits != null && !digits.isEmpty()) {
			port = (digits.length() <= 5) ? Integer.parseInt(digits) : Integer.MAX_VALUE;
			if (port > 65535) {
				return null;
			}
		}
		String origin = new Origin(scheme, host, port).toString();
		String userInfo = PercentEncodeSet.PATH.encode(matcher.group(1));
		return withPath(origin.replaceFirst("://", "://" + Matcher.quoteReplacement(userInfo)),
				(rest.isEmpty() || !isSlash(rest.charAt(0))) ? "/" + rest : rest);
	}

	private static boolean isSlash(char c) {
		return c == '/' || c == '\\';
	}

	private static @Nullable String parseHost(String host) {
		if (host.startsWith("[")) {
			return host.toLowerCase(Locale.ROOT);
		}
		try {
			String ascii = IDN.toASCII(PercentEncodeSet.decode(host), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
			boolean valid = !ascii.isEmpty()
					&& ascii.chars().allMatch((c) -> c > 0x1F && c < 0x7F && FORBIDDEN_IN_HOST.indexOf(c) == -1);
			return valid ? ascii : null;
		}
		catch (IllegalArgumentException | CharacterCodingException ex) {
			return null;
		}
	}

	private static Url withPath(String authority, String reference) {
		String fragment = "";
		int hash = reference.indexOf('#');
		if (hash != -1) {
			fragment = reference.substring(hash + 1);
			reference = reference.substring(0, hash);
		}
		String query = "";
		int questionMark = reference.indexOf('?');
		if (questionMark != -1) {
			query = reference.substring(questionMark + 1);
			reference = reference.substring(0, questionMark);
		}
		return new Url(authority, UrlPath.normalize(reference),
				prefixed('?', PercentEncodeSet.SPECIAL_QUERY.encode(query)),
				prefixed('#', PercentEncodeSet.FRAGMENT.encode(fragment)));
	}

	private static String prefixed(char prefix, String value) {
		return value.isEmpty() ? "" : prefix + value;
	}

}
