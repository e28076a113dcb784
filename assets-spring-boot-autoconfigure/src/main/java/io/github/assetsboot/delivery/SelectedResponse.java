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

package io.github.assetsboot.delivery;

import java.io.IOException;

import io.github.assetsboot.collection.ContentCoding;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Selected representation of an asset, with the header fields of its response.
 *
 * @param selection what is sent, which is not a refusal
 * @param headers the header fields that do not depend on it
 * @param audience who may store the response
 * @author the Assets for Spring Boot authors
 */
record SelectedResponse(SelectedRepresentation selection, ResponseHeaders headers, CacheAudience audience) {

	/**
	 * Write all of the response.
	 * @param content the opened content, {@code null} if none is to be written
	 * @param request the request
	 * @param response where to write it
	 * @throws IOException if the content cannot be read, or the client is gone
	 */
	void write(@Nullable OpenBlob content, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		writeHead(request, response);
		if (this.selection.hasContent()) {
			writeContent(content, response);
		}
	}

	/**
	 * Write the status and the header fields, except for those that tell type and length
	 * of the content.
	 * @param request the request
	 * @param response where to write them
	 */
	void writeHead(HttpServletRequest request, HttpServletResponse response) {
		response.setStatus(this.selection.status());
		this.headers.forEach(this.selection, this.audience, (name, value) -> ResponseFields.set(name, value, response));
		CookieGuard.apply(request, response);
		ContentCoding coding = this.selection.representation().coding();
		if (this.selection.hasContent() && coding != null) {
			response.setHeader(HttpHeaders.CONTENT_ENCODING, coding.token());
		}
		RuledResponse.guard(this.headers.rules(), response);
	}

	private void writeContent(@Nullable OpenBlob content, HttpServletResponse response) throws IOException {
		long size = this.selection.representation().size();
		ByteRanges ranges = this.selection.ranges();
		if (this.selection.isMultipart() && ranges != null && content != null) {
			MultipartByteRanges.of(ranges.ranges(), size, this.headers.contentType()).send(content, response);
			return;
		}
		if (this.headers.contentType() != null) {
			response.setContentType(this.headers.contentType());
		}
		ByteRanges.Range range = this.selection.firstPart();
		if (ranges != null) {
			response.setHeader(HttpHeaders.CONTENT_RANGE, range.contentRange(size));
		}
		response.setContentLengthLong(range.length());
		if (content != null) {
			content.write(range, response.getOutputStream());
		}
	}

}
