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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Representation.RepresentationMaker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Coded representations of several collections are made by one thread.
 *
 * @author the Assets for Spring Boot authors
 */
class RepresentationMakerTests {

	private final Set<Thread> before = threads();

	private final BlobCache blobs = new BlobCache(10_000_000);

	private final RepresentationMaker maker = new RepresentationMaker(Duration.ofMinutes(1));

	@TempDir
	Path root;

	@AfterEach
	void close() {
		this.maker.close();
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("assets-coding"))
			.collect(Collectors.toSet());
	}

	private AssetCollection collection(String name, int files) throws IOException {
		Path folder = Files.createDirectory(this.root.resolve(name));
		for (int i = 0; i < files; i++) {
			Files.writeString(folder.resolve(i + ".txt"), (name + i + " ").repeat(5000));
		}
		return read(folder);
	}

	private AssetCollection read(Path folder) throws IOException {
		AssetDirectory directory = AssetLocation.of(folder.toString(), null).open();
		assertThat(directory).isNotNull();
		return AssetCollection.read(directory, (path) -> null, this.blobs,
				new AssetCollection.Contents((path) -> false, 0), false);
	}

	private static long coded(AssetCollection assets) {
		return assets.assets().stream().filter((asset) -> asset.representation().blob().coded().length > 0).count();
	}

	@Test
	void collectionsAreWorkedForOneAfterAnotherByOneThread() throws Exception {
		List<AssetCollection> collections = new ArrayList<>();
		List<Future<?>> work = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			collections.add(collection("site" + i, 10));
		}
		collections.forEach((assets) -> work.add(this.maker.make(assets)));
		for (int i = 0; i < work.size(); i++) {
			Set<Thread> threads = threads();
			threads.removeAll(this.before);
			assertThat(threads).hasSizeLessThanOrEqualTo(1);
			work.get(i).get(30, TimeUnit.SECONDS);
			assertThat(coded(collections.get(i))).isEqualTo(10);
		}
	}

	@Test
	void threadHasEndedWhenTheMakerIsClosed() {
		for (int i = 0; i < 20; i++) {
			RepresentationMaker resting = new RepresentationMaker(Duration.ofMinutes(1));
			resting.rest(Duration.ofMinutes(1));
			resting.close();
			Set<Thread> threads = threads();
			threads.removeAll(this.before);
			assertThat(threads).isEmpty();
		}
	}

	@Test
	void collectionThatIsCancelledIsLeftOut() throws Exception {
		AssetCollection first = collection("first", 20);
		AssetCollection replaced = collection("replaced", 10);
		AssetCollection next = collection("next", 10);
		this.maker.make(first);
		Future<?> cancelled = this.maker.make(replaced);
		cancelled.cancel(true);
		this.maker.make(next).get(30, TimeUnit.SECONDS);
		assertThatExceptionOfType(CancellationException.class).isThrownBy(cancelled::get);
		assertThat(coded(first)).isEqualTo(20);
		assertThat(coded(replaced)).isZero();
		assertThat(coded(next)).isEqualTo(10);
	}

	@Test
	void workForAReplacedCollectionEndsInTheMiddle() throws Exception {
		AssetCollection running = collection("running", 200);
		AssetCollection next = collection("next", 1);
		Future<?> work = this.maker.make(running);
		while (coded(running) == 0) {
			Thread.sleep(1);
		}
		work.cancel(true);
		this.maker.make(next).get(30, TimeUnit.SECONDS);
		assertThat(coded(running)).isLessThan(200);
		assertThat(coded(next)).isEqualTo(1);
	}

	@Test
	void withoutTimeNothingIsMade() throws Exception {
		AssetCollection assets = collection("site", 3);
		try (RepresentationMaker none = new RepresentationMaker(Duration.ZERO)) {
			none.make(assets).get(30, TimeUnit.SECONDS);
			none.renewTime();
			none.make(assets).get(30, TimeUnit.SECONDS);
		}
		assertThat(coded(assets)).isZero();
	}

	@Test
	void timeIsThatOfAllCollectionsOfAStart() throws Exception {
		List<AssetCollection> collections = List.of(collection("a", 400), collection("b", 400));
		try (RepresentationMaker maker = new RepresentationMaker(Duration.ofMillis(1))) {
			for (AssetCollection assets : collections) {
				maker.make(assets).get(30, TimeUnit.SECONDS);
			}
			assertThat(coded(collections.get(0))).isBetween(1L, 399L);
			assertThat(coded(collections.get(1))).as("the first of each coding at most").isLessThanOrEqualTo(3);
			maker.renewTime();
			maker.make(collections.get(1)).get(30, TimeUnit.SECONDS);
		}
		assertThat(coded(collections.get(1))).isBetween(1L, 399L);
	}

	/**
	 * The best coding of a large text takes seconds.
	 */
	@Test
	void fileThatWouldTakeLongerIsLeftOut() throws Exception {
		Path folder = Files.createDirectory(this.root.resolve("large"));
		Random random = new Random(1);
		StringBuilder text = new StringBuilder();
		while (text.length() < 4_000_000) {
			text.append("word").append(random.nextInt(20_000)).append(' ');
		}
		Files.writeString(folder.resolve("small.txt"), text.substring(0, 40_000));
		Files.writeString(folder.resolve("large.txt"), text);
		AssetCollection assets = read(folder);
		try (RepresentationMaker maker = new RepresentationMaker(Duration.ofMillis(700))) {
			maker.make(assets).get(30, TimeUnit.SECONDS);
		}
		assertThat(Objects.requireNonNull(assets.get("/small.txt")).representation().blob().coded()).isNotEmpty();
		assertThat(Objects.requireNonNull(assets.get("/large.txt")).representation().blob().isCoded(ContentCoding.BR))
			.isFalse();
	}

}
