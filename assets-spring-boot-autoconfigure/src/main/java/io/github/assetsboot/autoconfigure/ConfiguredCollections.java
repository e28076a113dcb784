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
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobCache.TemporaryFile;
import io.github.assetsboot.collection.Representation.RepresentationMaker;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;

/**
 * The collections that the properties describe, with their directories and development
 * servers. They are kept up while the application runs.
 *
 * @author the Assets for Spring Boot authors
 */
final class ConfiguredCollections implements SmartLifecycle, DisposableBean {

	/**
	 * The application is usually ready by then, and takes no longer for the work in the
	 * background.
	 */
	private static final Duration REST_AT_START = Duration.ofSeconds(1);

	private final List<ConfiguredCollection> all = new ArrayList<>();

	private final AssetCollections collections;

	private final Duration compressionTime;

	private @Nullable RepresentationMaker representations;

	private volatile boolean running;

	/**
	 * Open the collections and read their files, several at a time.
	 * @param properties the properties of the collections, the default one first
	 * @param languages the languages of the default collection, {@code null} for none
	 * @param opener opens a collection
	 * @param blobs keeps bytes, for all of them
	 * @param compressionTime the time for making coded representations
	 */
	ConfiguredCollections(List<CollectionProperties> properties, @Nullable Languages languages,
			Function<CollectionProperties, ConfiguredCollection> opener, BlobCache blobs, Duration compressionTime) {
		this.compressionTime = compressionTime;
		try {
			properties.forEach((collection) -> this.all.add(opener.apply(collection)));
			this.all.forEach(ConfiguredCollection::startDevServer);
			this.collections = new AssetCollections(read(blobs), languages);
			this.all.forEach((collection) -> collection.snapshots.report());
		}
		catch (RuntimeException | Error ex) {
			destroy();
			throw ex;
		}
	}

	private List<CurrentSnapshot> read(BlobCache blobs) {
		if (this.all.size() == 1) {
			return List.of(this.all.get(0).read(blobs));
		}
		ExecutorService executor = Executors
			.newFixedThreadPool(Math.min(this.all.size(), Runtime.getRuntime().availableProcessors()));
		try {
			List<Future<CurrentSnapshot>> results = this.all.stream()
				.map((collection) -> executor.submit(() -> collection.read(blobs)))
				.toList();
			return results.stream().map(ConfiguredCollections::get).toList();
		}
		finally {
			executor.shutdownNow();
		}
	}

	private static CurrentSnapshot get(Future<CurrentSnapshot> result) {
		try {
			return result.get();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException cause) {
				throw cause;
			}
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("The thread that reads the assets was interrupted", ex);
		}
	}

	AssetCollections collections() {
		return this.collections;
	}

	@Override
	public void start() {
		TemporaryFile.deleteLeftOvers();
		RepresentationMaker representations = new RepresentationMaker(this.compressionTime);
		representations.rest(REST_AT_START);
		this.representations = representations;
		this.all.forEach((collection) -> collection.upkeep().start(representations));
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
		this.all.forEach((collection) -> collection.upkeep().stop());
		if (this.representations != null) {
			this.representations.close();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Close the development servers, the last one first.
	 */
	@Override
	public void destroy() {
		for (int i = this.all.size() - 1; i >= 0; i--) {
			this.all.get(i).close();
		}
	}

	/**
	 * A collection with its directory and development server.
	 */
	static final class ConfiguredCollection {

		private final CollectionProperties properties;

		private final AssetDirectory directory;

		private final @Nullable AssetDirectory previousBuild;

		private final AssetSnapshotFactory snapshots;

		private final @Nullable DevServer devServer;

		private @Nullable AssetsUpkeep upkeep;

		ConfiguredCollection(CollectionProperties properties, AssetDirectory directory,
				@Nullable AssetDirectory previousBuild, AssetSnapshotFactory snapshots, @Nullable DevServer devServer) {
			this.properties = properties;
			this.previousBuild = previousBuild;
			this.directory = directory;
			this.snapshots = snapshots;
			this.devServer = devServer;
		}

		CurrentSnapshot read(BlobCache blobs) {
			CurrentSnapshot assets = new CurrentSnapshot(this.properties.name(), this.properties.host(),
					this.directory.folders(), this.snapshots.create(this.directory, blobs));
			this.upkeep = new AssetsUpkeep(this.properties, this.directory, assets, this.snapshots,
					this.snapshots.previousBuild(this.previousBuild));
			return assets;
		}

		AssetsUpkeep upkeep() {
			return Objects.requireNonNull(this.upkeep);
		}

		void startDevServer() {
			if (this.devServer != null) {
				this.devServer.start();
			}
		}

		void close() {
			if (this.devServer != null) {
				this.devServer.close();
			}
		}

	}

}
