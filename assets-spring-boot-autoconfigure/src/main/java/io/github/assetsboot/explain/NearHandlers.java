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
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.routing.RoutingSettings.BasePath;
import io.github.assetsboot.servlet.ApplicationMappings;

/**
 * The handlers of the application that do not answer a request, but one that is written
 * in another way.
 *
 * @param application the mappings of the application
 * @param request the request, which no handler answers
 * @param headers its further header fields, by name
 * @param router the files and rules
 * @param steps names the properties of the collection
 * @author the Assets for Spring Boot authors
 */
record NearHandlers(ApplicationMappings application, RoutingRequest request, Map<String, String> headers,
		AssetRouter router, TracedSteps steps) {

	static final String WITHOUT_EXTENSION = "without the extension";

	/**
	 * Find the handlers that nearly answer. Spring MVC tells a path with a slash at the
	 * end from one without it, and upper from lower case.
	 * @return sentences, for people to read
	 */
	List<String> findings() {
		String path = this.request.path();
		List<String> findings = new ArrayList<>();
		addHandlerOfThePath(findings);
		if (path.endsWith("/")) {
			addHandler(path.substring(0, path.length() - 1), "without the slash at the end", findings);
		}
		else {
			addHandler(path + "/", "with a slash at the end", findings);
		}
		addHandler(path.toLowerCase(Locale.ROOT), "in lower case", findings);
		addHandlerWithoutExtension(path, findings);
		BasePath basePath = this.router.settings().basePath();
		String inside = basePath.relativize(path);
		if (inside != null) {
			addHandler(inside, "without the base path " + basePath, findings);
		}
		String contextPath = this.request.contextPath();
		if (!contextPath.isEmpty() && path.startsWith(contextPath + "/")) {
			addHandler(path.substring(contextPath.length()), "without a second context path " + contextPath, findings);
		}
		return findings;
	}

	/**
	 * Find a handler whose path has a prefix more or less, or another spelling.
	 * @return a sentence, for people to read, or none
	 */
	List<String> ofSameName() {
		String path = this.router.settings().basePath().relativize(this.request.path());
		String handler = (path != null) ? this.application.handlerOfSameName(path) : null;
		return Stream.ofNullable(handler)
			.map((found) -> "No handler has the path. A similar one is at " + found + ".")
			.toList();
	}

	/**
	 * A script or an image has its extension for good reason, and a variable takes every
	 * name.
	 */
	private void addHandlerWithoutExtension(String path, List<String> findings) {
		int name = path.lastIndexOf('/') + 1;
		int extension = path.indexOf('.', name);
		String dest = this.request.purpose().secFetchDest();
		if (extension <= name || !(dest == null || dest.equals("empty") || dest.equals("document"))) {
			return;
		}
		if (this.application.isLastSegment(path.substring(name, extension))) {
			addHandler(path.substring(0, extension), WITHOUT_EXTENSION, findings);
		}
	}

	private void addHandlerOfThePath(List<String> findings) {
		String path = this.request.path();
		String mapped = this.application.isReserved(path) ? null
				: this.application.describe(this.request.method(), path);
		if (mapped == null) {
			return;
		}
		String taker = this.application.findHandler(this.request, this.headers);
		if (taker != null) {
			boolean spring = this.router.settings().mode() == RoutingMode.SPRING;
			findings.add("A handler would take the request, but the assets come first: " + taker + ". "
					+ this.steps.setting("To let it answer, list the path in assets.run-worker-first"
							+ (spring ? "." : ", or set assets.routing to spring.")));
		}
		else {
			findings.add("A handler is mapped to " + mapped
					+ ", and does not take the request. It may ask for header fields, parameters or a version.");
		}
	}

	private void addHandler(String path, String form, List<String> findings) {
		boolean other = !path.isEmpty() && !path.equals(this.request.path());
		String found = other ? this.application.findHandler(this.request.withPath(path), this.headers) : null;
		if (found != null) {
			findings.add("A handler has the path " + path + ", " + form + ": " + found + ".");
		}
	}

}
