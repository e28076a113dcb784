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

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Address of a development server.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
final class DevServerUrl {

	private static final String LOCALHOST = "localhost";

	private static final List<String> LOOPBACK_ADDRESSES = List.of("127.0.0.1", "[::1]");

	private final String scheme;

	private final String host;

	private final int port;

	private DevServerUrl(String scheme, String host, int port) {
		this.scheme = scheme;
		this.host = host;
		this.port = port;
	}

	/**
	 * Create a URL.
	 * @param url the URL, with a host and without a path
	 * @return the URL
	 * @throws IllegalArgumentException if it is none, or one with more to it; the message
	 * says what is wrong, as the rest of a sentence
	 */
	static DevServerUrl of(String url) {
		URI uri;
		try {
			uri = URI.create(url.strip());
		}
		catch (IllegalArgumentException ex) {
			throw new IllegalArgumentException("it is not a URL", ex);
		}
		String scheme = (uri.getScheme() != null) ? uri.getScheme().toLowerCase(Locale.ROOT) : "";
		if (!scheme.equals("http") && !scheme.equals("https")) {
			throw new IllegalArgumentException("it must start with 'http://' or 'https://'");
		}
		if (uri.getHost() == null) {
			throw new IllegalArgumentException("it has no host");
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null
				|| !isEmptyPath(uri.getRawPath())) {
			throw new IllegalArgumentException("it must have nothing but a scheme, a host and a port");
		}
		return new DevServerUrl(scheme, uri.getHost().toLowerCase(Locale.ROOT), uri.getPort());
	}

	private static boolean isEmptyPath(@Nullable String path) {
		return path == null || path.isEmpty() || path.equals("/");
	}

	/**
	 * Return whether the server is on this machine.
	 * @return {@code true} if the host is a name or an address of the loopback interface
	 */
	boolean isLocal() {
		return this.host.equals(LOCALHOST) || this.host.endsWith("." + LOCALHOST) || this.host.startsWith("127.")
				|| this.host.equals("[::1]") || this.host.equals("[0:0:0:0:0:0:0:1]");
	}

	/**
	 * Return the port.
	 * @return the port, that of the scheme if there is none in the URL
	 */
	int port() {
		return (this.port != -1) ? this.port : isEncrypted() ? 443 : 80;
	}

	boolean isEncrypted() {
		return this.scheme.equals("https");
	}

	/**
	 * Return the origins that the server may have, the one of this URL first.
	 */
	List<String> origins() {
		Stream<String> others = this.host.equals(LOCALHOST) ? LOOPBACK_ADDRESSES.stream() : Stream.of();
		return Stream.concat(Stream.of(this.host), others).map(this::origin).toList();
	}

	private String origin(String host) {
		return this.scheme + "://" + host + ((this.port != -1) ? ":" + this.port : "");
	}

	@Override
	public String toString() {
		return origin(this.host);
	}

}
