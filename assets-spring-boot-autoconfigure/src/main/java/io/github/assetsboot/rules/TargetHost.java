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

import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;

/**
 * The host of a redirect's target, where a request fills in a part of it. Its end is
 * always the rule's own, so that no request chooses another domain.
 */
final class TargetHost {

	private static final Pattern SUFFIX = Pattern
		.compile("[\\p{L}\\p{N}-]*+(?:\\.[\\p{L}\\p{N}-]++)*+\\.?+(?::\\d++)?+");

	private static final Pattern IP_LITERAL = Pattern.compile("(?:[^@]*+@)?+\\[[0-9A-Fa-f:.]++](?::\\d*+)?+");

	private static final Pattern LAST_LABEL = Pattern.compile("\\.(?!0[xX])\\p{L}[\\p{L}\\p{N}-]*+\\.?+(?::\\d++)?+$");

	private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9.-]+");

	private TargetHost() {
	}

	/**
	 * Find the placeholders in the host of a target.
	 * @param target the normalized target
	 * @param names the names of the placeholders of the source
	 * @return the names of those that the host has
	 * @throws InvalidRuleException if a request could choose the domain
	 */
	static List<String> placeholders(String target, Set<String> names) {
		String authority = authority(target);
		List<String> filled = names.stream().filter((name) -> authority.contains(":" + name)).toList();
		Matcher placeholder = RulePattern.PLACEHOLDER.matcher(authority);
		int first = -1;
		int last = 0;
		while (placeholder.find()) {
			first = (first == -1) ? placeholder.start() : first;
			last = placeholder.end();
		}
		boolean constant = first == -1 || (filled.isEmpty() && IP_LITERAL.matcher(authority).matches());
		if (!constant && !(isBelow(authority.substring(last)) && authority.indexOf('@', first) == -1
				&& target.startsWith("https:"))) {
			throw new InvalidRuleException("the request would choose the host; in the host of a target, a placeholder"
					+ " can only stand left of a domain, such as https://:name.example.com/");
		}
		return filled;
	}

	/**
	 * Return what a browser takes for the authority, in which backslashes are slashes.
	 */
	private static String authority(String target) {
		int start = target.startsWith("https:") ? "https:".length() : 0;
		int slashes = start;
		while (slashes < target.length() && isSlash(target.charAt(slashes))) {
			slashes++;
		}
		if (slashes - start < 2) {
			return "";
		}
		int end = slashes;
		while (end < target.length() && !isSlash(target.charAt(end)) && "?#".indexOf(target.charAt(end)) == -1) {
			end++;
		}
		return target.substring(slashes, end);
	}

	private static boolean isSlash(char c) {
		return c == '/' || c == '\\';
	}

	/**
	 * A suffix such as {@code .1} would let the request choose an IP address.
	 */
	private static boolean isBelow(String suffix) {
		return SUFFIX.matcher(suffix).matches() && LAST_LABEL.matcher(suffix).find();
	}

	/**
	 * Return whether a captured value can be a part of a host.
	 */
	static boolean accepts(String value) {
		try {
			return VALUE.matcher(PercentEncodeSet.decode(value)).matches();
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
