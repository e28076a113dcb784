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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.delivery.DefaultAssets.RewrittenResource;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.util.Assert;

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

	String contentType() {
		return this.contentType;
	}

	/**
	 * Make a response with another page.
	 * @param page the page
	 * @return the response
	 */
	ResponseEntity<Resource> with(byte[] page) {
		RewrittenResource rewritten = new RewrittenResource(page, this.body);
		HttpHeaders headers = new HttpHeaders();
		headers.putAll(this.entity.getHeaders());
		OF_BODY.forEach(headers::remove);
		headers.setContentLength(page.length);
		if (headers.containsHeader(HttpHeaders.ETAG)) {
			headers.setETag(rewritten.entityTag());
		}
		return ResponseEntity.status(this.entity.getStatusCode()).headers(headers).body(rewritten);
	}

}
