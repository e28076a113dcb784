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

package io.github.assetsboot.explain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.rules.Redirects.RedirectMatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds possible reasons why there is no asset for a path. Examples are another case, an
 * ignored file, a rejected rule, another folder and a similar name.
 *
 * @author the Assets for Spring Boot authors
 */
final class MissingPath {

	/**
	 * The beginning of a finding that tells nothing more of the path.
	 */
	static final String NO_FILE = "No file has the path.";

	private static final int MAX_FINDINGS = 10;

	private static final int MAX_TEXTS = 100;

	private static final int MAX_TEXT_SIZE = 1 << 19;

	private static final int MAX_REFERENCE_LENGTH = 2000;

	/**
	 * Characters that stand in front of a reference in a page, a script or a style sheet.
	 */
	private static final String DELIMITERS = "\"'`()<>=,;{}[]\\";

	private static final Pattern HOST = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9+.-]*+:)?//[^/]*+");

	private static final Pattern DOT_SEGMENTS = Pattern.compile("^(?:\\.{1,2}/)++");

	private static final Pattern LONGER_NAME = Pattern.compile("[\\w-]|\\.\\w");

	private final String path;

	private final String contextPath;

	private final AssetRouter router;

	private final @Nullable String collection;

	private final @Nullable ServedDirectory directory;

	private final Predicate<String> reachable;

	private final List<String> findings = new ArrayList<>();

	private @Nullable Map<String, String> texts;

	private MissingPath(String path, String contextPath, AssetRouter router, @Nullable String collection,
			@Nullable ServedDirectory directory, Predicate<String> reachable) {
		this.reachable = reachable;
		this.directory = directory;
		this.path = path;
		this.contextPath = contextPath;
		this.router = router;
		this.collection = collection;
	}

	/**
	 * Find possible reasons why there is no asset for a request.
	 * @param request the request
	 * @param router the files and rules
	 * @param extent the files to name
	 * @param collection the name of the collection of the application, whose files can be
	 * read at once and listed by the endpoint; {@code null} for a project
	 * @param directory the directory of the collection, {@code null} for a project
	 * @param reachable whether a request for a file gets it
	 * @return sentences, for people to read
	 */
	static List<String> findings(RoutingRequest request, AssetRouter router, Extent extent, @Nullable String collection,
			@Nullable ServedDirectory directory, Predicate<String> reachable) {
		RedirectMatch rule = router.rewrite(request);
		String target = (rule != null) ? rule.path(request.origin()) : null;
		String path = router
			.lookedUpPath((target != null) ? request.withPath(router.settings().basePath() + target) : request);
		if (path == null || router.isForDevServer()) {
			return List.of();
		}
		// the base path itself leads to the first page, too
		MissingPath missing = new MissingPath(path.isEmpty() ? "/" : path, request.contextPath(), router, collection,
				directory, reachable);
		if (rule != null) {
			missing.findings.add("Line " + rule.rule().line() + " of _redirects leads to "
					+ ((target != null) ? path : rule.target()) + ", which does not exist as a file.");
		}
		missing.addLaterFile();
		missing.addOtherSpelling();
		missing.addIgnored();
		missing.addSkipped();
		if (missing.findings.size() == ((rule != null) ? 1 : 0) && !missing.addNearFile()) {
			if (extent == Extent.NEAREST) {
				missing.addOtherPath(router.isForDocument(request));
			}
			else if (extent == Extent.SAME_NAME && !missing.addFileBelowOtherFolder() && hasExtension(name(path))) {
				missing.addNearestPage();
			}
		}
		missing.addRejectedRules(request);
		return missing.findings.stream().limit(MAX_FINDINGS).toList();
	}

	/**
	 * Describe a path that is written with the context path in front of it.
	 * @param request the request
	 * @return two sentences, or {@code null} if the path does not begin so
	 */
	static @Nullable String describeContextPath(RoutingRequest request) {
		String contextPath = request.contextPath();
		return (!contextPath.isEmpty() && (request.path() + "/").startsWith(contextPath + "/"))
				? describeContextPath(contextPath) : null;
	}

	private static String describeContextPath(String contextPath) {
		return "The path begins with the context path " + contextPath
				+ ", so that the URL has it twice. Leave it out, or give the whole URL.";
	}

	/**
	 * Find a file or a folder that the path nearly leads to.
	 */
	private boolean addNearFile() {
		int before = this.findings.size();
		String plain = this.path.replaceFirst("/+$", "");
		HtmlHandling handling = this.router.settings().htmlHandling();
		if (this.path.endsWith(".class") && this.directory != null
				&& this.directory.location().startsWith("classpath:")) {
			this.findings.add("Class files are never served from the class path.");
		}
		else if (plain.length() < this.path.length() && this.router.assets().get(plain) != null) {
			this.findings
				.add("The file " + plain + " exists. The path of the request has a slash at the end: leave it out.");
		}
		else if (this.path.indexOf('?') > 0
				&& this.router.assets().get(this.path.substring(0, this.path.indexOf('?'))) != null) {
			this.findings.add("The file " + located(this.path.substring(0, this.path.indexOf('?')))
					+ " exists. The question mark of the query is encoded, as %3F, and so part of the path.");
		}
		else if (this.router.assets().get(this.path.replace('+', ' ')) != null) {
			this.findings.add("The file " + located(this.path.replace('+', ' '))
					+ " exists. In a path, a plus sign is no space: write %20.");
		}
		else if (!this.path.endsWith("/") && withOtherExtension() != null) {
			this.findings.add("The file " + located(withOtherExtension()) + " exists. The path of the request has "
					+ (hasExtension(name(this.path)) ? "another" : "no") + " extension.");
		}
		else if (handling == HtmlHandling.NONE) {
			pages().filter((file) -> this.router.assets().get(file) != null)
				.filter((file) -> !isFallbackPage(file))
				.findFirst()
				.ifPresent((file) -> this.findings.add("The file " + file + " is not asked for, because '"
						+ property("html-handling") + "' is none. Link to the file, or change the property."));
		}
		else if (!plain.isEmpty() && paths().anyMatch((file) -> file.startsWith(plain + "/"))) {
			this.findings.add("The folder " + plain + "/ has no index.html.");
		}
		if (this.findings.size() == before) {
			addContextPath();
		}
		return this.findings.size() > before;
	}

	private @Nullable String withOtherExtension() {
		boolean extension = hasExtension(name(this.path));
		String start = extension ? this.path.substring(0, this.path.lastIndexOf('.') + 1) : this.path + ".";
		return first(
				(file) -> file.startsWith(start) && (extension || !file.endsWith(".html"))
						&& file.indexOf('/', start.length()) == -1 && file.indexOf('.', start.length()) == -1,
				Comparator.comparingInt(String::length));
	}

	/**
	 * The fallback page answers the request for the root, whatever the html handling.
	 */
	private boolean isFallbackPage(String file) {
		return this.path.equals("/") && file.equals(this.router.settings().fallbackPage())
				&& this.router.settings().notFoundHandling() == NotFoundHandling.SINGLE_PAGE_APPLICATION;
	}

	/**
	 * The context path may also be the name of a folder.
	 */
	private void addContextPath() {
		String prefix = this.contextPath;
		if (prefix.isEmpty() || !(this.path + "/").startsWith(prefix + "/")
				|| !this.router.settings().basePath().toString().isEmpty()) {
			return;
		}
		String inside = this.path.substring(prefix.length());
		Asset file = (inside.length() > 1) ? this.router.find(this.router.urlPath(inside)) : null;
		if (file != null) {
			this.findings.add(otherPath(file.path()) + " " + describeContextPath(prefix));
		}
		else if (paths().noneMatch((path) -> path.startsWith(prefix + "/"))) {
			this.findings.add(describeContextPath(prefix));
		}
	}

	/**
	 * A file can be added while the application runs, by a build or by hand.
	 */
	private void addLaterFile() {
		ServedDirectory directory = this.directory;
		if (directory != null) {
			candidates().filter((file) -> this.router.assets().get(file) == null && directory.present().test(file))
				.findFirst()
				.ifPresent((file) -> this.findings.add(directory.describeAdded(file, property("reload"))));
		}
	}

	/**
	 * Return the files that the path leads to, exactly or by html handling.
	 */
	private Stream<String> candidates() {
		Stream<String> exact = this.path.endsWith("/") ? Stream.of() : Stream.of(this.path);
		return (this.router.settings().htmlHandling() != HtmlHandling.NONE) ? Stream.concat(exact, pages()) : exact;
	}

	private Stream<String> pages() {
		String stem = stem(this.path);
		String folder = stem + "/index.html";
		return stem.isEmpty() ? Stream.of(folder) : Stream.of(stem + ".html", folder);
	}

	private void addIgnored() {
		this.router.assets().ignored().forEach((ignored, reason) -> {
			boolean folder = ignored.endsWith("/");
			if (folder ? (this.path + "/").regionMatches(true, 0, ignored, 0, ignored.length())
					: leadsToIgnoringCase(ignored)) {
				this.findings.add((folder ? "The folder " : "The file ") + ignored + " is there, but it is ignored by "
						+ reason + ".");
			}
		});
	}

	private void addSkipped() {
		for (Map.Entry<String, String> skipped : this.router.assets().skipped().entrySet()) {
			String file = skipped.getKey().startsWith("/") ? skipped.getKey() : "/" + skipped.getKey();
			String folder = file.endsWith("/") ? file : file + "/";
			boolean below = this.path.startsWith(folder);
			if (below || leadsTo(file)) {
				this.findings.add((below ? "The folder " + folder : "The file " + file)
						+ " is there, but it is not served: " + skipped.getValue() + ".");
			}
		}
	}

	/**
	 * A rule for all paths that would do what the setting does explains nothing.
	 */
	private void addRejectedRules(RoutingRequest request) {
		this.router.problems()
			.stream()
			.filter((problem) -> problem.mayConcern(this.path) || problem.mayConcern(request.path()))
			.filter((problem) -> !problem.mayConcern("/")
					|| this.router.settings().notFoundHandling() != NotFoundHandling.SINGLE_PAGE_APPLICATION
					|| this.path.equals("/"))
			.forEach((problem) -> this.findings
				.add((problem.rejected() ? "A rule for the path was rejected: " : "A rule for the path has a problem: ")
						+ problem));
	}

	private void addOtherSpelling() {
		paths().filter((file) -> !leadsTo(file)).sorted().forEach((file) -> {
			if (leadsToIgnoringCase(file)) {
				this.findings.add("The file " + located(file)
						+ " exists. Upper and lower case differ from the path of the request.");
			}
			else if (leadsToInAnotherForm(file)) {
				this.findings.add("The file " + file
						+ " exists. Its name and the path of the request have different Unicode forms, NFC and NFD.");
			}
		});
	}

	private Stream<String> paths() {
		return this.router.assets().assets().stream().map(Asset::path);
	}

	private void addOtherPath(boolean document) {
		if (this.router.assets().assets().isEmpty()) {
			this.findings.add("There are no assets" + ((this.directory != null)
					? ", because " + this.directory.location() + " is empty or does not exist." : "."));
			return;
		}
		if (!addMissingPage(document) && !addFileBelowOtherFolder()) {
			addReferences();
			addNearest();
		}
	}

	/**
	 * Without its first page, a front end answers nothing.
	 */
	private boolean addMissingPage(boolean document) {
		boolean fallback = document
				&& this.router.settings().notFoundHandling() == NotFoundHandling.SINGLE_PAGE_APPLICATION;
		String page = this.path.equals("/") ? RoutingSettings.DEFAULT_FALLBACK_PAGE
				: this.router.settings().fallbackPage();
		if ((!fallback && !this.path.equals("/")) || this.router.assets().get(page) != null) {
			return false;
		}
		String folder = folderWithPage();
		this.findings
			.add("There is no " + page.substring(1) + place() + "." + ((folder != null) ? whyFolder(folder) : ""));
		return true;
	}

	/**
	 * Find the only folder at its depth that has a page, with none above it.
	 */
	private @Nullable String folderWithPage() {
		List<String> pages = paths().filter((file) -> file.endsWith("/index.html"))
			.sorted(Comparator.comparingLong(MissingPath::depth))
			.limit(2)
			.toList();
		boolean one = !pages.isEmpty() && (pages.size() == 1 || depth(pages.get(0)) < depth(pages.get(1)));
		return one ? prefix(pages.get(0), "/index.html") : null;
	}

	private static long depth(String file) {
		return file.chars().filter((character) -> character == '/').count();
	}

	private String place() {
		if (this.collection == null) {
			return "";
		}
		return isNamed() ? " in the collection " + this.collection : " in the directory";
	}

	/**
	 * The build has another base than the collection, or the directory another root.
	 */
	private boolean addFileBelowOtherFolder() {
		String above = first((file) -> isBelow(this.path, file), Comparator.comparingInt((file) -> -file.length()));
		if (above != null) {
			String prefix = this.path.endsWith(above) ? prefix(this.path, above) : prefix(stem(this.path), stem(above));
			this.findings.add(otherPath(above) + whyPrefix(prefix));
			return true;
		}
		String below = first((file) -> isBelow(file, this.path), Comparator.comparingInt(String::length));
		if (below != null) {
			String folder = below.endsWith(this.path) ? prefix(below, this.path) : prefix(stem(below), stem(this.path));
			this.findings.add(otherPath(below) + whyFolder(folder));
		}
		return below != null;
	}

	private @Nullable String first(Predicate<String> wanted, Comparator<String> order) {
		return paths().filter(wanted)
			.filter(this.reachable)
			.min(order.thenComparing(Comparator.naturalOrder()))
			.orElse(null);
	}

	private static boolean isBelow(String longer, String path) {
		return (longer.endsWith(path) && !path.endsWith("/"))
				|| (!stem(path).isEmpty() && stem(longer).endsWith(stem(path)));
	}

	private static String prefix(String path, String end) {
		return path.substring(0, path.length() - end.length());
	}

	private String otherPath(String file) {
		return NO_FILE + " A file of this name is at " + located(file) + ".";
	}

	/**
	 * Below a base path, the path of a file is not that of its requests.
	 */
	private String located(String file) {
		return this.router.settings().basePath() + file;
	}

	private String whyPrefix(String prefix) {
		String url = this.contextPath + this.router.settings().basePath();
		if (prefix.isEmpty()) {
			return "";
		}
		if (this.directory != null && this.directory.location().replaceFirst("/$", "").endsWith(prefix)
				&& (!isReferredTo(url + prefix + "/") || isReferredToInPart(url))) {
			return " The path has the name of the directory in front. Leave it out of the link.";
		}
		if (paths().anyMatch((file) -> file.startsWith(prefix + "/")) || !isReferredTo(url + prefix + "/")) {
			return "";
		}
		return " The base of the build seems to be " + url + prefix + "/, but the files are at " + url
				+ "/. Correct the base of the build"
				+ ((this.collection != null)
						? ", or set '" + property("base-path") + "' to " + this.router.settings().basePath() + prefix
						: "")
				+ ".";
	}

	/**
	 * A build writes the same base into all its references.
	 */
	private boolean isReferredToInPart(String url) {
		return paths().filter((file) -> !file.endsWith(".html"))
			.limit(MAX_TEXTS)
			.anyMatch((file) -> isReferredTo(url + file));
	}

	private boolean isReferredTo(String folder) {
		return texts().values()
			.stream()
			.anyMatch((text) -> Stream.of("\"", "'", "(", "=").anyMatch((before) -> text.contains(before + folder)));
	}

	private String whyFolder(String folder) {
		boolean root = this.router.assets().get(folder + "/index.html") != null
				&& (this.router.assets().get("/index.html") == null
						|| this.router.assets().get("/package.json") != null);
		boolean language = this.router.settings().languageFolders().contains(folder);
		return (root && !language && this.collection != null) ? " The front end seems to be in the folder " + folder
				+ "/ of the directory. Correct '" + property("directory") + "'." : "";
	}

	private String property(String name) {
		if (this.collection == null) {
			return name;
		}
		return (isNamed() ? "assets.collections." + this.collection + "." : "assets.") + name;
	}

	/**
	 * A file that the pages refer to is missing, for example because it was not copied. A
	 * path that nothing refers to may never have existed.
	 */
	private void addReferences() {
		String name = name(this.path);
		if (this.collection == null || !hasExtension(name)) {
			return;
		}
		String encoded = name(this.router.urlPath(this.path));
		String collection = "the collection " + this.collection;
		if (texts().values().stream().noneMatch((text) -> text.contains(name) || text.contains(encoded))) {
			this.findings
				.add("No file " + (isNamed() ? "of " + collection : "in the directory") + " refers to " + name + ".");
			return;
		}
		texts().entrySet()
			.stream()
			.filter((text) -> refersTo(name, text.getValue()) || refersTo(encoded, text.getValue()))
			.findFirst()
			.ifPresent((text) -> this.findings
				.add("The file " + text.getKey() + " refers to " + name + ", which is missing in "
						+ (isNamed() ? collection : "the directory") + ". It may not have been built or copied."));
	}

	private boolean isNamed() {
		return this.collection != null && !this.collection.equals(AssetCollections.DEFAULT);
	}

	/**
	 * Return the pages, scripts and style sheets, pages first, which are read once. Those
	 * of a project may be in a remote storage.
	 */
	private Map<String, String> texts() {
		Map<String, String> result = this.texts;
		if (result == null) {
			result = readTexts();
			this.texts = result;
		}
		return result;
	}

	private Map<String, String> readTexts() {
		Map<String, String> texts = new LinkedHashMap<>();
		if (this.collection != null) {
			this.router.assets()
				.assets()
				.stream()
				.filter((asset) -> isText(asset) && asset.representation().size() <= MAX_TEXT_SIZE)
				.sorted(Comparator.comparing((Asset asset) -> !asset.path().endsWith(".html"))
					.thenComparing(Asset::path))
				.limit(MAX_TEXTS)
				.forEach((asset) -> texts.put(asset.path(), text(asset)));
		}
		return texts;
	}

	private static boolean isText(Asset asset) {
		String contentType = asset.contentType();
		return contentType != null && (contentType.startsWith("text/") || contentType.contains("javascript"));
	}

	/**
	 * Read a text, or the beginning of a long one.
	 */
	static String text(Asset asset) {
		try (InputStream stream = asset.representation().source().open()) {
			return new String(stream.readNBytes(MAX_TEXT_SIZE), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * A file of the same name can be meant at another path.
	 */
	private boolean refersTo(String name, String text) {
		for (int at = text.indexOf(name); at != -1; at = text.indexOf(name, at + 1)) {
			int end = at + name.length();
			int start = at;
			while (start > 0 && at - start < MAX_REFERENCE_LENGTH && !isDelimiter(text.charAt(start - 1))) {
				start--;
			}
			if (!LONGER_NAME.matcher(text).region(end, text.length()).lookingAt()
					&& isReferenceToPath(text.substring(start, end))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isDelimiter(char character) {
		return Character.isWhitespace(character) || DELIMITERS.indexOf(character) != -1;
	}

	/**
	 * A script may complete a relative reference in its own way.
	 */
	private boolean isReferenceToPath(String reference) {
		String inside = HOST.matcher(reference).replaceFirst("");
		String encoded = this.contextPath + this.router.urlPath(this.path);
		String decoded = this.contextPath + this.router.settings().basePath() + this.path;
		if (inside.startsWith("/")) {
			return inside.equals(encoded) || inside.equals(decoded);
		}
		String end = "/" + DOT_SEGMENTS.matcher(inside).replaceFirst("");
		return encoded.endsWith(end) || decoded.endsWith(end);
	}

	private boolean leadsTo(String file) {
		return stems(file).contains(stem(this.path));
	}

	private boolean leadsToIgnoringCase(String file) {
		return stems(file.toLowerCase(Locale.ROOT)).contains(stem(this.path.toLowerCase(Locale.ROOT)));
	}

	private boolean leadsToInAnotherForm(String file) {
		return stems(composed(file)).contains(stem(composed(this.path)));
	}

	private static String composed(String text) {
		return Normalizer.normalize(text, Form.NFC);
	}

	private static List<String> stems(String file) {
		return file.equals(stem(file)) ? List.of(file) : List.of(file, stem(file));
	}

	/**
	 * Html handling makes no difference between these.
	 */
	private static String stem(String path) {
		String stem = path;
		for (String suffix : List.of(".html", "/index", "/")) {
			if (stem.endsWith(suffix)) {
				stem = stem.substring(0, stem.length() - suffix.length());
			}
		}
		return stem;
	}

	private static String name(String path) {
		return path.substring(path.lastIndexOf('/') + 1);
	}

	private static boolean hasExtension(String name) {
		return name.lastIndexOf('.') > 0;
	}

	private String list() {
		return " The endpoint lists the files below a folder with the "
				+ (isNamed() ? "parameters 'collection=" + this.collection + "' and 'path'." : "parameter 'path'.");
	}

	/**
	 * The fallback page is a good answer to most paths, but hardly to one with an
	 * extension.
	 */
	private void addNearestPage() {
		String nearest = nearest();
		if (!nearest.isEmpty()) {
			this.findings.add(NO_FILE + nearest);
		}
	}

	private void addNearest() {
		String name = name(this.path);
		String same = (hasExtension(name) && !name.equals("index.html"))
				? first((file) -> name(file).equals(name), Comparator.comparingInt(String::length)) : null;
		if (same != null) {
			this.findings.add(otherPath(same));
			return;
		}
		this.findings.add(NO_FILE + nearest() + ((this.collection != null) ? list() : ""));
	}

	private String nearest() {
		String nearest = this.router.assets().nearest(this.path, MissingPath::stem);
		return (nearest != null && this.reachable.test(nearest))
				? " The nearest existing path is " + located(nearest) + "." : "";
	}

	/**
	 * The files that a search names.
	 */
	enum Extent {

		/**
		 * Files that the path nearly leads to.
		 */
		NEAR,

		/**
		 * Also a file of the same name in another folder.
		 */
		SAME_NAME,

		/**
		 * Also the nearest path.
		 */
		NEAREST

	}

}
