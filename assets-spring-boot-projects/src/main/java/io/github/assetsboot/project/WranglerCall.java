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

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * A call with an API token.
 *
 * @param request the request
 * @param token the token
 * @param restrictions restrictions of the names of projects
 * @author the Assets for Spring Boot authors
 */
record WranglerCall(ServerRequest request, WranglerToken token, ProjectRestrictions restrictions) {

	private static final int UNKNOWN_VERSION = 10012;

	/**
	 * Return the project of the path.
	 * @throws WranglerException if it is no name of a project, or the token does not
	 * reach the project
	 * @throws InvalidProjectFilesException if the name is reserved
	 */
	ProjectId project() {
		String name = this.request.pathVariable("project");
		if (!ProjectId.isValid(name)) {
			throw WranglerException.of(HttpStatus.BAD_REQUEST, FileChecks.shown(name)
					+ " cannot be the name of a project. A name has lower-case letters, digits and hyphens, 63 characters at"
					+ " most, and no hyphen at its beginning or end.");
		}
		ProjectId project = new ProjectId(name);
		if (!this.token.reaches(project)) {
			throw WranglerException.forbidden("The token '" + this.token.name() + "' does not reach the project '"
					+ project + "', according to 'assets.projects.wrangler.tokens'");
		}
		this.restrictions.check(project);
		return project;
	}

	InputStream body() throws IOException {
		return body(this.request);
	}

	static InputStream body(ServerRequest request) throws IOException {
		return request.servletRequest().getInputStream();
	}

	JsonNode json() throws IOException {
		return WranglerJson.read(body());
	}

	WranglerMultipart multipart() throws IOException {
		return multipart(this.request);
	}

	static WranglerMultipart multipart(ServerRequest request) throws IOException {
		return WranglerMultipart.of(ApiBodyFilter.contentType(request.servletRequest()), body(request));
	}

	/**
	 * Return the metadata of a change by this call.
	 */
	ProjectChange change(@Nullable String message, @Nullable String tag, @Nullable String alias) throws IOException {
		return checked(() -> new ProjectChange(Source.WRANGLER, this.token.name(), message, tag, alias));
	}

	/**
	 * Do something that checks what the client has given.
	 * @throws WranglerException if the check fails
	 */
	static <T> T checked(Operation<T> operation) throws IOException {
		try {
			return operation.run();
		}
		catch (UnknownVersionException ex) {
			throw unknownVersion(String.valueOf(ex.getMessage()));
		}
		catch (IllegalArgumentException ex) {
			throw WranglerException.of(HttpStatus.BAD_REQUEST, String.valueOf(ex.getMessage()));
		}
	}

	static WranglerException unknownVersion(String message) {
		return WranglerException.of(HttpStatus.NOT_FOUND, UNKNOWN_VERSION, message);
	}

	/**
	 * An operation that checks its arguments.
	 *
	 * @param <T> the result
	 */
	@FunctionalInterface
	interface Operation<T> {

		T run() throws IOException;

	}

}
