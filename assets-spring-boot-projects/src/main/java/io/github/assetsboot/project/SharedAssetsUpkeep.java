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
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Stores the files of this instance before it serves a page that refers to them, and
 * looks for the files of other instances.
 *
 * @author the Assets for Spring Boot authors
 */
class SharedAssetsUpkeep extends BackgroundWork {

	private static final Log logger = LogFactory.getLog(SharedAssetsUpkeep.class);

	/**
	 * The phase is before that of the web server.
	 */
	private static final int PHASE = DEFAULT_PHASE - 4096;

	private final List<Exchange> exchanges;

	private final Duration interval;

	private final Duration maxStart;

	private boolean failing;

	/**
	 * Create the upkeep. The files of a development server are not shared.
	 * @param collections the collections of the application
	 * @param shared the files of all instances
	 * @param interval the time between two looks for the files of other instances
	 * @param maxStart the maximum time that the storage can delay the start
	 */
	SharedAssetsUpkeep(AssetCollections collections, SharedAssets shared, Duration interval, Duration maxStart) {
		this.exchanges = collections.all()
			.stream()
			.filter((assets) -> !assets.snapshot().router().isForDevServer())
			.map((assets) -> new Exchange(assets, shared.collection(assets.name())))
			.toList();
		this.interval = interval;
		this.maxStart = maxStart;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

	/**
	 * Share the files at once, and then at regular intervals. A storage that hangs delays
	 * the start for a limited time, however many collections there are.
	 */
	@Override
	public synchronized void start() {
		if (this.exchanges.isEmpty()) {
			return;
		}
		FutureTask<Boolean> first = new FutureTask<>(this::refresh);
		start("assets-sharing", () -> {
			first.run();
			refreshRegularly();
		});
		try {
			if (first.get(this.maxStart.toNanos(), TimeUnit.NANOSECONDS)) {
				Thread.sleep(this.interval.multipliedBy(2).toMillis());
			}
		}
		catch (TimeoutException ex) {
			logger.warn("The storage of the assets has not answered within " + this.maxStart.toMillis()
					+ " ms. The application starts without the files of other instances.");
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void refreshRegularly() throws InterruptedException {
		while (true) {
			Thread.sleep(this.interval.toMillis());
			refresh();
		}
	}

	/**
	 * The application serves its own files whether the storage answers or not. If it does
	 * not answer for one collection, it is asked for the next one all the same: a file
	 * that cannot be read concerns one collection only.
	 * @return whether other instances may be running that have not seen some file yet
	 */
	private boolean refresh() {
		boolean news = false;
		Exception failure = null;
		for (Exchange exchange : this.exchanges) {
			try {
				news |= exchange.run();
			}
			catch (IOException | RuntimeException ex) {
				failure = (failure != null) ? failure : ex;
			}
		}
		report(failure);
		return news;
	}

	private void report(@Nullable Exception failure) {
		if (failure == null && this.failing) {
			logger.info("The storage of the assets answers again.");
		}
		else if (failure != null && !this.failing) {
			logger.warn("The instances cannot share their files until the storage of the assets answers: "
					+ failure.getMessage());
		}
		this.failing = failure != null;
	}

	/**
	 * The exchange of the files of one collection.
	 */
	private static final class Exchange {

		private final CurrentSnapshot assets;

		private final SharedCollection shared;

		private @Nullable AssetSnapshot published;

		Exchange(CurrentSnapshot assets, SharedCollection shared) {
			this.assets = assets;
			this.shared = shared;
		}

		boolean run() throws IOException {
			AssetSnapshot present = this.assets.snapshot();
			AssetCollection own = present.router().assets();
			boolean news = present != this.published && this.shared.publish(own);
			AssetCollection merged = this.shared.merge(own);
			AssetSnapshot next = (merged != own) ? present.with(merged) : present;
			if (next == present || this.assets.replace(present, next)) {
				this.published = next;
			}
			return news;
		}

	}

}
