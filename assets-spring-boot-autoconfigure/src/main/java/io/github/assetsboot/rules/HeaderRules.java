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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The rules of a {@code _headers} file, in the order in which they apply.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/headers/">Workers: headers</a>
 */
public final class HeaderRules {

	/**
	 * Name of the rule file.
	 */
	public static final String FILE_NAME = "_headers";

	/**
	 * Number of characters that placeholders may add to the header fields of one
	 * response. A container limits the size of the header.
	 */
	private static final int MAX_GROWTH = 2048;

	/**
	 * Number of characters that the names and values of a project may have in one
	 * response. The container would refuse a response with more.
	 */
	private static final int MAX_LENGTH_OF_PROJECT = 4096;

	private static final String HTTPS = "https://";

	private final List<CompiledRule> rules;

	private final RuleIndex<CompiledRule> index;

	private final List<RuleProblem> problems;

	private final int maxLength;

	HeaderRules(Map<String, HeaderRule> rules, List<RuleProblem> problems, HeaderRestrictions restrictions) {
		this.maxLength = restrictions.areOfProject() ? MAX_LENGTH_OF_PROJECT : Integer.MAX_VALUE;
		this.rules = rules.values().stream().map(CompiledRule::of).toList();
		this.index = new RuleIndex<>(this.rules, (rule) -> rule.pattern().firstSegment());
		this.problems = List.copyOf(problems);
	}

	/**
	 * Return the rules of a collection without a {@code _headers} file.
	 * @return no rules at all
	 */
	public static HeaderRules none() {
		return new HeaderRules(Map.of(), List.of(), HeaderRestrictions.NONE);
	}

	/**
	 * Parse a {@code _headers} file. A line that is not valid is skipped and reported.
	 * @param text the file's text, {@code null} if there is no such file
	 * @return the rules and the problems with them
	 */
	public static HeaderRules parse(@Nullable String text) {
		return parse(text, HeaderRestrictions.NONE);
	}

	/**
	 * Parse a {@code _headers} file that may not set every field.
	 * @param text the file's text, {@code null} if there is no such file
	 * @param restrictions the fields that it may not set
	 * @return the rules and the problems with them
	 */
	public static HeaderRules parse(@Nullable String text, HeaderRestrictions restrictions) {
		return (text != null) ? new HeadersParser(restrictions).parse(text) : none();
	}

	/**
	 * Find the rules that apply to a request.
	 * @param host the host name in lower case, without the port
	 * @param path the normalized, undecoded path
	 * @return the rules in the order in which they apply, with splat and placeholders
	 * filled in
	 */
	public List<HeaderRule> match(String host, String path) {
		List<CompiledRule> candidates = this.index.candidates(path);
		if (candidates.isEmpty()) {
			return List.of();
		}
		List<HeaderRule> matches = new ArrayList<>();
		HeaderRule.Room room = new HeaderRule.Room(MAX_GROWTH);
		int length = 0;
		for (CompiledRule rule : candidates) {
			if (length > this.maxLength - rule.length()) {
				continue;
			}
			Captures captures = rule.pattern().match(rule.hasHost() ? HTTPS + host + path : path);
			if (captures != null) {
				length += rule.length();
				matches.add(rule.filled() ? rule.rule().fill(captures, room) : rule.rule());
			}
		}
		return matches;
	}

	/**
	 * Return whether the rules that apply to a path depend on the host.
	 * @param path the normalized, undecoded path
	 * @return {@code true} if a rule for a host may apply to the path
	 */
	public boolean isHostSpecific(String path) {
		for (CompiledRule rule : this.index.candidates(path)) {
			if (rule.hasHost() && rule.mayMatchPath(path)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Return the rules.
	 * @return the rules in the order in which they apply
	 */
	public List<HeaderRule> rules() {
		return this.rules.stream().map(CompiledRule::rule).toList();
	}

	/**
	 * Return the number of rules.
	 * @return how many rules there are
	 */
	public int size() {
		return this.rules.size();
	}

	/**
	 * Return the problems of the file.
	 * @return the problems, in the order of the lines
	 */
	public List<RuleProblem> problems() {
		return this.problems;
	}

	/**
	 * A rule made ready.
	 *
	 * @param pattern the pattern of the paths that it applies to
	 * @param rule the rule
	 * @param pathPattern what comes after a host, if that can be told apart
	 * @param filled whether a value may have a placeholder, which begins with a colon
	 * @param length the number of characters of its names and values
	 */
	private record CompiledRule(RulePattern pattern, HeaderRule rule, @Nullable RulePattern pathPattern, boolean filled,
			int length) {

		static CompiledRule of(HeaderRule rule) {
			boolean filled = rule.set().values().stream().anyMatch((value) -> value.indexOf(':') != -1);
			int length = rule.set()
				.entrySet()
				.stream()
				.mapToInt((field) -> field.getKey().length() + field.getValue().length())
				.sum();
			return new CompiledRule(RulePattern.compile(rule.scope()), rule, pathPattern(rule.scope()), filled, length);
		}

		/**
		 * Return the pattern of the path after a host. It is {@code null} without a host,
		 * or if the splat of the host may match a part of the path.
		 */
		private static @Nullable RulePattern pathPattern(String scope) {
			int slash = scope.indexOf('/', HTTPS.length());
			boolean separate = scope.startsWith(HTTPS) && slash != -1 && scope.substring(0, slash).indexOf('*') == -1;
			return separate ? RulePattern.compile(scope.substring(slash)) : null;
		}

		/**
		 * A host rule says {@code https} and means every scheme.
		 */
		boolean hasHost() {
			return this.rule.scope().startsWith(HTTPS);
		}

		boolean mayMatchPath(String path) {
			return this.pathPattern == null || this.pathPattern.match(path) != null;
		}

	}

	/**
	 * A block of a {@code _headers} file: the header fields that are taken away from,
	 * then those that are set on every response to a matching request.
	 *
	 * @param scope the path or URL, possibly with a splat and placeholders
	 * @param unset names of the fields to take away
	 * @param set values of the fields to set, by name
	 * @since 0.1.0
	 */
	public record HeaderRule(String scope, List<String> unset, Map<String, String> set) {

		/**
		 * Create a rule.
		 * @param scope the path or URL
		 * @param unset names of the fields to take away
		 * @param set values of the fields to set, by name
		 */
		public HeaderRule {
			unset = List.copyOf(unset);
			set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
		}

		/**
		 * Fill in the captured values. A value that would grow beyond the room is left
		 * out.
		 */
		HeaderRule fill(Captures captures, Room room) {
			Map<String, String> filled = new LinkedHashMap<>();
			for (Map.Entry<String, String> field : this.set.entrySet()) {
				String text = captures.fill(field.getValue(), field.getValue().length() + room.left);
				if (text != null) {
					room.take(text.length() - field.getValue().length());
					filled.put(field.getKey(), text.strip());
				}
			}
			return new HeaderRule(this.scope, this.unset, filled);
		}

		/**
		 * Number of characters that placeholders may still add to one response.
		 */
		static final class Room {

			private int left;

			Room(int left) {
				this.left = left;
			}

			private void take(int growth) {
				this.left -= Math.max(0, growth);
			}

		}

	}

	/**
	 * The header fields that a {@code _headers} file may neither set nor remove, because
	 * its author is not the application's: fields that a proxy or the container acts on,
	 * and fields that have an effect outside of the site.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class HeaderRestrictions {

		/**
		 * No restrictions, for the application's own file.
		 */
		public static final HeaderRestrictions NONE = new HeaderRestrictions(List.of(), false, false);

		private static final List<String> OF_PROXIES = List.of("x-accel-*", "x-sendfile*", "x-send-file",
				"x-lighttpd-*", "x-litespeed-*", "x-reproxy-*", "x-envoy-*", "proxy-*", "surrogate-control",
				"edge-control", "status");

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
		 * @param denied further names, of which one that ends with {@code *} stands for
		 * all names that begin so
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
			return ofOthers
					? "a project cannot clear cookies, because those of other hosts of the domain are among them"
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

}
