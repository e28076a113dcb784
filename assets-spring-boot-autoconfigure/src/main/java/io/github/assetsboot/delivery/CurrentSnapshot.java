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

package io.github.assetsboot.delivery;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

import io.github.assetsboot.routing.RoutingSettings.BasePath;
import org.jspecify.annotations.Nullable;

/**
 * The current snapshot of a collection of the application.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class CurrentSnapshot {

	private final String name;

	private final @Nullable String host;

	private final List<Path> folders;

	private final List<BiConsumer<AssetSnapshot, AssetSnapshot>> listeners = new CopyOnWriteArrayList<>();

	private volatile AssetSnapshot snapshot;

	/**
	 * Create a holder for the default collection.
	 * @param snapshot the assets at first
	 */
	public CurrentSnapshot(AssetSnapshot snapshot) {
		this(AssetCollections.DEFAULT, null, List.of(), snapshot);
	}

	/**
	 * Create a holder.
	 * @param name the name of the collection
	 * @param host the host of the requests that it answers, in lower case, or
	 * {@code null} for all hosts
	 * @param folders the folders on disk that the files are read from
	 * @param snapshot the assets at first
	 */
	public CurrentSnapshot(String name, @Nullable String host, List<Path> folders, AssetSnapshot snapshot) {
		this.name = name;
		this.host = host;
		this.folders = List.copyOf(folders);
		this.snapshot = snapshot;
	}

	/**
	 * Return the name of the collection.
	 * @return the name, {@value AssetCollections#DEFAULT} for the default one
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the host of the requests that the collection answers.
	 * @return the host in lower case, or {@code null} for all hosts
	 */
	public @Nullable String host() {
		return this.host;
	}

	/**
	 * Return the folders that the files are read from.
	 * @return the folders on disk, none for files in a jar
	 */
	public List<Path> folders() {
		return this.folders;
	}

	/**
	 * Return the path below which the collection lives.
	 * @return the path inside the context path
	 */
	public BasePath basePath() {
		return this.snapshot.router().settings().basePath();
	}

	/**
	 * Return the current snapshot. Each request is answered from one snapshot.
	 * @return the present snapshot
	 */
	public AssetSnapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * Replace the snapshot.
	 * @param snapshot the assets from now on
	 */
	public synchronized void replace(AssetSnapshot snapshot) {
		AssetSnapshot former = this.snapshot;
		this.snapshot = snapshot;
		this.listeners.forEach((listener) -> listener.accept(former, snapshot));
	}

	/**
	 * Replace the snapshot, unless another thread has replaced it.
	 * @param present the assets that are to be replaced
	 * @param next the assets from now on
	 * @return {@code false} if another snapshot is the current one
	 */
	public synchronized boolean replace(AssetSnapshot present, AssetSnapshot next) {
		boolean expected = this.snapshot == present;
		if (expected) {
			replace(next);
		}
		return expected;
	}

	/**
	 * Have a listener called after each replacement, one at a time.
	 * @param listener gets the former snapshot and the current one, and must not block
	 */
	public void onReplaced(BiConsumer<AssetSnapshot, AssetSnapshot> listener) {
		this.listeners.add(listener);
	}

}
