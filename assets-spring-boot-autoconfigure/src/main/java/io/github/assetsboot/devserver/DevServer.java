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

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;

/**
 * The development server of the front end, at one URL.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DevServer {

	/**
	 * Time limit for the arrival of a response's header. A first request can make the
	 * server bundle what the front end depends on.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final DevServerUrl url;

	private final AllowedHosts allowedHosts;

	private final Duration timeout;

	private final OutageLog outages;

	private final Set<String> scripts = ConcurrentHashMap.newKeySet();

	private volatile String origin;

	/**
	 * Create a development server.
	 * @param url the URL, with a host and without a path
	 * @param allowedHosts names of hosts that requests may be sent to, besides local ones
	 * @throws IllegalArgumentException if the URL is invalid; the message gives the
	 * reason
	 */
	public DevServer(String url, List<String> allowedHosts) {
		this(DevServerUrl.of(url), allowedHosts, TIMEOUT);
	}

	DevServer(DevServerUrl url, List<String> allowedHosts, Duration timeout) {
		this.url = url;
		this.allowedHosts = new AllowedHosts(allowedHosts);
		this.timeout = timeout;
		this.outages = new OutageLog(url);
		this.origin = url.toString();
	}

	/**
	 * Return the check of hosts under which this machine shows the work in progress:
	 * {@code localhost}, names below it, addresses, and those that are listed. Any site
	 * can give its own name the address of this machine.
	 * @param allowedHosts the names of further hosts
	 * @return tests a host, with or without a port
	 */
	public static Predicate<String> allowedHosts(List<String> allowedHosts) {
		return new AllowedHosts(allowedHosts)::contains;
	}

	/**
	 * Return whether the server is on this machine.
	 * @return {@code true} if the host is a name or an address of the loopback interface
	 */
	public boolean isLocal() {
		return this.url.isLocal();
	}

	/**
	 * Return the port.
	 * @return the port of the URL, or that of its scheme
	 */
	public int port() {
		return this.url.port();
	}

	/**
	 * Ask the server, and wait for the header of its response. If the server does not
	 * answer, the response says so.
	 * @param request the request
	 * @return the response, to be closed
	 */
	public DevServerResponse fetch(DevServerRequest request) {
		if (!this.allowedHosts.contains(request.host())) {
			return DevServerFailures.forbidden(request.host());
		}
		if (request.isLoop()) {
			return DevServerFailures.loop();
		}
		try {
			HttpResponse<InputStream> response = send(request);
			this.outages.answered();
			return new DevServerResponse(response.statusCode(),
					ForwardedResponseHeaders.of(response.headers(), this.url.origins()), response.body());
		}
		catch (IOException ex) {
			this.outages.failed(ex);
			return DevServerFailures.unavailable(this.url, request.acceptsHtml());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return DevServerFailures.unavailable(this.url, request.acceptsHtml());
		}
	}

	/**
	 * Return whether the server has a script of its own at a path. A script that it had
	 * once is not asked for again.
	 * @param target the path as a browser sees it, context path included
	 * @return {@code true} if it has one
	 */
	public boolean hasScript(String target) {
		if (this.scripts.contains(target)) {
			return true;
		}
		DevServerRequest request = new DevServerRequest("GET", target, "localhost", new HttpHeaders(), null, -1, false);
		try (DevServerResponse response = fetch(request)) {
			String contentType = response.headers().getFirst(HttpHeaders.CONTENT_TYPE);
			boolean found = response.status() == 200 && contentType != null && contentType.contains("javascript");
			if (found) {
				this.scripts.add(target);
			}
			return found;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * The name {@code localhost} has two addresses, and the server may listen on either.
	 */
	private HttpResponse<InputStream> send(DevServerRequest request) throws IOException, InterruptedException {
		String latest = this.origin;
		try {
			return send(request, latest);
		}
		catch (ConnectException ex) {
			return sendElsewhere(request, latest, ex);
		}
	}

	private HttpResponse<InputStream> sendElsewhere(DevServerRequest request, String failed, ConnectException failure)
			throws IOException, InterruptedException {
		for (String other : this.url.origins()) {
			if (!other.equals(failed)) {
				try {
					HttpResponse<InputStream> response = send(request, other);
					this.origin = other;
					return response;
				}
				catch (ConnectException ex) {
					failure.addSuppressed(ex);
				}
			}
		}
		throw failure;
	}

	private HttpResponse<InputStream> send(DevServerRequest request, String origin)
			throws IOException, InterruptedException {
		HttpRequest.Builder builder = HttpRequest.newBuilder(DevServerUri.toUri(origin, request.target()))
			.timeout(this.timeout)
			.method(request.method(), request.bodyPublisher());
		request.headers().forEach((name, values) -> values.forEach((value) -> builder.header(name, value)));
		return Client.INSTANCE.send(builder.build(), BodyHandlers.ofInputStream());
	}

	@Override
	public String toString() {
		return this.url.toString();
	}

	/**
	 * The client and its threads are created by the first request.
	 */
	private static final class Client {

		static final HttpClient INSTANCE = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.followRedirects(HttpClient.Redirect.NEVER)
			.proxy(HttpClient.Builder.NO_PROXY)
			.connectTimeout(Duration.ofSeconds(5))
			.build();

	}

	/**
	 * A request for a development server. Its content can be read once.
	 *
	 * @param method the method
	 * @param target the path as a browser sees it, context path included, and the query
	 * with its question mark
	 * @param host the host that the request came to, with or without a port
	 * @param fields the header fields that the request came with
	 * @param body the content, {@code null} if there is none
	 * @param contentLength length of the content, -1 if it is not known
	 * @param pages whether a page may be the answer where there is no file of that path
	 * @since 0.1.0
	 */
	public record DevServerRequest(String method, String target, String host, HttpHeaders fields,
			@Nullable InputStream body, long contentLength, boolean pages) {

		/**
		 * Return the same request for another path.
		 * @param target the path, and the query with its question mark
		 * @return the request
		 */
		public DevServerRequest withTarget(String target) {
			return new DevServerRequest(this.method, target, this.host, this.fields, this.body, this.contentLength,
					this.pages);
		}

		/**
		 * Return the header fields to send.
		 */
		HttpHeaders headers() {
			return ForwardedRequestHeaders.of(this.fields, this.pages);
		}

		BodyPublisher bodyPublisher() {
			InputStream content = this.body;
			if (content == null) {
				return BodyPublishers.noBody();
			}
			BodyPublisher publisher = BodyPublishers.ofInputStream(() -> content);
			return (this.contentLength > 0) ? BodyPublishers.fromPublisher(publisher, this.contentLength) : publisher;
		}

		/**
		 * The development server may forward requests for missing files to this
		 * application.
		 */
		boolean isLoop() {
			return this.fields.getOrEmpty(HttpHeaders.VIA)
				.stream()
				.anyMatch((via) -> via.contains(ForwardedRequestHeaders.PSEUDONYM));
		}

		boolean acceptsHtml() {
			String accept = this.fields.getFirst(HttpHeaders.ACCEPT);
			return accept != null && accept.toLowerCase(Locale.ROOT).contains("text/html");
		}

	}

	/**
	 * The response of a development server, or that there is none. Its content can be
	 * copied once.
	 * <p>
	 * Not safe for use by many threads.
	 *
	 * @param status the status code
	 * @param headers the header fields, without those of the connection
	 * @param body the content as it arrives
	 * @since 0.1.0
	 */
	public record DevServerResponse(int status, HttpHeaders headers, InputStream body) implements Closeable {

		private static final int BUFFER_SIZE = 16 * 1024;

		/**
		 * Create a response in place of the development server.
		 */
		static DevServerResponse of(int status, String contentType, String text) {
			byte[] content = text.getBytes(StandardCharsets.UTF_8);
			HttpHeaders headers = new HttpHeaders();
			headers.set(HttpHeaders.CONTENT_TYPE, contentType + ";charset=utf-8");
			headers.set(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
			headers.setContentLength(content.length);
			return new DevServerResponse(status, headers, new ByteArrayInputStream(content));
		}

		/**
		 * Copy the content, each part as soon as it is there.
		 * @param output where to
		 * @throws IOException if the client, or the server before the end, has closed the
		 * connection
		 */
		public void copyTo(OutputStream output) throws IOException {
			byte[] buffer = new byte[BUFFER_SIZE];
			for (int read = read(buffer); read != -1; read = read(buffer)) {
				output.write(buffer, 0, read);
				if (this.body.available() == 0) {
					output.flush();
				}
			}
		}

		private int read(byte[] buffer) throws IOException {
			try {
				return this.body.read(buffer);
			}
			catch (IOException ex) {
				throw new TruncatedResponseException(ex);
			}
		}

		/**
		 * Close the content. The part of it that has not been read is lost.
		 */
		@Override
		public void close() throws IOException {
			this.body.close();
		}

	}

}
