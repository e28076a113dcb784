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

import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

import org.springframework.http.HttpHeaders;

/**
 * A response whose version of a project depends on more than the URL. Its {@code Vary}
 * header tells caches so (RFC 9110, section 12.5.5).
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectResponse extends HttpServletResponseWrapper {

	/**
	 * The {@code Cache-Control} of a preview.
	 */
	private static final String PREVIEW = "private, no-cache";

	private final List<String> vary;

	private final Audience audience;

	/**
	 * Create a response.
	 * @param response the response of the container
	 * @param vary the names of the request fields that choose the version
	 * @param audience the clients that get the same version
	 */
	ProjectResponse(HttpServletResponse response, List<String> vary, Audience audience) {
		super(response);
		this.vary = vary;
		this.audience = audience;
		prepare();
	}

	private void prepare() {
		if (!this.vary.isEmpty()) {
			super.setHeader(HttpHeaders.VARY, String.join(", ", this.vary));
		}
		if (this.audience == Audience.PREVIEW) {
			super.setHeader(HttpHeaders.CACHE_CONTROL, PREVIEW);
		}
	}

	@Override
	public void setHeader(String name, String value) {
		super.setHeader(name, adapt(name, value));
	}

	@Override
	public void addHeader(String name, String value) {
		if (isAdapted(name)) {
			super.setHeader(name, adapt(name, value));
		}
		else {
			super.addHeader(name, value);
		}
	}

	private boolean isAdapted(String name) {
		return name.equalsIgnoreCase(HttpHeaders.VARY)
				|| (name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL) && this.audience == Audience.PREVIEW);
	}

	private String adapt(String name, String value) {
		if (name.equalsIgnoreCase(HttpHeaders.VARY) && value != null) {
			return withVary(value);
		}
		if (!name.equalsIgnoreCase(HttpHeaders.CACHE_CONTROL) || value == null) {
			return value;
		}
		return switch (this.audience) {
			case EVERYBODY -> value;
			case PREVIEW -> PREVIEW;
			case CLIENT -> value.contains("immutable") ? value : value.replace("public", "private");
		};
	}

	/**
	 * Return a value with the names of the request fields that choose the version.
	 */
	private String withVary(String value) {
		StringBuilder result = new StringBuilder(value);
		List<String> present = List.of(value.toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
		for (String name : this.vary) {
			if (!present.contains("*") && !present.contains(name.toLowerCase(Locale.ROOT))) {
				result.append(", ").append(name);
			}
		}
		return result.toString();
	}

	@Override
	public void reset() {
		super.reset();
		prepare();
	}

	/**
	 * The clients that get the same version.
	 */
	enum Audience {

		/**
		 * All clients that send the same request.
		 */
		EVERYBODY,

		/**
		 * The clients with the same address.
		 */
		CLIENT,

		/**
		 * A client that asks for a version by a request field.
		 */
		PREVIEW

	}

}
