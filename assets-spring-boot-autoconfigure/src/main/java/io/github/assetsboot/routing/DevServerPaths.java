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

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The paths that belong to a development server itself, such as that of the client for
 * hot updates. No application has anything there.
 *
 * @author the Assets for Spring Boot authors
 */
final class DevServerPaths {

	/**
	 * Prefixes of the paths that Vite and its plug-ins add to a page.
	 */
	private static final List<String> PREFIXES = List.of("/@vite/", "/@vite-", "/@id/", "/@fs/", "/@react-refresh",
			"/@solid-refresh", "/node_modules/", "/__open-in-editor");

	/**
	 * The WebSockets for hot updates of Next.js, Rsbuild and Angular with webpack. The
	 * path of webpack-dev-server, {@code /ws}, may be one of the application.
	 */
	private static final Set<String> SOCKETS = Set.of("/_next/webpack-hmr", "/rsbuild-hmr", "/ng-cli-ws");

	/**
	 * The subprotocols of Vite and of the tools that are built upon it.
	 */
	private static final Set<String> SUBPROTOCOLS = Set.of("vite-hmr", "vite-ping");

	private DevServerPaths() {
	}

	/**
	 * Return whether a path is one of them.
	 * @param path the normalized path inside the base path
	 */
	static boolean contains(String path) {
		return PREFIXES.stream().anyMatch(path::startsWith);
	}

	/**
	 * Return whether a WebSocket is one of the server for hot updates.
	 * @param path the normalized path inside the base path
	 * @param subprotocols the subprotocols that the client offers, separated by commas
	 */
	static boolean isSocket(String path, String subprotocols) {
		return SOCKETS.contains(path)
				|| Arrays.stream(subprotocols.split(",")).map(String::strip).anyMatch(SUBPROTOCOLS::contains);
	}

}
