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
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Asks the running application, and shows its answers as they are: no redirect is
 * followed.
 *
 * @author the Assets for Spring Boot authors
 */
public final class SampleClient {

	private static final Duration TIMEOUT = Duration.ofSeconds(20);

	private final CookieManager cookies;

	private final HttpClient client;

	private final URI root;

	/**
	 * Create a client that keeps no cookies.
	 * @param port the port of the application
	 */
	public SampleClient(int port) {
		this(port, CookiePolicy.ACCEPT_NONE);
	}

	private SampleClient(int port, CookiePolicy cookiePolicy) {
		this.cookies = new CookieManager(null, cookiePolicy);
		this.client = HttpClient.newBuilder()
			.followRedirects(HttpClient.Redirect.NEVER)
			.connectTimeout(TIMEOUT)
			.cookieHandler(this.cookies)
			.build();
		this.root = URI.create("http://localhost:" + port);
	}

	/**
	 * Create a client that sends back the cookies that it gets.
	 * @param port the port of the application
	 * @return the client
	 */
	public static SampleClient keepingCookies(int port) {
		return new SampleClient(port, CookiePolicy.ACCEPT_ALL);
	}

	public String cookie(String name) {
		return this.cookies.getCookieStore()
			.getCookies()
			.stream()
			.filter((cookie) -> cookie.getName().equals(name))
			.map(HttpCookie::getValue)
			.findFirst()
			.orElse("");
	}

	/**
	 * Send a GET request.
	 * @param path the path and query
	 * @param headers names and values by turns
	 * @return the response
	 */
	public HttpResponse<String> get(String path, String... headers) {
		return send(request(path, headers).GET());
	}

	public HttpResponse<String> head(String path) {
		return send(request(path).method("HEAD", BodyPublishers.noBody()));
	}

	public HttpResponse<String> post(String path, String json, String... headers) {
		return send(
				request(path, headers).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
	}

	public HttpResponse<String> postForm(String path, String form, String... headers) {
		return send(request(path, headers).header("Content-Type", "application/x-www-form-urlencoded")
			.POST(BodyPublishers.ofString(form)));
	}

	public static String header(HttpResponse<?> response, String name) {
		return response.headers().firstValue(name).orElse("");
	}

	/**
	 * Return the content type without the white space that containers put in or leave
	 * out.
	 */
	public static String contentType(HttpResponse<?> response) {
		return header(response, "Content-Type").replace(" ", "");
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.root.resolve(path)).timeout(TIMEOUT);
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	private HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException("No answer from " + this.root, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for " + this.root, ex);
		}
	}

}
