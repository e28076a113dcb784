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

package io.github.assetsboot.fingerprint;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.util.AntPathMatcher;

/**
 * The version strategies of Spring's resource chain. As there, the most specific pattern
 * of both decides on a path.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param content the patterns of {@code spring.web.resources.chain.strategy.content},
 * empty if it is not enabled
 * @param fixed the patterns of {@code spring.web.resources.chain.strategy.fixed}, empty
 * if it is not enabled
 * @param version the version of the latter
 * @author the Assets for Spring Boot authors
 * @see org.springframework.web.servlet.resource.VersionResourceResolver
 */
record SpringVersions(List<String> content, List<String> fixed, @Nullable String version) {

	private static final AntPathMatcher MATCHER = new AntPathMatcher();

	static SpringVersions of(WebProperties.Resources.Chain.Strategy strategy) {
		WebProperties.Resources.Chain.Strategy.Content content = strategy.getContent();
		WebProperties.Resources.Chain.Strategy.Fixed fixed = strategy.getFixed();
		return new SpringVersions(content.isEnabled() ? List.of(content.getPaths()) : List.of(),
				fixed.isEnabled() ? List.of(fixed.getPaths()) : List.of(), fixed.getVersion());
	}

	boolean isEmpty() {
		return this.content.isEmpty() && this.fixed.isEmpty();
	}

	/**
	 * Return whether the name of a file tells the MD5 of its content.
	 */
	boolean isByContent(String path) {
		return best(this.content, path) != null && !isByVersion(path);
	}

	/**
	 * Return whether the version stands in front of a path.
	 */
	boolean isByVersion(String path) {
		String fixed = best(this.fixed, path);
		String content = best(this.content, path);
		return fixed != null && (content == null || MATCHER.getPatternComparator(path).compare(fixed, content) < 0);
	}

	private static @Nullable String best(List<String> patterns, String path) {
		Stream<String> matching = patterns.stream().filter((pattern) -> MATCHER.match(pattern, path));
		Comparator<String> comparator = MATCHER.getPatternComparator(path);
		return matching.min(comparator).orElse(null);
	}

	/**
	 * Return the path with the version in front.
	 */
	String versioned(String path) {
		return "/" + this.version + path;
	}

}
