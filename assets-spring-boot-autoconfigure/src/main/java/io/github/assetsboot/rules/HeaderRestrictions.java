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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The header fields that a {@code _headers} file may neither set nor remove, because its
 * author is not the application's: fields that a proxy or the container acts on, and
 * fields that have an effect outside of the site.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @since 0.1.0
 */
public final class HeaderRestrictions {

	/**
	 * No restrictions, for the application's own file.
	 */
	public static final HeaderRestrictions NONE = new HeaderRestrictions(List.of(), false, false);

	private static final List<String> OF_PROXIES = List.of("x-accel-*", "x-sendfile*", "x-send-file", "x-lighttpd-*",
			"x-litespeed-*", "x-reproxy-*", "x-envoy-*", "proxy-*", "surrogate-control", "edge-control", "status");

	private static final List<String> OF_THE_SERVER = List.of("content-range", "date");

	private static final List<String> OF_THE_HOST = List.of("service-worker-allowed", "clear-site-data",
			"strict-transport-security", "alt-svc", "nel", "report-to", "set-cookie", "set-cookie2", "set-login",
			"accept-ch", "critical-ch", "expect-ct", "origin-agent-cluster", "public-key-pins",
			"public-key-pins-report-only", "use-as-dictionary");

	private static final Set<String> COOKIES = Set.of("set-cookie", "set-cookie2");

	private final List<String> denied;

	private final boolean sharedHost;

	private final boolean restricted;

	private HeaderRestrictions(List<String> denied, boolean sharedHost, boolean restricted) {
		this.denied = denied;
		this.sharedHost = sharedHost;
		this.restricted = restricted;
	}

	/**
	 * Return the restrictions of a project.
	 * @param denied further names, of which one that ends with {@code *} stands for all
	 * names that begin so
	 * @param sharedHost whether other sites have the same host
	 * @return the restrictions
	 */
	public static HeaderRestrictions ofProject(Collection<String> denied, boolean sharedHost) {
		List<String> names = new ArrayList<>();
		denied.forEach((name) -> names.add(canonical(name)));
		return new HeaderRestrictions(List.copyOf(names), sharedHost, true);
	}

	/**
	 * Return whether these are the restrictions of a project.
	 */
	boolean areOfProject() {
		return this.restricted;
	}

	/**
	 * Return why a field may be neither set nor removed.
	 * @param name the name of the field
	 * @return the reason, or {@code null} if it may
	 */
	@Nullable String reason(String name) {
		if (!this.restricted) {
			return null;
		}
		String canonical = canonical(name);
		if (isAmong(OF_PROXIES, canonical)) {
			return "a project cannot set or remove " + shown(name)
					+ ", because proxies and servers in front of the application act on it";
		}
		if (isAmong(OF_THE_SERVER, canonical)) {
			return "a project cannot set or remove " + shown(name) + ", because only the server knows its value";
		}
		if (this.sharedHost && isAmong(OF_THE_HOST, canonical)) {
			return "a project cannot set or remove " + shown(name)
					+ ", because it acts on the other projects of the same host";
		}
		return isAmong(this.denied, canonical) ? "a project cannot set or remove " + shown(name)
				+ ", because it is listed in 'assets.projects.rules.denied-headers'" : null;
	}

	/**
	 * Return why a field may not have a value.
	 * @param name the name of the field
	 * @param value the value
	 * @param filled whether the value has a placeholder, which a request fills in
	 * @return the reason, or {@code null} if it may
	 */
	@Nullable String reason(String name, String value, boolean filled) {
		String reason = reason(name);
		if (reason != null || !this.restricted) {
			return reason;
		}
		String canonical = canonical(name);
		if (COOKIES.contains(canonical)) {
			if (filled) {
				return "a cookie of a project can have no placeholder, because its value could add an attribute";
			}
			return hasDomain(value)
					? "a cookie of a project can have no Domain, because it would be sent to other hosts" : null;
		}
		boolean ofOthers = canonical.equals("clear-site-data")
				&& (filled || value.contains("*") || value.toLowerCase(Locale.ROOT).contains("cookies"));
		return ofOthers ? "a project cannot clear cookies, because those of other hosts of the domain are among them"
				: null;
	}

	/**
	 * Browsers split a cookie at every semicolon, also inside quotes.
	 */
	private static boolean hasDomain(String cookie) {
		for (String part : cookie.split("[;,]")) {
			if (Whitespace.trim(part.split("=", 2)[0]).equalsIgnoreCase("domain")) {
				return true;
			}
		}
		return false;
	}

	private static boolean isAmong(List<String> patterns, String name) {
		for (String pattern : patterns) {
			boolean prefix = pattern.endsWith("*");
			if (prefix ? name.startsWith(pattern.substring(0, pattern.length() - 1)) : name.equals(pattern)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Some servers take an underscore for a hyphen.
	 */
	private static String canonical(String name) {
		return Whitespace.trim(name).toLowerCase(Locale.ROOT).replace('_', '-');
	}

	private static String shown(String name) {
		return (name.length() > 80) ? name.substring(0, 80) + "…" : name;
	}

}
