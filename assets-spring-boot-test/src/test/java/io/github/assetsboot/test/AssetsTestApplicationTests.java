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

package io.github.assetsboot.test;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AssetsTest @AssetsTest} without a directory: the assets are those of
 * the application.
 */
@SpringBootTest
@AutoConfigureMockMvc
@AssetsTest
class AssetsTestApplicationTests {

	@Autowired
	private AssetsTester assets;

	@Autowired
	private MockMvcTester mvc;

	@Test
	void assetsOfTheApplicationAreServed() {
		assertThat(this.assets.get("/from")).redirectsTo("/to", 301);
		assertThat(this.assets.navigate("/notes/7")).servesFallbackPage("/index.html");
		assertThat(this.mvc.get().uri("/from")).hasStatus(301).hasHeader("Location", "/to");
	}

	@Test
	void contextWithoutAssetsIsNamed() {
		try (GenericApplicationContext context = new GenericApplicationContext()) {
			context.refresh();
			assertThatIllegalStateException().isThrownBy(() -> AssetsTester.from(context).get("/").explain())
				.withMessage("The application context has no assets. Remove 'assets.enabled=false', and let the test"
						+ " start a servlet web application or a slice of one, for instance with @WebMvcTest.");
		}
	}

}
