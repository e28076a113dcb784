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

package io.github.assetsboot.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * A Content Security Policy with placeholders.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
final class PagePolicy {

	static final String SCRIPT_HASHES = "{script-hashes}";

	static final String STYLE_HASHES = "{style-hashes}";

	private static final String NONCE_SOURCE = "'nonce-" + Pages.NONCE + "'";

	private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}?|}");

	private final List<List<String>> directives;

	private PagePolicy(List<List<String>> directives) {
		this.directives = directives;
	}

	/**
	 * Parse a policy.
	 * @param text the policy
	 * @return the policy
	 * @throws IllegalArgumentException if no header field can have it, or if a
	 * placeholder is not known; the message is the reason
	 */
	static PagePolicy parse(String text) {
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (c < ' ' || c > '~') {
				throw new IllegalArgumentException("it has "
						+ ((c == '\n' || c == '\r') ? "a line break" : "the character U+%04X".formatted((int) c)));
			}
		}
		List<List<String>> directives = new ArrayList<>();
		for (String directive : text.split(";")) {
			List<String> tokens = Arrays.stream(StringUtils.tokenizeToStringArray(directive, " "))
				.map((token) -> token.equals(Pages.NONCE) ? NONCE_SOURCE : token)
				.toList();
			tokens.forEach(PagePolicy::check);
			if (!tokens.isEmpty()) {
				directives.add(tokens);
			}
		}
		return new PagePolicy(directives);
	}

	private static void check(String token) {
		Matcher braces = BRACES.matcher(token);
		boolean placeholder = token.equals(SCRIPT_HASHES) || token.equals(STYLE_HASHES) || token.equals(NONCE_SOURCE);
		if (!placeholder && braces.find()) {
			throw new IllegalArgumentException("'" + braces.group() + "' in '" + token + "' is not a placeholder");
		}
	}

	boolean hasNonces() {
		return this.directives.stream().anyMatch((tokens) -> tokens.contains(NONCE_SOURCE));
	}

	/**
	 * Return the policy of a page, with the placeholder of the nonce. A directive that
	 * allows nothing is {@code 'none'}.
	 */
	String of(PageContent page) {
		return this.directives.stream().map((tokens) -> directive(tokens, page)).collect(Collectors.joining("; "));
	}

	private static String directive(List<String> tokens, PageContent page) {
		List<String> result = new ArrayList<>();
		for (String token : tokens) {
			switch (token) {
				case SCRIPT_HASHES -> result.addAll(page.scriptHashes());
				case STYLE_HASHES -> result.addAll(page.styleHashes());
				default -> result.add(token);
			}
		}
		if (result.size() == 1 && tokens.size() > 1) {
			result.add("'none'");
		}
		return String.join(" ", result);
	}

	/**
	 * Return whether a policy allows inline code in attributes.
	 * @param policy the policy of a page
	 * @param directives the directives that decide, the first that is there
	 */
	static boolean allowsAttributes(String policy, List<String> directives) {
		String sources = sources(policy, directives);
		return sources == null || sources.contains("'unsafe-hashes'") || (sources.contains("'unsafe-inline'")
				&& !sources.contains("'nonce-") && !sources.contains("'sha") && !sources.contains("'strict-dynamic'"));
	}

	private static @Nullable String sources(String policy, List<String> directives) {
		for (String name : directives) {
			for (String directive : policy.split(";")) {
				String text = directive.strip().toLowerCase(Locale.ROOT);
				if (text.equals(name) || text.startsWith(name + " ")) {
					return text;
				}
			}
		}
		return null;
	}

}
