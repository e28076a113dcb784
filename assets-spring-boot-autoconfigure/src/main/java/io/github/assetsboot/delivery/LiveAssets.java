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

import io.github.assetsboot.devserver.DevServer;
import org.jspecify.annotations.Nullable;

/**
 * The assets as they are at present.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class LiveAssets {

	private final ContentOpener opener;

	private final AnswerWriter writer;

	private final @Nullable DevServerAnswers devServer;

	private volatile AssetSnapshot snapshot;

	/**
	 * Create the assets of an application.
	 * @param snapshot the assets at first
	 * @param opener opens their contents
	 * @param listener hears of what is answered with them, may be {@code null}
	 */
	public LiveAssets(AssetSnapshot snapshot, ContentOpener opener, @Nullable AnswerListener listener) {
		this(snapshot, opener, listener, null, (request) -> false);
	}

	/**
	 * Create the assets of an application that may come from a development server.
	 * @param snapshot the assets at first
	 * @param opener opens their contents
	 * @param listener hears of what is answered with them, may be {@code null}
	 * @param devServer the development server, {@code null} if there is none
	 * @param cacheControl tells whether the application adds {@code Cache-Control}
	 */
	public LiveAssets(AssetSnapshot snapshot, ContentOpener opener, @Nullable AnswerListener listener,
			@Nullable DevServer devServer, ApplicationCacheControl cacheControl) {
		this.snapshot = snapshot;
		this.opener = opener;
		this.devServer = (devServer != null) ? new DevServerAnswers(devServer) : null;
		this.writer = new AnswerWriter(opener, listener, this.devServer, cacheControl);
	}

	/**
	 * Return the assets. One request is answered from one snapshot.
	 * @return the present snapshot
	 */
	public AssetSnapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * Replace the assets, all at once.
	 * @param snapshot the assets from now on
	 */
	public synchronized void replace(AssetSnapshot snapshot) {
		this.snapshot = snapshot;
	}

	/**
	 * Replace the assets, unless somebody else has done so.
	 * @param present the assets that are to be replaced
	 * @param next the assets from now on
	 * @return {@code false} if others are there at present
	 */
	public synchronized boolean replace(AssetSnapshot present, AssetSnapshot next) {
		boolean expected = this.snapshot == present;
		if (expected) {
			this.snapshot = next;
		}
		return expected;
	}

	/**
	 * Return what writes answers.
	 * @return the writer
	 */
	public AnswerWriter writer() {
		return this.writer;
	}

	ContentOpener opener() {
		return this.opener;
	}

	@Nullable DevServerAnswers devServer() {
		return this.devServer;
	}

}
