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
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonParser;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.json.JsonWriter;

/**
 * A Chromium without a window, which is told what to do by the DevTools protocol. For use
 * by one thread.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">the protocol</a>
 */
final class Chromium implements AutoCloseable {

	/**
	 * The name of a server for Chromium, whatever its port.
	 */
	static final String ORIGIN = "https://localhost";

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	/**
	 * How long no request is under way when a page has loaded all that it will.
	 */
	private static final Duration IDLE = Duration.ofMillis(500);

	private static final JsonWriter<Map<String, ?>> writer = JsonWriter.standard();

	private static final JsonParser parser = JsonParserFactory.getJsonParser();

	private final BlockingQueue<Map<String, Object>> messages = new LinkedBlockingQueue<>();

	private final Process process;

	private final WebSocket socket;

	private final String session;

	private int lastId;

	/**
	 * Start Chromium.
	 * @param profile the folder of its profile, with its cache
	 * @param port the port of the server at {@link #ORIGIN}
	 * @param keyHash the SHA-256 of the public key of the server, in Base64
	 */
	Chromium(Path profile, int port, String keyHash) throws IOException {
		Files.createDirectories(profile);
		Path activePort = profile.resolve("DevToolsActivePort");
		Files.deleteIfExists(activePort);
		this.process = new ProcessBuilder("chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
				"--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update",
				"--disable-sync", "--no-first-run", "--window-size=1000,800", "--user-data-dir=" + profile,
				"--remote-debugging-port=0", "--host-resolver-rules=MAP localhost:443 127.0.0.1:" + port,
				// with --ignore-certificate-errors, nothing would be cached
				"--ignore-certificate-errors-spki-list=" + keyHash, "about:blank")
			.redirectErrorStream(true)
			.redirectOutput(profile.resolve("output.log").toFile())
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(this.process::destroyForcibly));
		this.socket = connect(this.process, activePort, this.messages);
		String target = (String) call(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId");
		Map<String, Object> attached = call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true));
		this.session = (String) Objects.requireNonNull(attached.get("sessionId"));
		call("Page.enable", Map.of());
		call("Network.enable", Map.of());
	}

	private static WebSocket connect(Process process, Path activePort, BlockingQueue<Map<String, Object>> messages)
			throws IOException {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		List<String> lines = List.of();
		while (lines.size() < 2) {
			if (!process.isAlive() || System.nanoTime() > end) {
				ServerProcess.stop(process);
				throw new IllegalStateException("Chromium does not start. See output.log in its profile");
			}
			pause(20);
			lines = Files.exists(activePort) ? Files.readAllLines(activePort) : List.of();
		}
		return HttpClient.newHttpClient()
			.newWebSocketBuilder()
			.buildAsync(URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1)), new Receiver(messages))
			.join();
	}

	private static void pause(int milliseconds) throws IOException {
		try {
			Thread.sleep(milliseconds);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

	/**
	 * Visit the page {@code /} as one who types its address, and wait until nothing is
	 * loaded any more.
	 * @return what was loaded
	 */
	PageLoad load() throws IOException {
		// typing the address of the page that is open would mean to reload it
		call("Page.navigate", Map.of("url", "about:blank"));
		pause((int) IDLE.toMillis());
		this.messages.clear();
		Traffic traffic = new Traffic();
		send(this.session, "Page.navigate", Map.of("url", ORIGIN + "/"));
		while (true) {
			Map<String, Object> message = next(traffic.isIdle() ? IDLE : TIMEOUT);
			if (message == null && traffic.isIdle()) {
				break;
			}
			if (message == null) {
				throw new IllegalStateException("The page did not load in " + TIMEOUT.toSeconds() + " s");
			}
			traffic.add(message);
		}
		Map<String, Object> result = map(call("Runtime.evaluate",
				Map.of("expression", "performance.getEntriesByType('navigation')[0].loadEventStart"))
			.get("result"));
		return new PageLoad(traffic.requests, traffic.bytes, number(result.get("value")).doubleValue());
	}

	private Map<String, Object> call(String method, Map<String, ?> parameters) throws IOException {
		return call(this.session, method, parameters);
	}

	/**
	 * Call a method and wait for its result. Events until then are dropped.
	 */
	private Map<String, Object> call(@Nullable String session, String method, Map<String, ?> parameters)
			throws IOException {
		int id = send(session, method, parameters);
		while (true) {
			Map<String, Object> message = next(TIMEOUT);
			if (message == null) {
				throw new IllegalStateException("No answer to " + method);
			}
			if (message.get("id") instanceof Number answered && answered.intValue() == id) {
				if (message.containsKey("error")) {
					throw new IllegalStateException(method + " fails: " + message.get("error"));
				}
				return map(message.get("result"));
			}
		}
	}

	private int send(@Nullable String session, String method, Map<String, ?> parameters) {
		Map<String, Object> message = new HashMap<>(
				Map.of("id", ++this.lastId, "method", method, "params", parameters));
		if (session != null) {
			message.put("sessionId", session);
		}
		this.socket.sendText(writer.writeToString(message), true).join();
		return this.lastId;
	}

	private @Nullable Map<String, Object> next(Duration timeout) throws IOException {
		try {
			return this.messages.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> map(@Nullable Object value) {
		return (value != null) ? (Map<String, Object>) value : Map.of();
	}

	private static Number number(@Nullable Object value) {
		return (Number) Objects.requireNonNull(value);
	}

	/**
	 * End Chromium, which writes its cache to its profile first.
	 */
	@Override
	public void close() throws IOException {
		List<ProcessHandle> processes = this.process.descendants().toList();
		if (this.process.isAlive()) {
			call(null, "Browser.close", Map.of());
		}
		ServerProcess.stop(this.process);
		// the processes of the browser write to the profile until they end
		processes
			.forEach((child) -> child.onExit().completeOnTimeout(child, TIMEOUT.toSeconds(), TimeUnit.SECONDS).join());
	}

	/**
	 * The responses to one visit.
	 *
	 * @param requests the number of requests that a server answered
	 * @param bytes the number of bytes received, heads included, TLS not
	 * @param milliseconds the time from the beginning of the visit to the event
	 * {@code load}
	 */
	record PageLoad(int requests, long bytes, double milliseconds) {

	}

	/**
	 * The responses to a visit until now.
	 */
	private static final class Traffic {

		private final Set<Object> open = new HashSet<>();

		private int requests;

		private long bytes;

		private boolean loaded;

		boolean isIdle() {
			return this.loaded && this.open.isEmpty();
		}

		void add(Map<String, Object> message) {
			Map<String, Object> event = map(message.get("params"));
			Object request = String.valueOf(event.get("requestId"));
			switch (String.valueOf(message.get("method"))) {
				case "Page.loadEventFired" -> this.loaded = true;
				case "Network.requestWillBeSent" -> this.open.add(request);
				case "Network.responseReceived" -> check(map(event.get("response")));
				case "Network.loadingFinished" -> finish(request, number(event.get("encodedDataLength")).longValue());
				case "Network.loadingFailed" ->
					throw new IllegalStateException("The page cannot load a file: " + message);
				default -> {
				}
			}
		}

		/**
		 * A file of the cache has the status and the protocol that it once had.
		 */
		private static void check(Map<String, Object> response) {
			boolean ofServer = String.valueOf(response.get("url")).startsWith(ORIGIN);
			int status = ((Number) response.getOrDefault("status", 0)).intValue();
			if (ofServer && (status != 200 || !"h2".equals(response.get("protocol")))) {
				throw new IllegalStateException("Not what the page should load: " + response);
			}
		}

		/**
		 * No byte is received for a file of the cache.
		 */
		private void finish(Object request, long length) {
			this.open.remove(request);
			this.requests += (length > 0) ? 1 : 0;
			this.bytes += length;
		}

	}

	/**
	 * Puts the parts of each message together.
	 */
	private static final class Receiver implements WebSocket.Listener {

		private final StringBuilder text = new StringBuilder();

		private final BlockingQueue<Map<String, Object>> messages;

		Receiver(BlockingQueue<Map<String, Object>> messages) {
			this.messages = messages;
		}

		@Override
		public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
			this.text.append(data);
			if (last) {
				this.messages.add(parser.parseMap(this.text.toString()));
				this.text.setLength(0);
			}
			socket.request(1);
			return null;
		}

	}

}
