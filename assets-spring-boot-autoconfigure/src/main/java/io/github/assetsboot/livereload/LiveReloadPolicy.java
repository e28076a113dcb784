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

package io.github.assetsboot.livereload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Lets a Content Security Policy allow the script and its connection, and nothing else
 * that it has forbidden.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
final class LiveReloadPolicy {

	static final String FIELD = "Content-Security-Policy";

	static final String REPORT_ONLY_FIELD = "Content-Security-Policy-Report-Only";

	private static final Pattern NONCE = Pattern.compile("'nonce-([^'\\s;,]+)'");

	private static final Pattern NONCE_OR_HASH = Pattern
		.compile("'(?:nonce|sha256|sha384|sha512)-.*'|'strict-dynamic'");

	private static final String SELF = "'self'";

	private final List<List<String>> directives = new ArrayList<>();

	private LiveReloadPolicy(String policy) {
		for (String directive : policy.split(";")) {
			String[] tokens = StringUtils.tokenizeToStringArray(directive, " \t\r\n\f");
			if (tokens.length > 0) {
				this.directives.add(new ArrayList<>(Arrays.asList(tokens)));
			}
		}
	}

	/**
	 * Return the first nonce of policies.
	 * @param fields the values of header fields
	 * @return the nonce, or {@code null} if there is none
	 */
	static @Nullable String nonce(List<String> fields) {
		Matcher nonce = NONCE.matcher(String.join(",", fields));
		return nonce.find() ? nonce.group(1) : null;
	}

	/**
	 * Return policies that allow the script.
	 * @param fields the values of a header field, each with one policy or more
	 * @param nonce the nonce of the script, {@code null} if it has none
	 * @param hash the source expression for the hash of the script
	 * @return the values
	 */
	static List<String> allow(List<String> fields, @Nullable String nonce, String hash) {
		return fields.stream()
			.map((field) -> Arrays.stream(field.split(","))
				.map((policy) -> new LiveReloadPolicy(policy).allow(nonce, hash))
				.collect(Collectors.joining(", ")))
			.toList();
	}

	private String allow(@Nullable String nonce, String hash) {
		List<String> scripts = find("script-src-elem", "script-src", "default-src");
		if (scripts != null && !allowsScript(scripts, nonce, hash)) {
			add(scripts, "script-src", hash);
		}
		List<String> connections = find("connect-src", "default-src");
		if (connections != null && !connections.contains(SELF) && !connections.contains("*")) {
			add(connections, "connect-src", SELF);
		}
		return this.directives.stream()
			.map((directive) -> String.join(" ", directive))
			.collect(Collectors.joining("; "));
	}

	/**
	 * A browser uses the first directive of a name.
	 */
	private @Nullable List<String> find(String... names) {
		for (String name : names) {
			for (List<String> directive : this.directives) {
				if (directive.get(0).toLowerCase(Locale.ROOT).equals(name)) {
					return directive;
				}
			}
		}
		return null;
	}

	private static boolean allowsScript(List<String> directive, @Nullable String nonce, String hash) {
		if (directive.contains("'nonce-" + nonce + "'") || directive.contains(hash)) {
			return true;
		}
		boolean inline = directive.stream().anyMatch((source) -> source.equalsIgnoreCase("'unsafe-inline'"));
		return inline && directive.stream().noneMatch((source) -> NONCE_OR_HASH.matcher(source).matches());
	}

	/**
	 * Add a source to a directive, or to one that takes the place of the default.
	 */
	private void add(List<String> directive, String name, String source) {
		List<String> changed = directive;
		if (directive.get(0).equalsIgnoreCase("default-src")) {
			changed = new ArrayList<>(directive);
			changed.set(0, name);
			this.directives.add(changed);
		}
		changed.removeIf((token) -> token.equalsIgnoreCase("'none'"));
		changed.add(source);
	}

}
