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

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

import io.github.assetsboot.testing.Applications;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A warm application that gets one plain request between two calls of
 * {@link #mark(String)}, for a debugger to watch.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
class WatchedApplication {

	private static final int WARM_UP = 5;

	/**
	 * Milliseconds for the compression, which begins one second after the start, to end.
	 */
	private static final long WORK_AT_START = 1_500;

	/**
	 * Milliseconds for the server to finish a request after the client has its response.
	 */
	private static final long REST = 500;

	public static void main(String[] arguments) throws Exception {
		Map<String, String> properties = Map.of("assets.directory", arguments[0]);
		try (ConfigurableApplicationContext context = Applications.start(WatchedApplication.class, properties)) {
			HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
			HttpRequest request = HttpRequest
				.newBuilder(URI.create("http://127.0.0.1:" + Applications.port(context) + "/app.js"))
				.build();
			for (int i = 0; i < WARM_UP; i++) {
				send(client, request);
			}
			Thread.sleep(WORK_AT_START);
			mark("before");
			send(client, request);
			Thread.sleep(REST);
			mark("after");
		}
	}

	private static void send(HttpClient client, HttpRequest request) throws Exception {
		HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
		if (response.statusCode() != 200) {
			throw new IllegalStateException("Status " + response.statusCode());
		}
	}

	static void mark(String moment) {
	}

}
