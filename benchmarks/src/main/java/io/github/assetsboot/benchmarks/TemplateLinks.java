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
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A template with 30 links to static files, and the check of the pages that it makes.
 *
 * @author the Assets for Spring Boot authors
 */
final class TemplateLinks {

	static final String PATH = "/template";

	/**
	 * Between the name of a file and its extension, without a fingerprint.
	 */
	static final String PLAIN = "";

	/**
	 * The fingerprint of the starter.
	 */
	static final String STARTER = "-[0-9a-f]{10}";

	/**
	 * The MD5 that Spring's content strategy inserts.
	 */
	static final String SPRING = "-[0-9a-f]{32}";

	private static final int OF_EACH_KIND = 10;

	private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");

	private static final List<String> ELEMENTS = List.of("<link rel=\"stylesheet\" th:href=\"@{/css/style-%d.css}\">\n",
			"<script th:src=\"@{/js/script-%d.js}\"></script>\n",
			"<img alt=\"\" th:src=\"@{/images/image-%d.svg}\">\n");

	private TemplateLinks() {
	}

	/**
	 * Write the template and the static files.
	 * @param templates the folder of the template
	 * @param files the folder of the files
	 */
	static void write(Path templates, Path files) throws IOException {
		StringBuilder template = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
				+ "<title>Links</title>\n</head>\n<body>\n<h1>Links</h1>\n");
		for (String folder : List.of("css", "js", "images")) {
			Files.createDirectories(files.resolve(folder));
		}
		for (int i = 0; i < OF_EACH_KIND; i++) {
			for (String element : ELEMENTS) {
				template.append(element.formatted(i));
			}
			Files.writeString(files.resolve("css/style-" + i + ".css"), ".style-" + i + " {\n\tcolor: black;\n}\n");
			Files.writeString(files.resolve("js/script-" + i + ".js"), "console.log(" + i + ");\n");
			Files.writeString(files.resolve("images/image-" + i + ".svg"),
					"<svg xmlns=\"http://www.w3.org/2000/svg\"><title>" + i + "</title></svg>\n");
		}
		Files.createDirectories(templates);
		Files.writeString(templates.resolve("template.html"), template.append("</body>\n</html>\n"));
	}

	/**
	 * Fail if the page of a server does not have the expected links, or if a link does
	 * not lead to a file.
	 * @param server the server
	 * @param fingerprint a regular expression for the fingerprint in each link
	 */
	static void check(ServerProcess server, String fingerprint) throws IOException {
		HttpResponse<byte[]> page = Http.get(server.uri(PATH), Map.of());
		List<String> links = LINK.matcher(new String(page.body(), StandardCharsets.UTF_8))
			.results()
			.map((link) -> link.group(1))
			.toList();
		Pattern expected = Pattern.compile("/(css/style|js/script|images/image)-\\d" + fingerprint + "\\.(css|js|svg)");
		if (page.statusCode() != 200 || links.stream().distinct().count() != ELEMENTS.size() * OF_EACH_KIND
				|| !links.stream().allMatch((link) -> expected.matcher(link).matches())) {
			throw new IllegalStateException("Page with status " + page.statusCode() + " has other links: " + links);
		}
		for (String link : links) {
			URI uri = server.uri(link);
			int status = Http.get(uri, Map.of()).statusCode();
			if (status != 200) {
				throw new IllegalStateException(uri + " is answered with " + status);
			}
		}
	}

}
