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

package io.github.assetsboot.servlet;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SimilarPattern}.
 */
class SimilarPatternTests {

	private static final List<String> PATTERNS = List.of("/api/notes", "/api/notes/{id}", "/api/users/{user}/orders",
			"/", "/**", "/{page}", "/hello");

	@ParameterizedTest
	@CsvSource({ "/notes, /api/notes", "/notes/1, /api/notes/{id}", "/api/api/notes, /api/notes",
			"/api/api/notes/1, /api/notes/{id}", "/app/api/notes/1, /api/notes/{id}", "/a/b/c/api/notes, /api/notes",
			"/rest/notes, /api/notes", "/api/v1/notes, /api/notes", "/users/7/orders, /api/users/{user}/orders",
			"/api/hello, /hello" })
	void prefixOrOneSegmentMayDiffer(String path, String pattern) {
		assertThat(SimilarPattern.find(path, PATTERNS)).isEqualTo(pattern);
	}

	@ParameterizedTest
	@CsvSource({ "/api/note, /api/notes", "/api/ntoes, /api/notes", "/api/note/7, /api/notes/{id}",
			"/api/user/7/orders, /api/users/{user}/orders", "/helo, /hello", "/rest/note, " })
	void spellingOfOneSegmentMayDiffer(String path, String pattern) {
		assertThat(SimilarPattern.find(path, PATTERNS)).isEqualTo(pattern);
	}

	@ParameterizedTest
	@CsvSource({ "/api/carst, /api/cars", "/api/car, /api/cars", "/api/crads, /api/cards", "/feed.xm, /feed.xml" })
	void nearestSpellingIsFound(String path, String pattern) {
		assertThat(SimilarPattern.find(path, List.of("/api/cards", "/api/carts", "/api/cars", "/feed.xml")))
			.isEqualTo(pattern);
	}

	@ParameterizedTest
	@CsvSource({ "/", "/about", "/api/orders", "/api/n", "/hello.js", "/api/notes.json", "/rest/users/orders", "/a/b" })
	void otherPathsAreNotSimilar(String path) {
		assertThat(SimilarPattern.find(path, PATTERNS)).isNull();
	}

}
