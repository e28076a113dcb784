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

package io.github.assetsboot.html;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.delivery.DefaultAssets;
import io.github.assetsboot.delivery.DefaultAssets.RewrittenResource;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * A response whose body is a page.
 *
 * @author the Assets for Spring Boot authors
 */
final class HtmlResponse {

	/**
	 * Header fields that describe the original body and would be wrong for a rewritten
	 * one.
	 */
	private static final List<String> OF_BODY = List.of(HttpHeaders.ACCEPT_RANGES, HttpHeaders.CONTENT_ENCODING,
			HttpHeaders.LAST_MODIFIED, "Content-Digest", "Content-MD5", "Digest", "Repr-Digest");

	/**
	 * The first size of the buffer for a page of unknown size.
	 */
	private static final int UNKNOWN_SIZE = 16 * 1024;

	private final ResponseEntity<Resource> entity;

	private final Resource body;

	private final String contentType;

	private final @Nullable ContentCoding coding;

	private HtmlResponse(ResponseEntity<Resource> entity, Resource body, String contentType,
			@Nullable ContentCoding coding) {
		this.entity = entity;
		this.body = body;
		this.contentType = contentType;
		this.coding = coding;
	}

	/**
	 * Look at a response.
	 * @param entity the response
	 * @return the same, or {@code null} if there is no whole page in it that can be read
	 */
	static @Nullable HtmlResponse of(ResponseEntity<Resource> entity) {
		Resource body = entity.getBody();
		String contentType = entity.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
		if (body == null || contentType == null || !isHtml(contentType)
				|| entity.getStatusCode().isSameCodeAs(HttpStatus.PARTIAL_CONTENT)) {
			return null;
		}
		String codings = String.join(",", entity.getHeaders().getOrEmpty(HttpHeaders.CONTENT_ENCODING)).trim();
		boolean coded = !codings.isEmpty() && !codings.equalsIgnoreCase("identity");
		ContentCoding coding = coded ? ContentCoding.of(codings) : null;
		return (coded && coding == null) ? null : new HtmlResponse(entity, body, contentType, coding);
	}

	private static boolean isHtml(String contentType) {
		return contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT).equals("text/html");
	}

	/**
	 * Rewrite the page. A page that fits into the buffer is rewritten now, a larger one
	 * while the response is written.
	 * @param handlers the handlers
	 * @param buffer the size of the buffer
	 * @return the response with the rewritten page, or the same response if nothing has
	 * changed
	 */
	ResponseEntity<Resource> rewrite(List<Handler> handlers, int buffer) {
		try {
			long size = (this.coding == null && !this.body.isOpen()) ? this.body.contentLength() : -1;
			if (size > buffer) {
				return streamed(handlers, this::open);
			}
			byte[] page = (this.coding == null) ? DefaultAssets.bytes(this.body) : null;
			if (page != null) {
				return rewrite(handlers, page, page.length);
			}
			return rewrite(handlers, buffer, (size >= 0) ? (int) size : Math.min(buffer, UNKNOWN_SIZE));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private ResponseEntity<Resource> rewrite(List<Handler> handlers, int buffer, int expectedSize) throws IOException {
		InputStream stream = open();
		boolean continued = false;
		try {
			byte[] page = new byte[expectedSize + 1];
			int length = stream.readNBytes(page, 0, page.length);
			while (length == page.length && length <= buffer) {
				page = Arrays.copyOf(page, (int) Math.min(2L * length + UNKNOWN_SIZE, buffer + 1));
				length += stream.readNBytes(page, length, page.length - length);
			}
			if (length <= buffer) {
				return rewrite(handlers, page, length);
			}
			if (this.body.isOpen()) {
				continued = true;
				return streamed(handlers, new InputStreamResource(
						new SequenceInputStream(new ByteArrayInputStream(page, 0, length), stream)));
			}
			return streamed(handlers, this::open);
		}
		finally {
			if (!continued) {
				stream.close();
			}
		}
	}

	private InputStream open() throws IOException {
		InputStream stream = this.body.getInputStream();
		try {
			return (this.coding != null) ? this.coding.decode(stream) : stream;
		}
		catch (IOException ex) {
			stream.close();
			throw ex;
		}
	}

	private ResponseEntity<Resource> rewrite(List<Handler> handlers, byte[] page, int length) {
		HttpHeaders headers = headers();
		boolean tagged = headers.containsHeader(HttpHeaders.ETAG);
		RewrittenPage result = RewrittenPage.of(handlers, this.contentType, page, length, tagged);
		if (!result.isChanged()) {
			return this.entity;
		}
		headers.setContentLength(result.length());
		if (tagged) {
			headers.setETag(result.entityTag(DefaultAssets.identity(this.entity, page, length)));
		}
		return new ResponseEntity<>(new RewrittenResource(result.array(), result.length(), this.body), headers,
				this.entity.getStatusCode());
	}

	private ResponseEntity<Resource> streamed(List<Handler> handlers, InputStreamSource page) {
		RewrittenResource rewritten = new RewrittenResource(
				() -> RewrittenPage.of(handlers, this.contentType, page.getInputStream()), this.body);
		HttpHeaders headers = headers();
		headers.remove(HttpHeaders.CONTENT_LENGTH);
		headers.remove(HttpHeaders.ETAG);
		return new ResponseEntity<>(rewritten, headers, this.entity.getStatusCode());
	}

	private HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		headers.putAll(this.entity.getHeaders());
		OF_BODY.forEach(headers::remove);
		return headers;
	}

}
