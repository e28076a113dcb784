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

package io.github.assetsboot.html;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A recorded rewriting of a page by the {@code HTMLRewriter} of Workers.
 *
 * @param file the name of the file, without its extension
 * @param name the name of the case
 * @param page the bytes of the page
 * @param contentType the media type of the page
 * @param wellNested whether every element has its own end tag
 * @param handlers the handlers, as they are in the file
 * @param expected the result
 * @author the Assets for Spring Boot authors
 */
record HtmlRecording(String file, String name, byte[] page, String contentType, boolean wellNested, JsonNode handlers,
		Result expected) {

	private static final Path FOLDER = Path.of("src/test/resources/html-rewriter");

	static List<HtmlRecording> all() {
		List<HtmlRecording> recordings = new ArrayList<>();
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("html.recordings", FOLDER.toString())))) {
			files.filter((file) -> file.toString().endsWith(".json"))
				.sorted()
				.forEach((file) -> JsonMapper.shared()
					.readTree(file)
					.forEach((node) -> recordings.add(read(file.getFileName().toString().replace(".json", ""), node))));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return recordings;
	}

	private static HtmlRecording read(String file, JsonNode node) {
		byte[] page = node.has("base64") ? Base64.getDecoder().decode(node.get("base64").asString())
				: node.get("html").asString().getBytes(StandardCharsets.UTF_8);
		JsonNode expected = node.get("expect");
		List<JsonNode> log = new ArrayList<>();
		expected.get("log")
			.forEach((event) -> log
				.add(event.has("refused") ? ((ObjectNode) event.deepCopy()).set("refused", BooleanNode.TRUE) : event));
		return new HtmlRecording(file, node.get("name").asString(), page,
				node.path("contentType").asString("text/html;charset=utf-8"), node.path("wellNested").asBoolean(true),
				node.get("handlers"), new Result(output(expected), error(expected), log));
	}

	private static @Nullable String output(JsonNode expected) {
		if (expected.has("outputBase64")) {
			return Result.text(Base64.getDecoder().decode(expected.get("outputBase64").asString()));
		}
		return expected.has("output") ? Result.text(expected.get("output").asString().getBytes(StandardCharsets.UTF_8))
				: null;
	}

	private static @Nullable String error(JsonNode expected) {
		JsonNode error = expected.path("error");
		return error.isMissingNode() ? null : error.get("kind").asString();
	}

	/**
	 * Return the page, one character for each byte.
	 */
	String text() {
		return Result.text(this.page);
	}

	/**
	 * Rewrite the page with the handlers of this recording.
	 * @param lengths the lengths of the pieces in which the page is written, in turn
	 */
	Result replay(int... lengths) {
		return replay(this.page, this.contentType, this.handlers, lengths);
	}

	static Result replay(byte[] page, String contentType, JsonNode handlers, int... lengths) {
		RecordedHandlers recorded = new RecordedHandlers();
		ByteArrayOutputStream output = new ByteArrayOutputStream();
		String error = null;
		try {
			List<Handler> created = recorded.create(handlers);
			Pieces.write(page, new Rewriting(created, PageEncoding.of(page, page.length, contentType), output::write),
					lengths);
		}
		catch (RecordedHandlers.Failure ex) {
			error = "handler";
		}
		catch (IllegalArgumentException ex) {
			error = "selector";
		}
		catch (IllegalStateException ex) {
			error = "encoding";
		}
		return new Result((error != null) ? null : Result.text(output.toByteArray()), error, recorded.log());
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * The result of a rewriting.
	 *
	 * @param output the bytes of the page, one character each, or {@code null} if there
	 * was an error
	 * @param error {@code selector}, {@code handler}, {@code encoding} or
	 * {@code ambiguity}, or {@code null}
	 * @param log the events that handlers have seen
	 */
	record Result(@Nullable String output, @Nullable String error, List<JsonNode> log) {

		private static String text(byte[] bytes) {
			return new String(bytes, StandardCharsets.ISO_8859_1);
		}

	}

}
