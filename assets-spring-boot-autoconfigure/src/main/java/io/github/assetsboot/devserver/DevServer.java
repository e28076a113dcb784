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
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

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
	 * Ask the server, and wait for the header of its response. When there is none, that
	 * is the response.
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

}
