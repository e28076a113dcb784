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

package io.github.assetsboot.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A client that speaks HTTP/2, in clear text or with TLS.
 */
public final class Http2Client implements Client {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_2)
		.followRedirects(HttpClient.Redirect.NEVER)
		.connectTimeout(TIMEOUT)
		.sslContext(SelfSignedCertificate.client())
		.build();

	private final String origin;

	private Http2Client(String origin) {
		this.origin = origin;
	}

	/**
	 * Create a client in clear text, whose first request upgrades the connection.
	 * @param port the port on the loopback interface
	 * @return the client
	 */
	public static Http2Client inClearText(int port) {
		return new Http2Client("http://127.0.0.1:" + port);
	}

	/**
	 * Create a client of a server with the {@link SelfSignedCertificate}.
	 * @param port the port on the loopback interface
	 * @return the client
	 */
	public static Http2Client withTls(int port) {
		return new Http2Client("https://127.0.0.1:" + port);
	}

	@Override
	public Response send(Request request) throws IOException {
		URI uri = URI.create(this.origin + request.target());
		HttpRequest.Builder builder = HttpRequest.newBuilder(uri).method(request.method(), BodyPublishers.noBody());
		request.fields().forEach((field) -> builder.header(field.name(), field.value()));
		HttpResponse<byte[]> response = exchange(builder.build());
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
		Map<String, List<String>> headers = new TreeMap<>();
		response.headers()
			.map()
			.forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
		headers.remove(":status");
		assertThat(headers).as("fields that HTTP/2 has not")
			.doesNotContainKeys("connection", "keep-alive", "transfer-encoding", "upgrade");
		Response answer = new Response(response.statusCode(), headers, response.body());
		if (request.method().equals("HEAD") || answer.status() == 304) {
			assertThat(answer.bytes()).isEmpty();
		}
		else if (answer.has("content-length")) {
			assertThat(answer.header("content-length")).isEqualTo(String.valueOf(answer.bytes().length));
		}
		return answer;
	}

	private static HttpResponse<byte[]> exchange(HttpRequest request) throws IOException {
		CompletableFuture<HttpResponse<byte[]>> response = HTTP.sendAsync(request, BodyHandlers.ofByteArray());
		try {
			return response.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			response.cancel(true);
			throw new IOException("No response to " + request + ": " + ex, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
	}

}
