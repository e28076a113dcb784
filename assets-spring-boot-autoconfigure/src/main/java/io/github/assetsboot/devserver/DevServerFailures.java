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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import io.github.assetsboot.devserver.DevServer.DevServerResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

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
			<noscript><meta http-equiv="refresh" content="2"></noscript>
			<title>Waiting for the development server</title>
			<style nonce="{nonce}">body { font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem } pre { overflow: auto }</style>
			</head>
			<body>
			<h1>The development server does not answer</h1>
			{reason}
			<p>As soon as it answers, this page gives way to yours.</p>
			<script nonce="{nonce}">
			setInterval(async () => {
				// while the application restarts, a browser would stay on its own error page
				const response = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
				if (response.status !== 502) {
					location.reload();
				}
			}, 1000);
			</script>
			</body>
			</html>
			""";

	/**
	 * Replaces a policy of Spring Security, which would block the script.
	 */
	private static final String POLICY = "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}';"
			+ " connect-src 'self'";

	private DevServerFailures() {
	}

	/**
	 * Say that the server does not answer.
	 * @param properties the prefix of the properties of the server
	 * @param url its URL, {@code null} if it is not known yet
	 * @param process the command that starts it, {@code null} if somebody else does
	 * @param html whether the client accepts a page
	 */
	static DevServerResponse unavailable(String properties, @Nullable DevServerUrl url,
			@Nullable CommandProcess process, boolean html) {
		if (html) {
			String nonce = UUID.randomUUID().toString();
			DevServerResponse response = DevServerResponse.of(502, "text/html",
					UNAVAILABLE.replace("{nonce}", nonce).replace("{reason}", page(properties, url, process)));
			response.headers().set("Content-Security-Policy", POLICY.replace("{nonce}", nonce));
			return response;
		}
		String where = (url != null) ? " at " + url : "";
		return DevServerResponse.of(502, TEXT,
				"The development server" + where + " does not answer. " + ((process != null) ? text(process)
						: "Start it in the folder of the front end, for instance with: npm run dev\n"));
	}

	private static String text(CommandProcess process) {
		return "'" + process.line() + "' in " + process.command().directory() + " " + process.state().description()
				+ ".\n" + process.lastLines().stream().map((line) -> line + "\n").collect(Collectors.joining());
	}

	private static String page(String properties, @Nullable DevServerUrl url, @Nullable CommandProcess process) {
		StringBuilder page = new StringBuilder();
		if (url != null) {
			page.append("<p>This page comes from <a href=\"").append(url).append("\">").append(url).append("</a>");
			page.append((process != null) ? ".</p>\n" : ", as set in <code>" + properties + ".url</code>.\n");
		}
		if (process == null) {
			return page.append("Start the server in the folder of the front end:</p>\n<pre>npm run dev</pre>")
				.toString();
		}
		String line = escape(process.line());
		String directory = escape(process.command().directory().toString());
		page.append("<p><code>").append(line).append("</code> in <code>").append(directory).append("</code> ");
		page.append(process.state().description()).append(".");
		if (url == null) {
			page.append(" Its output does not name its address yet. If it never does, set <code>" + properties
					+ ".url</code>.");
		}
		List<String> lines = process.lastLines();
		page.append(lines.isEmpty() ? " It has printed nothing.</p>\n" : " Its last lines of output:</p>\n");
		if (!lines.isEmpty()) {
			page.append("<pre>").append(escape(String.join("\n", lines))).append("</pre>\n");
		}
		return page.append("<p>To start it by hand:</p>\n<pre>cd ")
			.append(directory)
			.append("\n")
			.append(line)
			.append("</pre>")
			.toString();
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, StandardCharsets.UTF_8.name());
	}

	static DevServerResponse forbidden(String properties, String host) {
		return DevServerResponse.of(403, TEXT, "The development server is not asked for a page of the host '"
				+ printable(host) + "'. To allow it, add it to " + properties + ".allowed-hosts\n");
	}

	static DevServerResponse foreignOrigin(String properties, String origin) {
		return DevServerResponse.of(403, TEXT, "The development server opens no WebSocket for a page of another host, '"
				+ printable(origin) + "'. To allow it, add its host to " + properties + ".allowed-hosts\n");
	}

	private static String printable(String host) {
		return host.replaceAll("[^\\w.:/\\[\\]-]", "?");
	}

	static DevServerResponse encrypted(String properties, DevServerUrl url) {
		return DevServerResponse.of(501, TEXT, "WebSockets are passed on to a development server with http only, and "
				+ properties + ".url is " + url + ". Let the development server use http\n");
	}

	/**
	 * Answer a request that the development server itself has sent.
	 */
	static DevServerResponse loop() {
		return DevServerResponse.of(404, TEXT, "Not found\n");
	}

}
