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

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/**
 * A development server that has some files and, as Vite, answers with its page where it
 * has none and the request accepts one.
 *
 * @author the Assets for Spring Boot authors
 */
final class FakeDevServer implements AutoCloseable {

	static final String PAGE = "<!doctype html><title>dev</title>";

	private final Map<String, HttpHandler> files = new ConcurrentHashMap<>();

	private final List<Received> received = new CopyOnWriteArrayList<>();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final InetAddress address;

	private @Nullable HttpServer server;

	private volatile boolean fallback = true;

	private int port;

	FakeDevServer() throws IOException {
		this("127.0.0.1");
	}

	FakeDevServer(String address) throws IOException {
		this.address = InetAddress.getByName(address);
		on("/", (exchange) -> respond(exchange, 200, "text/html", PAGE));
		on("/index.html", (exchange) -> respond(exchange, 200, "text/html", PAGE));
		on("/src/main.js", (exchange) -> respond(exchange, 200, "text/javascript", "import '/@vite/client'"));
		on("/@vite/client", (exchange) -> respond(exchange, 200, "text/javascript", "connect()"));
		start();
	}

	/**
	 * Start it, on the port that it had before if it was stopped.
	 */
	void start() throws IOException {
		HttpServer started = HttpServer.create(new InetSocketAddress(this.address, this.port), 0);
		started.setExecutor(this.threads);
		started.createContext("/", this::handle);
		started.start();
		this.port = started.getAddress().getPort();
		this.server = started;
	}

	void stop() {
		if (this.server != null) {
			this.server.stop(0);
			this.server = null;
		}
	}

	/**
	 * Answer 404 where there is no file.
	 */
	FakeDevServer withoutFallback() {
		this.fallback = false;
		return this;
	}

	void on(String path, HttpHandler handler) {
		this.files.put(path, handler);
	}

	void file(String path, String content) {
		on(path, (exchange) -> respond(exchange, 200, "text/plain", content));
	}

	private void handle(HttpExchange exchange) throws IOException {
		String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
		this.received.add(new Received(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
				exchange.getRequestHeaders(), body));
		HttpHandler file = this.files.get(exchange.getRequestURI().getRawPath());
		if (file != null) {
			file.handle(exchange);
		}
		else if (this.fallback && acceptsPage(exchange.getRequestHeaders().getFirst("Accept"))) {
			respond(exchange, 200, "text/html", PAGE);
		}
		else {
			respond(exchange, 404, "text/plain", "nothing here");
		}
	}

	private static boolean acceptsPage(@Nullable String accept) {
		return accept == null || accept.contains("text/html") || accept.contains("*/*");
	}

	static void respond(HttpExchange exchange, int status, String contentType, String content) throws IOException {
		byte[] octets = content.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", contentType);
		exchange.getResponseHeaders().putIfAbsent("Cache-Control", List.of("no-cache"));
		if (exchange.getRequestMethod().equals("HEAD")) {
			exchange.getResponseHeaders().set("Content-Length", String.valueOf(octets.length));
			exchange.sendResponseHeaders(status, -1);
		}
		else {
			exchange.sendResponseHeaders(status, (octets.length > 0) ? octets.length : -1);
			exchange.getResponseBody().write(octets);
		}
		exchange.close();
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	int port() {
		return this.port;
	}

	List<Received> received() {
		return this.received;
	}

	/**
	 * Return the one request that was received, and forget it.
	 */
	Received receivedOne() {
		List<Received> all = List.copyOf(this.received);
		this.received.clear();
		if (all.size() != 1) {
			throw new AssertionError("Not one request: " + all);
		}
		return all.get(0);
	}

	@Override
	public void close() {
		stop();
		this.threads.shutdownNow();
	}

	record Received(String method, String target, Headers headers, String body) {

	}

}
