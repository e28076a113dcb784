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

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.AssetRouter;
import io.github.assetsboot.rules.IgnoreRules.RuleFiles;
import io.github.assetsboot.rules.RuleProblem;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

/**
 * Logs the assets and rules of a directory, the files that are not served, and the lines
 * that have no effect.
 *
 * @author the Assets for Spring Boot authors
 */
class CollectionReport {

	private static final Log logger = LogFactory.getLog(CollectionReport.class);

	private final AssetRouter router;

	private final @Nullable AssetRouter previous;

	private final CollectionProperties properties;

	private final String directory;

	/**
	 * Create a report.
	 * @param router the router that is used from now on
	 * @param previous the router before a reload, whose warnings are not repeated
	 * @param properties the properties of the collection
	 */
	CollectionReport(AssetRouter router, @Nullable AssetRouter previous, CollectionProperties properties) {
		this.router = router;
		this.previous = previous;
		this.properties = properties;
		this.directory = properties.getDirectory();
	}

	/**
	 * Log one line on the assets, one warning for the files that are not served, and one
	 * for the lines that have no effect.
	 * @param milliseconds the time that it took to read the directory
	 */
	void logAssets(long milliseconds) {
		logger.info("Serving " + this.router.assets().files().size() + " assets ("
				+ DataSize.ofBytes(this.router.assets().size()).toKilobytes() + " kB) from " + this.directory + place()
				+ mode() + ", with " + rules() + ", indexed in " + milliseconds + " ms. " + ignored() + ".");
		logProblems();
		Map<String, String> skipped = this.router.assets().skipped();
		if (!skipped.isEmpty() && isNew((router) -> router.assets().skipped())) {
			logger.warn("These files in " + this.directory + " are not served:\n"
					+ skipped.entrySet()
						.stream()
						.map((file) -> file.getKey() + ": " + file.getValue())
						.collect(Collectors.joining("\n")));
		}
	}

	/**
	 * Log one line on the development server, and its settings.
	 * @param devServer its URL
	 */
	void logDevServer(DevServer devServer) {
		logger.info("Asking the development server at " + devServer + " for assets" + place() + mode() + ", with "
				+ rules() + " from " + this.directory);
		if (!devServer.isLocal()) {
			logger
				.warn("The development server at " + devServer + " is not on this machine. Browsers trust its responses"
						+ " as those of this application. Make sure that nobody else can change them.");
		}
		logProblems();
	}

	private String place() {
		String name = this.properties.name();
		String host = this.properties.host();
		String basePath = this.router.settings().basePath().toString();
		return (name.equals(AssetCollections.DEFAULT) ? "" : " as collection '" + name + "'")
				+ ((host != null) ? " for " + host : "") + (basePath.isEmpty() ? "" : " below " + basePath + "/");
	}

	private String rules() {
		long rejected = 0;
		for (RuleProblem problem : this.router.problems()) {
			rejected += problem.rejected() ? 1 : 0;
		}
		return count(this.router.redirects().size(), "redirect rule") + " and "
				+ count(this.router.headerRules().size(), "header rule")
				+ ((rejected > 0) ? " (" + rejected + ((rejected == 1) ? " line" : " lines") + " rejected)" : "");
	}

	/**
	 * Rule files are not counted, because nobody means to serve them.
	 */
	private String ignored() {
		Map<String, String> ignored = this.router.assets().ignored();
		long folders = 0;
		long files = 0;
		for (String path : ignored.keySet()) {
			if (path.endsWith("/")) {
				folders++;
			}
			else if (!RuleFiles.contains(path.substring(1))) {
				files++;
			}
		}
		return ((ignored.size() < AssetCollection.MAX_IGNORED) ? "" : "At least ") + count(files, "file") + " and "
				+ count(folders, "folder") + " are ignored";
	}

	private static String count(long number, String noun) {
		return number + " " + noun + ((number != 1) ? "s" : "");
	}

	private void logProblems() {
		List<RuleProblem> problems = this.router.problems();
		if (!problems.isEmpty() && isNew(AssetRouter::problems)) {
			logger.warn("Some lines of the rule files in " + this.directory + " have no effect or look like a mistake ("
					+ problems.size() + "):\n"
					+ problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
		}
	}

	private boolean isNew(Function<AssetRouter, ?> part) {
		return this.previous == null || !part.apply(this.router).equals(part.apply(this.previous));
	}

	private String mode() {
		return switch (this.router.settings().notFoundHandling()) {
			case SINGLE_PAGE_APPLICATION -> " as a single-page application";
			case _404_PAGE -> " with 404 pages";
			case NONE -> "";
		};
	}

}
