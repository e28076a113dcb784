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

package io.github.assetsboot.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A call of the HTTP API.
 *
 * @param request the request
 * @author the Assets for Spring Boot authors
 */
record ApiCall(ServerRequest request) {

	private static final int MAX_BODY_SIZE = 16 * 1024;

	HttpServletRequest servletRequest() {
		return this.request.servletRequest();
	}

	/**
	 * Return the project in the path.
	 * @throws org.springframework.web.ErrorResponseException if its name is not valid
	 */
	ProjectId project() {
		String name = variable("project");
		if (!ProjectId.isValid(name)) {
			throw ApiProblems.of(HttpStatus.NOT_FOUND, "This cannot be the name of a project. A name has"
					+ " lower-case letters, digits and hyphens, 63 characters at most, and no hyphen at its beginning or end.");
		}
		return new ProjectId(name);
	}

	/**
	 * Return a part of the path.
	 */
	String variable(String name) {
		return this.request.pathVariable(name);
	}

	/**
	 * Return the name of the author, {@code null} if nobody has logged in.
	 */
	@Nullable String author() {
		return this.request.principal().map(Principal::getName).orElse(null);
	}

	/**
	 * Return the parameters, which can be removed.
	 */
	Map<String, List<String>> parameters() {
		return new HashMap<>(this.request.params());
	}

	/**
	 * Return the parameters of a list.
	 * @param start the name of the parameter that says where a page starts
	 */
	Page page(String start, int defaultLimit, int maxLimit) {
		Map<String, List<String>> parameters = parameters();
		String limit = single(parameters.remove("limit"));
		String from = single(parameters.remove(start));
		if (!parameters.isEmpty()) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST,
					"There is no such parameter. The parameters are limit and " + start + ".");
		}
		if (limit == null) {
			return new Page(defaultLimit, from);
		}
		int number = limit.matches("[0-9]{1,6}") ? Integer.parseInt(limit) : 0;
		if (number < 1 || number > maxLimit) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, "limit must be a number from 1 to " + maxLimit);
		}
		return new Page(number, from);
	}

	private static @Nullable String single(@Nullable List<String> values) {
		if (values != null && values.size() > 1) {
			throw ApiProblems.of(HttpStatus.BAD_REQUEST, "A parameter is there twice");
		}
		return (values != null) ? values.get(0) : null;
	}

	void checkContentType(MediaType expected) {
		if (!hasContentType(expected)) {
			throw ApiProblems.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type must be " + expected);
		}
	}

	private boolean hasContentType(MediaType expected) {
		try {
			return this.request.headers().contentType().filter(expected::includes).isPresent();
		}
		catch (InvalidMediaTypeException ex) {
			return false;
		}
	}

	InputStream body() throws IOException {
		return servletRequest().getInputStream();
	}

	/**
	 * Read a body that is a small object.
	 * @param kind the kind of object, for messages
	 * @param required whether the body must not be empty
	 * @param reader reads each property
	 */
	void readObject(String kind, boolean required, ObjectReader reader) throws IOException {
		PushbackInputStream body = new PushbackInputStream(body());
		int first = read(body);
		if (first == -1 && !required) {
			return;
		}
		checkContentType(MediaType.APPLICATION_JSON);
		if (first != -1) {
			body.unread(first);
		}
		StrictJson json = new StrictJson(kind, MAX_BODY_SIZE);
		json.read(body, (name, parser) -> reader.read(name, parser, json));
	}

	private static int read(InputStream body) throws IOException {
		try {
			return body.read();
		}
		catch (IOException ex) {
			throw new UnreadableContentException(ex);
		}
	}

	/**
	 * Reads a property of an object.
	 */
	@FunctionalInterface
	interface ObjectReader {

		void read(String name, JsonParser parser, StrictJson json);

	}

	/**
	 * The wanted page of a list.
	 *
	 * @param limit maximum number of elements
	 * @param start the element in front of the page, {@code null} for the first page
	 */
	record Page(int limit, @Nullable String start) {

	}

}
