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

import java.net.URI;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/**
 * A failure that {@code wrangler} shows to its user.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
final class WranglerException extends RuntimeException {

	/**
	 * Code for a project that does not exist. {@code wrangler} goes on as with a first
	 * deployment.
	 */
	static final int UNKNOWN_SERVICE = 10090;

	/**
	 * Code for a project that does not exist, below {@code scripts}.
	 */
	static final int UNKNOWN_SCRIPT = 10007;

	/**
	 * Code for a project that does not exist, below {@code dispatch}.
	 */
	static final int UNKNOWN_DISPATCHED_SCRIPT = 10092;

	/**
	 * Code for a call that the token does not allow. {@code wrangler} shows the message,
	 * and makes no further calls to find out about the token.
	 */
	static final int FORBIDDEN = 9109;

	/**
	 * Code for Worker scripts.
	 */
	static final int CODE_REFUSED = 100200;

	/**
	 * Code for settings of the assets that have no counterpart.
	 */
	static final int SETTING_REFUSED = 100201;

	/**
	 * Code for what the application configures.
	 */
	static final int CONFIGURED_ELSEWHERE = 100300;

	/**
	 * The other codes are that of the status and this number. {@code wrangler} gives none
	 * of them a meaning.
	 */
	private static final int OTHER_CODES = 100_000;

	private static final URI GUIDE = URI
		.create("https://github.com/assetsboot/assets-spring-boot/blob/main/docs/projects-wrangler.md");

	private final HttpStatusCode status;

	private final int code;

	private final @Nullable String retryAfter;

	private final @Nullable URI documentation;

	private WranglerException(HttpStatusCode status, int code, String message, @Nullable String retryAfter,
			@Nullable URI documentation) {
		super(message);
		this.status = status;
		this.code = code;
		this.retryAfter = retryAfter;
		this.documentation = documentation;
	}

	static WranglerException of(HttpStatusCode status, String message) {
		return new WranglerException(status, OTHER_CODES + status.value(), message, null, null);
	}

	/**
	 * Return a failure with a code that has a meaning for {@code wrangler}.
	 */
	static WranglerException of(HttpStatusCode status, int code, String message) {
		return new WranglerException(status, code, message, null, null);
	}

	/**
	 * Return a failure that the client may try again.
	 * @param retryAfter when to try again, in seconds
	 */
	static WranglerException temporary(String message, String retryAfter) {
		HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
		return new WranglerException(status, OTHER_CODES + status.value(), message, retryAfter, null);
	}

	/**
	 * Return a failure for a project that does not exist.
	 * @param code the code that tells {@code wrangler} so
	 */
	static WranglerException unknownProject(int code, ProjectId project) {
		return of(HttpStatus.NOT_FOUND, code, "There is no project '" + project + "'");
	}

	static WranglerException forbidden(String message) {
		return of(HttpStatus.FORBIDDEN, FORBIDDEN, message);
	}

	/**
	 * Return a failure for something that has no counterpart in projects.
	 */
	static WranglerException refused(int code, String message) {
		return new WranglerException(HttpStatus.BAD_REQUEST, code, message, null, GUIDE);
	}

	HttpStatusCode status() {
		return this.status;
	}

	int code() {
		return this.code;
	}

	@Nullable String retryAfter() {
		return this.retryAfter;
	}

	@Nullable URI documentation() {
		return this.documentation;
	}

}
