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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetDirectory;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.AssetRouter.ReservedPaths;
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

/**
 * All that the benchmarks know of the classes behind the starter.
 *
 * @author the Assets for Spring Boot authors
 */
final class StarterInternals {

	private static final Origin ORIGIN = new Origin("http", "localhost", 8080);

	private static final ReservedPaths NOTHING = (path) -> false;

	private final AssetSnapshot snapshot;

	/**
	 * Build all that the starter keeps to serve a folder.
	 * @param folder the folder
	 */
	StarterInternals(Path folder) throws IOException {
		AssetDirectory directory = open(folder);
		AssetRouter router = new AssetRouter(read(directory),
				Redirects.parse(directory.readText(Redirects.FILE_NAME), true),
				HeaderRules.parse(directory.readText(HeaderRules.FILE_NAME)),
				new RoutingSettings(RoutingMode.SPRING, HtmlHandling.AUTO_TRAILING_SLASH, NotFoundHandling.NONE,
						RunWorkerFirst.never(), true, BasePath.ROOT));
		this.snapshot = new AssetSnapshot(router, (path) -> false);
	}

	/**
	 * Index a folder.
	 * @param folder the folder
	 * @return the number of its assets
	 */
	static int index(Path folder) throws IOException {
		return read(open(folder)).assets().size();
	}

	private static AssetDirectory open(Path folder) throws IOException {
		AssetDirectory directory = AssetLocation.of(folder.toString(), null).open();
		if (directory == null) {
			throw new IOException("There is no folder " + folder);
		}
		return directory;
	}

	private static AssetCollection read(AssetDirectory directory) throws IOException {
		return AssetCollection.read(directory, (path) -> path.startsWith("_"));
	}

	/**
	 * Decide on a request as the filter does.
	 * @param path its path
	 * @return the answer if it is known ahead, otherwise the decision
	 */
	Object decide(String path) {
		AssetResponse ready = this.snapshot.ready("GET", path, "");
		return (ready != null) ? ready : this.snapshot.router().route(request(path), NOTHING);
	}

	private static RoutingRequest request(String path) {
		return RoutingRequest.of("GET", path, null, ORIGIN, "", RequestPurpose.UNKNOWN);
	}

}
