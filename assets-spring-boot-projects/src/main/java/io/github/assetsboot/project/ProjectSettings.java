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

import io.github.assetsboot.delivery.AssetSnapshot.DeliverySettings;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.routing.HtmlHandling;
import io.github.assetsboot.routing.NotFoundHandling;
import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.routing.RoutingSettings;
import io.github.assetsboot.routing.RoutingSettings.PathPatterns;
import io.github.assetsboot.routing.RoutingSettings.RunWorkerFirst;

/**
 * Settings for serving the files of a project. Each version keeps its own. They have the
 * meaning of the properties with the same names, and hold for requests for the project
 * only.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param htmlHandling the paths of HTML files
 * @param notFoundHandling the response if no asset matches
 * @param fallbackPage the path of the page of
 * {@link NotFoundHandling#SINGLE_PAGE_APPLICATION}, such as {@code /200.html}
 * @param immutable patterns, such as {@code /assets/*}, of files whose content never
 * changes
 * @param runWorkerFirst {@code true}, {@code false}, or patterns of the paths that the
 * application answers even if the project has a file. Paths that the application
 * reserves, such as the actuator, are always its own
 * @param routing how requests are divided between the application and the files
 * @param dictionaries patterns, such as {@code /assets/*}, of files that browsers may use
 * as dictionaries for the next version of the same file
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectSettings(HtmlHandling htmlHandling, NotFoundHandling notFoundHandling, String fallbackPage,
		List<String> immutable, List<String> runWorkerFirst, RoutingMode routing, List<String> dictionaries) {

	/**
	 * The defaults, those of Workers.
	 */
	public static final ProjectSettings DEFAULTS = new ProjectSettings(HtmlHandling.AUTO_TRAILING_SLASH,
			NotFoundHandling.NONE, List.of());

	/**
	 * Maximum number of patterns of one setting. A version with more is refused when it
	 * is published.
	 */
	public static final int MAX_PATTERNS = 100;

	private static final int MAX_PATTERN_LENGTH = 100;

	private static final int MAX_PATH_LENGTH = 1000;

	/**
	 * Create settings.
	 * @param htmlHandling the paths of HTML files
	 * @param notFoundHandling the response if no asset matches
	 * @param fallbackPage the path of the fallback page
	 * @param immutable patterns of files whose content never changes, which are copied
	 * @param runWorkerFirst {@code true}, {@code false}, or patterns, which are copied
	 * @param routing how requests are divided between the application and the files
	 * @param dictionaries patterns of files that browsers may use as dictionaries, which
	 * are copied
	 * @throws IllegalArgumentException if a pattern or the fallback page is not valid
	 */
	public ProjectSettings {
		RoutingSettings.checkFallbackPage(fallbackPage);
		immutable = List.copyOf(immutable);
		PathPatterns.of(immutable);
		runWorkerFirst = List.copyOf(runWorkerFirst);
		RunWorkerFirst.of(runWorkerFirst);
		// versions that were published by an earlier release have none
		dictionaries = (dictionaries != null) ? List.copyOf(dictionaries) : List.of();
		PathPatterns.of(dictionaries);
	}

	/**
	 * Create settings with the defaults for all others.
	 * @param htmlHandling the paths of HTML files
	 * @param notFoundHandling the response if no asset matches
	 * @param immutable patterns of files whose content never changes, which are copied
	 * @throws IllegalArgumentException if a pattern does not start with a slash
	 */
	public ProjectSettings(HtmlHandling htmlHandling, NotFoundHandling notFoundHandling, List<String> immutable) {
		this(htmlHandling, notFoundHandling, RoutingSettings.DEFAULT_FALLBACK_PAGE, immutable, List.of("false"),
				RoutingMode.WORKERS, List.of());
	}

	/**
	 * Refuse patterns whose comparison with a path would take long.
	 * @throws InvalidProjectFilesException if there are too many, or one is too long
	 */
	void check() {
		check("immutable", this.immutable);
		check("dictionaries", this.dictionaries);
		check("run-worker-first", this.runWorkerFirst);
		if (!FileChecks.isUnicode(this.fallbackPage)) {
			throw new InvalidProjectFilesException(
					"The path " + FileChecks.shown(this.fallbackPage) + " in 'fallback-page' has half of a character");
		}
		if (this.fallbackPage.length() > MAX_PATH_LENGTH) {
			throw new InvalidProjectFilesException("The path " + FileChecks.shown(this.fallbackPage)
					+ " in 'fallback-page' has more than " + FileChecks.number(MAX_PATH_LENGTH) + " characters");
		}
	}

	private static void check(String name, List<String> patterns) {
		if (patterns.size() > MAX_PATTERNS) {
			throw new InvalidProjectFilesException("There are " + patterns.size() + " patterns in '" + name
					+ "', more than the maximum of " + MAX_PATTERNS + ". Use '*' for the files of a folder.");
		}
		for (String pattern : patterns) {
			if (!FileChecks.isUnicode(pattern)) {
				throw new InvalidProjectFilesException(
						"The pattern " + FileChecks.shown(pattern) + " in '" + name + "' has half of a character");
			}
			if (pattern.length() > MAX_PATTERN_LENGTH) {
				throw new InvalidProjectFilesException("The pattern " + FileChecks.shown(pattern) + " in '" + name
						+ "' has more than " + MAX_PATTERN_LENGTH + " characters");
			}
		}
	}

	/**
	 * Return these settings with another html handling.
	 * @param htmlHandling the paths of HTML files
	 * @return the settings
	 */
	public ProjectSettings withHtmlHandling(HtmlHandling htmlHandling) {
		return new ProjectSettings(htmlHandling, this.notFoundHandling, this.fallbackPage, this.immutable,
				this.runWorkerFirst, this.routing, this.dictionaries);
	}

	/**
	 * Return these settings with another not-found handling.
	 * @param notFoundHandling the response if no asset matches
	 * @return the settings
	 */
	public ProjectSettings withNotFoundHandling(NotFoundHandling notFoundHandling) {
		return new ProjectSettings(this.htmlHandling, notFoundHandling, this.fallbackPage, this.immutable,
				this.runWorkerFirst, this.routing, this.dictionaries);
	}

	/**
	 * Return these settings with another fallback page.
	 * @param fallbackPage the path of the page, such as {@code /200.html}
	 * @return the settings
	 * @throws IllegalArgumentException if it is not the path of a file
	 */
	public ProjectSettings withFallbackPage(String fallbackPage) {
		return new ProjectSettings(this.htmlHandling, this.notFoundHandling, fallbackPage, this.immutable,
				this.runWorkerFirst, this.routing, this.dictionaries);
	}

	/**
	 * Return these settings with other patterns of immutable files.
	 * @param immutable the patterns, such as {@code /assets/*}
	 * @return the settings
	 * @throws IllegalArgumentException if a pattern does not start with a slash
	 */
	public ProjectSettings withImmutable(String... immutable) {
		return new ProjectSettings(this.htmlHandling, this.notFoundHandling, this.fallbackPage, List.of(immutable),
				this.runWorkerFirst, this.routing, this.dictionaries);
	}

	/**
	 * Return these settings with other paths that the application answers first.
	 * @param runWorkerFirst {@code true}, {@code false}, or patterns such as
	 * {@code /api/*}
	 * @return the settings
	 * @throws IllegalArgumentException if they are not valid
	 */
	public ProjectSettings withRunWorkerFirst(String... runWorkerFirst) {
		return new ProjectSettings(this.htmlHandling, this.notFoundHandling, this.fallbackPage, this.immutable,
				List.of(runWorkerFirst), this.routing, this.dictionaries);
	}

	/**
	 * Return these settings with another mode of the routing.
	 * @param routing how requests are divided between the application and the files
	 * @return the settings
	 */
	public ProjectSettings withRouting(RoutingMode routing) {
		return new ProjectSettings(this.htmlHandling, this.notFoundHandling, this.fallbackPage, this.immutable,
				this.runWorkerFirst, routing, this.dictionaries);
	}

	/**
	 * Return these settings with other patterns of files that are dictionaries.
	 * @param dictionaries the patterns, such as {@code /assets/*}
	 * @return the settings
	 * @throws IllegalArgumentException if a pattern does not start with a slash
	 */
	public ProjectSettings withDictionaries(String... dictionaries) {
		return new ProjectSettings(this.htmlHandling, this.notFoundHandling, this.fallbackPage, this.immutable,
				this.runWorkerFirst, this.routing, List.of(dictionaries));
	}

	/**
	 * Return what the responses of a version depend on.
	 */
	DeliverySettings toDeliverySettings() {
		return new DeliverySettings(PathPatterns.of(this.immutable)::matches,
				PathPatterns.of(this.dictionaries)::matches, null, "", Pages.NONE, null, "");
	}

	/**
	 * Return what the routing of a version depends on.
	 */
	RoutingSettings toRoutingSettings(RoutingSettings.BasePath basePath) {
		return new RoutingSettings(this.routing, this.htmlHandling, this.notFoundHandling, this.fallbackPage,
				RunWorkerFirst.of(this.runWorkerFirst).behindReservedPaths(), true, basePath);
	}

}
