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

package io.github.assetsboot.servlet;

import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.assetsboot.routing.AssetRequest;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.RequestPurpose;
import io.github.assetsboot.routing.RunWorkerFirst.Precedence;
import io.github.assetsboot.rules.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Finds the handlers of the application that a browser cannot navigate to, because an
 * asset answers in their place.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class UnreachableHandlers {

	private static final int MAX_NAMED = 20;

	private static final Origin ANY_ORIGIN = new Origin("http", "localhost", -1);

	private final AssetRouter router;

	private final ApplicationMappings mappings;

	/**
	 * Create the search.
	 * @param router decides on the requests
	 * @param mappings what the application answers
	 */
	public UnreachableHandlers(AssetRouter router, ApplicationMappings mappings) {
		this.router = router;
		this.mappings = mappings;
	}

	/**
	 * Describe the handlers that cannot be navigated to, and the settings that would cure
	 * it.
	 * @return a text for the log, or {@code null} if there are none
	 */
	public @Nullable String describe() {
		List<String> unreachable = this.mappings.handlers()
			.stream()
			.filter(this::isUnreachable)
			.map(HandlerPath::toString)
			.distinct()
			.sorted()
			.toList();
		if (unreachable.isEmpty()) {
			return null;
		}
		String named = unreachable.stream().limit(MAX_NAMED).collect(Collectors.joining(", "));
		int rest = unreachable.size() - MAX_NAMED;
		boolean list = this.router.settings().runWorkerFirst().isPatterns();
		return "An asset, the single-page shell or a 404 page answers in place of these handlers "
				+ (list ? "whoever asks, because assets.run-worker-first is a list and they are not on it: "
						: "when a browser navigates to them (a link, a redirect, the address bar): ")
				+ named + ((rest > 0) ? " and " + rest + " more" : "") + ". To let the handlers answer, "
				+ (list ? "add" : "set") + "\nassets:\n  run-worker-first:\n" + lines()
				+ "or, where no file has such a path, set\nassets:\n  navigation: handlers";
	}

	/**
	 * A handler for GET is navigated to; one for another method is asked for by a script.
	 */
	private boolean isUnreachable(HandlerPath handler) {
		String path = handler.examplePath();
		AssetRequest request = new AssetRequest(handler.exampleMethod(), path, "", ANY_ORIGIN, "",
				RequestPurpose.NAVIGATION);
		return this.router.settings().runWorkerFirst().decide(path) != Precedence.ASSETS
				&& !(this.router.route(request, this.mappings) instanceof Decision.Application);
	}

	/**
	 * A list hands everything else to the assets, so that all handlers have to be on it,
	 * not only those that can be navigated to.
	 */
	private String lines() {
		TreeSet<String> globs = this.mappings.handlers()
			.stream()
			.filter((handler) -> this.router.settings()
				.runWorkerFirst()
				.decide(handler.examplePath()) == Precedence.UNDECIDED)
			.map(HandlerPath::glob)
			.collect(Collectors.toCollection(TreeSet::new));
		return globs.stream()
			.filter((glob) -> globs.stream().noneMatch((other) -> makesRedundant(other, glob)))
			.map((glob) -> "    - \"" + glob + "\"\n")
			.collect(Collectors.joining());
	}

	private static boolean makesRedundant(String glob, String other) {
		return glob.endsWith("*") && !Objects.equals(glob, other)
				&& other.startsWith(glob.substring(0, glob.length() - 1));
	}

}
