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

package io.github.assetsboot.actuate;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Formats of the endpoint's answers. If a client accepts several formats, the last one is
 * chosen. A browser accepts every format and gets the page.
 *
 * @author the Assets for Spring Boot authors
 */
enum EndpointFormat implements Producible<EndpointFormat> {

	/**
	 * JSON, with the version of the API in its type.
	 */
	JSON_OF_VERSION_3(MimeType.valueOf("application/vnd.spring-boot.actuator.v3+json")),

	/**
	 * JSON, with an earlier version of the API in its type.
	 */
	JSON_OF_VERSION_2(MimeType.valueOf("application/vnd.spring-boot.actuator.v2+json")),

	/**
	 * JSON.
	 */
	JSON(MimeTypeUtils.APPLICATION_JSON),

	/**
	 * A page.
	 */
	PAGE(MimeTypeUtils.TEXT_HTML);

	private final MimeType type;

	EndpointFormat(MimeType type) {
		this.type = type;
	}

	@Override
	public MimeType getProducedMimeType() {
		return this.type;
	}

	@Override
	public boolean isDefault() {
		return this == JSON;
	}

}
