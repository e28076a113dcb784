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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;

/**
 * A URL as the rule files write it: a path, or {@code https://host/path}.
 *
 * @author the Assets for Spring Boot authors
 */
final class RuleUrl {

	private static final Pattern ABSOLUTE = Pattern.compile("https://+([^/]++)/?(.*+)", Pattern.DOTALL);

	private static final Pattern HOST_WITH_PORT = Pattern.compile(".*:\\d+", Pattern.DOTALL);

	private RuleUrl() {
	}

	static boolean hasHost(String url) {
		return ABSOLUTE.matcher(url).matches();
	}

	/**
	 * Parse the path that a redirect rule applies to.
	 * @param token the field of the line
	 * @return the normalized path
	 * @throws InvalidRuleException if it is a URL with a host
	 */
	static String parseSource(String token) {
		if (hasHost(token)) {
			throw new InvalidRuleException("only a path can be redirected, not a URL with a host");
		}
		return path(token.startsWith("/") ? token : "/" + token, false);
	}

	/**
	 * Parse the target of a redirect rule.
	 * @param token the field of the line
	 * @return the normalized URL or path, with query and fragment
	 * @throws InvalidRuleException if it is neither a path nor an https URL
	 */
	static String parseTarget(String token) {
		return parse(token, true);
	}

	/**
	 * Parse the path or URL that a block of header rules applies to.
	 * @param line the line
	 * @return the normalized URL or path
	 * @throws InvalidRuleException if it is neither a path nor an https URL, or has a
	 * port
	 */
	static String parseHeaderScope(String line) {
		Matcher absolute = ABSOLUTE.matcher(line);
		if (absolute.matches() && HOST_WITH_PORT.matcher(absolute.group(1)).matches()) {
			throw new InvalidRuleException("a host rule holds for every port, so leave the port out");
		}
		return parse(line, false);
	}

	private static String parse(String token, boolean withQueryAndFragment) {
		Matcher absolute = ABSOLUTE.matcher(token);
		if (absolute.matches()) {
			String path = absolute.group(2);
			return "https://" + absolute.group(1)
					+ path(path.startsWith("/") ? path : "/" + path, withQueryAndFragment);
		}
		if (!token.startsWith("/")) {
			throw new InvalidRuleException("a URL must start with \"/\" or \"https://\"");
		}
		return path(token, withQueryAndFragment);
	}

	private static String path(String text, boolean withQueryAndFragment) {
		int hash = text.indexOf('#');
		String fragment = (hash != -1) ? text.substring(hash + 1) : "";
		String rest = (hash != -1) ? text.substring(0, hash) : text;
		int questionMark = rest.indexOf('?');
		String query = (questionMark != -1) ? rest.substring(questionMark + 1) : "";
		String path = UrlPath.normalizeRule((questionMark != -1) ? rest.substring(0, questionMark) : rest);
		if (!withQueryAndFragment) {
			return path;
		}
		return path + (query.isEmpty() ? "" : "?" + PercentEncodeSet.QUERY.encode(query))
				+ (fragment.isEmpty() ? "" : "#" + PercentEncodeSet.FRAGMENT.encode(fragment));
	}

}
