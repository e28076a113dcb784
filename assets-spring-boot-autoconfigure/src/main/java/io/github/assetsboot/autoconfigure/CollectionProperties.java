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

package io.github.assetsboot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.AssetLocation.InvalidAssetLocationException;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.DirectoryWatcher.ReloadMode;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.devserver.DevServer.Command;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.vite.ViteManifest;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.util.StringUtils;

/**
 * Configuration properties of a collection: of the default one, or of one with a name.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/binding/">Workers:
 * configuration and bindings</a>
 */
public abstract class CollectionProperties {

	static final String DEFAULT_DIRECTORY = "classpath:/static/";

	static final String WEBJARS_DIRECTORY = "classpath:/META-INF/resources/webjars/";

	/**
	 * Nothing that would end an attribute or a header field.
	 */
	private static final Pattern URL_PREFIX = Pattern
		.compile("(?:(?:https?:)?//[A-Za-z0-9.:\\[\\]_-]+)?(?:/[A-Za-z0-9._~!$*+=:@%/-]*)?");

	/**
	 * Directory with the assets: a 'classpath:' or 'file:' location, or a plain path. The
	 * directory must exist if the property is set.
	 */
	private String directory = DEFAULT_DIRECTORY;

	/**
	 * Path under which an HTML file is served: with a slash at the end, without one, as
	 * the name of the file suggests, or only by that name.
	 */
	private HtmlHandling htmlHandling = HtmlHandling.AUTO_TRAILING_SLASH;

	/**
	 * Response to a request that no asset matches: the fallback page, the nearest
	 * 404.html, or none.
	 */
	private NotFoundHandling notFoundHandling = NotFoundHandling.NONE;

	/**
	 * Path of the fallback page, such as '/200.html', which is the response of the
	 * not-found handling 'single-page-application'.
	 */
	private String fallbackPage = RoutingSettings.DEFAULT_FALLBACK_PAGE;

	/**
	 * Comma-separated list of patterns of the paths that the application answers even if
	 * an asset matches. '*' stands for any characters, and a leading '!' for an
	 * exception. 'true' stands for all paths, 'false' for none.
	 */
	private List<String> runWorkerFirst = new ArrayList<>(List.of("false"));

	/**
	 * Date, such as '2025-04-01', of the Workers behaviour to follow. If not set, the
	 * newest behaviour is followed. Before 2025-04-01, navigation requests are treated
	 * like other requests.
	 */
	private @Nullable String compatibilityDate;

	/**
	 * Comma-separated list of Workers compatibility flags. Flags that do not concern
	 * assets are ignored.
	 */
	private List<String> compatibilityFlags = new ArrayList<>();

	/**
	 * Mode in which requests are divided between the application and the assets. If not
	 * set, the mode is 'workers' with a compatibility date, a compatibility flag or an
	 * imported Wrangler file, and 'spring' otherwise.
	 */
	private @Nullable RoutingMode routing;

	/**
	 * Path, inside the context path, below which the assets are served.
	 */
	private String basePath = "/";

	/**
	 * Comma-separated list of files that are not served, in the syntax of gitignore. The
	 * lines of an .assetsignore file follow after them.
	 */
	private List<String> ignore = new ArrayList<>(IgnoreRules.DEFAULTS);

	/**
	 * Whether to reload the assets when files of the directory change.
	 */
	private boolean reload;

	/**
	 * Way to detect changes of the directory: by reports of the operating system, or by
	 * repeated checks of all files. 'auto' chooses by the type of the file system.
	 */
	private ReloadMode reloadMode = ReloadMode.AUTO;

	/**
	 * Text in front of the URLs of files other than HTML pages, such as
	 * 'https://cdn.example.com', in pages that the application renders.
	 */
	private String urlPrefix = "";

	/**
	 * Values for the scripts of pages. They are written as JSON into the element
	 * '<script type="application/json" id="page-data">' of each HTML page that has it.
	 * Everyone can read them.
	 */
	private Map<String, Object> pageData = new LinkedHashMap<>();

	/**
	 * Attribute 'id' of the element for the values of 'assets.page-data'.
	 */
	private String pageDataId = "page-data";

	/**
	 * Path, such as '/config.json', of a file with the values of 'assets.page-data'. If
	 * not set, there is no such file.
	 */
	private @Nullable String pageDataPath;

	/**
	 * Links for style sheets, module scripts and other files that an HTML page needs
	 * first. Browsers load them before they read the page.
	 */
	private Preload preload = Preload.NONE;

	private final Csp csp = new Csp();

	private final Fingerprint fingerprint = new Fingerprint();

	private final Vite vite = new Vite();

	private final Cache cache = new Cache();

	private final DevServer devServer = new DevServer();

	public String getDirectory() {
		return this.directory;
	}

	public void setDirectory(String directory) {
		this.directory = directory;
	}

	public HtmlHandling getHtmlHandling() {
		return this.htmlHandling;
	}

	public void setHtmlHandling(HtmlHandling htmlHandling) {
		this.htmlHandling = htmlHandling;
	}

	public NotFoundHandling getNotFoundHandling() {
		return this.notFoundHandling;
	}

	public void setNotFoundHandling(NotFoundHandling notFoundHandling) {
		this.notFoundHandling = notFoundHandling;
	}

	public String getFallbackPage() {
		return this.fallbackPage;
	}

	public void setFallbackPage(String fallbackPage) {
		this.fallbackPage = fallbackPage;
	}

	public List<String> getRunWorkerFirst() {
		return this.runWorkerFirst;
	}

	public void setRunWorkerFirst(List<String> runWorkerFirst) {
		this.runWorkerFirst = runWorkerFirst;
	}

	public @Nullable String getCompatibilityDate() {
		return this.compatibilityDate;
	}

	public void setCompatibilityDate(@Nullable String compatibilityDate) {
		this.compatibilityDate = compatibilityDate;
	}

	public List<String> getCompatibilityFlags() {
		return this.compatibilityFlags;
	}

	public void setCompatibilityFlags(List<String> compatibilityFlags) {
		this.compatibilityFlags = compatibilityFlags;
	}

	public @Nullable RoutingMode getRouting() {
		return this.routing;
	}

	public void setRouting(@Nullable RoutingMode routing) {
		this.routing = routing;
	}

	public String getBasePath() {
		return this.basePath;
	}

	public void setBasePath(String basePath) {
		this.basePath = basePath;
	}

	public List<String> getIgnore() {
		return this.ignore;
	}

	public void setIgnore(List<String> ignore) {
		this.ignore = ignore;
	}

	public boolean isReload() {
		return this.reload;
	}

	public void setReload(boolean reload) {
		this.reload = reload;
	}

	public ReloadMode getReloadMode() {
		return this.reloadMode;
	}

	public void setReloadMode(ReloadMode reloadMode) {
		this.reloadMode = reloadMode;
	}

	public String getUrlPrefix() {
		return this.urlPrefix;
	}

	public void setUrlPrefix(String urlPrefix) {
		this.urlPrefix = urlPrefix;
	}

	public Map<String, Object> getPageData() {
		return this.pageData;
	}

	public void setPageData(Map<String, Object> pageData) {
		this.pageData = pageData;
	}

	public String getPageDataId() {
		return this.pageDataId;
	}

	public void setPageDataId(String pageDataId) {
		this.pageDataId = pageDataId;
	}

	public @Nullable String getPageDataPath() {
		return this.pageDataPath;
	}

	public void setPageDataPath(@Nullable String pageDataPath) {
		this.pageDataPath = pageDataPath;
	}

	public Preload getPreload() {
		return this.preload;
	}

	public void setPreload(Preload preload) {
		this.preload = preload;
	}

	public Csp getCsp() {
		return this.csp;
	}

	public Fingerprint getFingerprint() {
		return this.fingerprint;
	}

	public Vite getVite() {
		return this.vite;
	}

	public Cache getCache() {
		return this.cache;
	}

	public DevServer getDevServer() {
		return this.devServer;
	}

	/**
	 * Return the name of the collection.
	 * @return the name, {@value AssetCollections#DEFAULT} for the default one
	 */
	public abstract String name();

	/**
	 * Return the prefix of the properties of the collection.
	 * @return the prefix, such as {@code assets.collections.admin}
	 */
	public abstract String prefix();

	/**
	 * Return the host of the requests that the collection answers.
	 * @return the host in lower case, or {@code null} for all hosts
	 */
	public abstract @Nullable String host();

	/**
	 * Return the bean factory of the application, which tells the way in which it runs. A
	 * signature with the type for that way would load it, since the binder looks at all
	 * methods.
	 */
	abstract @Nullable BeanFactory beanFactory();

	/**
	 * Return the full name of a property of the collection.
	 * @param name the name after the prefix
	 * @return the canonical name
	 */
	public String property(String name) {
		return prefix() + '.' + name;
	}

	/**
	 * Return the paths of files whose content never changes.
	 * @return the patterns of {@code assets.cache.immutable}; all paths for WebJars, each
	 * of which has a version in it
	 * @throws InvalidAssetsPropertyException if one of them is not a path
	 */
	public PathPatterns toImmutable() {
		List<String> patterns = getCache().getImmutable();
		boolean versioned = patterns.isEmpty() && this.directory.equals(WEBJARS_DIRECTORY);
		return toPatterns(property("cache.immutable"), "/assets/*", versioned ? List.of("/*") : patterns);
	}

	/**
	 * Return the configured patterns of files that browsers may use as dictionaries.
	 * @return the value of {@code assets.cache.dictionaries}
	 */
	public List<String> dictionaryPatterns() {
		return List.copyOf(getCache().getDictionaries());
	}

	/**
	 * Return the paths of files that browsers may use as dictionaries.
	 * @return the patterns of {@code assets.cache.dictionaries}; none if there is no
	 * library for them
	 * @throws InvalidAssetsPropertyException if one of them is not a path
	 */
	PathPatterns toDictionaries() {
		PathPatterns patterns = toPatterns(property("cache.dictionaries"), "/assets/*", getCache().getDictionaries());
		boolean usable = !patterns.isEmpty()
				&& ContentCoding.withDictionary().stream().anyMatch(ContentCoding::isAvailable);
		return usable ? patterns : PathPatterns.of(List.of());
	}

	/**
	 * Return the paths of files that have a second path, with a fingerprint.
	 * @return the patterns of {@code assets.fingerprint.paths}
	 * @throws InvalidAssetsPropertyException if one of them is not a path
	 */
	public PathPatterns toFingerprintPaths() {
		return toPatterns(property("fingerprint.paths"), "/css/*", this.fingerprint.getPaths());
	}

	/**
	 * Return whether pages may link to assets by other URLs than their own.
	 * @param webProperties the properties of Spring Boot's resource handling
	 * @return {@code false} if each asset has its own URL only
	 */
	public boolean hasLinks(WebProperties webProperties) {
		WebProperties.Resources.Chain.Strategy strategy = webProperties.getResources().getChain().getStrategy();
		return !this.fingerprint.getPaths().isEmpty() || !this.urlPrefix.isBlank() || strategy.getContent().isEnabled()
				|| strategy.getFixed().isEnabled();
	}

	private PathPatterns toPatterns(String name, String example, List<String> patterns) {
		try {
			return PathPatterns.of(patterns);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(name, patterns, String.valueOf(ex.getMessage()),
					"Set it to a list of patterns such as '" + example + "'. In YAML, put each pattern in quotes.");
		}
	}

	/**
	 * Describe the settings that routing and caching depend on.
	 * @param mode the mode of the routing
	 * @return the values by the names of the properties, for people to read
	 */
	public Map<String, Object> describe(RoutingMode mode) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put(property("routing"), PropertyChecks.text(mode));
		values.put(property("directory"), this.directory);
		if (isDevServerUsed()) {
			values.put(property("dev-server.url"), Objects.requireNonNullElse(this.devServer.getUrl(), ""));
			if (hasDevServerCommand()) {
				values.put(property("dev-server.command"), this.devServer.getCommand());
			}
		}
		values.put(property("html-handling"), PropertyChecks.text(this.htmlHandling));
		values.put(property("not-found-handling"), PropertyChecks.text(this.notFoundHandling));
		values.put(property("fallback-page"), this.fallbackPage);
		values.put(property("run-worker-first"), this.runWorkerFirst);
		values.put(property("base-path"), this.basePath);
		if (host() != null) {
			values.put(property("host"), host());
		}
		values.put(property("compatibility-date"), Objects.requireNonNullElse(this.compatibilityDate, "newest"));
		values.put(property("compatibility-flags"), this.compatibilityFlags);
		values.put(property("ignore"), this.ignore);
		values.put(property("reload"), this.reload);
		values.put(property("url-prefix"), this.urlPrefix);
		values.put(property("page-data-id"), this.pageDataId);
		values.put(property("page-data-path"), Objects.requireNonNullElse(this.pageDataPath, ""));
		values.put(property("csp.policy"), Objects.requireNonNullElse(this.csp.getPolicy(), ""));
		values.put(property("csp.report-only"), this.csp.isReportOnly());
		values.put(property("preload"), PropertyChecks.text(this.preload));
		values.put(property("fingerprint.paths"), this.fingerprint.getPaths());
		values.put(property("cache.immutable"), getCache().getImmutable());
		values.put(property("cache.dictionaries"), getCache().getDictionaries());
		values.put(property("cache.dictionary-directory"),
				Objects.requireNonNullElse(getCache().getDictionaryDirectory(), ""));
		return values;
	}

	/**
	 * Return whether a development server has the assets.
	 * @return whether {@code assets.dev-server.url} is set, or a command that this
	 * application may start
	 */
	public boolean isDevServerUsed() {
		return StringUtils.hasText(this.devServer.getUrl())
				|| (hasDevServerCommand() && DevelopmentRun.of(beanFactory()).isCommandStarted());
	}

	private boolean hasDevServerCommand() {
		return StringUtils.hasText(this.devServer.getCommand());
	}

	/**
	 * Return the development server, which is not asked for anything yet. No signature
	 * here has a type that only a command needs, so that none is loaded without one.
	 */
	io.github.assetsboot.devserver.@Nullable DevServer toDevServer() {
		DevelopmentRun run = hasDevServerCommand() ? DevelopmentRun.of(beanFactory()) : null;
		String line = String.valueOf(this.devServer.getCommand()).strip();
		if (run != null && !run.isCommandStarted()) {
			run.logNotStarted(line, property("dev-server.command"));
			run = null;
		}
		String url = StringUtils.hasText(this.devServer.getUrl()) ? this.devServer.getUrl() : null;
		if (url == null && run == null) {
			return null;
		}
		Command command = null;
		if (run != null) {
			Path directory = toDevServerDirectory();
			try {
				command = new Command(line, directory, this.devServer.getInstall() == DevServer.Install.AUTO,
						run.isRestarted());
			}
			catch (IllegalArgumentException ex) {
				throw new InvalidAssetsPropertyException(property("dev-server.command"), line,
						String.valueOf(ex.getMessage()),
						"Set it to the command that starts the development server, such as 'npm run dev', or correct"
								+ " '" + property("dev-server.directory") + "'.");
			}
		}
		try {
			return new io.github.assetsboot.devserver.DevServer(property("dev-server"), url, allowedHosts(),
					Optional.ofNullable(command));
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property("dev-server.url"), String.valueOf(url),
					String.valueOf(ex.getMessage()),
					"Set it to the address that the development server prints, such as 'http://localhost:5173'.");
		}
	}

	/**
	 * The host of the collection is nobody else's, whatever name another site gives this
	 * machine.
	 */
	List<String> allowedHosts() {
		List<String> hosts = new ArrayList<>(this.devServer.getAllowedHosts());
		String host = host();
		if (host != null) {
			hosts.add(host);
		}
		return hosts;
	}

	private Path toDevServerDirectory() {
		String directory = this.devServer.getDirectory();
		Path path = toPath(directory);
		if (path == null || !Files.isDirectory(path)) {
			throw new InvalidAssetsPropertyException(property("dev-server.directory"), directory,
					"there is no such directory",
					"Set it to the folder with the 'package.json' of the front end. A plain path is relative to the"
							+ " working directory, which is '" + System.getProperty("user.dir") + "'.");
		}
		return path;
	}

	private static @Nullable Path toPath(String directory) {
		try {
			return Path.of(directory.strip().replaceFirst("^file:", ""));
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	/**
	 * Return the settings of the routing. The configuration of a Worker gets the routing
	 * of a Worker.
	 * @param wrangler whether a Wrangler file is imported
	 */
	RoutingSettings toRoutingSettings(boolean wrangler) {
		boolean worker = wrangler || StringUtils.hasText(this.compatibilityDate) || !this.compatibilityFlags.isEmpty();
		RoutingMode mode = (this.routing != null) ? this.routing : (worker ? RoutingMode.WORKERS : RoutingMode.SPRING);
		return new RoutingSettings(mode, this.htmlHandling, this.notFoundHandling, toFallbackPage(), toRunWorkerFirst(),
				navigationPrefersAssetServing(), toBasePath(), languagePaths());
	}

	/**
	 * Return the paths of the languages, inside the context path.
	 */
	List<BasePath> languagePaths() {
		return List.of();
	}

	private String toFallbackPage() {
		try {
			RoutingSettings.checkFallbackPage(this.fallbackPage);
			return this.fallbackPage;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property("fallback-page"), this.fallbackPage,
					"it " + ex.getMessage(), "Set it to the path of the page inside '" + property("directory")
							+ "', such as '/200.html', or remove the property.");
		}
	}

	private RunWorkerFirst toRunWorkerFirst() {
		try {
			return RunWorkerFirst.of(this.runWorkerFirst);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property("run-worker-first"), this.runWorkerFirst,
					String.valueOf(ex.getMessage()),
					"Set it to 'true', to 'false', or to a list of patterns such as '/api/*' and '!/api/docs/*'."
							+ " In YAML, put each pattern in quotes.");
		}
	}

	private boolean navigationPrefersAssetServing() {
		try {
			return Compatibility.navigationPrefersAssetServing(toCompatibilityDate(), this.compatibilityFlags);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property("compatibility-flags"), this.compatibilityFlags,
					String.valueOf(ex.getMessage()), "Remove one of the two flags.");
		}
	}

	private @Nullable LocalDate toCompatibilityDate() {
		String date = this.compatibilityDate;
		if (date == null || date.isBlank()) {
			return null;
		}
		try {
			return LocalDate.parse(date.trim());
		}
		catch (DateTimeException ex) {
			throw new InvalidAssetsPropertyException(property("compatibility-date"), date, "it is not a date",
					"Set it to a date such as '2025-04-01', or remove the property to follow the newest behaviour.");
		}
	}

	/**
	 * Return the path below which the assets are served.
	 * @return the value of {@code assets.base-path}
	 * @throws InvalidAssetsPropertyException if it is not a path
	 */
	public BasePath toBasePath() {
		try {
			return BasePath.of(this.basePath);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(property("base-path"), this.basePath, "it " + ex.getMessage(),
					"Set it to the path after the context path in the address bar, such as '/app'.");
		}
	}

	/**
	 * Return the text in front of URLs, without a slash at its end.
	 */
	String toUrlPrefix() {
		String prefix = this.urlPrefix.strip();
		if (!URL_PREFIX.matcher(prefix).matches()) {
			throw new InvalidAssetsPropertyException(property("url-prefix"), this.urlPrefix,
					"it is neither an origin nor a path",
					"Set it to the start of a URL, such as 'https://cdn.example.com', or remove the property.");
		}
		return StringUtils.trimTrailingCharacter(prefix, '/');
	}

	/**
	 * Return whether a file is in the directory at present, and would be an asset after
	 * the next reading. Jars are not looked at, because their files do not change.
	 * @param path the decoded path of the file, starting with a slash
	 * @param folders the folders on disk that the files were read from at start
	 * @param classLoader the class loader for {@code classpath:}
	 * @return {@code false} also if the directory cannot be read
	 */
	public boolean isPresent(String path, List<Path> folders, @Nullable ClassLoader classLoader) {
		AssetLocation location = AssetLocation.of(this.directory, classLoader);
		if (folders.isEmpty() && location.classPathFolder() != null) {
			return false;
		}
		try {
			AssetDirectory directory = location.open();
			return directory != null && AssetCollection.isPresent(directory, IgnoredPaths.of(directory, this), path);
		}
		catch (IOException | UncheckedIOException | InvalidAssetLocationException | InvalidAssetsPropertyException ex) {
			return false;
		}
	}

	/**
	 * Return the path of the Vite manifest relative to the directory.
	 */
	String toViteManifest() {
		String path = StringUtils.trimLeadingCharacter(this.vite.getManifest().strip(), '/');
		return path.isEmpty() ? ViteManifest.DEFAULT_PATH : path;
	}

	/**
	 * Return the Content Security Policy of pages.
	 * @return the value of {@code assets.csp.policy}, or {@code null} if it is not set
	 */
	public @Nullable String toPolicy() {
		String policy = this.csp.getPolicy();
		return StringUtils.hasText(policy) ? policy.strip() : null;
	}

	/**
	 * Return whether the policy is not enforced.
	 * @return the value of {@code assets.csp.report-only}
	 */
	public boolean isPolicyReported() {
		return this.csp.isReportOnly();
	}

	boolean isSendingEarlyHints() {
		return this.preload == Preload.EARLY_HINTS;
	}

	/**
	 * Return the {@code Cache-Control} of files without a rule, {@code null} if none is
	 * configured.
	 * @param webProperties the properties of Spring Boot's resource handling
	 */
	@Nullable String toCacheControl(WebProperties webProperties) {
		return AssetCacheControl.of(property("cache.control"), getCache().getControl(),
				webProperties.getResources().getCache());
	}

	/**
	 * Creates what changes the pages of a collection.
	 */
	@FunctionalInterface
	public interface PagesFactory {

		/**
		 * Create the source of the pages.
		 * @param collection the properties of the collection
		 * @return the source
		 */
		Pages.Source of(CollectionProperties collection);

	}

	/**
	 * Creates what changes the files of a collection.
	 */
	@FunctionalInterface
	public interface TransformationFactory {

		/**
		 * Create the transformation.
		 * @param collection the properties of the collection
		 * @return the transformation, or {@code null} if the files stay as they are
		 */
		AssetCollection.@Nullable Transformation of(CollectionProperties collection);

	}

	/**
	 * Ways to tell browsers what a page needs first.
	 */
	public enum Preload {

		/**
		 * No links.
		 */
		NONE,

		/**
		 * Link header fields of the response.
		 */
		HEADERS,

		/**
		 * Link header fields, and ahead of them a response with status 103 over HTTP/2.
		 */
		EARLY_HINTS

	}

	/**
	 * Properties of the Content Security Policy of HTML pages.
	 */
	static class Csp {

		/**
		 * Content Security Policy of HTML pages. '{script-hashes}' and '{style-hashes}'
		 * stand for the hashes of the inline scripts and styles of a page, '{nonce}' for
		 * a new nonce in each response. If not set, pages have no policy of their own.
		 */
		private @Nullable String policy;

		/**
		 * Whether browsers only report violations of the policy.
		 */
		private boolean reportOnly;

		public @Nullable String getPolicy() {
			return this.policy;
		}

		public void setPolicy(@Nullable String policy) {
			this.policy = policy;
		}

		public boolean isReportOnly() {
			return this.reportOnly;
		}

		public void setReportOnly(boolean reportOnly) {
			this.reportOnly = reportOnly;
		}

	}

	/**
	 * Properties of the paths that tell the content of a file.
	 */
	static class Fingerprint {

		/**
		 * Comma-separated list of path patterns, such as '/css/*', of files that have a
		 * second path with a hash of their content. Pages of the application link to that
		 * path, and browsers keep the file without asking for it again.
		 */
		private List<String> paths = new ArrayList<>();

		public List<String> getPaths() {
			return this.paths;
		}

		public void setPaths(List<String> paths) {
			this.paths = paths;
		}

	}

	/**
	 * Properties of a Vite build.
	 */
	static class Vite {

		/**
		 * Path of the manifest of a Vite build, inside the directory of the assets. It is
		 * not served. The file must exist if the property is set to another path.
		 */
		private String manifest = ViteManifest.DEFAULT_PATH;

		public String getManifest() {
			return this.manifest;
		}

		public void setManifest(String manifest) {
			this.manifest = manifest;
		}

	}

	/**
	 * Properties of the caches, the browser's and ours.
	 */
	static class Cache {

		/**
		 * Comma-separated list of path patterns, such as '/assets/*', of files whose
		 * content never changes. Browsers keep these files without asking for them again.
		 */
		private List<String> immutable = new ArrayList<>();

		/**
		 * Value of Cache-Control, such as 'public, max-age=43200', for files that are
		 * neither HTML pages nor immutable. A _headers rule overrides it. If not set, the
		 * value of 'spring.web.resources.cache' is used, or else 'public, max-age=0,
		 * must-revalidate'.
		 */
		private @Nullable String control;

		/**
		 * Whether to serve files such as 'app.js.br' as coded representations of 'app.js'
		 * without checking, at each start, that they hold the same content.
		 */
		private boolean trustSiblings;

		/**
		 * Comma-separated list of path patterns, such as '/assets/*', of files that
		 * browsers may use as dictionaries for the next version of the same file. A
		 * browser that has one version then downloads little more than the differences.
		 */
		private List<String> dictionaries = new ArrayList<>();

		/**
		 * Directory with the previous build: a 'classpath:' or 'file:' location, or a
		 * plain path. Its files are not served. They are the dictionaries for the files
		 * of the present build.
		 */
		private @Nullable String dictionaryDirectory;

		public List<String> getImmutable() {
			return this.immutable;
		}

		public void setImmutable(List<String> immutable) {
			this.immutable = immutable;
		}

		public @Nullable String getControl() {
			return this.control;
		}

		public void setControl(@Nullable String control) {
			this.control = control;
		}

		public boolean isTrustSiblings() {
			return this.trustSiblings;
		}

		public void setTrustSiblings(boolean trustSiblings) {
			this.trustSiblings = trustSiblings;
		}

		public List<String> getDictionaries() {
			return this.dictionaries;
		}

		public void setDictionaries(List<String> dictionaries) {
			this.dictionaries = dictionaries;
		}

		public @Nullable String getDictionaryDirectory() {
			return this.dictionaryDirectory;
		}

		public void setDictionaryDirectory(@Nullable String dictionaryDirectory) {
			this.dictionaryDirectory = dictionaryDirectory;
		}

	}

	/**
	 * Properties of a development server of the front end.
	 */
	static class DevServer {

		/**
		 * URL of a development server, such as 'http://localhost:5173', that serves the
		 * assets in place of the directory.
		 */
		private @Nullable String url;

		/**
		 * Command that starts the development server, such as 'npm run dev', or 'auto'
		 * for the script 'dev' or 'start' of the package.json.
		 */
		private @Nullable String command;

		/**
		 * Folder that the command is started in, with the package.json of the front end.
		 */
		private String directory = ".";

		/**
		 * Installation of packages before the start of the command: if they are missing
		 * or older than the lock file, or never.
		 */
		private Install install = Install.NEVER;

		/**
		 * Comma-separated list of host names under which responses of the development
		 * server can be sent, besides 'localhost' and IP addresses. A dot in front stands
		 * for all subdomains.
		 */
		private List<String> allowedHosts = new ArrayList<>();

		public @Nullable String getUrl() {
			return this.url;
		}

		public void setUrl(@Nullable String url) {
			this.url = url;
		}

		public @Nullable String getCommand() {
			return this.command;
		}

		public void setCommand(@Nullable String command) {
			this.command = command;
		}

		public String getDirectory() {
			return this.directory;
		}

		public void setDirectory(String directory) {
			this.directory = directory;
		}

		public Install getInstall() {
			return this.install;
		}

		public void setInstall(Install install) {
			this.install = install;
		}

		public List<String> getAllowedHosts() {
			return this.allowedHosts;
		}

		public void setAllowedHosts(List<String> allowedHosts) {
			this.allowedHosts = allowedHosts;
		}

		/**
		 * Choices for the installation of packages.
		 */
		enum Install {

			/**
			 * Packages are not installed.
			 */
			NEVER,

			/**
			 * Packages are installed if they are missing or older than the lock file.
			 */
			AUTO

		}

	}

}
