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
 * An application works with {@link io.github.assetsboot.project.AssetProjects}. Its
 * implementation is {@code StoredProjects}.
 * <ul>
 * <li>Files: {@code ProjectFiles}, of a directory or a zip, become
 * {@code CollectedFiles}, which have passed the {@code FileChecks}.
 * <li>Publishing: the {@code ProjectPublisher} writes the contents and a
 * {@code ProjectManifest}. {@code ProjectStates} replaces the {@code ProjectState} by one
 * with the version, if nobody else has replaced it meanwhile. The
 * {@code GarbageCollector} deletes everything that is not retained.
 * <li>Publishing in three steps: {@code ProjectUploads}.
 * <li>HTTP: {@code ProjectsApi}, whose failures are {@code ApiProblems}.
 * <li>Serving: an {@code AssetProjectResolver} finds the {@code ProjectRequest} of a
 * request. {@code ProjectCollections} keeps the snapshots that a
 * {@code ProjectSnapshotFactory} creates, and {@code StoredBlobs} keeps the contents.
 * <li>Loading: {@code StorageLoads}, with a {@code StorageBreaker} for a storage that
 * fails. A {@code BlobStream} reads a large content.
 * <li>The application's own files of other versions: {@code SharedAssets}.
 * </ul>
 */
@NullMarked
package io.github.assetsboot.project;

import org.jspecify.annotations.NullMarked;
