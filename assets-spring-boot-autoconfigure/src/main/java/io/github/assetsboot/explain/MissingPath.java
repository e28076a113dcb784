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

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingRequest;
import org.jspecify.annotations.Nullable;

/**
 * Finds possible reasons why there is no asset for a path. Examples are another case, an
 * ignored file, a rejected rule and a similar name.
 *
 * @author the Assets for Spring Boot authors
 */
final class MissingPath {

	private static final int MAX_FINDINGS = 10;

	private static final int MAX_TEXTS = 100;

	private static final int MAX_TEXT_SIZE = 1 << 19;

	private final String path;

	private final AssetRouter router;

	private final @Nullable String collection;

	private final List<String> findings = new ArrayList<>();

	private MissingPath(String path, AssetRouter router, @Nullable String collection) {
		this.path = path;
		this.router = router;
		this.collection = collection;
	}

	/**
	 * Find possible reasons why there is no asset for a request.
	 * @param request the request
	 * @param router the files and rules
	 * @param nearest whether to name the nearest path if nothing else is found
	 * @param collection the name of the collection of the application, whose files can be
	 * read at once and listed by the endpoint; {@code null} for a project
	 * @return sentences, for people to read
	 */
	static List<String> findings(RoutingRequest request, AssetRouter router, boolean nearest,
			@Nullable String collection) {
		String path = router.lookedUpPath(request);
		if (path == null || router.isForDevServer()) {
			return List.of();
		}
		MissingPath missing = new MissingPath(path, router, collection);
		missing.addOtherCase();
		missing.addIgnored();
		missing.addSkipped();
		if (nearest && missing.findings.isEmpty()) {
			missing.addReferences();
			missing.addNearest();
		}
		missing.addRejectedRules(request);
		return missing.findings.stream().limit(MAX_FINDINGS).toList();
	}

	private void addIgnored() {
		this.router.assets().ignored().forEach((ignored, reason) -> {
			boolean folder = ignored.endsWith("/");
			if (folder ? (this.path + "/").regionMatches(true, 0, ignored, 0, ignored.length())
					: leadsToIgnoringCase(ignored)) {
				this.findings.add((folder ? "The folder " : "The file ") + ignored + " is there, but it is ignored by "
						+ reason + ".");
			}
		});
	}

	private void addSkipped() {
		for (Map.Entry<String, String> skipped : this.router.assets().skipped().entrySet()) {
			String file = skipped.getKey().startsWith("/") ? skipped.getKey() : "/" + skipped.getKey();
			if (leadsTo(file)) {
				this.findings.add("The file " + file + " is there, but it is not served: " + skipped.getValue() + ".");
			}
		}
	}

	private void addRejectedRules(RoutingRequest request) {
		this.router.problems()
			.stream()
			.filter((problem) -> problem.mayConcern(this.path) || problem.mayConcern(request.path()))
			.forEach((problem) -> this.findings.add("A rule for the path was rejected: " + problem));
	}

	private void addOtherCase() {
		this.router.assets()
			.assets()
			.stream()
			.map(Asset::path)
			.filter((file) -> !leadsTo(file) && leadsToIgnoringCase(file))
			.sorted()
			.forEach((file) -> this.findings
				.add("The file " + file + " exists. Upper and lower case differ from the path of the request."));
	}

	/**
	 * A file that the pages refer to is missing, for example because it was not copied. A
	 * path that nothing refers to may never have existed.
	 */
	private void addReferences() {
		String name = this.path.substring(this.path.lastIndexOf('/') + 1);
		if (this.collection == null || name.lastIndexOf('.') < 1) {
			return;
		}
		List<String> referrers = this.router.assets()
			.assets()
			.stream()
			.filter((asset) -> isText(asset) && asset.representation().size() <= MAX_TEXT_SIZE)
			.sorted(Comparator.comparing(Asset::path))
			.limit(MAX_TEXTS)
			.filter((asset) -> refersTo(name, asset))
			.map(Asset::path)
			.toList();
		String collection = "the collection " + this.collection;
		this.findings.add(referrers.isEmpty()
				? "No file " + (isNamed() ? "of " + collection : "in the directory") + " refers to " + name + "."
				: "The file " + referrers.get(0) + " refers to " + name + ", which is missing in "
						+ (isNamed() ? collection : "the directory") + ". It may not have been built or copied.");
	}

	private boolean isNamed() {
		return this.collection != null && !this.collection.equals(AssetCollections.DEFAULT);
	}

	private static boolean isText(Asset asset) {
		String contentType = asset.contentType();
		return contentType != null && (contentType.startsWith("text/") || contentType.contains("javascript"));
	}

	private static boolean refersTo(String name, Asset asset) {
		try (InputStream stream = asset.representation().source().open()) {
			return new String(stream.readNBytes(MAX_TEXT_SIZE), StandardCharsets.UTF_8).contains(name);
		}
		catch (IOException ex) {
			return false;
		}
	}

	private boolean leadsTo(String file) {
		return stems(file).contains(stem(this.path));
	}

	private boolean leadsToIgnoringCase(String file) {
		return stems(file).stream().anyMatch((stem) -> stem.equalsIgnoreCase(stem(this.path)));
	}

	private static List<String> stems(String file) {
		return file.equals(stem(file)) ? List.of(file) : List.of(file, stem(file));
	}

	/**
	 * Html handling makes no difference between these.
	 */
	private static String stem(String path) {
		String stem = path;
		for (String suffix : List.of(".html", "/index", "/")) {
			if (stem.endsWith(suffix)) {
				stem = stem.substring(0, stem.length() - suffix.length());
			}
		}
		return stem;
	}

	private String list() {
		return " The endpoint lists the files below a folder with the "
				+ (isNamed() ? "parameters 'collection=" + this.collection + "' and 'path'." : "parameter 'path'.");
	}

	private void addNearest() {
		String nearest = this.router.assets().nearest(this.path, MissingPath::stem);
		if (nearest != null) {
			this.findings.add("No file has the path. The nearest existing path is " + nearest + "."
					+ ((this.collection != null) ? list() : ""));
		}
		else if (!this.router.assets().assets().isEmpty()) {
			this.findings.add("No file has the path.");
		}
	}

}
