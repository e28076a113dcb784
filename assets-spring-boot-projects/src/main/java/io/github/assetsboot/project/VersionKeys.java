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

package io.github.assetsboot.project;

import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The places where a request has the key that identifies its client during a gradual
 * deployment. The first place where the request has one counts.
 * <p>
 * Immutable and safe for use by many threads.
 */
final class VersionKeys {

	private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

	private final List<Source> sources;

	/**
	 * Create the places.
	 * @param values their forms in the configuration
	 * @throws IllegalArgumentException if one is not valid
	 */
	VersionKeys(List<String> values) {
		this.sources = values.stream().map(Source::of).toList();
	}

	/**
	 * Return whether a text can be the name of a header field or a cookie.
	 */
	static boolean isToken(String name) {
		return TOKEN.matcher(name).matches();
	}

	/**
	 * Return the names of the request fields that can have the key, for {@code Vary}.
	 */
	Stream<String> fields() {
		return this.sources.stream().flatMap(Source::fields);
	}

	/**
	 * Return whether the key can be something that no request field tells of.
	 */
	boolean isPrivate() {
		return this.sources.stream().anyMatch((source) -> source.kind().fieldsTellNothing());
	}

	/**
	 * Return whether the key is known before the filters that authenticate the user have
	 * seen the request.
	 */
	boolean isKnownEarly(HttpServletRequest request) {
		for (Source source : this.sources) {
			if (source.kind() == Kind.PRINCIPAL) {
				return false;
			}
			if (source.read(request) != null) {
				return true;
			}
		}
		return true;
	}

	/**
	 * Find the key of a request.
	 * @return the key, or {@code null} if the request has none
	 */
	@Nullable String find(HttpServletRequest request) {
		for (Source source : this.sources) {
			String key = source.read(request);
			if (key != null) {
				return key;
			}
		}
		return null;
	}

	private enum Kind {

		HEADER, COOKIE, PRINCIPAL, SESSION, ADDRESS;

		boolean isNamed() {
			return this == HEADER || this == COOKIE;
		}

		boolean fieldsTellNothing() {
			return !isNamed();
		}

	}

	/**
	 * A place.
	 *
	 * @param name the name of the header field or the cookie, empty for the others
	 */
	private record Source(Kind kind, String name) {

		static Source of(String value) {
			String[] parts = value.split(":", 2);
			String place = parts[0].strip();
			Kind kind = Arrays.stream(Kind.values())
				.filter((choice) -> choice.name().toLowerCase(Locale.ROOT).equals(place))
				.findFirst()
				.orElseThrow(() -> new IllegalArgumentException("'" + value
						+ "' is none of 'header:NAME', 'cookie:NAME', 'principal', 'session' and 'address'"));
			String name = (parts.length > 1) ? parts[1].strip() : "";
			if (kind.isNamed() && !isToken(name)) {
				throw new IllegalArgumentException("'" + value + "' needs the name of a "
						+ ((kind == Kind.HEADER) ? "header field" : "cookie") + " after the colon");
			}
			if (!kind.isNamed() && parts.length > 1) {
				throw new IllegalArgumentException("'" + value + "' has a name, and '" + place + "' needs none");
			}
			return new Source(kind, name);
		}

		Stream<String> fields() {
			return switch (this.kind) {
				case HEADER -> Stream.of(this.name);
				case COOKIE -> Stream.of(HttpHeaders.COOKIE);
				case PRINCIPAL, SESSION, ADDRESS -> Stream.empty();
			};
		}

		@Nullable String read(HttpServletRequest request) {
			String key = switch (this.kind) {
				case HEADER -> request.getHeader(this.name);
				case COOKIE -> cookie(request);
				case PRINCIPAL -> principal(request);
				case SESSION -> session(request);
				case ADDRESS -> request.getRemoteAddr();
			};
			return (key != null && !key.isBlank()) ? key : null;
		}

		private @Nullable String cookie(HttpServletRequest request) {
			Cookie[] cookies = request.getCookies();
			return (cookies != null) ? Arrays.stream(cookies)
				.filter((cookie) -> cookie.getName().equals(this.name))
				.map(Cookie::getValue)
				.findFirst()
				.orElse(null) : null;
		}

		private static @Nullable String principal(HttpServletRequest request) {
			Principal principal = request.getUserPrincipal();
			return (principal != null) ? principal.getName() : null;
		}

		private static @Nullable String session(HttpServletRequest request) {
			HttpSession session = request.getSession(false);
			return (session != null) ? session.getId() : null;
		}

	}

}
