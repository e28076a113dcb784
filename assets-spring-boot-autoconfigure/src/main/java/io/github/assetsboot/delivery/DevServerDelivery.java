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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.assetsboot.delivery.AssetResponse.DevServerProbe;
import io.github.assetsboot.delivery.AssetResponse.ProbedRequest;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.ResponseWriter.SocketUpgrade;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.devserver.DevServer.DevServerRequest;
import io.github.assetsboot.devserver.DevServer.DevServerResponse;
import io.github.assetsboot.devserver.DevServer.DevServerSocket;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Delivers the responses of a development server.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class DevServerDelivery {

	private final SocketUpgrade upgrade;

	DevServerDelivery(SocketUpgrade upgrade) {
		this.upgrade = upgrade;
	}

	/**
	 * Write the response of the server as it arrives. The error handling of the
	 * application answers a 404.
	 * @param answer the target to request
	 * @param request the request
	 * @param response where to write the answer
	 * @return the result, or {@code null} if the application has to answer, and nothing
	 * has been written
	 * @throws IOException if the client or the server has closed the connection
	 */
	@Nullable ServedResponse write(AssetResponse.FromDevServer answer, HttpServletRequest request, HttpServletResponse response)
			throws IOException {
		if (ServletRequests.isForWebSocket(request)) {
			return openSocket(answer, request, response);
		}
		try (DevServerResponse fetched = fetch(answer, toDevServer(answer, body(request), request))) {
			if (answer.isElseApplication() && isNoFile(fetched)) {
				return null;
			}
			return respond(fetched, answer, request, response);
		}
	}

	private static ServedResponse respond(DevServerResponse fetched, AssetResponse.FromDevServer answer,
			HttpServletRequest request, HttpServletResponse response) throws IOException {
		if (fetched.status() == HttpServletResponse.SC_NOT_FOUND) {
			response.setHeader(HttpHeaders.CACHE_CONTROL, ServletResponses.NO_STORE);
			ServletResponses.sendNotFound(request, response);
		}
		else {
			write(fetched, answer, request, response);
		}
		return ServedResponse.ofDevServer(fetched.status());
	}

	/**
	 * Pass a WebSocket on. Its client can be told something only before it is open.
	 */
	private @Nullable ServedResponse openSocket(AssetResponse.FromDevServer answer, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		if (!"HTTP/1.1".equals(request.getProtocol())) {
			response.sendError(HttpServletResponse.SC_NOT_IMPLEMENTED);
			return ServedResponse.ofDevServer(HttpServletResponse.SC_NOT_IMPLEMENTED);
		}
		DevServerSocket socket = answer.server().connect(toDevServer(answer, null, request));
		boolean upgraded = false;
		try {
			DevServerResponse answered = socket.response();
			if (answer.isElseApplication() && isNoFile(answered)) {
				return null;
			}
			if (!socket.isOpen()) {
				return respond(answered, answer, request, response);
			}
			answered.headers().forEach((name, values) -> ServletResponses.setFields(name, values, response));
			response.setHeader(HttpHeaders.CONNECTION, "Upgrade");
			response.setHeader(HttpHeaders.UPGRADE, "websocket");
			upgraded = this.upgrade.upgrade(request, response, socket);
			if (!upgraded) {
				response.reset();
				response.sendError(HttpServletResponse.SC_NOT_IMPLEMENTED);
				return ServedResponse.ofDevServer(HttpServletResponse.SC_NOT_IMPLEMENTED);
			}
			return ServedResponse.ofDevServer(answered.status());
		}
		finally {
			if (!upgraded) {
				socket.close();
			}
		}
	}

	private static DevServerRequest toDevServer(AssetResponse.FromDevServer answer, @Nullable InputStream body,
			HttpServletRequest request) {
		String host = Objects.requireNonNullElse(request.getHeader(HttpHeaders.HOST), request.getServerName());
		return new DevServerRequest(request.getMethod(), answer.target(), host, ServletRequests.headers(request), body,
				request.getContentLengthLong(), answer.pages());
	}

	/**
	 * The server has a page for every path, as a single-page application wants it.
	 */
	private static boolean isNoFile(DevServerResponse fetched) {
		MediaType contentType = fetched.headers().getContentType();
		boolean page = fetched.status() == HttpServletResponse.SC_OK && contentType != null
				&& contentType.isCompatibleWith(MediaType.TEXT_HTML);
		return page || fetched.status() == HttpServletResponse.SC_NOT_FOUND;
	}

	private static @Nullable InputStream body(HttpServletRequest request) throws IOException {
		boolean present = request.getContentLengthLong() > 0
				|| request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
		return present ? request.getInputStream() : null;
	}

	private DevServerResponse fetch(AssetResponse.FromDevServer answer, DevServerRequest request) throws IOException {
		DevServerResponse response = answer.server().fetch(request);
		if (response.status() == HttpServletResponse.SC_NOT_FOUND && answer.page() != null) {
			response.close();
			return answer.server().fetch(request.withTarget(answer.page()));
		}
		return response;
	}

	/**
	 * Ask the server as for a request of a browser, and read nothing but the header of
	 * its answer.
	 * @param answer the target to request
	 * @param method the method, GET or HEAD
	 * @param host the host that the request names
	 * @param headers the header fields of the request
	 * @return the answers
	 */
	DevServerProbe probe(AssetResponse.FromDevServer answer, String method, String host, HttpHeaders headers) {
		List<ProbedRequest> requests = new ArrayList<>();
		DevServerRequest request = new DevServerRequest(method, answer.target(), host, headers, null, -1,
				answer.pages());
		boolean noFile = probe(answer.server(), request, requests);
		ProbedRequest first = requests.get(0);
		if (first.status() == HttpServletResponse.SC_NOT_FOUND && answer.page() != null) {
			noFile = probe(answer.server(), request.withTarget(answer.page()), requests);
		}
		return new DevServerProbe(requests, answer.isElseApplication() && noFile);
	}

	private static boolean probe(DevServer server, DevServerRequest request, List<ProbedRequest> requests) {
		try (DevServerResponse response = server.fetch(request)) {
			requests.add(new ProbedRequest(request.target(), !response.isInPlace(), response.status(),
					response.headers().getFirst(HttpHeaders.CONTENT_TYPE)));
			return isNoFile(response);
		}
		catch (IOException ex) {
			// the content has not been read, and is not needed
			return false;
		}
	}

	/**
	 * A forward keeps a status that is set before.
	 */
	private static void write(DevServerResponse fetched, AssetResponse.FromDevServer answer, HttpServletRequest request,
			HttpServletResponse response) throws IOException {
		int status = (fetched.status() == HttpServletResponse.SC_OK) ? response.getStatus() : fetched.status();
		if (isFilled(fetched, answer) && !ServletRequests.isHead(request)
				&& DefaultAssets.write(toEntity(fetched, answer, status), request, response)) {
			return;
		}
		response.setStatus(status);
		fields(fetched, answer).toHttpHeaders()
			.forEach((name, values) -> ServletResponses.setFields(name, values, response));
		RuledResponse.guard(answer.rules(), response);
		if (!ServletRequests.isHead(request)) {
			fetched.copyTo(response.getOutputStream());
		}
	}

	/**
	 * Return whether the response is a page that is changed as the pages of the directory
	 * are.
	 */
	private static boolean isFilled(DevServerResponse fetched, AssetResponse.FromDevServer answer) {
		return answer.changes().isFilling() && fetched.status() == HttpServletResponse.SC_OK
				&& Pages.isPage(fetched.headers().getFirst(HttpHeaders.CONTENT_TYPE));
	}

	private static ResponseEntity<Resource> toEntity(DevServerResponse fetched, AssetResponse.FromDevServer answer,
			int status) throws IOException {
		HttpHeaders headers = fields(fetched, answer).toHttpHeaders();
		byte[] content = fetched.body().readAllBytes();
		ResponseEntity.BodyBuilder builder = ResponseEntity.status(status).headers(headers);
		if (content.length == 0) {
			return builder.build();
		}
		ResponseEntity<Resource> entity = builder.body(new DevServerResource(content, answer.target(), answer.rules()));
		return isFilled(fetched, answer) ? answer.changes().fill(entity) : entity;
	}

	/**
	 * Header rules apply as they do to files.
	 */
	private static HeaderFields fields(DevServerResponse fetched, AssetResponse.FromDevServer answer) {
		HeaderFields fields = new HeaderFields();
		fetched.headers().forEach((name, values) -> values.forEach((value) -> fields.add(name, value)));
		AssetHeaders.apply(answer.rules(), fields);
		return fields;
	}

	/**
	 * Get an answer for a controller: all of the content, without any coding.
	 * @param answer the target to request
	 * @param method the method
	 * @param headers the header fields of the request
	 * @return the response, with the content in memory
	 */
	ResponseEntity<Resource> toEntity(AssetResponse.FromDevServer answer, String method, HttpHeaders headers) {
		HttpHeaders whole = new HttpHeaders(headers);
		List.of(HttpHeaders.RANGE, HttpHeaders.IF_RANGE, HttpHeaders.ACCEPT_ENCODING).forEach(whole::remove);
		try (DevServerResponse fetched = fetch(answer,
				new DevServerRequest(method, answer.target(), "localhost", whole, null, -1, answer.pages()))) {
			return toEntity(fetched, answer, fetched.status());
		}
		catch (IOException ex) {
			return ResponseEntity.status(HttpServletResponse.SC_BAD_GATEWAY).build();
		}
	}

}
