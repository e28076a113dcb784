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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.collection.AssetCollection.Contents;
import io.github.assetsboot.collection.AssetCollection.EarlierBuilds;
import io.github.assetsboot.collection.Representation.RepresentationMaker;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.testing.Codings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The earlier versions of assets, and the representations that are made with them as
 * dictionaries.
 */
class EarlierBuildsTests {

	private static final String BASE = new String(io.github.assetsboot.testing.Contents.words(2_000));

	private static final String SMALL = new String(io.github.assetsboot.testing.Contents.words(400));

	private final RepresentationMaker maker = new RepresentationMaker(Duration.ofMinutes(1));

	private BlobCache memory = new BlobCache(10_000_000);

	private @Nullable AssetCollection present;

	private final List<EarlierBuilds> builds = new ArrayList<>(List.of(new EarlierBuilds(true, null)));

	@TempDir
	Path root;

	@AfterEach
	void close() {
		this.maker.close();
	}

	private static @Nullable String match(Asset asset) {
		return asset.path().startsWith("/private") ? null : asset.path().replaceFirst("-[^.]*", "-*");
	}

	private AssetCollection reload() throws Exception {
		AssetDirectory directory = AssetLocation.of(this.root.toString(), null).open();
		assertThat(directory).isNotNull();
		Contents contents = new Contents((path) -> false, 0);
		AssetCollection next = (this.present != null) ? this.present.reread(directory, (path) -> null, contents, false)
				: AssetCollection.read(directory, (path) -> null, this.memory, contents, false);
		this.present = next;
		this.maker.make(next, this.builds.get(0), EarlierBuildsTests::match).get(60, TimeUnit.SECONDS);
		return next;
	}

	private void write(String name, String content) throws IOException {
		Files.writeString(this.root.resolve(name), content);
	}

	private void delete(String name) throws IOException {
		Files.delete(this.root.resolve(name));
	}

	/**
	 * Return the codings of the representations with a dictionary, decoded.
	 */
	private static Set<String> codings(AssetCollection assets, String path, String dictionary) throws IOException {
		Asset asset = assets.get(path);
		assertThat(asset).isNotNull();
		Set<String> codings = new HashSet<>();
		Representation plain = asset.representation();
		for (Representation delta : plain.blob()
			.deltas(String.valueOf(match(asset)), BlobId.of(dictionary.getBytes()).hash())) {
			ContentCoding coding = delta.coding();
			assertThat(coding).isNotNull();
			assertThat(Codings.decode(coding.token(), delta.readAll(), dictionary.getBytes()))
				.isEqualTo(plain.readAll());
			codings.add(coding.token());
		}
		return codings;
	}

	@Test
	void replacedFileIsTheDictionaryOfThePresentOne() throws Exception {
		write("app-1.js", BASE + "one");
		assertThat(reload().get("/app-1.js")).isNotNull();
		delete("app-1.js");
		write("app-2.js", BASE + "two");
		assertThat(codings(reload(), "/app-2.js", BASE + "one")).containsExactlyInAnyOrder("dcb", "dcz");
	}

	@Test
	void fileOfTheSameNameThatWasOverwrittenIsADictionary() throws Exception {
		write("app.js", BASE + "one");
		reload();
		write("app.js", BASE + "the second one");
		assertThat(codings(reload(), "/app.js", BASE + "one")).containsExactlyInAnyOrder("dcb", "dcz");
	}

	@Test
	void fiveVersionsAreKeptTheNewestFirst() throws Exception {
		for (int build = 0; build < 8; build++) {
			write("app-" + build + ".js", BASE + build);
			reload();
			delete("app-" + build + ".js");
		}
		write("app-8.js", BASE + 8);
		AssetCollection last = reload();
		for (int build = 0; build < 8; build++) {
			assertThat(codings(last, "/app-8.js", BASE + build)).as("build " + build).hasSize((build < 3) ? 0 : 2);
		}
	}

	@Test
	void filesOfOtherNamesAndPrivateOnesAreNoDictionaries() throws Exception {
		write("app-1.js", BASE + "one");
		write("other-1.js", BASE + "other");
		write("private-1.js", BASE + "private");
		reload();
		for (String name : List.of("app", "other", "private")) {
			delete(name + "-1.js");
			write(name + "-2.js", BASE + name + " two");
		}
		AssetCollection assets = reload();
		assertThat(codings(assets, "/app-2.js", BASE + "one")).hasSize(2);
		assertThat(codings(assets, "/app-2.js", BASE + "other")).isEmpty();
		assertThat(codings(assets, "/private-2.js", BASE + "private")).isEmpty();
		assertThat(codings(assets, "/private-2.js", BASE + "one")).isEmpty();
	}

	/**
	 * Two files with the same content share its representations, but not the
	 * dictionaries.
	 */
	@Test
	void fileWithTheSameContentUnderAnotherNameHasDictionariesOfItsOwn() throws Exception {
		write("app-1.js", BASE + "one");
		write("other-1.js", BASE + "other");
		reload();
		delete("app-1.js");
		delete("other-1.js");
		write("app-2.js", BASE + "two");
		write("other-2.js", BASE + "two");
		AssetCollection assets = reload();
		assertThat(codings(assets, "/app-2.js", BASE + "one")).hasSize(2);
		assertThat(codings(assets, "/other-2.js", BASE + "other")).hasSize(2);
		assertThat(codings(assets, "/app-2.js", BASE + "other")).isEmpty();
		assertThat(codings(assets, "/other-2.js", BASE + "one")).isEmpty();
	}

	@Test
	void everyFileOfTheFormerBuildWithTheSameNameIsADictionary() throws Exception {
		write("index-a.js", BASE + "a");
		write("index-b.js", BASE + "b");
		reload();
		delete("index-b.js");
		write("index-c.js", BASE + "c");
		AssetCollection assets = reload();
		assertThat(codings(assets, "/index-c.js", BASE + "a")).hasSize(2);
		assertThat(codings(assets, "/index-c.js", BASE + "b")).hasSize(2);
		assertThat(codings(assets, "/index-a.js", BASE + "a")).isEmpty();
	}

	@Test
	void differenceThatIsNotSmallerThanTheBestCodingIsNotKept() throws Exception {
		write("app-1.js", SMALL);
		reload();
		delete("app-1.js");
		write("app-2.js", "a".repeat(3000));
		assertThat(codings(reload(), "/app-2.js", SMALL)).isEmpty();
	}

	@Test
	void nothingIsMadeWithoutRoomInMemory() throws Exception {
		this.memory = new BlobCache(2 * (BASE.length() + 3));
		write("app-1.js", BASE + "one");
		reload();
		delete("app-1.js");
		write("app-2.js", BASE + "two");
		AssetCollection assets = reload();
		assertThat(codings(assets, "/app-2.js", BASE + "one")).isEmpty();
	}

	@Test
	void previousBuildAndOtherVersionsAreDictionaries() throws Exception {
		AssetCollection previous = AssetCollection.empty()
			.with(List.of(Asset.of("/app-1.js", (BASE + "one").getBytes())));
		AssetCollection others = AssetCollection.empty()
			.with(List.of(Asset.of("/app-0.js", (BASE + "none").getBytes())));
		this.builds.set(0, new EarlierBuilds(false, previous));
		write("app-2.js", BASE + "two");
		AssetCollection assets = reload();
		assertThat(codings(assets, "/app-2.js", BASE + "one")).hasSize(2);
		assertThat(codings(assets, "/app-2.js", BASE + "none")).isEmpty();
		this.maker.make(assets.withOthers(others), this.builds.get(0), EarlierBuildsTests::match)
			.get(60, TimeUnit.SECONDS);
		assertThat(codings(assets, "/app-2.js", BASE + "none")).hasSize(2);
		assertThat(codings(assets, "/app-2.js", BASE + "one")).hasSize(2);
	}

	@Test
	void memoryOfForgottenVersionsIsGivenBack() throws Exception {
		this.memory = new BlobCache(2 * 12 * BASE.length());
		for (int build = 0; build < 20; build++) {
			write("app.js", BASE + "build" + build);
			reload();
		}
		AssetCollection last = this.present;
		assertThat(last).isNotNull();
		assertThat(codings(last, "/app.js", BASE + "build18")).hasSize(2);
	}

	/**
	 * A file that is never changed has files of the same name but for the fingerprint.
	 */
	@Test
	void fileThatStaysHasDifferencesToTheLatestVersionsOnly() throws Exception {
		write("index-a.js", BASE + "a");
		for (int build = 0; build < 12; build++) {
			write("index-b.js", BASE + "build" + build);
			reload();
		}
		Asset asset = (this.present != null) ? this.present.get("/index-a.js") : null;
		assertThat(asset).isNotNull();
		assertThat(asset.representation().blob().deltas()).hasSize(2 * Dictionaries.MAX_VERSIONS);
		assertThat(codings(this.present, "/index-a.js", BASE + "build10")).hasSize(2);
		assertThat(codings(this.present, "/index-a.js", BASE + "build1")).isEmpty();
	}

	@Test
	void copiesOfEarlierFilesLeaveRoomForCodings() throws Exception {
		this.memory = new BlobCache(16 * BASE.length());
		for (int file = 0; file < 12; file++) {
			write("app" + file + ".js", BASE + file);
		}
		AssetCollection assets = reload();
		assertThat(assets.assets()).allMatch((asset) -> asset.representation().blob().isCoded(ContentCoding.GZIP));
	}

	@Test
	void newestCopiesTakeTheRoomOfTheOldest() throws Exception {
		this.memory = new BlobCache(14 * BASE.length());
		for (int build = 0; build < 7; build++) {
			write("app.js", BASE + "build" + build);
			AssetCollection assets = reload();
			if (build > 0) {
				assertThat(codings(assets, "/app.js", BASE + "build" + (build - 1))).as("build " + build).hasSize(2);
			}
		}
	}

}
