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

package io.github.assetsboot.livereload;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection.Fingerprints;
import io.github.assetsboot.delivery.AssetSnapshot;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.json.JsonWriter;
import org.springframework.context.SmartLifecycle;

/**
 * The open pages, and the state that they should show. A state is named after this
 * instance, so that pages notice a restart, and has a number.
 * <p>
 * Safe for use by many threads. One thread writes all events.
 */
final class LiveReloadClients implements SmartLifecycle {

	static final int MAX_CLIENTS = 100;

	private static final long HEARTBEAT_SECONDS = 10;

	private static final long END_SECONDS = 2;

	private static final JsonWriter<Map<String, ?>> JSON = JsonWriter.standard();

	private final Set<Client> clients = ConcurrentHashMap.newKeySet();

	private final String instance = UUID.randomUUID().toString().substring(0, 8);

	private long number = 1;

	private volatile @Nullable ScheduledThreadPoolExecutor writer;

	/**
	 * Return the state that a page shows that is made now.
	 */
	synchronized String state() {
		return this.instance + "." + this.number;
	}

	/**
	 * Have all pages reloaded.
	 */
	synchronized void reload() {
		this.number++;
		send(stateEvent());
	}

	/**
	 * Have pages take over a new snapshot.
	 */
	void replaced(AssetSnapshot former, AssetSnapshot current) {
		Map<String, String> styles = changedStyles(former, current);
		if (styles == null) {
			reload();
			return;
		}
		synchronized (this) {
			this.number++;
			send("event: styles\ndata: " + JSON.writeToString(new TreeMap<>(Map.of("state", state(), "styles", styles)))
					+ "\n\n");
		}
	}

	/**
	 * Return the paths of changed style sheets.
	 * @return for each path that pages may have, the path to use now, encoded and inside
	 * the context path; {@code null} if something else has changed
	 */
	private static @Nullable Map<String, String> changedStyles(AssetSnapshot former, AssetSnapshot current) {
		Map<String, Asset> before = files(former);
		Map<String, Asset> after = files(current);
		if (!after.keySet().containsAll(before.keySet())) {
			return null;
		}
		Fingerprints formerNames = former.router().assets().fingerprints();
		Fingerprints names = current.router().assets().fingerprints();
		Map<String, String> styles = new TreeMap<>();
		for (Asset asset : after.values()) {
			String path = asset.path();
			Asset previous = before.get(path);
			String formerName = formerNames.of(path);
			String name = names.of(path);
			boolean same = previous != null && previous.representation().blob().equals(asset.representation().blob());
			if (same && Objects.equals(formerName, name)) {
				continue;
			}
			String url = current.router().urlPath((name != null) ? name : path);
			if (!path.endsWith(".css") || !current.links().url(path, "").equals(url)) {
				return null;
			}
			styles.put(current.router().urlPath(path), current.router().urlPath(path));
			if (formerName != null) {
				styles.put(current.router().urlPath(formerName), url);
			}
		}
		return styles.isEmpty() ? null : styles;
	}

	/**
	 * Return the assets under the paths of their files.
	 */
	private static Map<String, Asset> files(AssetSnapshot snapshot) {
		return snapshot.router().assets().files().stream().collect(Collectors.toMap(Asset::path, Function.identity()));
	}

	private String stateEvent() {
		return "event: state\ndata: " + state() + "\n\n";
	}

	/**
	 * Let a page wait for changes. The head of the response is sent by this thread, in
	 * which other filters still add header fields.
	 * @return {@code false} if there are too many already
	 * @throws IOException if the page has gone
	 */
	synchronized boolean add(HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (this.writer == null || isFull()) {
			return false;
		}
		// the wrapper of ShallowEtagHeaderFilter ignores flushBuffer()
		response.getOutputStream().flush();
		AsyncContext context = request.startAsync(request, response);
		context.setTimeout(0);
		Client client = new Client(context, response);
		context.addListener(client);
		this.clients.add(client);
		String event = stateEvent();
		this.writer.execute(() -> client.write(event));
		return true;
	}

	/**
	 * Return whether no further page can wait.
	 */
	synchronized boolean isFull() {
		return this.writer == null || this.clients.size() >= MAX_CLIENTS;
	}

	int count() {
		return this.clients.size();
	}

	private void send(String event) {
		if (this.writer != null) {
			this.writer.execute(() -> this.clients.forEach((client) -> client.write(event)));
		}
	}

	@Override
	public synchronized void start() {
		ScheduledThreadPoolExecutor writer = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "assets-live-reload");
			thread.setDaemon(true);
			return thread;
		});
		writer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
		writer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
		writer.scheduleWithFixedDelay(() -> this.clients.forEach((client) -> client.write(":\n\n")), HEARTBEAT_SECONDS,
				HEARTBEAT_SECONDS, TimeUnit.SECONDS);
		this.writer = writer;
	}

	/**
	 * End all responses: a graceful shutdown of the server waits for no page. The writer
	 * ends before them. It is interrupted if it takes longer than two seconds, which
	 * closes the connection that it writes to.
	 */
	@Override
	public void stop() {
		ScheduledThreadPoolExecutor writer = takeWriter();
		if (writer == null) {
			return;
		}
		writer.shutdown();
		try {
			writer.awaitTermination(END_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		writer.shutdownNow();
		this.clients.forEach(Client::end);
	}

	private synchronized @Nullable ScheduledThreadPoolExecutor takeWriter() {
		ScheduledThreadPoolExecutor writer = this.writer;
		this.writer = null;
		return writer;
	}

	@Override
	public synchronized boolean isRunning() {
		return this.writer != null;
	}

	private final class Client implements AsyncListener {

		private final AsyncContext context;

		private final ServletResponse response;

		private final ReentrantLock writing = new ReentrantLock();

		/**
		 * Used by the writer only.
		 */
		private boolean failed;

		Client(AsyncContext context, ServletResponse response) {
			this.context = context;
			this.response = response;
		}

		void write(String event) {
			this.writing.lock();
			try {
				if (this.failed || !LiveReloadClients.this.clients.contains(this)) {
					return;
				}
				OutputStream body = this.response.getOutputStream();
				body.write(event.getBytes(StandardCharsets.UTF_8));
				body.flush();
			}
			catch (IOException | RuntimeException ex) {
				this.failed = true;
				endLater();
			}
			finally {
				this.writing.unlock();
			}
		}

		/**
		 * After a failure, Tomcat completes the response itself, and may give it to
		 * another connection at any time from then on.
		 */
		private void endLater() {
			ScheduledThreadPoolExecutor writer = LiveReloadClients.this.writer;
			if (writer != null) {
				writer.schedule(this::end, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
			}
		}

		void end() {
			if (LiveReloadClients.this.clients.remove(this)) {
				complete();
			}
		}

		/**
		 * Wait until the writer has left the response, two seconds at most. A write that
		 * fails ends by storing the failure in Tomcat's response, which Tomcat gives to
		 * another connection after the listeners. Not for {@link #onComplete}: Tomcat
		 * calls it with a lock that a failing write needs.
		 */
		private void awaitWriter() {
			try {
				if (this.writing.tryLock(END_SECONDS, TimeUnit.SECONDS)) {
					this.writing.unlock();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		private void complete() {
			try {
				this.context.complete();
			}
			catch (IllegalStateException ex) {
				// the container was faster
			}
		}

		@Override
		public void onComplete(AsyncEvent event) {
			LiveReloadClients.this.clients.remove(this);
		}

		@Override
		public void onTimeout(AsyncEvent event) {
			end();
		}

		/**
		 * Otherwise the container would dispatch to the error page, for a client that is
		 * gone.
		 */
		@Override
		public void onError(AsyncEvent event) {
			LiveReloadClients.this.clients.remove(this);
			awaitWriter();
			complete();
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
		}

	}

}
