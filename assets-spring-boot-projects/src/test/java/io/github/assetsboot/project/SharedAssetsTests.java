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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.storage.AssetStorage;
import io.github.assetsboot.storage.MemoryStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.AdditionalAnswers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link SharedAssets}.
 */
class SharedAssetsTests {

	private static final String IMMUTABLE = "/app-0123456789.js";

	private final MemoryStorage storage = new MemoryStorage();

	@TempDir
	private Path directory;

	private SharedCollection shared() {
		return application("app").collection("default");
	}

	private SharedAssets application(String name) {
		return new SharedAssets(this.storage, new ProjectId(name), new Retention(1, Duration.ofDays(1)), 1000, 1000,
				Defaults.LOADS);
	}

	@Test
	void changedFileIsNotSharedUnderThePathThatTellsItsFormerContent() throws Exception {
		Files.writeString(this.directory.resolve("app.js"), "old");
		Files.writeString(this.directory.resolve("same.js"), "same");
		AssetCollection own = collection();
		own = own.with(List.of(asset(own, "/app.js").withPath(IMMUTABLE, true),
				asset(own, "/same.js").withPath("/same-0123456789.js", true)));
		Files.writeString(this.directory.resolve("app.js"), "new");
		Thread.sleep(5);
		shared().publish(own);
		AssetCollection merged = shared().merge(AssetCollection.empty());
		assertThat(merged.get("/same-0123456789.js")).isNotNull();
		assertThat(merged.get("/app.js")).isNotNull();
		assertThat(merged.get(IMMUTABLE)).isNull();
	}

	private AssetCollection collection() throws IOException {
		return AssetCollection.read(AssetLocation.of(this.directory.toString(), null).open(), (path) -> false);
	}

	private static Asset asset(AssetCollection assets, String path) {
		Asset asset = assets.get(path);
		assertThat(asset).isNotNull();
		return asset;
	}

	@Test
	void collectionsOfAllApplicationsAreApart() throws Exception {
		List<List<String>> all = List.of(List.of("app", "default"), List.of("app", "admin"), List.of("app", "a"),
				List.of("app-admin", "default"), List.of("a", "admin"), List.of("admin", "default"),
				List.of("admin", "app"), List.of("app", "assets"), List.of("app", "versions"));
		for (List<String> names : all) {
			Files.writeString(this.directory.resolve("app.js"), names.toString());
			application(names.get(0)).collection(names.get(1)).publish(collection());
		}
		for (List<String> names : all) {
			AssetCollection merged = application(names.get(0)).collection(names.get(1)).merge(AssetCollection.empty());
			assertThat(new String(asset(merged, "/app.js").current().source().readAll(), StandardCharsets.UTF_8))
				.isEqualTo(names.toString());
		}
	}

	@Test
	void collectionThatCannotBeSharedKeepsNoOtherOneFromBeingShared() throws Exception {
		AssetStorage failing = mock(AssetStorage.class, AdditionalAnswers.delegatesTo(this.storage));
		willThrow(new IOException("failed")).given(failing).read(startsWith("application/"));
		Files.writeString(this.directory.resolve("app.js"), "own");
		AssetCollections collections = collections("default", "admin", "docs");
		SharedAssetsUpkeep upkeep = new SharedAssetsUpkeep(collections, shared(failing), Duration.ofMillis(10),
				Duration.ofSeconds(30));
		upkeep.start();
		upkeep.stop();
		assertThat(application("app").collection("docs").merge(AssetCollection.empty()).get("/app.js")).isNotNull();
		assertThat(application("app").collection("admin").merge(AssetCollection.empty()).get("/app.js")).isNotNull();
		assertThat(shared().merge(AssetCollection.empty()).get("/app.js")).isNull();
	}

	@Test
	void storageThatHangsDelaysTheStartOnceForAllCollections() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		AssetStorage hanging = mock(AssetStorage.class, (invocation) -> {
			if (invocation.getMethod().getName().equals("toString")) {
				return "hanging";
			}
			end.await();
			throw new IOException("ended");
		});
		SharedAssetsUpkeep upkeep = new SharedAssetsUpkeep(collections("default", "admin", "docs", "blog"),
				shared(hanging), Duration.ofMillis(10), Duration.ofSeconds(1));
		long start = System.nanoTime();
		upkeep.start();
		Duration delay = Duration.ofNanos(System.nanoTime() - start);
		end.countDown();
		upkeep.stop();
		assertThat(delay).isBetween(Duration.ofMillis(900), Duration.ofSeconds(3));
	}

	private SharedAssets shared(AssetStorage storage) {
		return new SharedAssets(storage, new ProjectId("app"), new Retention(1, Duration.ofDays(1)), 1000, 1000,
				Defaults.LOADS);
	}

	private AssetCollections collections(String... names) throws IOException {
		RoutingSettings settings = new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH,
				NotFoundHandling.NONE, RunWorkerFirst.never(), true, BasePath.ROOT);
		List<CurrentSnapshot> all = new ArrayList<>();
		for (String name : names) {
			all.add(new CurrentSnapshot(name, name.equals("default") ? null : name, List.of(), new AssetSnapshot(
					new AssetRouter(collection(), Redirects.none(), HeaderRules.none(), settings), (path) -> false)));
		}
		return new AssetCollections(all);
	}

}
