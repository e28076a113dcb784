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

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.github.assetsboot.project.ProjectResponse.Audience;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProjectResponse}.
 */
class ProjectResponseTests {

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private ProjectResponse response(Audience audience) {
		return new ProjectResponse(this.response, List.of("X-Preview", "Cookie"), audience);
	}

	@Test
	void varyIsThereBeforeAnythingIsWritten() {
		response(Audience.EVERYBODY);
		assertThat(this.response.getHeaders("Vary")).containsExactly("X-Preview, Cookie");
		assertThat(this.response.getHeaderNames()).containsExactly("Vary");
	}

	@Test
	void varyKeepsTheNamesOfAllWriters() {
		ProjectResponse adapted = response(Audience.EVERYBODY);
		adapted.addHeader("Vary", "Origin");
		adapted.addHeader("vary", "Accept-Encoding, cookie");
		assertThat(this.response.getHeaders("Vary")).containsExactly("Accept-Encoding, cookie, Origin, X-Preview");
		adapted.setHeader("Vary", "Accept");
		assertThat(this.response.getHeaders("Vary")).containsExactly("Accept, X-Preview, Cookie");
		adapted.addHeader("Vary", "*");
		assertThat(this.response.getHeaders("Vary")).containsExactly("*");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "public, max-age=0, must-revalidate | private, max-age=0, must-revalidate",
			"max-age=600 | private, max-age=600", "public, s-maxage=60, max-age=1 | private, max-age=1",
			"no-store | no-store", "public, max-age=31536000, immutable | public, max-age=31536000, immutable" })
	void pageOfOneClientIsPrivate(String value, String expected) {
		ProjectResponse adapted = response(Audience.CLIENT);
		assertThat(this.response.getHeader("Cache-Control")).isNull();
		adapted.setHeader("Cache-Control", value);
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo(expected);
		adapted.addHeader("Cache-Control", value);
		assertThat(this.response.getHeaders("Cache-Control")).containsExactly(expected);
	}

	@ParameterizedTest
	@CsvSource({ "200,text/html;charset=utf-8", "200,application/xhtml+xml", "404,text/html", "301,", "307,", "404,",
			"503,", "304,", "206,multipart/byteranges; boundary=x" })
	void onlyAFileOfOneClientMayBeShared(int status, String contentType) {
		ProjectResponse adapted = response(Audience.CLIENT);
		List<Runnable> steps = List.of(() -> adapted.setStatus(status),
				() -> adapted.setHeader("Cache-Control", "public, max-age=31536000, immutable"),
				() -> adapted.setHeader("content-type", contentType), () -> adapted.setContentType(contentType),
				() -> adapted.addHeader("Content-Type", contentType));
		for (int[] order : new int[][] { { 0, 1, 2 }, { 0, 1, 3 }, { 0, 1, 4 }, { 1, 3, 0 }, { 3, 1, 0 },
				{ 3, 0, 1 } }) {
			adapted.reset();
			IntStream.of(order).forEach((step) -> steps.get(step).run());
			assertThat(this.response.getHeaders("Cache-Control")).as(Arrays.toString(order))
				.containsExactly("private, max-age=31536000, immutable");
		}
	}

	@ParameterizedTest
	@CsvSource({ "200,text/javascript", "206,image/png", "200," })
	void immutableFileOfOneClientIsShared(int status, String contentType) {
		ProjectResponse adapted = response(Audience.CLIENT);
		adapted.setStatus(status);
		adapted.setContentType(contentType);
		adapted.setHeader("Cache-Control", "public, immutable");
		assertThat(this.response.getHeaders("Cache-Control")).containsExactly("public, immutable");
	}

	@Test
	void versionThatAFieldNamesIsNeverCached() {
		ProjectResponse adapted = response(Audience.EVERYBODY);
		adapted.setHeader("Cache-Control", "public, immutable");
		adapted.markNamed();
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("private, no-cache");
		adapted.addHeader("cache-control", "public, immutable");
		assertThat(this.response.getHeaders("Cache-Control")).containsExactly("private, no-cache");
	}

	@Test
	void noRuleRemovesWhatCachesNeed() {
		ProjectResponse adapted = response(Audience.EVERYBODY);
		adapted.markNamed();
		adapted.setHeader("Cache-Control", null);
		adapted.setHeader("vary", null);
		assertThat(this.response.getHeaders("Cache-Control")).containsExactly("private, no-cache");
		assertThat(this.response.getHeaders("Vary")).containsExactly("X-Preview, Cookie");
	}

	@Test
	void nobodyElseTellsTheVersion() {
		ProjectResponse adapted = response(Audience.EVERYBODY);
		adapted.setHeader("X-Version", "other");
		adapted.tell("X-Version", "v1");
		adapted.setHeader("x-version", "other");
		adapted.addHeader("X-Version", "other");
		adapted.setHeader("X-Version", null);
		assertThat(this.response.getHeaders("X-Version")).containsExactly("v1");
	}

	@Test
	void previewIsNotIndexedUnlessARuleSaysSo() {
		ProjectResponse adapted = response(Audience.EVERYBODY);
		adapted.markPreview();
		assertThat(this.response.getHeaders("X-Robots-Tag")).containsExactly("noindex");
		adapted.setHeader("X-Robots-Tag", null);
		assertThat(this.response.getHeaders("X-Robots-Tag")).containsExactly("noindex");
		adapted.addHeader("x-robots-tag", "all");
		adapted.addHeader("X-Robots-Tag", "noarchive");
		assertThat(this.response.getHeaders("X-Robots-Tag")).containsExactly("all", "noarchive");
		adapted.reset();
		assertThat(this.response.getHeaders("X-Robots-Tag")).containsExactly("noindex");
	}

	@Test
	void everythingIsThereAgainAfterAReset() {
		ProjectResponse adapted = response(Audience.CLIENT);
		adapted.tell("X-Version", "v1");
		adapted.setHeader("X-Other", "x");
		adapted.markNamed();
		adapted.reset();
		assertThat(this.response.getHeaderNames()).containsExactlyInAnyOrder("Vary", "Cache-Control", "X-Version");
		assertThat(this.response.getHeader("X-Version")).isEqualTo("v1");
	}

}
