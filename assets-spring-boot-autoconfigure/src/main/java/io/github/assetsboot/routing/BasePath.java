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

package io.github.assetsboot.routing;

import io.github.assetsboot.rules.UrlPath;
import org.jspecify.annotations.Nullable;

/**
 * The prefix, inside the context path, under which a collection lives.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class BasePath {

	/**
	 * The whole application.
	 */
	public static final BasePath ROOT = new BasePath("");

	private final String prefix;

	private BasePath(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Create a base path.
	 * @param path the path, starting with a slash; a slash at its end makes no difference
	 * @return the base path
	 * @throws IllegalArgumentException if it is not a path
	 */
	public static BasePath of(String path) {
		String prefix = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
		if (!path.startsWith("/") || path.contains("//")) {
			throw new IllegalArgumentException("must start with one '/', such as '/app'");
		}
		if (path.matches("(?s).*[\\\\?#%*\\x00-\\x20\\x7F].*")) {
			throw new IllegalArgumentException("must be a plain path, without any of \\ ? # % * and white space");
		}
		if ((prefix + "/").contains("/./") || (prefix + "/").contains("/../")) {
			throw new IllegalArgumentException("must not have '.' or '..' as a segment");
		}
		return prefix.isEmpty() ? ROOT : new BasePath(UrlPath.normalize(prefix));
	}

	/**
	 * Take the prefix off a path.
	 * @param path the normalized path
	 * @return the rest, which starts with a slash, is empty for the base path itself, or
	 * is {@code null} outside of it
	 */
	@Nullable String relativize(String path) {
		if (this.prefix.isEmpty()) {
			return path;
		}
		if (!path.startsWith(this.prefix)) {
			return null;
		}
		String rest = path.substring(this.prefix.length());
		return (rest.isEmpty() || rest.startsWith("/")) ? rest : null;
	}

	@Override
	public String toString() {
		return this.prefix;
	}

}
