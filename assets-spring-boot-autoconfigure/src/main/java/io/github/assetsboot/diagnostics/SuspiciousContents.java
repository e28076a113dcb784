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

package io.github.assetsboot.diagnostics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.assetsboot.autoconfigure.CollectionProperties;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.LanguageMode;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Finds files of a directory that look like a mistake, and names the cure.
 *
 * @author the Assets for Spring Boot authors
 */
class SuspiciousContents {

	/**
	 * Names at the root that are nearly those of rule files, with the name that is meant.
	 */
	private static final Map<Pattern, String> MISSPELLED = Map.of(
			Pattern.compile("(?i)/[._-]?assets?[._-]?ignore(\\.txt)?"), IgnoreRules.FILE_NAME,
			Pattern.compile("(?i)/[._]redirects?(\\.txt)?"), Redirects.FILE_NAME,
			Pattern.compile("(?i)/[._]headers?(\\.txt)?"), HeaderRules.FILE_NAME);

	/**
	 * An absolute path of a script or a style sheet in a page.
	 */
	private static final Pattern REFERENCE = Pattern
		.compile("(?:src|href)=[\"']?(?<path>/[^/\"'<>\\s?#][^\"'<>\\s?#]*+)(?<=\\.(?:js|mjs|css))");

	/**
	 * A relative path of a script in a page.
	 */
	private static final Pattern RELATIVE_REFERENCE = Pattern
		.compile("<script\\s[^>]*?src=[\"']?(?<path>(?:\\./)?[^/\"'<>\\s?#:][^\"'<>\\s?#:]*+)(?<=\\.(?:js|mjs))");

	private static final Pattern BASE = Pattern.compile("(?i)<base\\s");

	/**
	 * Default lines of {@code assets.ignore} for files that may hold passwords.
	 */
	private static final List<String> SECRETS = List.of(".git", ".env", ".env.*");

	private static final int MAX_READ = 64 * 1024;

	private static final int MAX_NAMED = 20;

	private static final Origin ANY_ORIGIN = new Origin("http", "localhost", -1);

	private final AssetRouter router;

	private final CollectionProperties properties;

	private final String directory;

	private final @Nullable Languages languages;

	/**
	 * Create a search.
	 * @param router the router of the collection
	 * @param properties the properties of the collection
	 * @param languages the languages of the collection, {@code null} if there are none
	 */
	SuspiciousContents(AssetRouter router, CollectionProperties properties, @Nullable Languages languages) {
		this.router = router;
		this.properties = properties;
		this.directory = properties.getDirectory();
		this.languages = languages;
	}

	private String property(String name) {
		return this.properties.property(name);
	}

	/**
	 * Describe the suspicious files that are so in every application.
	 * @return a warning for each suspicion
	 */
	List<String> describe() {
		List<String> warnings = new ArrayList<>();
		if (hasAssets() && contains("/node_modules/")) {
			warnings
				.add("The files in node_modules are served from " + this.directory + ". Set '" + property("directory")
						+ "' to the output folder of the build, or add the line 'node_modules' to .assetsignore.");
		}
		String secrets = describeSecrets();
		if (secrets != null) {
			warnings.add(secrets);
		}
		if (this.router.assets().get("/package.json") != null) {
			warnings.add("There is a package.json in " + this.directory + ", which suggests the sources of a front end."
					+ " Set '" + property("directory") + "' to the output folder of the build, such as dist.");
		}
		if (this.router.assets().get("/_worker.js") != null || contains("/_worker.js/")) {
			warnings.add("The script _worker.js in " + this.directory
					+ " is served as a file and never run, because controllers take its place. Remove it, or add the"
					+ " line '_worker.js' to .assetsignore.");
		}
		List<String> names = pathsAtRoot();
		MISSPELLED.forEach((pattern, name) -> {
			for (String path : names) {
				if (pattern.matcher(path).matches()) {
					warnings.add(path.substring(1) + " in " + this.directory
							+ " is served as a file, and its rules have no effect. Rename it to " + name
							+ ", or remove it.");
				}
			}
		});
		NotFoundHandling handling = this.router.settings().notFoundHandling();
		if (hasAssets() && handling == NotFoundHandling.SINGLE_PAGE_APPLICATION
				&& this.router.assets().get(this.router.settings().fallbackPage()) == null
				&& !isOfLanguage(this.router.settings().fallbackPage())) {
			warnings.add(describeMissingFallbackPage(this.router.settings().fallbackPage()));
		}
		if (hasAssets() && handling == NotFoundHandling._404_PAGE && !endsWith("/404.html")) {
			warnings.add("There is no 404.html in " + this.directory + ", so that '" + property("not-found-handling")
					+ "=404-page' has no effect. Add a 404.html, or remove the property.");
		}
		if (hasAssets()) {
			addRulesOfOtherTargets(warnings);
		}
		return warnings;
	}

	/**
	 * An own list of ignored files replaces the default list.
	 */
	private @Nullable String describeSecrets() {
		if (this.properties.getIgnore().containsAll(SECRETS)) {
			return null;
		}
		IgnoreRules secrets = IgnoreRules.of(SECRETS);
		return this.router.assets()
			.assets()
			.stream()
			.map(Asset::path)
			.filter((path) -> secrets.ignoresFile(path.substring(1)))
			.sorted()
			.findFirst()
			.map((path) -> "The file " + path + " is served from " + this.directory + ", because '" + property("ignore")
					+ "' replaces the default list. Add " + String.join(", ", SECRETS) + " to it, or the line '" + path
					+ "' to .assetsignore.")
			.orElse(null);
	}

	/**
	 * A target with a placeholder depends on the request. Only its folder is known.
	 */
	private void addRulesOfOtherTargets(List<String> warnings) {
		List<String> missing = new ArrayList<>();
		List<String> moved = new ArrayList<>();
		for (RedirectRule rule : this.router.redirects().rules()) {
			if (rule.status() != 200) {
				continue;
			}
			String line = "line " + rule.line() + ": " + rule.from() + " " + rule.to() + " 200";
			String target = (rule.to().indexOf(':') == -1) ? new RedirectMatch(rule, rule.to()).path(ANY_ORIGIN) : null;
			if (leadsToMissingFolder(rule.to())) {
				missing.add(line);
			}
			else if (target != null) {
				String served = servedTarget(target);
				if (served == null) {
					missing.add(line);
				}
				else if (!served.equals(target)) {
					moved.add(line + " is answered with a redirect to " + served);
				}
			}
		}
		if (!missing.isEmpty()) {
			warnings.add("Rules of _redirects in " + this.directory + " lead to files that do not exist:\n"
					+ lines(missing) + "Correct their targets, or delete the lines.");
		}
		if (!moved.isEmpty()) {
			warnings.add("Rules of _redirects in " + this.directory
					+ " have status 200, and are answered with a redirect. Their targets are served under"
					+ " another path:\n" + lines(moved) + "Write the path of the redirect as the target.");
		}
	}

	private boolean leadsToMissingFolder(String to) {
		String target = to.split("[?#]", 2)[0];
		int placeholder = target.indexOf(':');
		String folder = target.substring(0, target.lastIndexOf('/', Math.max(placeholder, 0)) + 1);
		return target.startsWith("/") && folder.length() > 1 && folder.indexOf('%') == -1 && this.languages == null
				&& !contains(folder);
	}

	private static String lines(List<String> lines) {
		return lines.stream().limit(MAX_NAMED).map((line) -> line + "\n").collect(Collectors.joining());
	}

	/**
	 * Return the path that the file of a target is served under, {@code null} if there is
	 * no such file.
	 */
	private @Nullable String servedTarget(String target) {
		String own = servedBelow(this.router.settings().basePath(), target);
		if (own != null || this.languages == null || this.languages.mode() != LanguageMode.SERVE) {
			return own;
		}
		return this.languages.all()
			.stream()
			.map((language) -> servedBelow(language.path(), target))
			.filter(Objects::nonNull)
			.findFirst()
			.orElse(null);
	}

	private @Nullable String servedBelow(BasePath base, String target) {
		String path = this.router.servedPath(base + target);
		if (path == null) {
			return null;
		}
		String relative = path.startsWith(base.toString()) ? path.substring(base.toString().length()) : target;
		return relative.isEmpty() ? "/" : relative;
	}

	/**
	 * Each language can have a fallback page of its own.
	 */
	private boolean isOfLanguage(String page) {
		return this.languages != null && this.languages.all()
			.stream()
			.anyMatch((language) -> this.router.find(language.path() + page) != null);
	}

	private String describeMissingFallbackPage(String page) {
		String missing = "There is no " + page.substring(1) + " in " + this.directory + ", so that '"
				+ property("not-found-handling") + "=single-page-application' has no effect. ";
		String other = inOtherCase(page);
		if (other != null) {
			return missing + "Rename the file " + other + ", whose upper and lower case differ.";
		}
		return page.equals(RoutingSettings.DEFAULT_FALLBACK_PAGE)
				? missing + "Set '" + property("directory") + "' to the folder with the index.html of the front end"
						+ folderWithIndex() + "."
				: missing + "Set '" + property("fallback-page")
						+ "' to the page that the build of the front end writes.";
	}

	/**
	 * Describe the conflicts with a filter that removes slashes from the end of a path.
	 * @return a warning for each suspicion
	 */
	List<String> describeWithoutSlashes() {
		HtmlHandling handling = this.router.settings().htmlHandling();
		boolean slashes = (handling == HtmlHandling.FORCE_TRAILING_SLASH && endsWith(".html"))
				|| (handling == HtmlHandling.AUTO_TRAILING_SLASH && this.router.assets()
					.assets()
					.stream()
					.anyMatch((asset) -> asset.path().endsWith("/index.html") && !asset.path().equals("/index.html")));
		return !slashes ? List.of() : List
			.of("A UrlHandlerFilter removes the slash at the end of a path, and html handling adds it again. A"
					+ " request may be redirected in an endless loop. Remove the filter, restrict it to other paths, or"
					+ " set '" + property("html-handling") + "=drop-trailing-slash'.");
	}

	/**
	 * Describe the builds whose base differs from the URL of the collection or of their
	 * language, so that their page finds no script.
	 * @param contextPath the context path of the application
	 * @return a text for the log for each page that seems to find no script
	 */
	List<String> describeOtherBase(String contextPath) {
		boolean localized = this.languages != null && this.languages.mode() == LanguageMode.REDIRECT;
		Stream<String> folders = localized ? this.router.settings().languageFolders().stream() : Stream.of();
		return Stream.concat(Stream.of(""), folders)
			.map((folder) -> describeOtherBase(contextPath, folder))
			.filter(Objects::nonNull)
			.toList();
	}

	/**
	 * Describe a fallback page whose scripts depend on the path of the request.
	 * @param contextPath the context path of the application
	 * @return a text for the log, or {@code null} if there is none
	 */
	@Nullable String describeRelativeBase(String contextPath) {
		Asset page = this.router.assets().own(this.router.settings().fallbackPage());
		if (page == null || this.router.settings().notFoundHandling() != NotFoundHandling.SINGLE_PAGE_APPLICATION) {
			return null;
		}
		String text = start(page);
		Matcher reference = RELATIVE_REFERENCE.matcher(text);
		boolean found = reference.find() && !BASE.matcher(text).find()
				&& this.router.assets().own("/" + reference.group("path").replaceFirst("^\\./", "")) != null;
		return found ? "The page " + page.path() + " in " + this.directory + " refers to " + reference.group("path")
				+ " without a slash in front, so that a deep link such as /notes/7 does not find it. Set the base of the"
				+ " build to " + contextPath + this.router.settings().basePath()
				+ "/, or add a <base> element to the page." : null;
	}

	/**
	 * In the other mode, the builds of all languages have the base of the collection.
	 */
	private @Nullable String describeOtherBase(String contextPath, String folder) {
		Asset page = this.router.assets().own(folder + RoutingSettings.DEFAULT_FALLBACK_PAGE);
		if (page == null) {
			return null;
		}
		String collection = contextPath + this.router.settings().basePath();
		String url = contextPath + this.router.urlPath(folder);
		Matcher references = REFERENCE.matcher(start(page));
		String other = null;
		while (references.find()) {
			String reference = references.group("path");
			if (reference.startsWith(collection + "/")
					&& this.router.find(reference.substring(contextPath.length())) != null) {
				return null;
			}
			String file = (other != null) ? null : file(folder, reference);
			if (file != null) {
				other = "The page " + page.path() + " in " + this.directory + " refers to " + reference
						+ ", but the URL of this file is " + url + file + ". Set the base of the build to " + url
						+ "/. Do nothing if a proxy changes the path.";
			}
		}
		return other;
	}

	private @Nullable String file(String folder, String reference) {
		String path = reference;
		while (path.length() > 1 && this.router.assets().own(folder + path) == null) {
			int next = path.indexOf('/', 1);
			path = (next != -1) ? path.substring(next) : "";
		}
		return !path.isEmpty() ? path : null;
	}

	private static String start(Asset page) {
		try (InputStream stream = page.representation().source().open()) {
			return new String(stream.readNBytes(MAX_READ), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

	private @Nullable String inOtherCase(String page) {
		return this.router.assets()
			.assets()
			.stream()
			.map(Asset::path)
			.filter((path) -> path.equalsIgnoreCase(page))
			.findFirst()
			.orElse(null);
	}

	private String folderWithIndex() {
		return this.router.assets()
			.assets()
			.stream()
			.map(Asset::path)
			.filter((path) -> path.matches("/.+/index\\.html"))
			.min(Comparator.comparingInt((String path) -> path.split("/").length)
				.thenComparing(Comparator.naturalOrder()))
			.map((path) -> ", which is perhaps " + path.substring(1, path.lastIndexOf('/')) + " in it")
			.orElse("");
	}

	private List<String> pathsAtRoot() {
		List<String> paths = new ArrayList<>();
		for (Asset asset : this.router.assets().assets()) {
			if (asset.path().lastIndexOf('/') == 0) {
				paths.add(asset.path());
			}
		}
		Collections.sort(paths);
		return paths;
	}

	private boolean hasAssets() {
		return !this.router.assets().assets().isEmpty();
	}

	private boolean contains(String prefix) {
		for (Asset asset : this.router.assets().assets()) {
			if (asset.path().startsWith(prefix)) {
				return true;
			}
		}
		return false;
	}

	private boolean endsWith(String suffix) {
		for (Asset asset : this.router.assets().assets()) {
			if (asset.path().endsWith(suffix)) {
				return true;
			}
		}
		return false;
	}

}
