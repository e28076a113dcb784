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
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetCollection.EarlierBuilds;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.DirectoryWatcher;
import io.github.assetsboot.collection.Representation.RepresentationMaker;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes coded representations of a collection and reloads its directory after a change,
 * in the background, while the application runs.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsUpkeep {

	private static final Log logger = LogFactory.getLog(AssetsUpkeep.class);

	private static final String INDEX = "/index.html";

	private final CollectionProperties properties;

	private final AssetDirectory directory;

	private final CurrentSnapshot assets;

	private final AssetSnapshotFactory snapshots;

	private final @Nullable EarlierBuilds builds;

	private @Nullable RepresentationMaker representations;

	private @Nullable Future<?> work;

	private @Nullable DirectoryWatcher watcher;

	/**
	 * Create the upkeep.
	 * @param previousBuild the build before the present one, or {@code null} if it is not
	 * known
	 */
	AssetsUpkeep(CollectionProperties properties, AssetDirectory directory, CurrentSnapshot assets,
			AssetSnapshotFactory snapshots, @Nullable AssetCollection previousBuild) {
		this.snapshots = snapshots;
		this.properties = properties;
		this.directory = directory;
		this.assets = assets;
		this.builds = properties.toDictionaries().isEmpty() ? null
				: new EarlierBuilds(properties.isReload(), previousBuild);
		assets.onReplaced((former, current) -> renewRepresentations(current));
	}

	/**
	 * Start.
	 * @param representations makes coded representations, for this collection and others
	 */
	synchronized void start(RepresentationMaker representations) {
		this.representations = representations;
		this.work = make(representations, this.assets.snapshot());
		if (this.properties.isReload() && !this.directory.folders().isEmpty()) {
			this.watcher = new DirectoryWatcher(this.directory.folders(), this.properties.getReloadMode(), this::reload,
					this.snapshots.state(), this.properties.property("reload-mode"));
		}
	}

	/**
	 * The present snapshot is served until the next one is complete.
	 */
	private void reload() {
		try {
			AssetSnapshot next = this.snapshots.recreate(this.directory, this.assets.snapshot());
			String missing = missingFile(next);
			if (missing != null) {
				reportBuild("has no " + missing.substring(1));
				return;
			}
			this.assets.replace(next);
			this.snapshots.report();
		}
		catch (NoSuchFileException ex) {
			reportBuild("is not there, or not complete");
		}
		catch (IOException | UncheckedIOException | InvalidAssetsPropertyException ex) {
			logger.warn("The changed directory " + this.properties.getDirectory()
					+ " cannot be read. The former paths and rules hold until the next change. Reason: " + ex);
		}
	}

	/**
	 * Build tools empty or delete the folder first.
	 */
	private void reportBuild(String state) {
		logger.info("The changed directory " + this.properties.getDirectory() + " " + state
				+ ". A build seems to be running. The former paths and rules hold until it has ended.");
	}

	/**
	 * The watcher may still be reloading when the application stops.
	 */
	private synchronized void renewRepresentations(AssetSnapshot current) {
		if (this.representations != null && this.work != null) {
			this.work.cancel(true);
			this.representations.renewTime();
			this.work = make(this.representations, current);
		}
	}

	private Future<?> make(RepresentationMaker representations, AssetSnapshot current) {
		AssetCollection assets = current.router().assets();
		return (this.builds != null) ? representations.make(assets, this.builds, current::dictionaryMatch)
				: representations.make(assets);
	}

	/**
	 * Build tools empty the folder before they write the new files. Vite writes its
	 * manifest last.
	 */
	private @Nullable String missingFile(AssetSnapshot next) {
		if (next.viteManifest() == null && this.assets.snapshot().viteManifest() != null) {
			return "/" + this.properties.toViteManifest();
		}
		AssetCollection present = this.assets.snapshot().router().assets();
		return Stream.of(INDEX, next.router().settings().fallbackPage())
			.filter((page) -> next.router().assets().get(page) == null && present.get(page) != null)
			.findFirst()
			.orElse(null);
	}

	void stop() {
		DirectoryWatcher watcher = end();
		if (watcher != null) {
			// without the lock, for which a reload may be waiting
			watcher.close();
		}
	}

	private synchronized @Nullable DirectoryWatcher end() {
		if (this.work != null) {
			this.work.cancel(true);
			this.work = null;
		}
		DirectoryWatcher watcher = this.watcher;
		this.watcher = null;
		return watcher;
	}

}
