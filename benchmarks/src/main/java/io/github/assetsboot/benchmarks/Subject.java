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
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Something that is compared with others: paths at a server.
 *
 * @param name what the tables call it
 * @param server the server, or {@code null} if it is not installed
 * @param paths the paths, of which each is asked for in its turn
 * @author the Assets for Spring Boot authors
 */
record Subject(String name, @Nullable ServerProcess server, List<String> paths) implements AutoCloseable {

	Subject(String name, @Nullable ServerProcess server, String path) {
		this(name, server, List.of(path));
	}

	/**
	 * Stop the server.
	 */
	@Override
	public void close() {
		if (this.server != null) {
			this.server.close();
		}
	}

	/**
	 * Ask once, and find out what the load will be about.
	 * @param headers the headers of each request
	 * @param conditional whether the client already has what it asks for
	 * @return the load, or {@code null} if there is no such server
	 */
	@Nullable Target target(Map<String, String> headers, boolean conditional) throws IOException {
		if (this.server == null) {
			return null;
		}
		Map<String, String> requestHeaders = new LinkedHashMap<>(headers);
		String path = this.paths.get(0);
		HttpResponse<byte[]> response = Http.get(this.server.uri(path), requestHeaders);
		int expected = 200;
		if (conditional) {
			requestHeaders.put(HttpHeaders.IF_NONE_MATCH,
					response.headers().firstValue(HttpHeaders.ETAG).orElseThrow());
			response = Http.get(this.server.uri(path), requestHeaders);
			expected = 304;
		}
		if (response.statusCode() != expected) {
			throw new IllegalStateException(this.name + " answers " + path + " with " + response.statusCode());
		}
		String coding = response.headers().firstValue(HttpHeaders.CONTENT_ENCODING).orElse("identity");
		return new Target(this.server, this.paths, requestHeaders, response.body().length, coding);
	}

	/**
	 * Request that a load repeats.
	 *
	 * @param server the server
	 * @param paths the paths
	 * @param headers the headers of each request
	 * @param size the number of bytes of the first body, as sent
	 * @param coding its coding
	 */
	record Target(ServerProcess server, List<String> paths, Map<String, String> headers, int size, String coding) {

		/**
		 * Put load on the server and watch it.
		 */
		Measurement measure(int seconds) throws IOException {
			double allocated = this.server.allocated();
			long cpu = this.server.cpuTime().toNanos();
			List<URI> uris = this.paths.stream().map(this.server::uri).toList();
			LoadResult result = uris.get(0).getScheme().equals("https") ? H2Load.run(uris, this.headers, seconds)
					: Wrk.run(uris.get(0), this.headers, seconds);
			long cpuUsed = this.server.cpuTime().toNanos() - cpu;
			double allocatedSince = this.server.allocated() - allocated;
			return new Measurement(result.rate(), result.p99(), cpuUsed / 1000.0 / result.requests(),
					allocatedSince / result.requests());
		}

	}

	/**
	 * Figures of one load.
	 *
	 * @param rate requests per second
	 * @param p99 milliseconds
	 * @param cpu microseconds of processor time per request
	 * @param allocated bytes per request, or not a number
	 */
	record Measurement(double rate, double p99, double cpu, double allocated) {

	}

}
