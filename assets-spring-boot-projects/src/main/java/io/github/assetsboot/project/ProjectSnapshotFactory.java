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

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.StoredDelta;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.vite.ViteManifest;

/**
 * Creates the snapshot of a version from the documents. No contents are read.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectSnapshotFactory {

	/**
	 * Number of bytes of a Vite manifest, which is in memory as a whole.
	 */
	private static final int MAX_VITE_MANIFEST = 2 * 1024 * 1024;

	private final StoredBlobs contents;

	private final ProjectRestrictions restrictions;

	ProjectSnapshotFactory(StoredBlobs contents, ProjectRestrictions restrictions) {
		this.contents = contents;
		this.restrictions = restrictions;
	}

	/**
	 * Create a snapshot. An interrupt ends the work of a thread that takes too long.
	 */
	AssetSnapshot create(ProjectStates.Loaded loaded, ProjectKeys keys, BasePath basePath) throws IOException {
		return ComputingTurns.LOADING.compute(() -> compute(loaded.version(), loaded.files(), keys, basePath));
	}

	private AssetSnapshot compute(ProjectManifest manifest, Composition.Files files, ProjectKeys keys,
			BasePath basePath) throws IOException {
		ProjectSettings settings = manifest.settings();
		Redirects redirects = ProjectRestrictions.redirects(manifest.redirects(), settings.htmlHandling(), basePath);
		checkNotInterrupted();
		HeaderRules headers = this.restrictions.headers(manifest.headers(), basePath);
		checkNotInterrupted();
		BlobStore store = this.contents.of(keys, epochs(manifest, files));
		Map<String, List<StoredDelta>> deltas = Objects.requireNonNullElse(manifest.deltas(), Map.of());
		AssetRouter router = new AssetRouter(AssetCollection.of(files.files(), deltas, store), redirects, headers,
				settings.toRoutingSettings(basePath));
		StoredAsset viteManifest = manifest.files().get("/" + ViteManifest.DEFAULT_PATH);
		return new AssetSnapshot(router, settings.toDeliverySettings(),
				(viteManifest != null) ? ViteManifest.of(() -> text(viteManifest, store)) : null);
	}

	private static String text(StoredAsset viteManifest, BlobStore store) throws IOException {
		if (viteManifest.plain().size() > MAX_VITE_MANIFEST) {
			throw new IllegalArgumentException("it has more than " + FileChecks.number(MAX_VITE_MANIFEST) + " bytes");
		}
		return viteManifest.text(store);
	}

	/**
	 * The files of a composition come without the representations that need a dictionary.
	 */
	private static Map<String, Long> epochs(ProjectManifest manifest, Composition.Files files) {
		if (manifest.deltas() == null) {
			return files.epochs();
		}
		Map<String, Long> epochs = new HashMap<>(manifest.epochs());
		epochs.putAll(files.epochs());
		return epochs;
	}

	private static void checkNotInterrupted() throws InterruptedIOException {
		if (Thread.currentThread().isInterrupted()) {
			throw new InterruptedIOException("The rules of the project take too long to compile");
		}
	}

}
