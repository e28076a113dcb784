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

package io.github.assetsboot.devserver;

import io.github.assetsboot.devserver.DevServer.DevServerResponse;

/**
 * Responses in place of a development server that does not answer or must not answer.
 *
 * @author the Assets for Spring Boot authors
 */
final class DevServerFailures {

	private static final String TEXT = "text/plain";

	private static final String UNAVAILABLE = """
			<!doctype html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta http-equiv="refresh" content="2">
			<title>Waiting for the development server</title>
			<style>body { font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }</style>
			</head>
			<body>
			<h1>The development server does not answer</h1>
			<p>This page comes from <a href="{url}">{url}</a>, as set in <code>assets.dev-server.url</code>.
			Start the server in the folder of the front end:</p>
			<pre>npm run dev</pre>
			<p>As soon as it answers, this page gives way to yours.</p>
			</body>
			</html>
			""";

	private DevServerFailures() {
	}

	static DevServerResponse unavailable(DevServerUrl url, boolean html) {
		if (html) {
			return DevServerResponse.of(502, "text/html", UNAVAILABLE.replace("{url}", url.toString()));
		}
		return DevServerResponse.of(502, TEXT, "The development server at " + url + " does not answer."
				+ " Start it in the folder of the front end, for instance with: npm run dev\n");
	}

	static DevServerResponse forbidden(String host) {
		return DevServerResponse.of(403, TEXT, "The development server is not asked for a page of the host '"
				+ printable(host) + "'. To allow it, add it to assets.dev-server.allowed-hosts\n");
	}

	static DevServerResponse foreignOrigin(String origin) {
		return DevServerResponse.of(403, TEXT, "The development server opens no WebSocket for a page of another host, '"
				+ printable(origin) + "'. To allow it, add its host to assets.dev-server.allowed-hosts\n");
	}

	private static String printable(String host) {
		return host.replaceAll("[^\\w.:/\\[\\]-]", "?");
	}

	static DevServerResponse encrypted(DevServerUrl url) {
		return DevServerResponse.of(501, TEXT,
				"WebSockets are passed on to a development server with http only, and assets.dev-server.url is " + url
						+ ". Let the development server use http\n");
	}

	/**
	 * Answer a request that the development server itself has sent.
	 */
	static DevServerResponse loop() {
		return DevServerResponse.of(404, TEXT, "Not found\n");
	}

}
