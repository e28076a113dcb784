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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobSource;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.DirectoryWatcher;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot.DeliverySettings;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.vite.ViteManifest;
import io.github.assetsboot.wrangler.WranglerImport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.core.env.Environment;

/**
 * Creates the snapshot of a directory by the properties, and reports on it in the log.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetSnapshotFactory {

	private static final Log logger = LogFactory.getLog(AssetSnapshotFactory.class);

	/**
	 * The heap divided by this is the limit for contents that are kept during a start.
	 */
	private static final int MAX_HEAP_SHARE = 8;

	private final CollectionProperties properties;

	private final WebProperties webProperties;

	private final Environment environment;

	private final @Nullable DevServer devServer;

	private final Pages.Source pages;

	private final List<AssetCollection.Transformation> transformations;

	private volatile @Nullable Long state;

	private volatile @Nullable Runnable report;

	AssetSnapshotFactory(CollectionProperties properties, WebProperties webProperties, Environment environment,
			@Nullable DevServer devServer, List<AssetCollection.Transformation> transformations, Pages.Source pages) {
		this.transformations = transformations;
		this.properties = properties;
		this.webProperties = webProperties;
		this.environment = environment;
		this.devServer = devServer;
		this.pages = pages;
	}

	/**
	 * Create the first snapshot.
	 * @param directory the directory
	 * @param memory keeps bytes
	 * @return the first snapshot
	 */
	AssetSnapshot create(AssetDirectory directory, BlobCache memory) {
		try {
			if (this.properties.isReload()) {
				this.state = DirectoryWatcher.state(directory.folders());
			}
			return build(directory, (filter, contents) -> AssetCollection.read(directory, filter, memory, contents,
					this.properties.getCache().isTrustSiblings()), null);
		}
		catch (IOException | UncheckedIOException ex) {
			throw AssetDirectoryFactory.unreadable(this.properties.property("directory"),
					this.properties.getDirectory(), ex);
		}
	}

	/**
	 * Report on the latest snapshot in the log, once it is used. At the start, several
	 * collections are read at the same time, and reported on one after another.
	 */
	void report() {
		Runnable report = this.report;
		if (report != null) {
			report.run();
			this.report = null;
		}
	}

	private void warnOfNoFiles(AssetRouter router, AssetDirectory directory) {
		if (!router.isForDevServer() && router.assets().assets().isEmpty() && !(directory instanceof EmptyDirectory)) {
			logger.warn("There are no files in " + this.properties.getDirectory() + ". Build the front end, or set '"
					+ this.properties.property("directory") + "' to the folder that its build writes.");
		}
	}

	/**
	 * Read the directory with the previous build.
	 * @param directory the directory, or {@code null} if there is none
	 * @return the files of that build, or {@code null} if they are not known
	 */
	@Nullable AssetCollection previousBuild(@Nullable AssetDirectory directory) {
		if (directory == null || this.properties.toDictionaries().isEmpty()) {
			return null;
		}
		try {
			AssetCollection assets = AssetCollection.read(directory,
					withoutOthers(IgnoredPaths.of(directory, this.properties)), new BlobCache(0),
					new Contents((path) -> false, 0), true);
			for (AssetCollection.Transformation transformation : this.transformations) {
				assets = transformation.apply(assets, new Contents((path) -> false, 0), null);
			}
			return assets;
		}
		catch (IOException | UncheckedIOException ex) {
			logger.warn("The previous build in " + this.properties.getCache().getDictionaryDirectory()
					+ " cannot be read, so its files are not used as dictionaries: " + ex);
			return null;
		}
	}

	/**
	 * Files that cannot be dictionaries are not read, so that large ones do not delay the
	 * start. The names of files with a fingerprint may depend on all files.
	 */
	private Function<String, @Nullable String> withoutOthers(Function<String, @Nullable String> ignored) {
		PathPatterns dictionaries = this.properties.toDictionaries();
		WebProperties.Resources.Chain.Strategy strategy = this.webProperties.getResources().getChain().getStrategy();
		if (!this.properties.toFingerprintPaths().isEmpty() || strategy.getContent().isEnabled()
				|| strategy.getFixed().isEnabled()) {
			return ignored;
		}
		return (path) -> {
			boolean wanted = path.endsWith("/")
					|| (dictionaries.matches("/" + path) && ContentCoding.isCompressible("/" + path));
			return wanted ? ignored.apply(path) : "the patterns of dictionaries";
		};
	}

	/**
	 * Return the state of the directory before it was read.
	 * @return the state, or {@code null} if changes do not matter or nothing was read
	 */
	@Nullable Long state() {
		return this.state;
	}

	/**
	 * Create the snapshot after a change.
	 * @param directory the directory
	 * @param previous the snapshot before
	 * @return the next snapshot
	 * @throws IOException if the directory cannot be read
	 */
	AssetSnapshot recreate(AssetDirectory directory, AssetSnapshot previous) throws IOException {
		AssetCollection assets = previous.router().assets();
		return build(directory, (filter, contents) -> assets.reread(directory, filter, contents,
				this.properties.getCache().isTrustSiblings()), previous);
	}

	private AssetSnapshot build(AssetDirectory directory, CollectionReader reader, @Nullable AssetSnapshot previous)
			throws IOException {
		RoutingSettings settings = this.properties
			.toRoutingSettings(WranglerImport.isPresent(this.environment, this.properties.prefix()));
		Pages pages = this.pages.prepare();
		DeliverySettings delivery = new DeliverySettings(this.properties.toImmutable()::matches,
				this.properties.toDictionaries()::matches, this.properties.toCacheControl(this.webProperties),
				this.properties.toUrlPrefix(), pages, this.devServer, this.properties.prefix());
		Contents contents = contents();
		long start = System.nanoTime();
		Redirects redirects = Redirects.parse(directory.readText(Redirects.FILE_NAME),
				settings.htmlHandling() != HtmlHandling.NONE, settings.basePath().toString());
		HeaderRules headerRules = HeaderRules.parse(directory.readText(HeaderRules.FILE_NAME));
		AssetCollection assets = fill(pages, (this.devServer != null) ? AssetCollection.empty()
				: reader.read(IgnoredPaths.of(directory, this.properties), contents), previous);
		for (AssetCollection.Transformation transformation : this.transformations) {
			assets = transformation.apply(assets, contents, (previous != null) ? previous.router().assets() : null);
		}
		AssetRouter router = (this.devServer != null)
				? AssetRouter.forDevServer(redirects, headerRules, settings).with(assets)
				: new AssetRouter(assets, redirects, headerRules, settings);
		if (this.devServer == null) {
			pages.read(assets, (previous != null) ? previous.pages() : null);
		}
		AssetSnapshot snapshot = new AssetSnapshot(router, delivery,
				(this.devServer != null) ? null : viteManifest(directory, previous == null));
		long milliseconds = (System.nanoTime() - start) / 1_000_000;
		this.report = () -> {
			report(router, (previous != null) ? previous.router() : null, directory, milliseconds);
			if (previous == null) {
				warnOfNoFiles(router, directory);
			}
		};
		return snapshot;
	}

	/**
	 * Transformations need the hashes of all files, and so does a comparison with the
	 * files that are read after a change.
	 */
	private Contents contents() {
		if (this.transformations.isEmpty() && !this.properties.isReload()) {
			return Contents.onDemand();
		}
		return new Contents((path) -> this.transformations.stream().anyMatch((other) -> other.reads(path)),
				Runtime.getRuntime().maxMemory() / MAX_HEAP_SHARE);
	}

	private void report(AssetRouter router, @Nullable AssetRouter previous, AssetDirectory directory,
			long milliseconds) {
		CollectionReport report = new CollectionReport(router, previous, this.properties);
		if (this.devServer != null) {
			report.logDevServer(this.devServer);
		}
		else if (!(directory instanceof EmptyDirectory empty && empty.isExpected())) {
			report.logAssets(milliseconds);
		}
	}

	/**
	 * With a manifest at the usual path, or without one, nothing is wrong until an entry
	 * is asked for.
	 */
	private @Nullable ViteManifest viteManifest(AssetDirectory directory, boolean first) throws IOException {
		String path = this.properties.toViteManifest();
		String text = directory.readText(path);
		boolean usual = path.equals(ViteManifest.DEFAULT_PATH);
		if (text != null && usual && first) {
			return ViteManifest.of(() -> text);
		}
		if (text != null) {
			try {
				return ViteManifest.parse(text, path);
			}
			catch (IllegalArgumentException ex) {
				throw invalidManifest(path, String.valueOf(ex.getMessage()),
						"Build the front end again, or set the property to the path of a manifest that Vite has"
								+ " written.");
			}
		}
		if (!usual && !(directory instanceof EmptyDirectory)) {
			throw missingManifest(path, otherManifests(directory));
		}
		return null;
	}

	private InvalidAssetsPropertyException missingManifest(String path, Set<String> others) {
		if (others.isEmpty()) {
			return invalidManifest(path, "there is no such file", "Check 'build.manifest' and 'build.outDir' in Vite's"
					+ " configuration and build the front end, or remove the property.");
		}
		return invalidManifest(path, "there is no such file, but there is " + String.join(", ", others),
				"Build without '--outDir', which replaces 'build.outDir' in Vite's configuration, or set the property"
						+ " to " + String.join(" or ", others) + ".");
	}

	private static Set<String> otherManifests(AssetDirectory directory) throws IOException {
		Set<String> others = new ConcurrentSkipListSet<>();
		directory.visit((path) -> path.endsWith("node_modules/"), new AssetDirectory.Visitor() {

			@Override
			public void file(String path, BlobSource content) {
				if (("/" + path).endsWith("/" + ViteManifest.DEFAULT_PATH)) {
					others.add("'" + path + "'");
				}
			}

			@Override
			public void skipped(String path, String reason) {
			}

		});
		return others;
	}

	private InvalidAssetsPropertyException invalidManifest(String path, String reason, String action) {
		return new InvalidAssetsPropertyException(this.properties.property("vite.manifest"), path,
				"in " + this.properties.getDirectory() + ", " + reason, action);
	}

	/**
	 * Pages are filled first, so that fingerprints are those of filled pages.
	 */
	private AssetCollection fill(Pages pages, AssetCollection assets, @Nullable AssetSnapshot previous)
			throws IOException {
		try {
			return pages.fill(assets, (previous != null) ? previous.router().assets() : null);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException(this.properties.property("page-data-path"),
					String.valueOf(this.properties.getPageDataPath()), String.valueOf(ex.getMessage()),
					"Remove the file from '" + this.properties.getDirectory() + "', or set another path.");
		}
	}

	private interface CollectionReader {

		AssetCollection read(Function<String, @Nullable String> filter, Contents contents) throws IOException;

	}

}
