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

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * The settings that routing depends on.
 *
 * @param mode how requests are divided between the application and the assets
 * @param htmlHandling the path that an HTML file is served under
 * @param notFoundHandling the answer to a path without an asset
 * @param fallbackPage the path of the page of
 * {@link NotFoundHandling#SINGLE_PAGE_APPLICATION}, decoded and inside the collection
 * @param runWorkerFirst the requests that the application answers first
 * @param navigationPrefersAssetServing whether a navigation without an asset gets the
 * not-found handling. Has a meaning in {@link RoutingMode#WORKERS} only
 * @param basePath the prefix under which the collection lives
 * @param languagePaths the paths of languages, inside the context path. The fallback page
 * of a folder of the collection with such a path comes before that of the collection
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RoutingSettings(RoutingMode mode, HtmlHandling htmlHandling, NotFoundHandling notFoundHandling,
		String fallbackPage, RunWorkerFirst runWorkerFirst, boolean navigationPrefersAssetServing, BasePath basePath,
		List<BasePath> languagePaths) {

	/**
	 * The path of the fallback page where no other one is set.
	 */
	public static final String DEFAULT_FALLBACK_PAGE = "/index.html";

	/**
	 * Create settings.
	 * @param mode how requests are divided between the application and the assets
	 * @param htmlHandling the path that an HTML file is served under
	 * @param notFoundHandling the answer to a path without an asset
	 * @param fallbackPage the path of the fallback page
	 * @param runWorkerFirst the requests that the application answers first
	 * @param navigationPrefersAssetServing whether a navigation without an asset gets the
	 * not-found handling
	 * @param basePath the prefix under which the collection lives
	 * @param languagePaths the paths of languages
	 * @throws IllegalArgumentException if the fallback page is not the path of a file
	 */
	public RoutingSettings {
		checkFallbackPage(fallbackPage);
	}

	/**
	 * Create settings without languages.
	 * @param mode how requests are divided between the application and the assets
	 * @param htmlHandling the path that an HTML file is served under
	 * @param notFoundHandling the answer to a path without an asset
	 * @param fallbackPage the path of the fallback page
	 * @param runWorkerFirst the requests that the application answers first
	 * @param navigationPrefersAssetServing whether a navigation without an asset gets the
	 * not-found handling
	 * @param basePath the prefix under which the collection lives
	 * @throws IllegalArgumentException if the fallback page is not the path of a file
	 */
	public RoutingSettings(RoutingMode mode, HtmlHandling htmlHandling, NotFoundHandling notFoundHandling,
			String fallbackPage, RunWorkerFirst runWorkerFirst, boolean navigationPrefersAssetServing,
			BasePath basePath) {
		this(mode, htmlHandling, notFoundHandling, fallbackPage, runWorkerFirst, navigationPrefersAssetServing,
				basePath, List.of());
	}

	/**
	 * Create settings with the default fallback page.
	 * @param mode how requests are divided between the application and the assets
	 * @param htmlHandling the path that an HTML file is served under
	 * @param notFoundHandling the answer to a path without an asset
	 * @param runWorkerFirst the requests that the application answers first
	 * @param navigationPrefersAssetServing whether a navigation without an asset gets the
	 * not-found handling
	 * @param basePath the prefix under which the collection lives
	 */
	public RoutingSettings(RoutingMode mode, HtmlHandling htmlHandling, NotFoundHandling notFoundHandling,
			RunWorkerFirst runWorkerFirst, boolean navigationPrefersAssetServing, BasePath basePath) {
		this(mode, htmlHandling, notFoundHandling, DEFAULT_FALLBACK_PAGE, runWorkerFirst, navigationPrefersAssetServing,
				basePath);
	}

	/**
	 * Return the folders of languages.
	 * @return the decoded paths inside the collection, the longest first
	 */
	public List<String> languageFolders() {
		return this.languagePaths.stream()
			.map((path) -> this.basePath.relativize(path.toString()))
			.filter(Objects::nonNull)
			.filter((path) -> !path.isEmpty())
			.map(PathCoding::decode)
			.sorted(Comparator.comparing(String::length).reversed())
			.toList();
	}

	/**
	 * Check the path of a fallback page.
	 * @param path the path
	 * @throws IllegalArgumentException if it is not the path of a file; the message
	 * begins with "must"
	 */
	public static void checkFallbackPage(String path) {
		if (!path.startsWith("/") || path.contains("//")) {
			throw new IllegalArgumentException("must start with one '/', such as '/200.html'");
		}
		if (path.endsWith("/")) {
			throw new IllegalArgumentException("must be the path of a file, such as '/200.html'");
		}
		if (path.matches("(?s).*[\\\\?#%*\\x00-\\x1F\\x7F].*")) {
			throw new IllegalArgumentException(
					"must be a plain path, without any of \\ ? # % * and control characters");
		}
		if ((path + "/").contains("/./") || (path + "/").contains("/../")) {
			throw new IllegalArgumentException("must not have '.' or '..' as a segment");
		}
	}

	/**
	 * The prefix, inside the context path, under which a collection lives.
	 *
	 * @since 0.1.0
	 */
	public static final class BasePath {

		/**
		 * The whole application.
		 */
		public static final BasePath ROOT = new BasePath("");

		private static final Pattern PATH_PARAMETERS = Pattern.compile(";[^/]*");

		private final String prefix;

		private final String plain;

		private BasePath(String prefix) {
			this.prefix = prefix;
			this.plain = plain(prefix);
		}

		/**
		 * Create a base path.
		 * @param path the path, starting with a slash; a slash at its end makes no
		 * difference
		 * @return the base path
		 * @throws IllegalArgumentException if it is not a path
		 */
		public static BasePath of(String path) {
			String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
			if (!path.startsWith("/") || path.contains("//")) {
				throw new IllegalArgumentException("must start with one '/', such as '/app'");
			}
			if (path.matches("(?s).*[\\\\?#%*;\\x00-\\x20\\x7F].*")) {
				throw new IllegalArgumentException("must be a plain path, without any of \\ ? # % * ; and white space");
			}
			if ((prefix + "/").contains("/./") || (prefix + "/").contains("/../")) {
				throw new IllegalArgumentException("must not have '.' or '..' as a segment");
			}
			return prefix.isEmpty() ? ROOT : new BasePath(UrlPath.normalize(prefix));
		}

		/**
		 * Return a path in the form in which it is compared: decoded, without path
		 * parameters, and with one slash where there are several.
		 * @param path the normalized path
		 * @return the path for {@link #contains}
		 */
		public static String plain(String path) {
			return PathCoding.decode((path.indexOf(';') != -1) ? PATH_PARAMETERS.matcher(path).replaceAll("") : path);
		}

		/**
		 * Return whether a path is this one or below it, however it is written.
		 * @param plain the path as {@link #plain} returns it
		 * @return {@code true} if it is
		 */
		public boolean contains(String plain) {
			return plain.startsWith(this.plain)
					&& (plain.length() == this.plain.length() || plain.charAt(this.plain.length()) == '/');
		}

		/**
		 * Take the prefix off a path.
		 * @param path the normalized path
		 * @return the rest, which starts with a slash, is empty for the base path itself,
		 * or is {@code null} outside of it
		 */
		public @Nullable String relativize(String path) {
			if (this.prefix.isEmpty()) {
				return path;
			}
			if (!path.startsWith(this.prefix)) {
				return null;
			}
			String rest = path.substring(this.prefix.length());
			return (rest.isEmpty() || rest.startsWith("/")) ? rest : null;
		}

		@Override
		public String toString() {
			return this.prefix;
		}

	}

	/**
	 * The languages of a front end, each with a path of its own, and the choice among
	 * them. Immutable.
	 *
	 * @since 0.1.0
	 */
	public static final class Languages {

		/**
		 * The header fields that the choice depends on, as the value of {@code Vary}.
		 */
		public static final String VARY = "Accept-Language, Cookie";

		private final Map<String, Language> byTag = new LinkedHashMap<>();

		private final Language standard;

		private final @Nullable String cookie;

		private final LanguageMode mode;

		/**
		 * Create the languages.
		 * @param languages the languages
		 * @param standard the one of them where a request prefers none
		 * @param cookie the name of the cookie that may name a language, {@code null} for
		 * none
		 * @param mode the response to a request without a language in its path
		 */
		public Languages(Collection<Language> languages, Language standard, @Nullable String cookie,
				LanguageMode mode) {
			languages.forEach((language) -> this.byTag.put(language.tag().toLowerCase(Locale.ROOT), language));
			this.standard = standard;
			this.cookie = cookie;
			this.mode = mode;
		}

		/**
		 * Return the response to a request without a language in its path.
		 * @return the mode
		 */
		public LanguageMode mode() {
			return this.mode;
		}

		/**
		 * Return the languages.
		 * @return all of them, in the order of the settings
		 */
		public Collection<Language> all() {
			return Collections.unmodifiableCollection(this.byTag.values());
		}

		/**
		 * Return whether a path names a language.
		 * @param path the normalized path inside the context path
		 * @return {@code true} if it is the path of a language or below it
		 */
		public boolean contains(String path) {
			String plain = BasePath.plain(path);
			return all().stream().anyMatch((language) -> language.path().contains(plain));
		}

		/**
		 * Choose the language of a request: that of the cookie, else the one that
		 * {@code Accept-Language} prefers, else the default one.
		 * @param cookies the value of {@code Cookie}, several fields joined by
		 * semicolons; {@code null} without one
		 * @param acceptLanguage the value of {@code Accept-Language}, several fields
		 * joined by commas; {@code null} without one
		 * @return the language, and the reason
		 */
		public LanguageChoice choose(@Nullable String cookies, @Nullable String acceptLanguage) {
			Language named = (cookies != null && this.cookie != null) ? named(cookies, this.cookie) : null;
			if (named != null) {
				return new LanguageChoice(named, "the cookie " + this.cookie + " names it");
			}
			String tag = (acceptLanguage != null) ? LanguageLookup.find(acceptLanguage, this.byTag.keySet()) : null;
			return (tag != null)
					? new LanguageChoice(Objects.requireNonNull(this.byTag.get(tag)), "Accept-Language prefers it")
					: new LanguageChoice(this.standard,
							"it is the default, because the request names no language of assets.language.paths");
		}

		/**
		 * Cookies of one name can have several paths or domains.
		 */
		private @Nullable Language named(String cookies, String name) {
			Language language = null;
			for (int start = 0; language == null && start < cookies.length();) {
				int semicolon = cookies.indexOf(';', start);
				int end = (semicolon != -1) ? semicolon : cookies.length();
				String pair = cookies.substring(start, end).strip();
				if (pair.length() > name.length() && pair.startsWith(name) && pair.charAt(name.length()) == '=') {
					language = this.byTag.get(unquoted(pair.substring(name.length() + 1)).toLowerCase(Locale.ROOT));
				}
				start = end + 1;
			}
			return language;
		}

		private static String unquoted(String value) {
			boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
			return quoted ? value.substring(1, value.length() - 1) : value;
		}

		/**
		 * A language.
		 *
		 * @param tag the language tag, such as {@code pt-BR}
		 * @param path the path that it has in URLs, inside the context path
		 * @since 0.1.0
		 */
		public record Language(String tag, BasePath path) {

		}

		/**
		 * The language of a request.
		 *
		 * @param language the language
		 * @param reason the reason, for people to read
		 * @since 0.1.0
		 */
		public record LanguageChoice(Language language, String reason) {

		}

		/**
		 * Responses to a request without a language in its path.
		 *
		 * @since 0.1.0
		 */
		public enum LanguageMode {

			/**
			 * The root is redirected to the path of the language.
			 */
			REDIRECT,

			/**
			 * The file of the language is served at the same path.
			 */
			SERVE

		}

	}

	/**
	 * Requests that the application answers although an asset may match: none, all, or
	 * those whose path a list of patterns decides on. A pattern that begins with
	 * {@code !} names paths of the assets and wins over the others.
	 *
	 * @since 0.1.0
	 * @see <a href=
	 * "https://developers.cloudflare.com/workers/static-assets/binding/#run_worker_first">Workers:
	 * run_worker_first</a>
	 */
	public static final class RunWorkerFirst {

		private static final int MAX_RULES = 100;

		private static final int MAX_RULE_LENGTH = 100;

		private static final RunWorkerFirst NEVER = new RunWorkerFirst(false, List.of(), List.of(), false);

		private static final RunWorkerFirst ALWAYS = new RunWorkerFirst(true, List.of(), List.of(), false);

		private final boolean always;

		private final List<Glob> application;

		private final List<Glob> assets;

		private final boolean behindReservedPaths;

		private RunWorkerFirst(boolean always, List<Glob> application, List<Glob> assets, boolean behindReservedPaths) {
			this.always = always;
			this.application = application;
			this.assets = assets;
			this.behindReservedPaths = behindReservedPaths;
		}

		/**
		 * Assets are looked for first.
		 * @return the setting {@code false}
		 */
		public static RunWorkerFirst never() {
			return NEVER;
		}

		/**
		 * The application comes first, whatever the path.
		 * @return the setting {@code true}
		 */
		public static RunWorkerFirst always() {
			return ALWAYS;
		}

		/**
		 * The application comes first where the patterns say so.
		 * @param rules the patterns, at least one
		 * @return the setting
		 * @throws IllegalArgumentException if the list is not valid; the message names
		 * every bad rule
		 */
		public static RunWorkerFirst patterns(List<String> rules) {
			List<String> problems = problems(rules);
			if (!problems.isEmpty()) {
				throw new IllegalArgumentException(String.join("\n", problems));
			}
			return new RunWorkerFirst(false,
					rules.stream().filter((rule) -> rule.startsWith("/")).map(Glob::new).toList(),
					rules.stream()
						.filter((rule) -> rule.startsWith("!"))
						.map((rule) -> new Glob(rule.substring(1)))
						.toList(),
					false);
		}

		/**
		 * Create the setting from its form in a configuration.
		 * @param values {@code true}, {@code false} or patterns; none is {@code false}
		 * @return the setting
		 * @throws IllegalArgumentException if the list is not valid; the message names
		 * every bad rule
		 */
		public static RunWorkerFirst of(List<String> values) {
			if (values.isEmpty() || values.equals(List.of("false"))) {
				return never();
			}
			return values.equals(List.of("true")) ? always() : patterns(values);
		}

		/**
		 * Return the setting of a collection that others than the application publish.
		 * Its negative patterns do not win over the paths that no asset may shadow.
		 * @return the setting
		 */
		public RunWorkerFirst behindReservedPaths() {
			return this.assets.isEmpty() ? this : new RunWorkerFirst(this.always, this.application, this.assets, true);
		}

		boolean isBehindReservedPaths() {
			return this.behindReservedPaths;
		}

		private static List<String> problems(List<String> rules) {
			List<String> problems = new ArrayList<>();
			if (rules.size() > MAX_RULES) {
				problems.add("there are " + rules.size() + " rules, and there can be " + MAX_RULES + " at most");
			}
			List<String> positive = new ArrayList<>();
			List<String> negative = new ArrayList<>();
			for (String rule : rules) {
				if (rule.startsWith("/")) {
					positive.add(rule);
				}
				else if (rule.startsWith("!/")) {
					negative.add(rule);
				}
				else if (rule.startsWith("!")) {
					problems.add("'" + rule + "': a negative rule must start with '!/'");
				}
				else {
					problems.add("'" + rule + "': a rule must start with '/' or '!/'");
				}
			}
			if (positive.isEmpty() && !negative.isEmpty()) {
				problems.add("there are only negative rules (" + String.join(", ", negative)
						+ "), and there must be one that is not");
			}
			problems.addAll(problemsOfOneSign(positive));
			problems.addAll(problemsOfOneSign(negative));
			return problems;
		}

		private static List<String> problemsOfOneSign(List<String> rules) {
			List<String> problems = new ArrayList<>();
			Set<String> seen = new HashSet<>();
			for (String rule : rules) {
				if (rule.length() > MAX_RULE_LENGTH) {
					problems.add("'" + rule + "': a rule can have " + MAX_RULE_LENGTH + " characters at most");
				}
				if (!seen.add(rule)) {
					problems.add("'" + rule + "': the rule is there twice");
				}
				String coveredBy = coveringRule(rule, rules);
				if (coveredBy != null) {
					problems.add("'" + rule + "': the rule '" + coveredBy + "' makes it redundant");
				}
			}
			return problems;
		}

		private static @Nullable String coveringRule(String rule, List<String> rules) {
			for (String other : rules) {
				if (other.endsWith("*") && !other.equals(rule)
						&& rule.startsWith(other.substring(0, other.length() - 1))) {
					return other;
				}
			}
			return null;
		}

		/**
		 * Return the patterns of the paths that the application answers first.
		 * @return the patterns as they were set, without the negative ones
		 */
		public List<String> patterns() {
			return this.application.stream().map(Glob::pattern).toList();
		}

		/**
		 * Return whether this is a list of patterns.
		 * @return {@code true} if it is neither {@code true} nor {@code false}
		 */
		public boolean isPatterns() {
			return !this.application.isEmpty();
		}

		/**
		 * Decide on a path.
		 * @param path the normalized, undecoded path
		 * @return whether the application or the assets come first
		 */
		public Precedence decide(String path) {
			if (matches(this.assets, path)) {
				return Precedence.ASSETS;
			}
			return (this.always || matches(this.application, path)) ? Precedence.APPLICATION : Precedence.UNDECIDED;
		}

		/**
		 * Find the pattern that decides on a path.
		 * @param path the normalized, undecoded path
		 * @return the pattern as it was set, or {@code null} if none does
		 */
		public @Nullable String patternFor(String path) {
			Glob glob = find(this.assets, path);
			if (glob != null) {
				return "!" + glob.pattern();
			}
			glob = find(this.application, path);
			return (glob != null) ? glob.pattern() : null;
		}

		private static boolean matches(List<Glob> globs, String path) {
			return find(globs, path) != null;
		}

		private static @Nullable Glob find(List<Glob> globs, String path) {
			for (Glob glob : globs) {
				if (glob.matches(path)) {
					return glob;
				}
			}
			return null;
		}

		/**
		 * Order of the application and the assets for a path.
		 */
		public enum Precedence {

			/**
			 * The application.
			 */
			APPLICATION,

			/**
			 * The assets, not-found handling included.
			 */
			ASSETS,

			/**
			 * The assets if they have an answer, otherwise the application.
			 */
			UNDECIDED

		}

	}

	/**
	 * Patterns of which one has to match a path, in which {@code *} stands for any run of
	 * characters.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @since 0.1.0
	 */
	public static final class PathPatterns {

		private final List<Glob> globs;

		private PathPatterns(List<Glob> globs) {
			this.globs = globs;
		}

		/**
		 * Create patterns.
		 * @param patterns the patterns, each starting with a slash
		 * @return the patterns
		 * @throws IllegalArgumentException if one of them does not start with a slash
		 */
		public static PathPatterns of(List<String> patterns) {
			for (String pattern : patterns) {
				if (!pattern.startsWith("/")) {
					throw new IllegalArgumentException("'" + pattern + "': a pattern must start with '/'");
				}
			}
			return new PathPatterns(patterns.stream().map(Glob::new).toList());
		}

		/**
		 * Return whether there is no pattern.
		 * @return {@code true} if no path matches
		 */
		public boolean isEmpty() {
			return this.globs.isEmpty();
		}

		/**
		 * Match a path.
		 * @param path the path
		 * @return whether one of the patterns matches all of it
		 */
		public boolean matches(String path) {
			return this.globs.stream().anyMatch((glob) -> glob.matches(path));
		}

	}

}
