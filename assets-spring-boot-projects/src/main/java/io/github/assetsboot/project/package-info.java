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

/**
 * Collections in a storage: many projects, published while the application runs.
 * <p>
 * {@link io.github.assetsboot.project.AssetProjects} is what an application works with,
 * and {@link io.github.assetsboot.project.StoredProjects} what it is in a storage.
 * <ul>
 * <li>Giving files: {@code ProjectFiles}, of a directory or a zip, are looked through by
 * {@code CollectedFiles}.
 * <li>Publishing: the {@code ProjectPublisher} writes the contents and a
 * {@code ProjectManifest}. {@code ProjectStates} replaces the {@code ProjectState} by one
 * that has the version, if nobody else has replaced it meanwhile. The
 * {@code GarbageCollector} deletes what is not retained.
 * <li>In three steps, over HTTP: {@code ProjectUploads}.
 * <li>Serving: an {@code AssetProjectResolver} makes a {@code ProjectRequest} of a
 * request, {@code ProjectCollections} keeps what a {@code ProjectSnapshotFactory} makes of its
 * manifest, {@code StoredBlobs} the contents.
 * <li>Loading for both: {@code StorageLoads}, whose {@code StorageBreaker} leaves a
 * storage alone that fails; large contents are read by a {@code BlobStream}.
 * <li>The application's own files of other versions: {@code SharedAssets}.
 * </ul>
 */
@NullMarked
package io.github.assetsboot.project;

import org.jspecify.annotations.NullMarked;
