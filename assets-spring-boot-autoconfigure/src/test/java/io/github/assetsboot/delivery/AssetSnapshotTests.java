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

import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.BlobSource.BlobStore;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/**
 * Tests for {@link AssetSnapshot}.
 */
class AssetSnapshotTests {

	private final AtomicInteger asked = new AtomicInteger();

	private AssetSnapshot snapshot(List<String> paths, String redirects, String headers) {
		StoredAsset file = new StoredAsset(BlobId.of(new byte[] { 1 }), Map.of());
		Map<String, StoredAsset> files = new HashMap<>();
		paths.forEach((path) -> files.put(path, file));
		BlobStore store = new BlobStore() {

			@Override
			public byte[] read(String hash, long size) {
				return new byte[] { 1 };
			}

			@Override
			public InputStream open(String hash, long size, long first, long length) {
				return InputStream.nullInputStream();
			}

		};
		RoutingSettings settings = new RoutingSettings(RoutingMode.WORKERS, HtmlHandling.AUTO_TRAILING_SLASH,
				NotFoundHandling._404_PAGE, RunWorkerFirst.never(), true, BasePath.ROOT);
		return new AssetSnapshot(new AssetRouter(AssetCollection.of(files, store), Redirects.parse(redirects, true),
				HeaderRules.parse(headers), settings), (path) -> {
					this.asked.incrementAndGet();
					return false;
				});
	}

	private static AssetResponse.@Nullable WithAsset ready(AssetSnapshot snapshot, String uri) {
		return snapshot.ready("GET", uri, "");
	}

	private static RoutingRequest request(String method, String path) {
		return RoutingRequest.of(method, path, null, new Origin("http", "h", 80), "",
				new RequestPurpose("navigate", null, null, null));
	}

	private static AssetResponse fetch(AssetSnapshot snapshot, String method, String path) {
		return snapshot.routedResponse(snapshot.router().serve(request(method, path)), request(method, path));
	}

	@Test
	void answerIsKnownFromTheSecondRequestOn() {
		AssetSnapshot snapshot = snapshot(List.of("/a.txt", "/page.html", "/index.html"), "", "/a.txt\n  X-A: 1\n");
		assertThat(this.asked).as("patterns compared ahead of the requests").hasValue(0);
		for (String path : List.of("/a.txt", "/page", "/")) {
			assertThat(ready(snapshot, path)).as(path).isNull();
			AssetResponse answer = fetch(snapshot, "GET", path);
			assertThat(ready(snapshot, path)).as(path).isSameAs(answer);
			assertThat(snapshot.ready("POST", path, "")).as(path).isNull();
		}
		assertThat(this.asked).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/page.html", "/none", "/a.txt/", "/%61.txt", "/ruled.txt", "/hosted.txt" })
	void answerThatDependsOnMoreThanThePathIsNotKnown(String path) {
		AssetSnapshot snapshot = snapshot(List.of("/a.txt", "/page.html", "/ruled.txt", "/hosted.txt"),
				"/ruled* /a.txt 200\n", "https://example.com/hosted.txt\n  X-A: 1\n");
		fetch(snapshot, "GET", path);
		fetch(snapshot, "GET", path);
		assertThat(ready(snapshot, path)).isNull();
	}

	@Test
	void answerToTheApplicationItselfIsNotKept() {
		AssetSnapshot snapshot = snapshot(List.of("/a.txt"), "", "");
		RoutingRequest request = request("GET", "/a.txt");
		assertThat(snapshot.response(snapshot.router().serve(request), request))
			.isInstanceOf(AssetResponse.WithAsset.class);
		assertThat(ready(snapshot, "/a.txt")).isNull();
	}

	@Test
	void answerIsKeptForThePathThatWasAskedForOnly() {
		AssetSnapshot snapshot = snapshot(List.of("/a.txt", "/b.txt"), "/alias /a.txt 200\n", "");
		fetch(snapshot, "GET", "/alias");
		fetch(snapshot, "POST", "/b.txt");
		assertThat(ready(snapshot, "/alias")).isNull();
		assertThat(ready(snapshot, "/a.txt")).isNull();
		assertThat(ready(snapshot, "/b.txt")).isNull();
		fetch(snapshot, "HEAD", "/b.txt");
		assertThat(ready(snapshot, "/b.txt")).isNotNull();
	}

	@Test
	void headerFieldsOfTheirOwnAreKeptForSomePathsOnly() {
		List<String> paths = IntStream.range(0, 1100).mapToObj((i) -> "/" + i + ".txt").toList();
		AssetSnapshot snapshot = snapshot(paths, "", "/:name\n  X-A: :name\n");
		paths.forEach((path) -> fetch(snapshot, "GET", path));
		assertThat(paths.stream().filter((path) -> ready(snapshot, path) != null)).hasSize(1000);
	}

	@Test
	void buildingDoesNotCompareFilesWithRules() {
		StringBuilder headers = new StringBuilder();
		StringBuilder redirects = new StringBuilder();
		for (int i = 0; i < 100; i++) {
			headers.append("https://:h.example.com/*:a-:b-:c-:d-:e-:f-:g-").append(i).append("\n  X-A: :splat\n");
			redirects.append("/*:a-:b-:c-:d-:e-:f-:g-:h-:i-").append(i).append(" /z\n");
		}
		String folder = "/" + "a-".repeat(100);
		List<String> paths = IntStream.range(0, 20_000).mapToObj((i) -> folder + i + ".html").toList();
		assertTimeout(Duration.ofSeconds(3), () -> snapshot(paths, redirects.toString(), headers.toString()));
	}

	@Test
	void pageForAPathOfManySegmentsIsFoundInALinearTime() {
		AssetSnapshot snapshot = snapshot(List.of("/404.html", "/a/a/404.html"), "", "");
		assertTimeout(Duration.ofSeconds(2), () -> {
			for (int i = 0; i < 10; i++) {
				RoutingRequest request = request("GET", "/a".repeat(50_000));
				assertThat(snapshot.router().serve(request).toString()).contains("/a/a/404.html");
			}
		});
	}

}
