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

package io.github.assetsboot;

import java.net.URI;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.core.io.Resource;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;

/**
 * The application's asset collection. A controller injects it to answer requests with its
 * files, as a Worker uses {@code env.ASSETS}. In a request for a project, it is the
 * project's collection.
 * <p>
 * Html handling, not-found handling, redirect rules and header rules apply as they do to
 * requests from outside; {@code assets.run-worker-first} does not. Redirects are
 * returned, not followed. A request that no asset answers gets a 404 without a body.
 * <p>
 * The response can be returned from a controller as it is, or changed first. Its body is
 * {@code null} where the response has none, as for a redirect, a 304, and a 404 without a
 * page. A file that cannot be read, or a storage that fails, gives a 503, and no
 * exception.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/binding/">Workers: static
 * assets binding</a>
 */
public interface Assets {

	/**
	 * Answer the incoming request with the asset that belongs to its path.
	 * @param request the request being handled; its method, path, query and headers count
	 * @return the response that the assets give
	 */
	ResponseEntity<Resource> fetch(HttpServletRequest request);

	/**
	 * Answer a request of the application's own.
	 * @param request the request; method, URL and headers count, a body does not
	 * @return the response that the assets give
	 * @throws IllegalArgumentException if the URL is neither absolute nor starts with a
	 * slash
	 */
	ResponseEntity<Resource> fetch(RequestEntity<?> request);

	/**
	 * Answer a GET request for the given URL.
	 * @param url the URL, absolute or starting with a slash; its host plays a part in
	 * host rules only
	 * @return the response that the assets give
	 * @throws IllegalArgumentException if the URL is neither absolute nor starts with a
	 * slash
	 */
	ResponseEntity<Resource> fetch(URI url);

	/**
	 * Answer a GET request for the given URL.
	 * @param url the URL, such as {@code https://assets.local/my-file} or
	 * {@code /my-file}; its host plays a part in host rules only
	 * @return the response that the assets give
	 * @throws IllegalArgumentException if the URL is neither absolute nor starts with a
	 * slash
	 */
	ResponseEntity<Resource> fetch(String url);

}
