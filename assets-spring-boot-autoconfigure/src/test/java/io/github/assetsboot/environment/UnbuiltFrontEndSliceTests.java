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

package io.github.assetsboot.environment;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A {@code @WebMvcTest} where the configured directory does not exist. A whole
 * application would not start.
 *
 * @author the Assets for Spring Boot authors
 */
@WebMvcTest(properties = "assets.directory=file:./target/no-front-end/")
@ContextConfiguration(classes = FetchingApplication.class)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class UnbuiltFrontEndSliceTests {

	@Autowired
	private MockMvcTester mvc;

	@Test
	void missingDirectoryIsAWarning(CapturedOutput output) {
		assertThat(this.mvc.get().uri("/hello")).hasStatusOk().hasBodyTextEqualTo("hello");
		assertThat(this.mvc.get().uri("/fetched")).hasStatus(404);
		assertThat(output).containsOnlyOnce("There are no assets, because file:./target/no-front-end/ does not exist");
	}

}
