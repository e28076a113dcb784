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

import java.util.List;

/**
 * Patterns of which one has to match a path, in which {@code *} stands for any run of
 * characters.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class PathPatterns {

	private final List<Glob> globs;

	private PathPatterns(List<Glob> globs) {
		this.globs = globs;
	}

	/**
	 * Create patterns.
	 * @param patterns the patterns, each starting with a slash
	 * @return the patterns
	 * @throws IllegalArgumentException if one of them does not start with a slash
	 */
	public static PathPatterns of(List<String> patterns) {
		for (String pattern : patterns) {
			if (!pattern.startsWith("/")) {
				throw new IllegalArgumentException("'" + pattern + "': a pattern must start with '/'");
			}
		}
		return new PathPatterns(patterns.stream().map(Glob::new).toList());
	}

	/**
	 * Return whether there is no pattern.
	 * @return {@code true} if no path matches
	 */
	public boolean isEmpty() {
		return this.globs.isEmpty();
	}

	/**
	 * Match a path.
	 * @param path the path
	 * @return whether one of the patterns matches all of it
	 */
	public boolean matches(String path) {
		return this.globs.stream().anyMatch((glob) -> glob.matches(path));
	}

}
