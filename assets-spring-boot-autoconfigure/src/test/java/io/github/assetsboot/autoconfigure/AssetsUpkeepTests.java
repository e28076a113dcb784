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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.Representation.RepresentationMaker;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.vite.ViteManifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link AssetsUpkeep}.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsUpkeepTests {

	private final RepresentationMaker representations = new RepresentationMaker(Duration.ofMinutes(1));

	@TempDir
	Path folder;

	@AfterEach
	void stopCoding() {
		this.representations.close();
	}

	private static AssetSnapshotFactory snapshots(AssetsProperties properties) {
		return new AssetSnapshotFactory(properties, new WebProperties(), new StandardEnvironment(), null, List.of(),
				() -> Pages.NONE);
	}

	private Reloaded start(AssetsProperties properties, Path folder) throws IOException {
		properties.setReload(true);
		AssetDirectory directory = AssetLocation.of(folder.toString(), null).open();
		AssetSnapshotFactory snapshots = snapshots(properties);
		CurrentSnapshot assets = new CurrentSnapshot(snapshots.create(directory, new BlobCache(0)));
		AssetsUpkeep upkeep = new AssetsUpkeep(properties, directory, assets, snapshots, null);
		upkeep.start(this.representations);
		return new Reloaded(assets, upkeep);
	}

	@Test
	void reloadThatIsUnderWayAtTheEndStartsNothingAnew() throws Exception {
		AssetsProperties properties = new AssetsProperties();
		properties.setReload(true);
		SlowDirectory directory = new SlowDirectory(this.folder);
		BlobCache memory = new BlobCache(0);
		AssetSnapshotFactory snapshots = snapshots(properties);
		AssetSnapshot first = snapshots.create(directory, memory);
		CurrentSnapshot assets = new CurrentSnapshot(first);
		AssetsUpkeep upkeep = new AssetsUpkeep(properties, directory, assets, snapshots, null);
		upkeep.start(this.representations);
		directory.slow = true;
		Files.createFile(this.folder.resolve("a"));
		assertThat(directory.reading.await(10, TimeUnit.SECONDS)).isTrue();
		upkeep.stop();
		directory.proceed.countDown();
		await().atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot() != first);
		AssetSnapshot last = assets.snapshot();
		Files.createFile(this.folder.resolve("b"));
		await().during(Duration.ofMillis(200)).atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot() == last);
	}

	@ParameterizedTest
	@ValueSource(strings = { "late.txt", "_headers", ".assetsignore" })
	void fileThatIsWrittenWhileTheApplicationStartsIsNoticed(String name) throws Exception {
		AssetsProperties properties = new AssetsProperties();
		properties.setReload(true);
		AssetDirectory directory = AssetLocation.of(this.folder.toString(), null).open();
		AssetSnapshotFactory snapshots = snapshots(properties);
		AssetSnapshot first = snapshots.create(directory, new BlobCache(0));
		CurrentSnapshot assets = new CurrentSnapshot(first);
		Files.writeString(this.folder.resolve(name), "/*\n  X-Late: yes\n");
		AssetsUpkeep upkeep = new AssetsUpkeep(properties, directory, assets, snapshots, null);
		upkeep.start(this.representations);
		await().atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot() != first);
		assertThat(assets.snapshot().router().assets().get("/late.txt") != null).isEqualTo(name.equals("late.txt"));
		assertThat(assets.snapshot().router().headerRules().size()).isEqualTo(name.equals("_headers") ? 1 : 0);
		upkeep.stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "index.html", "200.html" })
	@ExtendWith(OutputCaptureExtension.class)
	void formerAssetsAreServedWhileAPageIsMissing(String page, CapturedOutput output) throws Exception {
		Files.writeString(this.folder.resolve("index.html"), "index");
		Files.writeString(this.folder.resolve("200.html"), "fallback");
		AssetsProperties properties = new AssetsProperties();
		properties.setFallbackPage("/200.html");
		Reloaded reloaded = start(properties, this.folder);
		CurrentSnapshot assets = reloaded.assets();
		AssetSnapshot first = assets.snapshot();
		Files.delete(this.folder.resolve(page));
		await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains(" has no " + page));
		await().during(Duration.ofMillis(300)).atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot() == first);
		assertThat(output).as("state that is not used").doesNotContain("Serving");
		Files.writeString(this.folder.resolve(page), "built");
		Files.writeString(this.folder.resolve("app.js"), "built");
		await().atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot().router().assets().get("/app.js") != null);
		reloaded.upkeep().stop();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void directoryThatCannotBeReadIsWarnedOf(CapturedOutput output) throws Exception {
		Files.writeString(this.folder.resolve("index.html"), "index");
		AssetsProperties properties = new AssetsProperties();
		Reloaded reloaded = start(properties, this.folder);
		CurrentSnapshot assets = reloaded.assets();
		AssetSnapshot first = assets.snapshot();
		Files.createSymbolicLink(this.folder.resolve("_redirects"), Path.of("pom.xml").toAbsolutePath());
		await().atMost(Duration.ofSeconds(10))
			.until(() -> output.getOut()
				.lines()
				.anyMatch((line) -> line.contains("WARN") && line.contains("_redirects")));
		assertThat(output).contains("The former paths and rules hold until the next change. Reason: ");
		assertThat(assets.snapshot()).isSameAs(first);
		reloaded.upkeep().stop();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void deletedFolderIsASignOfABuild(CapturedOutput output) throws Exception {
		Path build = Files.createDirectory(this.folder.resolve("build"));
		Files.writeString(build.resolve("index.html"), "index");
		AssetsProperties properties = new AssetsProperties();
		Reloaded reloaded = start(properties, build);
		CurrentSnapshot assets = reloaded.assets();
		AssetSnapshot first = assets.snapshot();
		FileSystemUtils.deleteRecursively(build);
		await().atMost(Duration.ofSeconds(10)).until(() -> output.getOut().contains("A build seems to be running"));
		assertThat(output).doesNotContain("Exception");
		assertThat(assets.snapshot()).isSameAs(first);
		Files.createDirectory(build);
		Files.writeString(build.resolve("index.html"), "built");
		Files.writeString(build.resolve("app.js"), "built");
		await().atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot().router().assets().get("/app.js") != null);
		reloaded.upkeep().stop();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "{\"main.ts\": {}}" })
	void formerAssetsAreServedWhileTheViteManifestIsMissingOrBroken(String broken) throws Exception {
		Path manifest = Files.createDirectory(this.folder.resolve(".vite")).resolve("manifest.json");
		Files.writeString(this.folder.resolve("a.js"), "a");
		Files.writeString(manifest, "{\"main.ts\": {\"file\": \"a.js\", \"isEntry\": true}}");
		AssetsProperties properties = new AssetsProperties();
		Reloaded reloaded = start(properties, this.folder);
		CurrentSnapshot assets = reloaded.assets();
		AssetSnapshot first = assets.snapshot();
		if (broken.isEmpty()) {
			Files.delete(manifest);
		}
		else {
			Files.writeString(manifest, broken);
		}
		await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot() == first);
		Files.writeString(manifest, "{\"main.ts\": {\"file\": \"b.js\", \"isEntry\": true}}");
		await().atMost(Duration.ofSeconds(10)).until(() -> assets.snapshot() != first);
		ViteManifest next = assets.snapshot().viteManifest();
		assertThat(next).isNotNull();
		assertThat(next.entry("main.ts").script()).isEqualTo("b.js");
		reloaded.upkeep().stop();
	}

	private record Reloaded(CurrentSnapshot assets, AssetsUpkeep upkeep) {

	}

	private static final class SlowDirectory implements AssetDirectory {

		private final CountDownLatch reading = new CountDownLatch(1);

		private final CountDownLatch proceed = new CountDownLatch(1);

		private final Path folder;

		private volatile boolean slow;

		private SlowDirectory(Path folder) {
			this.folder = folder;
		}

		@Override
		public @Nullable String readText(String name) {
			return null;
		}

		@Override
		public List<Path> folders() {
			return List.of(this.folder);
		}

		@Override
		public void visit(Predicate<String> ignored, Visitor visitor) throws IOException {
			if (this.slow) {
				this.reading.countDown();
				for (boolean waiting = true; waiting;) {
					waiting = !isOver();
				}
			}
		}

		/**
		 * The watcher's thread is interrupted at the end, and reads on.
		 */
		private boolean isOver() {
			try {
				return this.proceed.await(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				return false;
			}
		}

	}

}
