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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client of the HTTP API. Each response is compared with the OpenAPI description.
 */
final class ApiClient implements AutoCloseable {

	static final String PATH = "/assets-projects";

	private final SocketClient client;

	private final Map<String, String> headers = new LinkedHashMap<>();

	ApiClient(int port) {
		this.client = new SocketClient(port);
		this.headers.put("Host", "publish.example.org");
	}

	/**
	 * Send a field with each request from now on.
	 */
	ApiClient with(String name, String value) {
		this.headers.put(name, value);
		return this;
	}

	ApiClient without(String name) {
		this.headers.remove(name);
		return this;
	}

	Answer get(String path) throws IOException {
		return send("GET", path, null, new byte[0]);
	}

	Answer delete(String path) throws IOException {
		return send("DELETE", path, null, new byte[0]);
	}

	Answer post(String path, String json) throws IOException {
		return send("POST", path, json.isEmpty() ? null : "application/json", json.getBytes(StandardCharsets.UTF_8));
	}

	Answer put(String path, String json) throws IOException {
		return send("PUT", path, "application/json", json.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Upload a zip.
	 * @return the id of the version
	 */
	String upload(String project, String query, String... pathsAndTexts) throws IOException {
		Answer answer = zip("/" + project + "/versions?" + query, Zips.of(pathsAndTexts));
		assertThat(answer.status()).as(answer.body()).isEqualTo(201);
		return answer.text("id");
	}

	Answer zip(String path, byte[] zip) throws IOException {
		return send("PUT", path, "application/zip", zip);
	}

	Answer send(String method, String path, @Nullable String type, byte[] body) throws IOException {
		StringBuilder head = new StringBuilder(method + " " + PATH + path + " HTTP/1.1\r\n");
		this.headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
		if (type != null) {
			head.append("Content-Type: ").append(type).append("\r\n");
		}
		head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
		ByteArrayOutputStream octets = new ByteArrayOutputStream();
		octets.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
		octets.writeBytes(body);
		Response response = this.client.exchange(octets.toByteArray(), false);
		OpenApi.check(method, path.replaceFirst("\\?.*", ""), response.status(), response.header("content-type"),
				response.body());
		return new Answer(response);
	}

	@Override
	public void close() throws IOException {
		this.client.close();
	}

	/**
	 * An answer of the API.
	 *
	 * @param response the response
	 */
	record Answer(Response response) {

		int status() {
			return this.response.status();
		}

		String body() {
			return this.response.body();
		}

		@Nullable String header(String name) {
			return this.response.header(name);
		}

		JsonNode json() {
			return JsonMapper.shared().readTree(body());
		}

		String text(String name) {
			return json().get(name).asString();
		}

		void isProblem(int status, String detail) {
			assertThat(status()).as(body()).isEqualTo(status);
			assertThat(header("content-type")).isEqualTo("application/problem+json");
			assertThat(text("detail")).contains(detail);
		}

	}

}
