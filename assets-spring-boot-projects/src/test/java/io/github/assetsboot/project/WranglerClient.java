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

package io.github.assetsboot.project;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends requests as {@code wrangler} does.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerClient {

	private static final String BOUNDARY = "----formdata-undici-012345678901";

	private final HttpClient client = HttpClient.newHttpClient();

	private final String base;

	private final @Nullable String token;

	WranglerClient(String base, @Nullable String token) {
		this.base = base;
		this.token = token;
	}

	WranglerClient withToken(@Nullable String token) {
		return new WranglerClient(this.base, token);
	}

	Answer get(String path) throws Exception {
		return send("GET", path, null, new byte[0]);
	}

	Answer json(String method, String path, Object body) throws Exception {
		return send(method, path, "application/json", JsonMapper.shared().writeValueAsBytes(body));
	}

	/**
	 * Send a form whose parts are texts.
	 */
	Answer form(String method, String path, Map<String, String> parts) throws Exception {
		StringBuilder body = new StringBuilder();
		parts.forEach((name, text) -> body.append("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name
				+ "\"; filename=\"" + name + "\"\r\nContent-Type: text/plain\r\n\r\n" + text + "\r\n"));
		body.append("--" + BOUNDARY + "--\r\n");
		return send(method, path, "multipart/form-data; boundary=" + BOUNDARY,
				body.toString().getBytes(StandardCharsets.UTF_8));
	}

	Answer metadata(String method, String path, Object metadata) throws Exception {
		return form(method, path, Map.of("metadata", JsonMapper.shared().writeValueAsString(metadata)));
	}

	Answer send(String method, String path, @Nullable String type, byte[] body) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.base + path))
			.timeout(Duration.ofSeconds(30))
			.header("User-Agent", "wrangler/4.164.0")
			.method(method, (body.length == 0) ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
		if (this.token != null) {
			request.header("Authorization", "Bearer " + this.token);
		}
		if (type != null) {
			request.header("Content-Type", type);
		}
		HttpResponse<String> response = this.client.send(request.build(), BodyHandlers.ofString());
		return new Answer(response.statusCode(), response.headers().firstValue("retry-after").orElse(null),
				response.headers().firstValue("content-type").orElse(""), response.body());
	}

	/**
	 * Start a session for files, and send what is missing. The hashes are made up, as any
	 * client can do.
	 * @return the token of the session
	 */
	String upload(String account, String project, Map<String, String> texts) throws Exception {
		Answer session = startSession(account, project, texts);
		String jwt = session.result().path("jwt").asString();
		Map<String, String> contents = new LinkedHashMap<>();
		texts.forEach((path, text) -> contents.put(hash(path, text), text));
		for (JsonNode bucket : session.result().path("buckets")) {
			for (JsonNode hash : bucket) {
				Answer sent = withToken(jwt).send("POST", account + "/workers/assets/upload/" + hash.asString(),
						"application/null", contents.get(hash.asString()).getBytes(StandardCharsets.UTF_8));
				assertThat(sent.result().path("jwt").asString()).isEqualTo(jwt);
			}
		}
		return jwt;
	}

	Answer startSession(String account, String project, Map<String, String> texts) throws Exception {
		Map<String, Object> manifest = new LinkedHashMap<>();
		texts.forEach((path, text) -> manifest.put(path,
				Map.of("hash", hash(path, text), "size", text.getBytes(StandardCharsets.UTF_8).length)));
		return json("POST", account + "/workers/scripts/" + project + "/assets-upload-session",
				Map.of("manifest", manifest));
	}

	static String hash(String path, String text) {
		return WranglerTestTokens.hex((text + path.substring(path.lastIndexOf('.') + 1))).substring(0, 32);
	}

	static String base64(String text) {
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * An answer of the API.
	 *
	 * @param status the status code
	 * @param retryAfter the value of {@code Retry-After}
	 * @param type the content type
	 * @param text the body
	 */
	record Answer(int status, @Nullable String retryAfter, String type, String text) {

		JsonNode json() {
			assertThat(this.type).as(toString()).isEqualTo("application/json");
			return JsonMapper.shared().readTree(this.text);
		}

		boolean isSuccess() {
			return json().path("success").asBoolean();
		}

		JsonNode result() {
			assertThat(isSuccess()).as(toString()).isTrue();
			assertThat(this.status).isEqualTo(200);
			return json().path("result");
		}

		/**
		 * Check the form of a failure, which wrangler shows as a malformed response
		 * otherwise.
		 */
		JsonNode error() throws IOException {
			assertThat(json().path("success").asBoolean(true)).as(toString()).isFalse();
			assertThat(this.status).isGreaterThanOrEqualTo(400);
			JsonNode error = json().path("errors").path(0);
			assertThat(error.path("code").isInt()).as(toString()).isTrue();
			assertThat(error.path("message").asString()).isNotBlank();
			return error;
		}

		void assertFailure(int status, int code, String message) throws IOException {
			JsonNode error = error();
			assertThat(error.path("message").asString()).contains(message);
			assertThat(error.path("code").asInt()).isEqualTo(code);
			assertThat(this.status).isEqualTo(status);
		}

	}

}
