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
import java.util.List;

import io.github.assetsboot.delivery.ServletResponses;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Problem details (RFC 9457) for calls that fail.
 *
 * @author the Assets for Spring Boot authors
 */
final class ApiProblems {

	private static final Log logger = LogFactory.getLog(ApiProblems.class);

	/**
	 * Parts of the messages about full storages: of Linux, macOS, Windows and Redis.
	 */
	private static final List<String> FULL = List.of("No space left on device", "not enough space on the disk",
			"quota exceeded", "OOM command not allowed");

	private ApiProblems() {
	}

	static ErrorResponseException of(HttpStatusCode status, String detail) {
		return new ErrorResponseException(status, ProblemDetail.forStatusAndDetail(status, detail), null);
	}

	/**
	 * Call a handler, and answer with a problem if it fails.
	 */
	static ServerResponse answer(ServerRequest request, HandlerFunction<ServerResponse> handler) throws Exception {
		try {
			return handler.handle(request);
		}
		catch (ErrorResponseException ex) {
			return response(ex.getBody(), (ex.getStatusCode() == HttpStatus.SERVICE_UNAVAILABLE)
					? ServletResponses.RETRY_AFTER_SECONDS : null);
		}
		catch (UnknownUploadException | UnknownVersionException ex) {
			return response(HttpStatus.NOT_FOUND, ex);
		}
		catch (IllegalArgumentException ex) {
			return response(HttpStatus.BAD_REQUEST, ex);
		}
		catch (ActiveVersionException ex) {
			return response(HttpStatus.CONFLICT, ex);
		}
		catch (TooManyUploadsException ex) {
			ProblemDetail problem = problem(HttpStatus.TOO_MANY_REQUESTS, ex);
			problem.setProperty("uploads", ex.uploads());
			return response(problem, null);
		}
		catch (InvalidProjectFilesException ex) {
			return response(HttpStatus.UNPROCESSABLE_CONTENT, ex);
		}
		catch (IncompleteUploadException ex) {
			ProblemDetail problem = problem(HttpStatus.CONFLICT, ex);
			problem.setProperty("missing", ex.missing());
			return response(problem, null);
		}
		catch (ProjectConflictException ex) {
			return response(problem(HttpStatus.CONFLICT, ex), String.valueOf(ex.retryAfter().toSeconds()));
		}
		catch (UnreadableContentException ex) {
			logger.debug("The client did not send the whole body.", ex);
			return response(ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The body ends too early"), null);
		}
		catch (IOException ex) {
			ProblemDetail problem = storageFailure(request.method(), ex);
			return response(problem, (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value())
					? ServletResponses.RETRY_AFTER_SECONDS : null);
		}
	}

	/**
	 * Log a failure of the storage.
	 * @return the problem of the client, with status 507 or 503
	 */
	static ProblemDetail storageFailure(HttpMethod method, IOException ex) {
		logger.warn("The projects cannot be " + ((method == HttpMethod.GET) ? "read" : "changed")
				+ ", because the storage fails: " + ex.getMessage());
		logger.debug("The storage failed.", ex);
		if (isFull(ex)) {
			return ProblemDetail.forStatusAndDetail(HttpStatus.INSUFFICIENT_STORAGE,
					"The storage is full, and nothing has changed. Delete projects that are no longer needed, or"
							+ " have the administrator make room.");
		}
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The storage does not answer. Try again later.");
	}

	/**
	 * Return whether the storage is full. Java has no type for this failure. A second
	 * attempt of the client would fail, too.
	 */
	private static boolean isFull(IOException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String message = String.valueOf(cause.getMessage());
			if (FULL.stream().anyMatch(message::contains)) {
				return true;
			}
		}
		return false;
	}

	static ServerResponse methodNotAllowed(String allowed) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.METHOD_NOT_ALLOWED,
				"The methods of this path are: " + allowed);
		return builder(problem).header(HttpHeaders.ALLOW, allowed).body(Json.write(problem));
	}

	private static ServerResponse response(HttpStatus status, Exception ex) {
		return response(problem(status, ex), null);
	}

	private static ProblemDetail problem(HttpStatus status, Exception ex) {
		return ProblemDetail.forStatusAndDetail(status, String.valueOf(ex.getMessage()));
	}

	private static ServerResponse response(ProblemDetail problem, @Nullable String retryAfter) {
		ServerResponse.BodyBuilder response = builder(problem);
		if (retryAfter != null) {
			response.header(HttpHeaders.RETRY_AFTER, retryAfter);
		}
		return response.body(Json.write(problem));
	}

	private static ServerResponse.BodyBuilder builder(ProblemDetail problem) {
		return ServerResponse.status(problem.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
	}

}
