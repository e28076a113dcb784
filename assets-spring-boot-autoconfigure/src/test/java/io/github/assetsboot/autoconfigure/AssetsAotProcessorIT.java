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

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.ResourcePatternHint;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetsAotProcessor}.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsAotProcessorIT {

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
	void viteManifestAndPreviousBuildAreNamed() {
		RuntimeHints hints = process("assets.directory=classpath:/environment/site/",
				"assets.vite.manifest=/folder/deep/data.json", "assets.ignore=folder/",
				"assets.cache.dictionary-directory=classpath:/META-INF/resources/webjars/");
		for (String file : List.of("environment/site/folder/deep/data.json",
				"META-INF/resources/webjars/lib/1/lib.js")) {
			assertThat(RuntimeHintsPredicates.resource().forResource(file)).as(file).accepts(hints);
		}
		assertThat(RuntimeHintsPredicates.resource().forResource("environment/site/folder/index.html")).rejects(hints);
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

	@Test
	void filesOfAllCollectionsAreNamed() {
		RuntimeHints hints = process("assets.directory=file:./target/no-front-end/", "assets.webjars=true",
				"assets.collections.admin.base-path=/admin",
				"assets.collections.admin.directory=classpath:/environment/site/");
		for (String file : List.of("environment/site/index.html", "environment/site/folder/deep/data.json",
				"META-INF/resources/webjars/lib/1/lib.js")) {
			assertThat(RuntimeHintsPredicates.resource().forResource(file)).as(file).accepts(hints);
		}
	}

	@Test
	@CompileWithForkedClassLoader
	@SuppressWarnings("unchecked")
	void beansOfCollectionsAreInjectedIntoTheProcessedApplication() {
		String[] properties = { "assets.directory=classpath:/META-INF/resources/webjars/",
				"assets.collections.admin.base-path=/admin",
				"assets.collections.admin.directory=classpath:/environment/site/" };
		TestGenerationContext generationContext = new TestGenerationContext();
		ClassName initializer;
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext());
			context.register(Configurations.getClasses(OurAutoConfigurations.all()));
			context.register(Injected.class);
			TestPropertyValues.of(properties).applyTo(context);
			initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generationContext);
		}
		generationContext.writeGeneratedContent();
		TestCompiler.forSystem().with(generationContext).compile((compiled) -> {
			try (GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext())) {
				TestPropertyValues.of(properties).applyTo(context);
				compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()).initialize(context);
				context.refresh();
				Injected injected = context.getBean(Injected.class);
				assertThat(injected.admin().fetch("/admin/").getStatusCode().value()).isEqualTo(200);
				assertThat(injected.assets().fetch("/").getStatusCode().value()).isEqualTo(404);
				assertThat(injected.urls().url("/index.html")).isEqualTo("/admin/index.html");
			}
		});
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

	/**
	 * The beans of an application.
	 *
	 * @param assets those of the default collection
	 * @param admin those of the collection {@code admin}
	 * @param urls the URLs of the collection {@code admin}
	 */
	record Injected(Assets assets, @Qualifier("admin") Assets admin, @Qualifier("admin") AssetUrls urls) {

	}

}
