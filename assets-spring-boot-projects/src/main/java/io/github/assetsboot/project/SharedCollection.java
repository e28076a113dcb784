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

package io.github.assetsboot.project;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.project.AssetProjects.PublishProgress;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.StorageContent;
import org.jspecify.annotations.Nullable;

/**
 * Files of a collection that the instances of an application share in a storage. Each
 * instance then also has the files of the version before or after its own. Pages are not
 * shared, because each instance has its own.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class SharedCollection {

	private static final ProjectLimits LIMITS = ProjectLimits.NONE;

	private final AssetStorage storage;

	private final ProjectKeys keys;

	private final ProjectStates states;

	private final StoredBlobs contents;

	private final Retention retention;

	private final long maxSize;

	private Map<String, Asset> published = Map.of();

	private byte @Nullable [] manifest;

	private @Nullable AssetCollection others;

	/**
	 * Create the shared files, of which nothing is known yet.
	 * @param storage the storage for the files
	 * @param keys the keys of the collection
	 * @param contents reads the files of other versions
	 * @param retention limits for replaced files
	 * @param maxSize the maximum size of a shared file, in bytes
	 */
	SharedCollection(AssetStorage storage, ProjectKeys keys, StoredBlobs contents, Retention retention, long maxSize) {
		this.storage = storage;
		this.keys = keys;
		this.states = new ProjectStates(storage, keys);
		this.contents = contents;
		this.retention = retention;
		this.maxSize = maxSize;
	}

	/**
	 * Store the files of this instance, unless they are the current version already.
	 * @param own the files
	 * @return {@code true} if other instances may be running that have not seen them yet
	 * @throws IOException if the storage fails, or a file cannot be read
	 */
	boolean publish(AssetCollection own) throws IOException {
		Map<String, Asset> files = own.assets()
			.stream()
			.filter((asset) -> !asset.path().endsWith(".html") && asset.representation().size() <= this.maxSize
					&& isPresent(asset))
			.collect(Collectors.toMap(Asset::path, (asset) -> asset));
		if (files.equals(this.published) || isCurrent(this.states.read(), files)) {
			this.published = files;
			return false;
		}
		boolean first = publish(files);
		this.published = files;
		return !first;
	}

	/**
	 * Return whether an asset still has the content that its path tells.
	 */
	private static boolean isPresent(Asset asset) {
		if (!asset.isImmutable()) {
			return true;
		}
		try {
			asset.current();
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Publish files, unless another instance does so at the same time.
	 * @return whether there were no files before
	 */
	private boolean publish(Map<String, Asset> files) throws IOException {
		Map<String, StorageContent> readable = new HashMap<>();
		files.forEach((path, asset) -> readable.put(path, new AssetFile(asset)));
		ProjectPublisher publisher = new ProjectPublisher(this.storage, this.keys, new ProjectPublisher.Source(readable,
				null, null, ProjectSettings.DEFAULTS, ProjectChange.NONE, Map.of()), PublishProgress.NONE);
		ProjectStates.Change change = this.states
			.change((state) -> isCurrent(state, files) ? state : deploy(publisher, state));
		if (change.after() != change.before()) {
			new GarbageCollector(this.storage, this.keys, this.retention, LIMITS).collect();
		}
		return change.before().isEmpty();
	}

	private ProjectState deploy(ProjectPublisher publisher, ProjectState state) throws IOException {
		ProjectState next = publisher.addTo(state, LIMITS.versions());
		return (next != state)
				? this.states.deploy(next, publisher.deployment(), this.retention, LIMITS).withoutHistory() : state;
	}

	private boolean isCurrent(ProjectState state, Map<String, Asset> files) throws IOException {
		for (ProjectManifest current : this.states.documents(state, state.activeVersions())) {
			return current.files().size() == files.size() && current.files()
				.entrySet()
				.stream()
				.allMatch((file) -> files.containsKey(file.getKey())
						&& file.getValue().isContentOf(files.get(file.getKey())));
		}
		return false;
	}

	/**
	 * Return the files of this instance, together with the files of other instances where
	 * this one has none.
	 * @param own the files of this instance
	 * @return the same collection if nothing has changed
	 * @throws IOException if the storage fails
	 */
	AssetCollection merge(AssetCollection own) throws IOException {
		byte[] json = this.storage.read(this.keys.manifest());
		if (json != null && !Arrays.equals(json, this.manifest)) {
			try {
				this.others = load(this.states.decode(json));
				this.manifest = json;
			}
			catch (StaleStateException ex) {
				// the next look finds the newer state
			}
		}
		return (this.others != null && own.others() != this.others) ? own.withOthers(this.others) : own;
	}

	private @Nullable AssetCollection load(ProjectState state) throws IOException {
		ProjectDeployment active = state.active();
		if (active == null) {
			return null;
		}
		Composition.Files files = this.states.load(state, Composition.of(state, active.mainVersion())).files();
		return AssetCollection.of(files.files(), this.contents.of(this.keys, files.epochs()));
	}

	/**
	 * The file of an asset.
	 *
	 * @param asset the asset
	 */
	private record AssetFile(Asset asset) implements StorageContent {

		@Override
		public long size() {
			return this.asset.representation().size();
		}

		@Override
		public InputStream open() throws IOException {
			return this.asset.isImmutable() ? openOnly() : this.asset.representation().source().open();
		}

		/**
		 * The file may have been changed, and other instances would keep the new content
		 * under a path that tells the old one.
		 */
		private InputStream openOnly() throws IOException {
			Representation content = this.asset.current();
			byte[] bytes = content.source().readAll();
			if (!Blob.of(bytes).equals(content.blob())) {
				throw new FileChangedException(content.source());
			}
			return new ByteArrayInputStream(bytes);
		}

	}

}
