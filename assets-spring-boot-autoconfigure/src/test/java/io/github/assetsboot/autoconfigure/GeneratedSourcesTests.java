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

import java.io.File;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

import io.github.assetsboot.testing.SecurityOnDemand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is processed ahead of time, although most auto-configurations and
 * the types of their beans are package-private.
 */
class GeneratedSourcesTests {

	private static final List<String> ROOMS = List.of("actuate", "autoconfigure", "diagnostics", "security", "servlet");

	@TempDir
	Path output;

	@Test
	void generatedSourcesOfEveryAutoConfigurationCompile() throws Exception {
		DefaultGenerationContext generationContext = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		Map<String, InputStreamSource> sources = process(generationContext);
		for (String room : ROOMS) {
			assertThat(sources.keySet()).as(room)
				.anyMatch((file) -> file.startsWith("io/github/assetsboot/" + room + "/Assets")
						&& file.contains("AutoConfiguration"));
		}
		assertThat(compile(sources)).isEmpty();
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(AssetsProperties.ApplicationCache.class.getMethod("getMemory")))
			.accepts(generationContext.getRuntimeHints());
	}

	private static Map<String, InputStreamSource> process(DefaultGenerationContext generationContext) {
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext());
			context.register(Application.class);
			TestPropertyValues
				.of("assets.directory=file:./target/no-front-end/", "management.endpoints.web.exposure.include=assets",
						SecurityOnDemand.PROPERTY + "=true")
				.applyTo(context);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generationContext);
		}
		generationContext.writeGeneratedContent();
		return ((InMemoryGeneratedFiles) generationContext.getGeneratedFiles()).getGeneratedFiles(Kind.SOURCE);
	}

	/**
	 * Compile those sources that are in a package of the library.
	 * @return the messages of the compiler, empty if all is well
	 */
	private String compile(Map<String, InputStreamSource> sources) throws Exception {
		List<Path> files = new ArrayList<>();
		for (Map.Entry<String, InputStreamSource> source : sources.entrySet()) {
			if (source.getKey().startsWith("io/github/assetsboot/")) {
				Path file = this.output.resolve(source.getKey());
				Files.createDirectories(file.getParent());
				Files.write(file, source.getValue().getInputStream().readAllBytes());
				files.add(file);
			}
		}
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			manager.setLocationFromPaths(StandardLocation.CLASS_PATH,
					Stream
						.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
							.split(File.pathSeparator))
						.map(Path::of)
						.toList());
			boolean compiled = compiler
				.getTask(messages, manager, null, List.of("-proc:none", "-nowarn", "-d", this.output.toString()), null,
						manager.getJavaFileObjectsFromPaths(files))
				.call();
			return compiled ? "" : "failed: " + messages;
		}
	}

	@EnableAutoConfiguration
	static class Application {

	}

}
