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

package io.github.assetsboot.routing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;
import io.github.assetsboot.rules.HeaderRules;
import io.github.assetsboot.rules.Redirects;
import io.github.assetsboot.rules.UrlPath.Origin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every html handling with every not-found handling over generated trees, whose names are
 * chosen to collide: what must hold whatever the files are.
 *
 * @author the Assets for Spring Boot authors
 */
class GeneratedTreeIT {

	private static final int TREES = 300;

	private static final int MAX_REDIRECTS = 3;

	private static final List<String> NAMES = List.of("foo", "index", "foo.html", "index.html", ".html", "404.html",
			"a b", "[x]", "%41", "ü", "foo.txt", "@me", "index.html.html", "fooindex");

	static Stream<Arguments> handlings() {
		return Stream.of(HtmlHandling.values())
			.flatMap((html) -> Stream.of(NotFoundHandling.values()).map((notFound) -> Arguments.of(html, notFound)));
	}

	@ParameterizedTest
	@MethodSource("handlings")
	void everyChainEndsAndAFilesOwnPathLeadsToItsContent(HtmlHandling html, NotFoundHandling notFound)
			throws Exception {
		Random random = new Random(31 * html.ordinal() + notFound.ordinal());
		for (int i = 0; i < TREES; i++) {
			Set<String> files = tree(random);
			AssetRouter router = router(files, html, notFound);
			for (String file : files) {
				Chain chain = follow(router, PathCoding.encode(file));
				assertThat(chain.asset()).as("%s in %s by %s", file, files, chain.paths()).isEqualTo(file);
			}
			for (String path : paths(files)) {
				follow(router, path);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("handlings")
	void decisionIsTheSameForGetAndHeadAndNeverAnAssetForAnotherMethod(HtmlHandling html, NotFoundHandling notFound)
			throws Exception {
		Random random = new Random(17);
		for (int i = 0; i < TREES / 10; i++) {
			Set<String> files = tree(random);
			AssetRouter router = router(files, html, notFound);
			for (String path : paths(files)) {
				Decision get = router.serve(request("GET", path));
				assertThat(router.serve(request("HEAD", path))).isEqualTo(get);
				Decision post = router.serve(request("POST", path));
				assertThat(post).isInstanceOf(
						(get instanceof Decision.NotFound) ? Decision.NotFound.class : Decision.MethodNotAllowed.class);
			}
		}
	}

	@ParameterizedTest
	@MethodSource("handlings")
	void routingGivesTheAssetsExactlyWhatTheyCanAnswer(HtmlHandling html, NotFoundHandling notFound) throws Exception {
		Random random = new Random(23);
		for (int i = 0; i < TREES / 10; i++) {
			Set<String> files = tree(random);
			AssetRouter router = router(files, html, notFound);
			AssetRouter withoutFallback = router(files, html, NotFoundHandling.NONE);
			for (String path : paths(files)) {
				Decision routed = router.route(request("GET", path), new NoReservedPaths());
				boolean found = !(withoutFallback.serve(request("GET", path)) instanceof Decision.NotFound);
				assertThat(routed instanceof Decision.Application).as(path).isEqualTo(!found);
				RoutingRequest navigation = RoutingRequest.of("GET", path, null, new Origin("http", "h", -1), "",
						RequestPurpose.NAVIGATION);
				Decision navigated = router.route(navigation, new NoReservedPaths());
				boolean served = !(router.serve(navigation) instanceof Decision.NotFound);
				assertThat(navigated instanceof Decision.Application).as(path).isEqualTo(!served);
			}
		}
	}

	private static Chain follow(AssetRouter router, String path) {
		List<String> paths = new ArrayList<>(List.of(path));
		Decision decision = router.serve(request("GET", path));
		while (decision instanceof Decision.Redirect redirect) {
			assertThat(redirect.status()).isEqualTo(307);
			assertThat(redirect.location()).startsWith("/").doesNotStartWith("//").doesNotContain("\\");
			assertThat(paths).as("loop of %s", paths).doesNotContain(redirect.location());
			paths.add(redirect.location());
			assertThat(paths).as("chain %s", paths).hasSizeLessThanOrEqualTo(MAX_REDIRECTS + 1);
			decision = router.serve(request("GET", redirect.location()));
		}
		String asset = (decision instanceof Decision.ServeAsset serveAsset) ? serveAsset.asset().path() : null;
		assertThat(asset).isNotIn("/_headers", "/_redirects", "/.assetsignore");
		return new Chain(paths, asset);
	}

	private static RoutingRequest request(String method, String path) {
		return RoutingRequest.of(method, path, null, new Origin("http", "localhost", 8080), "", RequestPurpose.UNKNOWN);
	}

	private static Set<String> tree(Random random) {
		Set<String> files = new TreeSet<>();
		Set<String> folders = new HashSet<>();
		int size = 1 + random.nextInt(8);
		while (files.size() < size) {
			StringBuilder path = new StringBuilder();
			int depth = 1 + random.nextInt(4);
			for (int i = 0; i < depth; i++) {
				path.append('/').append(NAMES.get(random.nextInt(NAMES.size())));
			}
			String file = path.toString();
			boolean belowFile = files.stream().anyMatch((other) -> file.startsWith(other + "/"));
			if (!belowFile && !folders.contains(file)) {
				files.add(file);
				for (int slash = file.lastIndexOf('/'); slash > 0; slash = file.lastIndexOf('/', slash - 1)) {
					folders.add(file.substring(0, slash));
				}
			}
			else {
				size--;
			}
		}
		return files;
	}

	/**
	 * The paths of the files, and those that html handling derives from them, each in its
	 * canonical form and not.
	 */
	private static Set<String> paths(Set<String> files) {
		Set<String> decoded = new LinkedHashSet<>();
		for (String file : files) {
			for (String stem : List.of(file, file.replaceFirst("\\.html$", ""), file.replaceFirst("/index\\.html$", ""),
					file.replaceFirst("/[^/]*$", ""))) {
				for (String suffix : List.of("", "/", ".html", "/index", "/index.html", "/index/", "/nope")) {
					decoded.add((stem + suffix).startsWith("/") ? stem + suffix : "/");
				}
			}
		}
		Set<String> paths = new LinkedHashSet<>();
		decoded.forEach((path) -> {
			paths.add(PathCoding.encode(path));
			paths.add(path.replace("%", "%25"));
			paths.add("/" + PathCoding.encode(path).replace("o", "%6f"));
		});
		return paths;
	}

	private static AssetRouter router(Set<String> files, HtmlHandling html, NotFoundHandling notFound)
			throws Exception {
		AssetCollection assets = AssetCollection.read(new NamesDirectory(files), (path) -> false);
		return new AssetRouter(assets, Redirects.none(), HeaderRules.none(),
				new RoutingSettings(RoutingMode.WORKERS, html, notFound, RunWorkerFirst.never(), true, BasePath.ROOT));
	}

	private record Chain(List<String> paths, @Nullable String asset) {

	}

}
