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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetContent;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.InvalidAssetLocationException;
import io.github.assetsboot.collection.MemoryCache;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.devserver.DevServerUrl;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.BasePath;
import io.github.assetsboot.routing.Compatibility;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.PathPatterns;
import io.github.assetsboot.routing.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.IgnoreRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.RuleFiles;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Builds what the {@code assets} properties describe, and reports what is wrong with it.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetRouterFactory {

	private static final Log logger = LogFactory.getLog(AssetRouterFactory.class);

	private final AssetsProperties properties;

	AssetRouterFactory(AssetsProperties properties) {
		this.properties = properties;
	}

	/**
	 * Open the configured directory.
	 * @param required whether the directory has to exist
	 * @param classLoader the class loader for {@code classpath:}
	 * @return the directory
	 */
	AssetDirectory openDirectory(boolean required, @Nullable ClassLoader classLoader) {
		String location = this.properties.getDirectory();
		try {
			AssetDirectory directory = AssetLocation.of(location, classLoader).open();
			if (directory != null) {
				return directory;
			}
		}
		catch (InvalidAssetLocationException ex) {
			throw invalid("directory", location, ex.getReason(), ex.getAction());
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
		if (this.properties.getDevServer().isUsed()) {
			return new EmptyDirectory();
		}
		if (required) {
			throw invalid("directory", location, "there is no such directory",
					"Create it, for instance by building the front end, or correct the property. A plain path is"
							+ " relative to the working directory, which is '" + System.getProperty("user.dir") + "'.");
		}
		logger.warn("There are no assets, because " + location + " does not exist."
				+ " Put the front end there, or set 'assets.directory'.");
		return new EmptyDirectory();
	}

	/**
	 * Find the files that have to be there when the application runs: the assets and the
	 * rule files.
	 * @param directory the directory
	 * @return their paths relative to the root
	 */
	Set<String> findFiles(AssetDirectory directory) {
		Set<String> files = new ConcurrentSkipListSet<>();
		try {
			Predicate<String> ignored = ignored(directory);
			directory.visit((path) -> ignored.test(path) && !RuleFiles.contains(path), new AssetDirectory.Visitor() {

				@Override
				public void file(String path, AssetContent content) {
					files.add(path);
				}

				@Override
				public void skipped(String path, String reason) {
				}

			});
			return files;
		}
		catch (IOException | UncheckedIOException ex) {
			throw unreadable(ex);
		}
	}

	/**
	 * Build what is served.
	 * @param directory the directory
	 * @param memory keeps bytes
	 * @return the first snapshot
	 */
	AssetSnapshot createSnapshot(AssetDirectory directory, MemoryCache memory) {
		try {
			AssetSnapshot snapshot = createSnapshot(directory,
					(ignored) -> AssetCollection.read(directory, ignored, memory));
			if (snapshot.router().assets().assets().isEmpty() && !(directory instanceof EmptyDirectory)) {
				logger.warn("There are no files in " + this.properties.getDirectory()
						+ ". Build the front end, or set 'assets.directory' to the folder that its build writes.");
			}
			String hint = this.properties.getCache().getImmutable().isEmpty()
					? FingerprintedNames.describe(snapshot.router()) : null;
			if (hint != null) {
				logger.info(hint);
			}
			return snapshot;
		}
		catch (IOException | UncheckedIOException ex) {
			throw unreadable(ex);
		}
	}

	/**
	 * Build what is served after a change.
	 * @param directory the directory
	 * @param previous what was served before
	 * @return the next snapshot
	 * @throws IOException if the directory cannot be read
	 */
	AssetSnapshot createSnapshot(AssetDirectory directory, AssetSnapshot previous) throws IOException {
		AssetCollection assets = previous.router().assets();
		return createSnapshot(directory, (ignored) -> assets.reread(directory, ignored));
	}

	private AssetSnapshot createSnapshot(AssetDirectory directory, CollectionReader reader) throws IOException {
		RoutingSettings settings = createSettings();
		PathPatterns immutable = createImmutable();
		long start = System.nanoTime();
		Redirects redirects = parseRedirects(directory.readText(Redirects.FILE_NAME));
		HeaderRules headerRules = parseHeaders(directory.readText(HeaderRules.FILE_NAME));
		DevServerUrl devServer = createDevServerUrl();
		AssetRouter router = (devServer != null) ? AssetRouter.forDevServer(redirects, headerRules, settings)
				: new AssetRouter(reader.read(ignored(directory)), redirects, headerRules, settings);
		AssetSnapshot snapshot = new AssetSnapshot(router, immutable::matches);
		CollectionReport report = new CollectionReport(router, this.properties.getDirectory());
		if (devServer != null) {
			report.log(devServer);
		}
		else {
			report.log((System.nanoTime() - start) / 1_000_000);
		}
		return snapshot;
	}

	/**
	 * Create the development server. It is not asked for anything yet.
	 * @return the server, or {@code null} if there is none
	 */
	@Nullable DevServer createDevServer() {
		DevServerUrl url = createDevServerUrl();
		return (url != null) ? new DevServer(url, this.properties.getDevServer().getAllowedHosts()) : null;
	}

	private @Nullable DevServerUrl createDevServerUrl() {
		String url = this.properties.getDevServer().getUrl();
		if (url == null || url.isBlank()) {
			return null;
		}
		try {
			return DevServerUrl.of(url);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("dev-server.url", url, String.valueOf(ex.getMessage()),
					"Set it to the address that the development server prints, such as 'http://localhost:5173'.");
		}
	}

	private PathPatterns createImmutable() {
		List<String> patterns = this.properties.getCache().getImmutable();
		try {
			return PathPatterns.of(patterns);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("cache.immutable", patterns.toString(), String.valueOf(ex.getMessage()),
					"Set it to a list of patterns such as '/assets/*'. In YAML, put each pattern in quotes.");
		}
	}

	private Predicate<String> ignored(AssetDirectory directory) throws IOException {
		String text = directory.readText(IgnoreRules.FILE_NAME);
		IgnoreRules rules = IgnoreRules
			.of(Stream.concat(this.properties.getIgnore().stream(), (text != null) ? text.lines() : Stream.of())
				.toList());
		return (path) -> RuleFiles.contains(path) || rules.ignores(path);
	}

	private Redirects parseRedirects(@Nullable String text) {
		boolean htmlHandling = this.properties.getHtmlHandling() != HtmlHandling.NONE;
		return (text != null) ? Redirects.parse(text, htmlHandling) : Redirects.none();
	}

	private HeaderRules parseHeaders(@Nullable String text) {
		return (text != null) ? HeaderRules.parse(text) : HeaderRules.none();
	}

	private RoutingSettings createSettings() {
		return new RoutingSettings(this.properties.getHtmlHandling(), this.properties.getNotFoundHandling(),
				createRunWorkerFirst(), navigationPrefersAssetServing(),
				this.properties.getNavigation() == AssetsProperties.Navigation.HANDLERS, createBasePath());
	}

	private RunWorkerFirst createRunWorkerFirst() {
		List<String> rules = this.properties.getRunWorkerFirst();
		if (rules.isEmpty() || rules.equals(List.of("false"))) {
			return RunWorkerFirst.never();
		}
		if (rules.equals(List.of("true"))) {
			return RunWorkerFirst.always();
		}
		try {
			return RunWorkerFirst.patterns(rules);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("run-worker-first", rules.toString(), String.valueOf(ex.getMessage()),
					"Set it to 'true', to 'false', or to a list of patterns such as '/api/*' and '!/api/docs/*'."
							+ " In YAML, put each pattern in quotes.");
		}
	}

	private boolean navigationPrefersAssetServing() {
		List<String> flags = this.properties.getCompatibilityFlags();
		try {
			return Compatibility.navigationPrefersAssetServing(compatibilityDate(), flags);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("compatibility-flags", flags.toString(), String.valueOf(ex.getMessage()),
					"Keep one of the two flags.");
		}
	}

	private @Nullable LocalDate compatibilityDate() {
		String date = this.properties.getCompatibilityDate();
		try {
			return (date != null && !date.isBlank()) ? LocalDate.parse(date.trim()) : null;
		}
		catch (DateTimeException ex) {
			throw invalid("compatibility-date", date, "it is not a date",
					"Write a date as year-month-day, such as 2025-04-01, or leave the property out for the newest"
							+ " behaviour.");
		}
	}

	private BasePath createBasePath() {
		String basePath = this.properties.getBasePath();
		try {
			return BasePath.of(basePath);
		}
		catch (IllegalArgumentException ex) {
			throw invalid("base-path", basePath, "it " + ex.getMessage(),
					"Write the path as it stands in the address bar after the context path, such as '/app'.");
		}
	}

	private InvalidAssetsPropertyException unreadable(Exception ex) {
		return invalid("directory", this.properties.getDirectory(), "it cannot be read (" + ex + ")",
				"Check that the application may read the directory.");
	}

	private static InvalidAssetsPropertyException invalid(String property, @Nullable String value, String reason,
			String action) {
		return new InvalidAssetsPropertyException("assets." + property, String.valueOf(value), reason, action);
	}

	private interface CollectionReader {

		AssetCollection read(Predicate<String> ignored) throws IOException;

	}

	private static final class EmptyDirectory implements AssetDirectory {

		@Override
		public @Nullable String readText(String name) {
			return null;
		}

		@Override
		public void visit(Predicate<String> ignored, Visitor visitor) {
		}

	}

}
