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

package io.github.assetsboot.autoconfigure;

import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.devserver.DevServerUrl;
import org.jspecify.annotations.Nullable;

/**
 * Creates the development server that the properties describe.
 *
 * @author the Assets for Spring Boot authors
 */
class DevServerFactory {

	private final AssetsProperties.DevServer properties;

	DevServerFactory(AssetsProperties.DevServer properties) {
		this.properties = properties;
	}

	/**
	 * Create the server. It is not asked for anything yet.
	 * @return the server, or {@code null} if there is none
	 */
	@Nullable DevServer create() {
		DevServerUrl url = createUrl();
		return (url != null) ? new DevServer(url, this.properties.getAllowedHosts()) : null;
	}

	/**
	 * Create the URL of the server.
	 * @return the URL, or {@code null} if there is no server
	 */
	@Nullable DevServerUrl createUrl() {
		String url = this.properties.getUrl();
		if (url == null || url.isBlank()) {
			return null;
		}
		try {
			return DevServerUrl.of(url);
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidAssetsPropertyException("assets.dev-server.url", url, String.valueOf(ex.getMessage()),
					"Set it to the address that the development server prints, such as 'http://localhost:5173'.");
		}
	}

}
