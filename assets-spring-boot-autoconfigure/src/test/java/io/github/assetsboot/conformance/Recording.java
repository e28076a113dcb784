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

package io.github.assetsboot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Response;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recorded configuration with its exchanges.
 *
 * @param name group and name
 * @param worker {@code none}, {@code echo} or {@code binding}
 * @param startupError why the configuration was refused, or {@code null}
 * @param site the files, by path
 * @param properties the configuration as properties, without the directory
 * @param warnings the rejected lines
 * @param exchanges the exchanges
 * @author the Assets for Spring Boot authors
 */
public record Recording(String name, String worker, @Nullable String startupError, Map<String, String> site,
		Map<String, String> properties, List<Warning> warnings, List<Exchange> exchanges) {

	private static final Path ROOT = Path.of("src/test/resources/conformance");

	private static final JsonMapper json = new JsonMapper();

	/**
	 * Load all recordings.
	 * @return the recordings in the order of their names
	 * @throws IOException if one cannot be read
	 */
	public static List<Recording> all() throws IOException {
		try (Stream<Path> files = Files.walk(ROOT.resolve("cases"))) {
			return files.filter((file) -> file.toString().endsWith(".json")).sorted().map(Recording::read).toList();
		}
	}

	private static Recording read(Path file) {
		JsonNode node = json.readTree(file);
		Map<String, String> site = texts(
				json.readTree(ROOT.resolve("sites/" + node.path("site").asString() + ".json")));
		List<Warning> warnings = new ArrayList<>();
		node.path("warnings")
			.forEach((warning) -> warnings
				.add(new Warning(warning.path("file").asString(null), warning.path("line").asInt(-1),
						warning.path("text").asString(null), warning.path("message").asString())));
		List<Exchange> exchanges = new ArrayList<>();
		node.path("exchanges").forEach((exchange) -> exchanges.add(exchange(exchange, site)));
		return new Recording(file.getParent().getFileName() + "/" + file.getFileName().toString().replace(".json", ""),
				node.path("worker").asString(), node.path("startupError").asString(null), site, properties(node),
				warnings, exchanges);
	}

	private static Map<String, String> texts(JsonNode object) {
		Map<String, String> texts = new LinkedHashMap<>();
		object.properties().forEach((property) -> texts.put(property.getKey(), property.getValue().asString()));
		return texts;
	}

	private static Exchange exchange(JsonNode node, Map<String, String> site) {
		JsonNode request = node.path("request");
		JsonNode response = node.path("response");
		JsonNode body = response.path("body");
		String text = body.has("file") ? site.get(body.path("file").asString()) : body.path("text").asString("");
		Map<String, String> headers = texts(response.path("headers"));
		if (response.path("servedBy").asString().equals("worker")) {
			headers.put(Comparison.BY_APPLICATION, "1");
		}
		return new Exchange(request.path("method").asString(), request.path("target").asString(),
				texts(request.path("headers")), Response.of(response.path("status").asInt(), headers, text));
	}

	private static Map<String, String> properties(JsonNode node) {
		Map<String, String> properties = new LinkedHashMap<>();
		node.path("assets").properties().forEach((setting) -> {
			String name = "assets." + setting.getKey().replace('_', '-');
			if (setting.getValue().isArray()) {
				putList(name, setting.getValue(), properties);
			}
			else {
				properties.put(name, setting.getValue().asString());
			}
		});
		properties.put("assets.compatibility-date", node.path("compatibility_date").asString());
		putList("assets.compatibility-flags", node.path("compatibility_flags"), properties);
		return properties;
	}

	private static void putList(String name, JsonNode list, Map<String, String> properties) {
		for (int i = 0; i < list.size(); i++) {
			properties.put(name + "[" + i + "]", list.get(i).asString());
		}
	}

	/**
	 * Write the files of the site.
	 * @param directory where to
	 * @throws IOException if that is not possible
	 */
	public void writeSite(Path directory) throws IOException {
		for (Map.Entry<String, String> file : this.site.entrySet()) {
			Path path = directory.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * A rejected line of a rule file.
	 *
	 * @param file the rule file, or {@code null}
	 * @param line the number of the line, or -1
	 * @param text the line, or {@code null}
	 * @param message what is wrong
	 */
	public record Warning(@Nullable String file, int line, @Nullable String text, String message) {

	}

}
