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

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.collection.ReloadMode;
import io.github.assetsboot.routing.BasePath;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.PathPatterns;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RunWorkerFirst;
import io.github.assetsboot.rules.IgnoreRules;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for the assets of an application.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/binding/">Workers:
 * configuration and bindings</a>
 */
@ConfigurationProperties("assets")
public class AssetsProperties {

	/**
	 * Default order of the filter: just after Spring Security's.
	 */
	public static final int DEFAULT_FILTER_ORDER = -99;

	static final String DEFAULT_DIRECTORY = "classpath:/static/";

	/**
	 * Whether to serve assets.
	 */
	private boolean enabled = true;

	/**
	 * Directory with the assets: a 'classpath:' or 'file:' location, or a plain path. It
	 * must exist if it is set.
	 */
	private String directory = DEFAULT_DIRECTORY;

	/**
	 * Further name of the Assets bean.
	 */
	private String binding = "ASSETS";

	/**
	 * Under which path an HTML file is served: with a slash at the end, without, as its
	 * name suggests, or only by its own name.
	 */
	private HtmlHandling htmlHandling = HtmlHandling.AUTO_TRAILING_SLASH;

	/**
	 * Answer to a request that no asset matches: the index.html at the root, the nearest
	 * 404.html, or nothing.
	 */
	private NotFoundHandling notFoundHandling = NotFoundHandling.NONE;

	/**
	 * Which requests the application answers even if an asset matches: 'true', 'false',
	 * or a list of path patterns in which '*' stands for anything and a leading '!' for
	 * an exception.
	 */
	private List<String> runWorkerFirst = new ArrayList<>(List.of("false"));

	/**
	 * Date, such as '2025-04-01', of the Workers behaviour to follow. The newest if not
	 * set. Before 2025-04-01, navigation requests are requests like any other.
	 */
	private @Nullable String compatibilityDate;

	/**
	 * Comma-separated list of Workers compatibility flags. Those that do not concern
	 * assets are ignored.
	 */
	private List<String> compatibilityFlags = new ArrayList<>();

	/**
	 * How requests are divided between the application and the assets: as Spring
	 * developers expect, or as Workers do. By default 'workers' if a compatibility date
	 * or flag is set or a Wrangler file is imported, and 'spring' otherwise.
	 */
	private @Nullable RoutingMode routing;

	/**
	 * Path, inside the context path, under which the assets live.
	 */
	private String basePath = "/";

	/**
	 * Comma-separated list of files that are no assets, in the syntax of gitignore. The
	 * lines of an .assetsignore file follow after them.
	 */
	private List<String> ignore = new ArrayList<>(IgnoreRules.DEFAULTS);

	/**
	 * Whether to notice changes of the directory while the application runs.
	 */
	private boolean reload;

	/**
	 * How changes of the directory are noticed: the operating system reports them, or all
	 * files are looked at again and again. 'auto' watches where the file system is known
	 * to report changes, and polls elsewhere.
	 */
	private ReloadMode reloadMode = ReloadMode.AUTO;

	private final Cache cache = new Cache();

	private final DevServer devServer = new DevServer();

	private final Filter filter = new Filter();

	private final Tomcat tomcat = new Tomcat();

	private final Jetty jetty = new Jetty();

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getDirectory() {
		return this.directory;
	}

	public void setDirectory(String directory) {
		this.directory = directory;
	}

	public String getBinding() {
		return this.binding;
	}

	public void setBinding(String binding) {
		this.binding = binding;
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

	public Cache getCache() {
		return this.cache;
	}

	public DevServer getDevServer() {
		return this.devServer;
	}

	public Filter getFilter() {
		return this.filter;
	}

	public Tomcat getTomcat() {
		return this.tomcat;
	}

	public Jetty getJetty() {
		return this.jetty;
	}

	/**
	 * Return the order of the filter.
	 * @return the value of {@code assets.filter.order}
	 */
	public int filterOrder() {
		return this.filter.getOrder();
	}

	/**
	 * Return the paths of files whose content never changes.
	 * @return the patterns of {@code assets.cache.immutable}
	 * @throws InvalidAssetsPropertyException if one of them is not a path
	 */
	public PathPatterns toImmutable() {
		List<String> patterns = this.cache.getImmutable();
		try {
			return PathPatterns.of(patterns);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.cache.immutable", patterns,
					String.valueOf(ex.getMessage()),
					"Set it to a list of patterns such as '/assets/*'. In YAML, put each pattern in quotes.");
		}
	}

	/**
	 * Describe the settings that routing and caching depend on.
	 * @param mode the mode of the routing
	 * @return the values by the names of the properties, for people to read
	 */
	public Map<String, Object> describe(RoutingMode mode) {
		Map<String, Object> values = new LinkedHashMap<>();
		values.put("assets.routing", PropertyChecks.text(mode));
		values.put("assets.directory", this.directory);
		if (isDevServerUsed()) {
			values.put("assets.dev-server.url", String.valueOf(this.devServer.getUrl()));
		}
		values.put("assets.html-handling", PropertyChecks.text(this.htmlHandling));
		values.put("assets.not-found-handling", PropertyChecks.text(this.notFoundHandling));
		values.put("assets.run-worker-first", this.runWorkerFirst);
		values.put("assets.base-path", this.basePath);
		values.put("assets.compatibility-date", Objects.requireNonNullElse(this.compatibilityDate, "newest"));
		values.put("assets.compatibility-flags", this.compatibilityFlags);
		values.put("assets.ignore", this.ignore);
		values.put("assets.reload", this.reload);
		values.put("assets.cache.immutable", this.cache.getImmutable());
		values.put("assets.cache.memory", this.cache.getMemory().toString());
		values.put("assets.cache.disk", this.cache.getDisk().toString());
		return values;
	}

	boolean isDevServerUsed() {
		return StringUtils.hasText(this.devServer.getUrl());
	}

	/**
	 * Return the development server, which is not asked for anything yet.
	 */
	io.github.assetsboot.devserver.@Nullable DevServer toDevServer() {
		String url = this.devServer.getUrl();
		if (url == null || url.isBlank()) {
			return null;
		}
		try {
			return new io.github.assetsboot.devserver.DevServer(url, this.devServer.getAllowedHosts());
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.dev-server.url", url, String.valueOf(ex.getMessage()),
					"Set it to the address that the development server prints, such as 'http://localhost:5173'.");
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
		return new RoutingSettings(mode, this.htmlHandling, this.notFoundHandling, toRunWorkerFirst(),
				navigationPrefersAssetServing(), toBasePath());
	}

	private RunWorkerFirst toRunWorkerFirst() {
		if (this.runWorkerFirst.isEmpty() || this.runWorkerFirst.equals(List.of("false"))) {
			return RunWorkerFirst.never();
		}
		if (this.runWorkerFirst.equals(List.of("true"))) {
			return RunWorkerFirst.always();
		}
		try {
			return RunWorkerFirst.patterns(this.runWorkerFirst);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.run-worker-first", this.runWorkerFirst,
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
			throw new InvalidAssetsPropertyException("assets.compatibility-flags", this.compatibilityFlags,
					String.valueOf(ex.getMessage()), "Keep one of the two flags.");
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
			throw new InvalidAssetsPropertyException("assets.compatibility-date", date, "it is not a date",
					"Write a date as year-month-day, such as 2025-04-01, or leave the property out for the newest"
							+ " behaviour.");
		}
	}

	private BasePath toBasePath() {
		try {
			return BasePath.of(this.basePath);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.base-path", this.basePath, "it " + ex.getMessage(),
					"Write the path as it stands in the address bar after the context path, such as '/app'.");
		}
	}

	/**
	 * Return the number of bytes to keep in memory.
	 */
	long toMemory() {
		return PropertyChecks.notNegative("assets.cache.memory", this.cache.getMemory()).toBytes();
	}

	/**
	 * Return the number of bytes to copy to temporary files.
	 */
	long toDisk() {
		return PropertyChecks.notNegative("assets.cache.disk", this.cache.getDisk()).toBytes();
	}

	/**
	 * Return the {@code Cache-Control} of files without a rule, {@code null} if none is
	 * configured.
	 * @param webProperties the properties of Spring Boot's resource handling
	 */
	@Nullable String toCacheControl(WebProperties webProperties) {
		return AssetCacheControl.of(this.cache.getControl(), webProperties.getResources().getCache());
	}

	/**
	 * Properties of the caches, the browser's and ours.
	 */
	static class Cache {

		/**
		 * How much content to keep in memory, coded representations included, but never
		 * more than a quarter of the heap. If a size suffix is not specified, bytes will
		 * be used.
		 */
		private DataSize memory = DataSize.ofMegabytes(64);

		/**
		 * How much content to copy to temporary files, which the container can send
		 * without reading them. If a size suffix is not specified, bytes will be used.
		 */
		private DataSize disk = DataSize.ofGigabytes(1);

		/**
		 * Comma-separated list of path patterns, such as '/assets/*', of files whose
		 * content never changes, so that browsers need not ask for them again.
		 */
		private List<String> immutable = new ArrayList<>();

		/**
		 * Value of Cache-Control, such as 'public, max-age=43200', of files that are
		 * neither HTML pages nor immutable and that have none by a _headers rule. The
		 * default is the value of 'spring.web.resources.cache', or 'public, max-age=0,
		 * must-revalidate'.
		 */
		private @Nullable String control;

		public DataSize getMemory() {
			return this.memory;
		}

		public void setMemory(DataSize memory) {
			this.memory = memory;
		}

		public DataSize getDisk() {
			return this.disk;
		}

		public void setDisk(DataSize disk) {
			this.disk = disk;
		}

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

	}

	/**
	 * Properties of a development server of the front end.
	 */
	static class DevServer {

		/**
		 * URL of a development server, such as 'http://localhost:5173', that is asked for
		 * assets in place of the directory.
		 */
		private @Nullable String url;

		/**
		 * Comma-separated list of names of hosts under which the application may show
		 * what the development server has, besides 'localhost' and addresses. A dot in
		 * front stands for all names below.
		 */
		private List<String> allowedHosts = new ArrayList<>();

		public @Nullable String getUrl() {
			return this.url;
		}

		public void setUrl(@Nullable String url) {
			this.url = url;
		}

		public List<String> getAllowedHosts() {
			return this.allowedHosts;
		}

		public void setAllowedHosts(List<String> allowedHosts) {
			this.allowedHosts = allowedHosts;
		}

	}

	/**
	 * Properties of the servlet filter.
	 */
	static class Filter {

		/**
		 * Order of the servlet filter. By default just after Spring Security's filter.
		 */
		private int order = DEFAULT_FILTER_ORDER;

		public int getOrder() {
			return this.order;
		}

		public void setOrder(int order) {
			this.order = order;
		}

	}

	/**
	 * Properties for the Tomcat web server.
	 */
	static class Tomcat {

		/**
		 * Whether to let Tomcat accept '[' and ']' in a path or query, which browsers
		 * send as they are.
		 */
		private boolean relaxedBrackets = true;

		public boolean isRelaxedBrackets() {
			return this.relaxedBrackets;
		}

		public void setRelaxedBrackets(boolean relaxedBrackets) {
			this.relaxedBrackets = relaxedBrackets;
		}

	}

	/**
	 * Properties for the Jetty web server.
	 */
	static class Jetty {

		/**
		 * Whether to let Jetty accept the paths that Tomcat accepts: with '%25', '//',
		 * encoded dots, path parameters, '[' and ']'.
		 */
		private boolean relaxedPaths = true;

		public boolean isRelaxedPaths() {
			return this.relaxedPaths;
		}

		public void setRelaxedPaths(boolean relaxedPaths) {
			this.relaxedPaths = relaxedPaths;
		}

	}

}
