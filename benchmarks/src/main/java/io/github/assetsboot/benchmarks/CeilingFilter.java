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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Upper limit for the speed of a servlet filter: for a few paths, it writes arrays and
 * headers that never change. They are copied from the responses of the starter.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class CeilingFilter extends HttpFilter {

	private static final String PREFIX = "/ceiling";

	/**
	 * Headers that the container writes, or that the filter sets with a special method.
	 */
	private static final Set<String> CONTAINER_HEADERS = Set.of(":status", "date", "connection", "keep-alive",
			"content-length", "content-type", "transfer-encoding");

	private transient volatile Map<String, Constant> constants = Map.of();

	/**
	 * Ask the starter for what is to be answered from now on.
	 * @param server the address of this server
	 * @param paths the paths
	 */
	void learn(URI server, Iterable<String> paths) throws IOException {
		Map<String, Constant> learned = new LinkedHashMap<>();
		for (String path : paths) {
			URI uri = server.resolve(path);
			Response identity = Response.of(Http.get(uri, Map.of()));
			Response gzip = Response.of(Http.get(uri, Map.of(HttpHeaders.ACCEPT_ENCODING, "gzip")));
			learned.put(PREFIX + path, new Constant(identity, notModified(uri, identity, Map.of()), gzip,
					notModified(uri, gzip, Map.of(HttpHeaders.ACCEPT_ENCODING, "gzip"))));
		}
		this.constants = learned;
	}

	private static Response notModified(URI uri, Response response, Map<String, String> headers) throws IOException {
		Map<String, String> conditional = new LinkedHashMap<>(headers);
		conditional.put(HttpHeaders.IF_NONE_MATCH, response.tag());
		return Response.of(Http.get(uri, conditional));
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Constant constant = this.constants.get(request.getRequestURI());
		if (constant == null) {
			chain.doFilter(request, response);
			return;
		}
		String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
		boolean gzip = accepted != null && accepted.contains("gzip");
		Response full = gzip ? constant.gzip() : constant.identity();
		if (full.tag().equals(request.getHeader(HttpHeaders.IF_NONE_MATCH))) {
			(gzip ? constant.gzipNotModified() : constant.notModified()).write(response);
			return;
		}
		full.write(response);
	}

	private record Constant(Response identity, Response notModified, Response gzip, Response gzipNotModified) {

	}

	private record Response(int status, String tag, @Nullable String contentType, Map<String, String> headers,
			byte[] body) {

		static Response of(HttpResponse<byte[]> response) {
			Map<String, String> headers = new LinkedHashMap<>();
			response.headers().map().forEach((name, values) -> {
				if (!CONTAINER_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
					headers.put(name, String.join(", ", values));
				}
			});
			String tag = response.headers().firstValue(HttpHeaders.ETAG).orElseThrow();
			return new Response(response.statusCode(), tag,
					response.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse(null), headers, response.body());
		}

		void write(HttpServletResponse response) throws IOException {
			response.setStatus(this.status);
			this.headers.forEach(response::setHeader);
			if (this.status == HttpServletResponse.SC_NOT_MODIFIED) {
				return;
			}
			if (this.contentType != null) {
				response.setContentType(this.contentType);
			}
			response.setContentLength(this.body.length);
			response.getOutputStream().write(this.body);
		}

	}

}
