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

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.routing.RoutingSettings.Languages.Language;
import io.github.assetsboot.wrangler.WranglerImport;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
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
public class AssetsProperties extends CollectionProperties implements BeanFactoryAware {

	/**
	 * Default order of the filter: just after Spring Security's.
	 */
	public static final int DEFAULT_FILTER_ORDER = -99;

	static final String DEFAULT_BINDING = "ASSETS";

	static final String PREFIX = "assets";

	private static final Pattern HOST = Pattern.compile("[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+\\]");

	/**
	 * Value of the tag 'collection' for projects.
	 */
	private static final String PROJECT = "project";

	private static final String WEBJARS = "webjars";

	/**
	 * Nothing that the mapping of a servlet or a browser would read as something else.
	 */
	private static final Pattern LIVE_RELOAD_PATH = Pattern.compile("(?:/(?!\\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)+");

	/**
	 * Whether to serve assets.
	 */
	private boolean enabled = true;

	/**
	 * Further name of the Assets bean.
	 */
	private String binding = DEFAULT_BINDING;

	/**
	 * Reload of pages by the browser itself when the assets, a template or the
	 * application change.
	 */
	private LiveReload liveReload = LiveReload.AUTO;

	/**
	 * Path, inside the context path, at which open pages wait for changes.
	 */
	private String liveReloadPath = "/.assets/live-reload";

	private final ApplicationCache cache = new ApplicationCache();

	private final HtmlRewriter htmlRewriter = new HtmlRewriter();

	private final Filter filter = new Filter();

	private final Tomcat tomcat = new Tomcat();

	private final Jetty jetty = new Jetty();

	@NestedConfigurationProperty
	private final LanguageProperties language = new LanguageProperties();

	/**
	 * Whether to serve the WebJars of the class path as a collection of their own, below
	 * '/webjars'.
	 */
	private boolean webjars;

	/**
	 * Collections with a name, each below a path or for a host of its own.
	 */
	private Map<String, NamedCollection> collections = new LinkedHashMap<>();

	private @Nullable BeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public String name() {
		return AssetCollections.DEFAULT;
	}

	@Override
	public String prefix() {
		return PREFIX;
	}

	@Override
	public @Nullable String host() {
		return null;
	}

	@Override
	@Nullable BeanFactory beanFactory() {
		return this.beanFactory;
	}

	@Override
	public ApplicationCache getCache() {
		return this.cache;
	}

	public LanguageProperties getLanguage() {
		return this.language;
	}

	public boolean isWebjars() {
		return this.webjars;
	}

	public void setWebjars(boolean webjars) {
		this.webjars = webjars;
	}

	public Map<String, NamedCollection> getCollections() {
		return this.collections;
	}

	public void setCollections(Map<String, NamedCollection> collections) {
		this.collections = collections;
		collections.forEach((name, collection) -> collection.belongTo(this, name));
	}

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public String getBinding() {
		return this.binding;
	}

	public void setBinding(String binding) {
		this.binding = binding;
	}

	public LiveReload getLiveReload() {
		return this.liveReload;
	}

	public void setLiveReload(LiveReload liveReload) {
		this.liveReload = liveReload;
	}

	public String getLiveReloadPath() {
		return this.liveReloadPath;
	}

	public void setLiveReloadPath(String liveReloadPath) {
		this.liveReloadPath = liveReloadPath;
	}

	public HtmlRewriter getHtmlRewriter() {
		return this.htmlRewriter;
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
	 * Return the collections.
	 * @return the properties of each collection, the default one first
	 * @throws InvalidAssetsPropertyException if two of them cannot be told apart, or if a
	 * name, host or path is not valid
	 */
	public List<CollectionProperties> toCollections() {
		Map<String, NamedCollection> named = new LinkedHashMap<>(this.collections);
		if (this.webjars) {
			named.computeIfAbsent(WEBJARS, (name) -> new NamedCollection()).completeWebJars(this);
		}
		List<CollectionProperties> all = new ArrayList<>(List.of(this));
		for (NamedCollection collection : named.values()) {
			checkName(collection.name());
			checkChoice(collection, all);
			all.add(collection);
		}
		return all;
	}

	/**
	 * Return the languages of the default collection.
	 * @return the languages, or {@code null} if there are none
	 * @throws InvalidAssetsPropertyException if a property of them is not valid
	 */
	public @Nullable Languages toLanguages() {
		return this.language.toLanguages(toBasePath());
	}

	@Override
	public Map<String, Object> describe(RoutingMode mode) {
		Map<String, Object> values = super.describe(mode);
		Languages languages = toLanguages();
		if (languages != null) {
			values.put("assets.language.paths",
					languages.all().stream().map((language) -> language.tag() + ": " + language.path()).toList());
			values.put("assets.language.default", Objects.requireNonNullElse(this.language.getStandard(), ""));
			values.put("assets.language.cookie", Objects.requireNonNullElse(this.language.getCookie(), ""));
			values.put("assets.language.mode", PropertyChecks.text(languages.mode()));
		}
		return values;
	}

	@Override
	List<BasePath> languagePaths() {
		Languages languages = toLanguages();
		return (languages != null) ? languages.all().stream().map(Language::path).toList() : List.of();
	}

	private static void checkName(String name) {
		if (name.equals(AssetCollections.DEFAULT)) {
			throw new InvalidAssetsPropertyException(PREFIX + ".collections", name,
					"the properties of the default collection are directly below 'assets'",
					"Set the properties there, or give the collection another name, such as 'admin'.");
		}
		if (!WranglerImport.isCollectionName(name)) {
			throw new InvalidAssetsPropertyException(PREFIX + ".collections", name,
					name.equals(PROJECT) ? "the name stands for the collections of projects"
							: "it is not a name of lower-case letters, digits and hyphens",
					"Give the collection another name, such as 'admin'.");
		}
	}

	/**
	 * Each request must belong to one collection.
	 */
	private static void checkChoice(NamedCollection collection, List<CollectionProperties> others) {
		String path = collection.toBasePath().toString();
		String host = collection.host();
		if (path.isEmpty() && host == null) {
			throw new InvalidAssetsPropertyException(collection.prefix(), null,
					"neither 'host' nor a 'base-path' other than '/' is set. The default collection is for all requests"
							+ " that no other one is for",
					"Set '" + collection.property("base-path") + "' to a path such as '/" + collection.name()
							+ "', or set '" + collection.property("host") + "'.");
		}
		for (CollectionProperties other : others) {
			if (path.equals(other.toBasePath().toString()) && Objects.equals(host, other.host())) {
				throw new InvalidAssetsPropertyException(collection.property("base-path"), collection.getBasePath(),
						"the collection '" + other.name() + "' has the same path" + ((host != null) ? " and host" : ""),
						"Set one of the two to another path, or set '" + collection.property("host") + "'.");
			}
		}
	}

	/**
	 * Return the order of the filter.
	 * @return the value of {@code assets.filter.order}
	 */
	public int filterOrder() {
		return this.filter.getOrder();
	}

	/**
	 * Return the path at which pages wait for changes.
	 * @return the value of {@code assets.live-reload-path}
	 * @throws InvalidAssetsPropertyException if it is not a path
	 */
	public String toLiveReloadPath() {
		String path = this.liveReloadPath.strip();
		if (!LIVE_RELOAD_PATH.matcher(path).matches()) {
			throw new InvalidAssetsPropertyException("assets.live-reload-path", this.liveReloadPath,
					"it is not a plain path",
					"Set it to a path such as '/.assets/live-reload', with a slash at its start and none at its end.");
		}
		return path;
	}

	/**
	 * Return the check of hosts under which the work in progress is shown.
	 * @return tests the host of a request by the hosts that the development server of any
	 * collection may be asked for
	 */
	public Predicate<String> toAllowedHosts() {
		return io.github.assetsboot.devserver.DevServer.allowedHosts(
				toCollections().stream().flatMap((collection) -> collection.allowedHosts().stream()).toList());
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
	 * Return the time for making coded representations.
	 */
	Duration toCompressionTime() {
		return PropertyChecks.notNegative("assets.cache.compression-time", this.cache.getCompressionTime());
	}

	/**
	 * Return the rewriter without handlers.
	 */
	io.github.assetsboot.html.HtmlRewriter toHtmlRewriter() {
		DataSize buffer = this.htmlRewriter.getBuffer();
		try {
			return io.github.assetsboot.html.HtmlRewriter.create().withBuffer(buffer);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.html-rewriter.buffer", buffer,
					"it is not between 0 and 1 GB", "Set it to a size such as '1MB', or remove the property.");
		}
	}

	/**
	 * Choices for live reload.
	 */
	public enum LiveReload {

		/**
		 * On with Spring Boot DevTools.
		 */
		AUTO,

		/**
		 * On.
		 */
		TRUE,

		/**
		 * Off.
		 */
		FALSE

	}

	/**
	 * Properties of the HtmlRewriter bean.
	 */
	static class HtmlRewriter {

		/**
		 * Size up to which a page is rewritten as a whole before any of it is sent. A
		 * larger page is sent while it is rewritten. If a size suffix is not specified,
		 * bytes will be used.
		 */
		private DataSize buffer = io.github.assetsboot.html.HtmlRewriter.DEFAULT_BUFFER;

		public DataSize getBuffer() {
			return this.buffer;
		}

		public void setBuffer(DataSize buffer) {
			this.buffer = buffer;
		}

	}

	/**
	 * Properties of the servlet filter.
	 */
	static class Filter {

		/**
		 * Order of the servlet filter, relative to other filters such as that of Spring
		 * Security.
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
		 * Whether to let Tomcat accept '[' and ']' in a path or query. Browsers send them
		 * without encoding.
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

	/**
	 * Properties of the caches, the browser's and ours.
	 */
	static class ApplicationCache extends Cache {

		/**
		 * Maximum amount of content to keep in memory, coded representations included. It
		 * never exceeds a quarter of the heap. If a size suffix is not specified, bytes
		 * will be used.
		 */
		private DataSize memory = DataSize.ofMegabytes(64);

		/**
		 * Maximum amount of content to copy to temporary files, which the web server can
		 * send without reading them. If a size suffix is not specified, bytes will be
		 * used.
		 */
		private DataSize disk = DataSize.ofGigabytes(1);

		/**
		 * Maximum time of one processor for making coded representations in the
		 * background after a start, and again after a reload. With 0, none are made.
		 */
		private Duration compressionTime = Duration.ofMinutes(1);

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

		public Duration getCompressionTime() {
			return this.compressionTime;
		}

		public void setCompressionTime(Duration compressionTime) {
			this.compressionTime = compressionTime;
		}

	}

	/**
	 * Properties of a collection with a name.
	 */
	static class NamedCollection extends CollectionProperties {

		/**
		 * Host name of the requests that the collection answers, such as
		 * 'admin.example.com'. If not set, it answers the requests for all hosts.
		 */
		private @Nullable String host;

		private String name = "";

		private @Nullable AssetsProperties application;

		/**
		 * Other properties of the collection may be set beside {@code assets.webjars}.
		 */
		void completeWebJars(AssetsProperties application) {
			belongTo(application, WEBJARS);
			if (toBasePath() == BasePath.ROOT && this.host == null) {
				setBasePath("/" + WEBJARS);
			}
			if (getDirectory().equals(DEFAULT_DIRECTORY)) {
				setDirectory(WEBJARS_DIRECTORY);
			}
		}

		void belongTo(AssetsProperties application, String name) {
			this.application = application;
			this.name = name;
		}

		public @Nullable String getHost() {
			return this.host;
		}

		public void setHost(@Nullable String host) {
			this.host = host;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public String prefix() {
			return PREFIX + ".collections." + this.name;
		}

		@Override
		public @Nullable String host() {
			if (!StringUtils.hasText(this.host)) {
				return null;
			}
			String host = StringUtils.trimTrailingCharacter(this.host.strip().toLowerCase(Locale.ROOT), '.');
			if (!HOST.matcher(host).matches()) {
				throw new InvalidAssetsPropertyException(property("host"), this.host, "it is not the name of a host",
						"Set it to a name such as 'admin.example.com', without a scheme, a port and a path.");
			}
			return host;
		}

		@Override
		@Nullable BeanFactory beanFactory() {
			return (this.application != null) ? this.application.beanFactory() : null;
		}

	}

}
