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

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Applications;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for {@link UnknownCollectionFailureAnalyzer}.
 */
@ExtendWith(OutputCaptureExtension.class)
class UnknownCollectionFailureAnalyzerTests {

	@TempDir
	private Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void prepare() {
		this.properties.put("assets.directory", this.directory.toString());
	}

	private void addAdmin() {
		this.properties.put("assets.collections.admin.base-path", "/admin");
		this.properties.put("assets.collections.admin.directory", this.directory.toString());
	}

	private void fail(Class<?> application) {
		assertThatException().isThrownBy(() -> Applications.start(application, this.properties).close());
	}

	@Test
	void wrongNameIsExplained(CapturedOutput output) {
		addAdmin();
		fail(WrongName.class);
		assertThat(output)
			.contains("APPLICATION FAILED TO START", "Parameter 0 of constructor in " + WrongName.class.getName(),
					"asks for the Assets of the collection 'admn'.",
					"There is no collection 'admn'. The collections are: default, admin.",
					"Correct the qualifier, or describe the collection below 'assets.collections'.")
			.doesNotContain("\tat ");
	}

	@Test
	void wrongNameAtAFieldIsExplained(CapturedOutput output) {
		addAdmin();
		fail(WrongNameAtField.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "Field urls in " + WrongNameAtField.class.getName(),
				"asks for the AssetUrls of the collection 'docs'.",
				"There is no collection 'docs'. The collections are: default, admin.");
	}

	@Test
	void nameIsExplainedInAnApplicationWithOneCollection(CapturedOutput output) {
		fail(WrongName.class);
		assertThat(output).contains("APPLICATION FAILED TO START", "asks for the Assets of the collection 'admn'.",
				"No collection has a name, because there is nothing below 'assets.collections'.",
				"Remove the qualifier to get the default collection");
	}

	/**
	 * The analyzer of Spring Boot creates all beans of the type.
	 */
	@Test
	void otherFailureIsLeftToSpringBoot(CapturedOutput output) {
		addAdmin();
		fail(NoSuchBean.class);
		assertThat(output).contains("APPLICATION FAILED TO START",
				"required a bean of type '" + StringBuilder.class.getName());
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

	@RestController
	static class WrongName extends Application {

		WrongName(@Qualifier("admn") Assets assets) {
		}

	}

	@RestController
	static class WrongNameAtField extends Application {

		@Autowired
		@Qualifier("docs")
		private AssetUrls urls;

	}

	@RestController
	static class NoSuchBean extends Application {

		NoSuchBean(@Qualifier("admin") Assets assets, StringBuilder other) {
		}

	}

}
