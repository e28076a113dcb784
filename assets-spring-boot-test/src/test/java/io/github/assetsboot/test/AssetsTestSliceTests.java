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

import io.github.assetsboot.test.TestApplication.NotesController;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.test.web.servlet.assertj.MockMvcTester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link AssetsTest @AssetsTest} in the slice of Spring MVC.
 */
@WebMvcTest
@AssetsTest(directory = "classpath:/test-site/")
class AssetsTestSliceTests {

	@Autowired
	private AssetsTester assets;

	@Autowired
	private MockMvcTester mvc;

	@Test
	void directoryOfTheTestIsServed() {
		assertThat(this.assets.get("/hello.txt")).servesFile("/hello.txt");
		assertThat(this.assets.get("/from")).isNotFound();
		assertThat(this.mvc.get().uri("/hello.txt")).hasStatusOk().hasBodyTextEqualTo("hello from the test");
	}

	@Test
	void controllersAreKnown() {
		assertThat(this.assets.get("/api/notes/7")).isHandledBy("GET /api/notes/{id}")
			.isHandledBy("NotesController#find")
			.isHandledBy(NotesController.class, "find");
		assertThat(this.assets.post("/api/notes")).isHandledBy("NotesController#create");
		assertThat(this.assets).hasDecisions("""
				GET /api/notes/7    NotesController#find     handler
				POST /api/notes     NotesController#create   handler
				GET /api/nothing    404
				""");
	}

	@Test
	void testerOfAContextIsNotChanged() {
		assertThatIllegalStateException().isThrownBy(() -> this.assets.withHandlers("/x"))
			.withMessage("This tester is for an application context. It knows the handlers of the application.");
		assertThatIllegalStateException().isThrownBy(() -> this.assets.withPropertyValues("a=b"))
			.withMessageStartingWith("This tester is for an application context. Set properties where");
	}

}
