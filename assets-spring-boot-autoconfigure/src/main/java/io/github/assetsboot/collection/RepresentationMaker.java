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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Makes the coded representations that a collection's files lack, in one background
 * thread. The thread rests as long as it works. It works for at most one minute and takes
 * at most half of the memory's budget. A coded representation is kept if it is at least
 * 10 per cent smaller.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class RepresentationMaker implements AutoCloseable {

	private static final Duration MAX_WORK = Duration.ofMinutes(1);

	private final AssetCollection assets;

	private final Thread thread;

	private long worked;

	/**
	 * Start to work for a collection.
	 * @param assets the collection
	 */
	public RepresentationMaker(AssetCollection assets) {
		this.assets = assets;
		this.thread = new Thread(this::run, "assets-coding");
		this.thread.setDaemon(true);
		this.thread.setPriority(Thread.MIN_PRIORITY);
		this.thread.start();
	}

	/**
	 * Stop working.
	 */
	@Override
	public void close() {
		this.thread.interrupt();
	}

	private void run() {
		List<Asset> candidates = candidates();
		try {
			for (ContentCoding coding : ContentCoding.values()) {
				for (Asset asset : candidates) {
					if (coding.isAvailable() && !asset.representation().blob().isCoded(coding)) {
						make(asset, coding);
					}
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The small ones first, so that most of them are there soon.
	 */
	private List<Asset> candidates() {
		Set<Blob> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		return this.assets.assets()
			.stream()
			.filter((asset) -> ContentCoding.isWorthCoding(asset.path(), asset.representation().size()))
			.sorted(Comparator.comparingLong((asset) -> asset.representation().size()))
			.filter((asset) -> seen.add(asset.representation().blob()))
			.toList();
	}

	private void make(Asset asset, ContentCoding coding) throws InterruptedException {
		if (this.worked > MAX_WORK.toNanos()) {
			return;
		}
		long start = System.nanoTime();
		try {
			Representation plain = asset.current();
			byte[] bytes = plain.source().readAll();
			byte[] coded = coding.encodeIfWorth(bytes);
			if (coded != null && Blob.of(bytes).equals(plain.blob())) {
				keep(plain, coding, coded);
			}
		}
		catch (IOException ex) {
			// a file that is missing or cannot be coded is served without a coding, if at
			// all
		}
		long elapsed = System.nanoTime() - start;
		this.worked += elapsed;
		Thread.sleep(Duration.ofNanos(elapsed).toMillis());
	}

	private void keep(Representation plain, ContentCoding coding, byte[] coded) {
		if (this.assets.memory().reserve(coded.length)) {
			plain.blob().add(plain.coded(coding, Blob.of(coded), new BlobSource.InMemory(coded)));
		}
	}

}
