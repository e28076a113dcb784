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

package io.github.assetsboot.explain;

import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetCollections.CurrentSnapshot;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingRequest;

/**
 * Finds the file for a path in another collection than the one that the path belongs to.
 *
 * @author the Assets for Spring Boot authors
 */
final class OtherCollections {

	private OtherCollections() {
	}

	/**
	 * Find the collections that have a file for a request, at another URL or at a path
	 * that they do not answer.
	 * @param request the request
	 * @param own the collection that the request belongs to, which has no such file
	 * @param collections the collections of the application
	 * @return sentences, for people to read
	 */
	static List<String> findings(RoutingRequest request, CurrentSnapshot own, AssetCollections collections) {
		String path = own.snapshot().router().lookedUpPath(request);
		List<String> findings = new ArrayList<>();
		if (path == null || path.length() < 2) {
			return findings;
		}
		for (CurrentSnapshot other : collections.all()) {
			AssetRouter router = other.snapshot().router();
			String url = router.urlPath(path);
			if (other == own) {
				continue;
			}
			Asset file = router.find(url);
			if (file != null && collections.owns(other, url)) {
				findings.add("The collection " + other.name() + " has a file for " + url
						+ ((other.host() != null) ? " at the host " + other.host() : "") + "."
						+ whyBase(request, file, other));
			}
			Asset hidden = router.find(request.path());
			if (hidden != null && !url.equals(request.path())) {
				findings.add("The collection " + other.name() + " has the file " + hidden.path()
						+ ", but the path belongs to the collection " + own.name() + ".");
			}
		}
		if (findings.isEmpty()) {
			collections.all()
				.stream()
				.filter((other) -> other != own)
				.forEach((other) -> addFileOfOtherBase(request, other, findings));
		}
		return findings;
	}

	/**
	 * The pages of a build with another base refer to its files at other paths.
	 */
	private static void addFileOfOtherBase(RoutingRequest request, CurrentSnapshot other, List<String> findings) {
		String path = request.path();
		AssetRouter router = other.snapshot().router();
		for (int i = path.indexOf('/', 1); i > 0; i = path.indexOf('/', i + 1)) {
			String url = router.urlPath(path.substring(i));
			Asset file = router.find(url);
			String base = (file != null) ? whyBase(request, file, other) : "";
			if (!base.isEmpty()) {
				findings.add("The collection " + other.name() + " has a file for " + url + "." + base);
				return;
			}
		}
	}

	/**
	 * Only pages are linked to by people.
	 */
	private static String whyBase(RoutingRequest request, Asset file, CurrentSnapshot collection) {
		boolean linked = !file.path().endsWith(".html") && !request.path().equals(collection.basePath() + file.path());
		return linked ? " If its pages link to " + request.contextPath() + request.path()
				+ ", set the base of its build to " + request.contextPath() + collection.basePath() + "/." : "";
	}

	/**
	 * Find the collections whose base path a request would have in another case.
	 * @param request the request
	 * @param own the collection that the request belongs to
	 * @param collections the collections of the application
	 * @return sentences, for people to read
	 */
	static List<String> otherCase(RoutingRequest request, CurrentSnapshot own, AssetCollections collections) {
		List<String> findings = new ArrayList<>();
		for (CurrentSnapshot collection : collections.all()) {
			String basePath = collection.basePath().toString();
			if (isInOtherCase(request.path(), basePath)) {
				String path = basePath + request.path().substring(basePath.length());
				if (collection == own || collections.choose(request.origin().host(), path) == collection) {
					findings.add("The base path of the collection " + collection.name() + " is " + basePath
							+ ". Upper and lower case differ from the path of the request.");
				}
			}
		}
		return findings;
	}

	/**
	 * Return whether a path would be below another one if the case did not matter.
	 * @param path the path
	 * @param prefix the other path, without a slash at its end
	 * @return {@code true} if only the case differs
	 */
	static boolean isInOtherCase(String path, String prefix) {
		String below = prefix + "/";
		return (path + "/").regionMatches(true, 0, below, 0, below.length()) && !(path + "/").startsWith(below);
	}

}
