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

package io.github.assetsboot.sites;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * A proxy in front of several instances, which takes another one for each request.
 *
 * @author the Assets for Spring Boot authors
 */
final class RoundRobinProxy implements AutoCloseable {

	private static final Set<String> OF_THE_CONNECTION = Set.of("connection", "content-length", "expect", "keep-alive",
			"transfer-encoding", "upgrade", "date");

	private final AtomicInteger turn = new AtomicInteger();

	private final List<String> failures = new CopyOnWriteArrayList<>();

	private final AtomicInteger requests = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<Integer> ports;

	private final HttpServer server;

	/**
	 * Start the proxy.
	 * @param ports the ports of the instances
	 */
	RoundRobinProxy(List<Integer> ports) throws IOException {
		this.ports = List.copyOf(ports);
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.server.createContext("/", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	int port() {
		return this.server.getAddress().getPort();
	}

	/**
	 * Return the requests without an answer, and those whose answer is an error.
	 */
	List<String> failures() {
		return this.failures;
	}

	int requests() {
		return this.requests.get();
	}

	private void handle(HttpExchange exchange) {
		int port = this.ports.get(Math.floorMod(this.turn.getAndIncrement(), this.ports.size()));
		String target = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " at " + port;
		try (exchange) {
			this.requests.incrementAndGet();
			HttpResponse<byte[]> response = this.client.send(request(exchange, port), BodyHandlers.ofByteArray());
			if (response.statusCode() >= 400) {
				this.failures.add(target + ": " + response.statusCode());
			}
			response.headers().map().forEach((name, values) -> {
				if (isForwarded(name)) {
					exchange.getResponseHeaders().put(name, values);
				}
			});
			byte[] body = response.body();
			exchange.sendResponseHeaders(response.statusCode(), (body.length > 0) ? body.length : -1);
			if (body.length > 0) {
				try (OutputStream output = exchange.getResponseBody()) {
					output.write(body);
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			this.failures.add(target + ": " + ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static HttpRequest request(HttpExchange exchange, int port) throws IOException {
		byte[] body = exchange.getRequestBody().readAllBytes();
		HttpRequest.Builder request = HttpRequest
			.newBuilder(URI.create("http://127.0.0.1:" + port + exchange.getRequestURI()))
			.timeout(Duration.ofSeconds(20))
			.method(exchange.getRequestMethod(),
					(body.length > 0) ? BodyPublishers.ofByteArray(body) : BodyPublishers.noBody());
		exchange.getRequestHeaders().forEach((name, values) -> {
			if (isForwarded(name)) {
				values.forEach((value) -> request.header(name, value));
			}
		});
		return request.build();
	}

	private static boolean isForwarded(String name) {
		return !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":");
	}

	@Override
	public void close() {
		this.server.stop(0);
		this.threads.shutdownNow();
	}

}
