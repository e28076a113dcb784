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
import java.util.List;
import java.util.Map;

import org.springframework.core.io.ClassPathResource;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The OpenAPI description of the HTTP API. A resource has it, except for the path of the
 * API in the running application.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://spec.openapis.org/oas/v3.1.1.html">OpenAPI Specification 3.1</a>
 */
final class ApiDescription {

	/**
	 * Location of the resource on the class path.
	 */
	static final String RESOURCE = "io/github/assetsboot/project/openapi.json";

	private final String path;

	ApiDescription(String path) {
		this.path = path;
	}

	ServerResponse get(ServerRequest request) throws IOException {
		Map<String, Object> description = read();
		description.put("servers", List.of(Map.of("url", request.servletRequest().getContextPath() + this.path)));
		return Json.response(200, description);
	}

	private static Map<String, Object> read() throws IOException {
		try (InputStream stream = new ClassPathResource(RESOURCE, ApiDescription.class.getClassLoader())
			.getInputStream()) {
			return Json.readObject(stream);
		}
	}

}
