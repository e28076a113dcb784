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

import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;

/**
 * Settings for serving the files of a project. Each version keeps its own.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param htmlHandling the paths of HTML files
 * @param notFoundHandling the response if no asset matches
 * @param immutable patterns, such as {@code /assets/*}, of files whose content never
 * changes
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectSettings(HtmlHandling htmlHandling, NotFoundHandling notFoundHandling, List<String> immutable) {

	/**
	 * The defaults, those of Workers.
	 */
	public static final ProjectSettings DEFAULTS = new ProjectSettings(HtmlHandling.AUTO_TRAILING_SLASH,
			NotFoundHandling.NONE, List.of());

	/**
	 * Maximum number of patterns.
	 */
	public static final int MAX_PATTERNS = 100;

	private static final int MAX_PATTERN_LENGTH = 100;

	/**
	 * Create settings.
	 * @param htmlHandling the paths of HTML files
	 * @param notFoundHandling the response if no asset matches
	 * @param immutable patterns of files whose content never changes, which are copied
	 * @throws IllegalArgumentException if a pattern does not start with a slash
	 */
	public ProjectSettings {
		immutable = List.copyOf(immutable);
		PathPatterns.of(immutable);
	}

	/**
	 * Refuse patterns whose comparison with a path would take long.
	 * @throws InvalidProjectFilesException if there are too many, or one is too long
	 */
	void check() {
		if (this.immutable.size() > MAX_PATTERNS) {
			throw new InvalidProjectFilesException(
					"There are " + this.immutable.size() + " patterns in 'immutable', more than the maximum of "
							+ MAX_PATTERNS + ". Use '*' for the files of a folder.");
		}
		for (String pattern : this.immutable) {
			if (!FileChecks.isUnicode(pattern)) {
				throw new InvalidProjectFilesException(
						"The pattern " + FileChecks.shown(pattern) + " in 'immutable' has half of a character");
			}
			if (pattern.length() > MAX_PATTERN_LENGTH) {
				throw new InvalidProjectFilesException("The pattern " + FileChecks.shown(pattern)
						+ " in 'immutable' has more than " + MAX_PATTERN_LENGTH + " characters");
			}
		}
	}

	/**
	 * Return these settings with another not-found handling.
	 * @param notFoundHandling the response if no asset matches
	 * @return the settings
	 */
	public ProjectSettings withNotFoundHandling(NotFoundHandling notFoundHandling) {
		return new ProjectSettings(this.htmlHandling, notFoundHandling, this.immutable);
	}

}
