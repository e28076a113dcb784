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

package io.github.assetsboot.rules;

import java.util.Locale;

/**
 * Scheme, host and port that a request was sent to.
 *
 * @param scheme {@code http} or {@code https}
 * @param host the host name in lower case, without the port
 * @param port the port, or -1 for the scheme's own
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-4">RFC 6454, section 4</a>
 */
public record Origin(String scheme, String host, int port) {

	/**
	 * Create an origin.
	 * @param scheme the scheme, in whatever case
	 * @param host the host name, in whatever case
	 * @param port the port, or -1 for the scheme's own
	 */
	public Origin {
		scheme = scheme.toLowerCase(Locale.ROOT);
		host = host.toLowerCase(Locale.ROOT);
		port = (port == defaultPort(scheme)) ? -1 : port;
	}

	static int defaultPort(String scheme) {
		return switch (scheme) {
			case "http" -> 80;
			case "https" -> 443;
			default -> -1;
		};
	}

	@Override
	public String toString() {
		return this.scheme + "://" + this.host + ((this.port != -1) ? ":" + this.port : "");
	}

}
