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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.delivery.ServletResponses;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Answers in the envelope that {@code wrangler} reads. A failure of any other form is
 * shown as a malformed response, without its text.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerAnswers {

	private static final Log logger = LogFactory.getLog(WranglerAnswers.class);

	private WranglerAnswers() {
	}

	static ServerResponse success(Object result) {
		return Json.response(200,
				Map.of("success", true, "errors", List.of(), "messages", List.of(), "result", result));
	}

	/**
	 * Call a handler, and answer with an envelope if it fails.
	 */
	static ServerResponse answer(ServerRequest request, HandlerFunction<ServerResponse> handler) {
		try {
			return handler.handle(request);
		}
		catch (WranglerException ex) {
			return failure(ex);
		}
		catch (UnknownUploadException | UnknownVersionException ex) {
			return failure(HttpStatus.NOT_FOUND, String.valueOf(ex.getMessage()));
		}
		catch (InvalidProjectFilesException ex) {
			return failure(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(ex.getMessage()));
		}
		catch (IncompleteUploadException ex) {
			return failure(HttpStatus.BAD_REQUEST, ex.getMessage() + ". Publish again, to send them.");
		}
		catch (ProjectConflictException ex) {
			// wrangler does not try again after a 409
			return failure(WranglerException.temporary(String.valueOf(ex.getMessage()),
					String.valueOf(ex.retryAfter().toSeconds())));
		}
		catch (UnreadableContentException ex) {
			logger.debug("The client did not send the whole body.", ex);
			return failure(HttpStatus.BAD_REQUEST, "The body ends too early");
		}
		catch (IOException ex) {
			return failure(ApiProblems.storageFailure(request.method(), ex));
		}
		catch (Exception ex) {
			logger.error("A call of wrangler failed: " + request.method() + " " + FileChecks.printable(request.path()),
					ex);
			return failure(HttpStatus.INTERNAL_SERVER_ERROR, "The application has failed. Its log tells the reason.");
		}
	}

	private static ServerResponse failure(ProblemDetail problem) {
		HttpStatus status = HttpStatus.valueOf(problem.getStatus());
		String message = String.valueOf(problem.getDetail());
		return failure((status == HttpStatus.SERVICE_UNAVAILABLE)
				? WranglerException.temporary(message, ServletResponses.RETRY_AFTER_SECONDS)
				: WranglerException.of(status, message));
	}

	private static ServerResponse failure(HttpStatus status, String message) {
		return failure(WranglerException.of(status, message));
	}

	private static ServerResponse failure(WranglerException failure) {
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("code", failure.code());
		error.put("message", String.valueOf(failure.getMessage()));
		if (failure.documentation() != null) {
			error.put("documentation_url", failure.documentation().toString());
		}
		ServerResponse.BodyBuilder response = ServerResponse.status(failure.status())
			.contentType(MediaType.APPLICATION_JSON);
		if (failure.retryAfter() != null) {
			response.header(HttpHeaders.RETRY_AFTER, failure.retryAfter());
		}
		return response.body(Json.write(Map.of("success", false, "errors", List.of(error), "messages", List.of())));
	}

}
