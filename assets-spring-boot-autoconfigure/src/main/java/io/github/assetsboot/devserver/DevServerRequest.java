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

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * A request for a development server. Its content can be read once.
 *
 * @param method the method
 * @param target the path as a browser sees it, context path included, and the query with
 * its question mark
 * @param host the host that the request came to, with or without a port
 * @param fields the header fields that the request came with
 * @param body the content, {@code null} if there is none
 * @param contentLength length of the content, -1 if it is not known
 * @param pages whether a page may be the answer where there is no file of that path
 * @author the Assets for Spring Boot authors
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
	 * The development server may forward requests for missing files to this application.
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
