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

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * Writes answers to servlet responses.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AnswerWriter {

	private static final int BUFFER_SIZE = 16 * 1024;

	private AnswerWriter() {
	}

	/**
	 * Write an answer. One without an asset and with status 404 is left to the
	 * application's error handling.
	 * @param answer the answer
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the content cannot be read, or the client is gone
	 */
	public static void write(Answer answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (answer.status() == HttpServletResponse.SC_NOT_FOUND && answer.asset() == null) {
			response.sendError(HttpServletResponse.SC_NOT_FOUND);
			return;
		}
		response.setStatus(answer.status());
		writeHeaders(answer.headers(), response);
		if (answer.asset() != null) {
			writeContent(answer.asset(), isHead(request), response);
		}
	}

	/**
	 * Write an asset with what is known of its content only, and leave the status as it
	 * is: for a forward inside the application.
	 * @param asset the asset
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the content cannot be read, or the client is gone
	 */
	public static void write(Asset asset, HttpServletRequest request, HttpServletResponse response) throws IOException {
		Asset current = asset.current();
		if (current.contentType() != null) {
			response.setContentType(current.contentType());
		}
		writeContent(current, isHead(request), response);
	}

	/**
	 * Write what a controller returned.
	 * @param entity the response, with an {@link AssetResource} as its body
	 * @param resource the body
	 * @param request the request that it answers
	 * @param response where to write it
	 * @throws IOException if the content cannot be read, or the client is gone
	 */
	public static void write(ResponseEntity<?> entity, AssetResource resource, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		int status = entity.getStatusCode().value();
		boolean selected = (status == HttpServletResponse.SC_OK);
		if (selected && resource.asset().entityTag().equals(entity.getHeaders().getETag())) {
			status = Conditions.of(request).evaluate(resource.asset().entityTag());
		}
		response.setStatus(status);
		writeHeaders(entity.getHeaders(), response);
		boolean withContent = !selected || status == HttpServletResponse.SC_OK;
		if (withContent && (!resource.isHead() || isHead(request))) {
			writeContent(resource.asset(), isHead(request), response);
		}
	}

	private static boolean isHead(HttpServletRequest request) {
		return "HEAD".equals(request.getMethod());
	}

	private static void writeHeaders(HttpHeaders headers, HttpServletResponse response) {
		headers.forEach((name, values) -> writeHeader(name, values, response));
	}

	private static void writeHeader(String name, List<String> values, HttpServletResponse response) {
		response.setHeader(name, values.get(0));
		values.stream().skip(1).forEach((value) -> response.addHeader(name, value));
	}

	private static void writeContent(Asset asset, boolean head, HttpServletResponse response) throws IOException {
		long size = asset.content().size();
		response.setContentLengthLong(size);
		if (!head) {
			try (InputStream content = asset.content().open()) {
				copy(size, content, response.getOutputStream());
			}
		}
	}

	/**
	 * Send exactly what was announced, or break the connection: a file may grow or shrink
	 * while it is being sent.
	 */
	private static void copy(long size, InputStream content, OutputStream output) throws IOException {
		byte[] buffer = new byte[(int) Math.min(size, BUFFER_SIZE)];
		for (long remaining = size; remaining > 0;) {
			int length = content.read(buffer, 0, (int) Math.min(remaining, buffer.length));
			if (length == -1) {
				throw new EOFException("The file shrank by " + remaining + " bytes while it was being sent");
			}
			output.write(buffer, 0, length);
			remaining -= length;
		}
	}

}
