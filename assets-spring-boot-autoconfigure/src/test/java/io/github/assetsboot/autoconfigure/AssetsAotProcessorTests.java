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
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.ResourcePatternHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetsAotProcessor}.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsAotProcessorTests {

	@Test
	void everyFileOfNestedFoldersIsNamed() {
		RuntimeHints hints = process("assets.directory=classpath:/environment/site/");
		for (String file : new String[] { "index.html", "folder/index.html", "folder/deep/data.json", "_redirects",
				"_headers" }) {
			assertThat(RuntimeHintsPredicates.resource().forResource("environment/site/" + file)).as(file)
				.accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.resource().forResource("environment/site/gone.js")).rejects(hints);
		assertThat(patterns(hints)).contains("environment/site/folder/deep/data.json")
			.noneMatch((pattern) -> pattern.startsWith("environment/") && pattern.contains("*"));
	}

	@Test
	void ignoredFileIsNotNamed() {
		RuntimeHints hints = process("assets.directory=classpath:/environment/site/", "assets.ignore=*.json");
		assertThat(RuntimeHintsPredicates.resource().forResource("environment/site/folder/deep/data.json"))
			.rejects(hints);
		assertThat(RuntimeHintsPredicates.resource().forResource("environment/site/folder/index.html")).accepts(hints);
	}

	@Test
	void ownResourcesAreNamedWhereverTheFilesAre() {
		RuntimeHints hints = process("assets.directory=file:./target/no-front-end/");
		for (String table : List.of("collection/content-types.txt", "html/character-references.txt")) {
			assertThat(RuntimeHintsPredicates.resource().forResource("io/github/assetsboot/" + table)).as(table)
				.accepts(hints);
		}
	}

	@Test
	void nothingIsNamedWhenDisabled() {
		RuntimeHints hints = process("assets.enabled=false", "assets.directory=classpath:/environment/site/");
		assertThat(RuntimeHintsPredicates.resource().forResource("environment/site/index.html")).rejects(hints);
	}

	private static Stream<String> patterns(RuntimeHints hints) {
		return hints.resources()
			.resourcePatternHints()
			.flatMap((hint) -> hint.getIncludes().stream())
			.map(ResourcePatternHint::getPattern);
	}

	private static RuntimeHints process(String... properties) {
		DefaultGenerationContext generationContext = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext());
			context.register(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
					AssetsAutoConfiguration.class);
			TestPropertyValues.of(properties).applyTo(context);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generationContext);
		}
		return generationContext.getRuntimeHints();
	}

}
