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

package io.github.assetsboot.testing;

import java.util.Arrays;
import java.util.function.Predicate;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;

/**
 * The processing of an application for a native image.
 */
public final class AheadOfTime {

	private final Class<?>[] configurations;

	/**
	 * Create the processing of an application.
	 * @param configurations the configurations of the application
	 */
	public AheadOfTime(Class<?>... configurations) {
		this.configurations = configurations;
	}

	/**
	 * Process the application.
	 * @param properties its properties as {@code name=value}
	 * @return the hints for the native image
	 */
	public RuntimeHints process(String... properties) {
		DefaultGenerationContext generationContext = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext());
			context.register(this.configurations);
			TestPropertyValues.of(properties).applyTo(context);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generationContext);
		}
		return generationContext.getRuntimeHints();
	}

	/**
	 * Return the condition that all components of a record can be read.
	 * @param record the record
	 * @return the condition on hints
	 */
	public static Predicate<RuntimeHints> accessors(Class<?> record) {
		return Arrays.stream(record.getRecordComponents())
			.map((component) -> (Predicate<RuntimeHints>) RuntimeHintsPredicates.reflection()
				.onMethodInvocation(component.getAccessor()))
			.reduce(Predicate::and)
			.orElseThrow();
	}

}
