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

package io.github.assetsboot.actuate;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.explain.RoutingExplanation;
import io.github.assetsboot.explain.RoutingStep;
import org.junit.jupiter.api.Test;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.javapoet.ClassName;
import org.springframework.mock.web.MockServletContext;
import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hints for a native image of an application with the endpoint.
 */
class AssetsEndpointAotTests {

	@Test
	void answersAreWrittenByTheirAccessors() {
		RuntimeHints hints = process("assets.directory=file:./target/no-front-end/",
				"management.endpoints.web.exposure.include=assets");
		for (Class<?> type : List.of(AssetsDescription.class, AssetsDescription.File.class,
				AssetsDescription.CountedRedirectRule.class, AssetsListing.class, AssetsListing.Entry.class,
				RoutingExplanation.class, RoutingExplanation.Outcome.class, RoutingStep.class)) {
			assertThat(accessors(type)).as(type.getName()).accepts(hints);
		}
	}

	@Test
	void operationsAreCalled() throws Exception {
		RuntimeHints hints = process("assets.directory=file:./target/no-front-end/",
				"management.endpoints.web.exposure.include=assets");
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(AssetsEndpoint.class.getMethod("assets", String.class, Integer.class, String.class,
					String.class, EndpointFormat.class)))
			.accepts(hints);
	}

	private static Predicate<RuntimeHints> accessors(Class<?> record) {
		return Arrays.stream(record.getRecordComponents())
			.map((component) -> (Predicate<RuntimeHints>) RuntimeHintsPredicates.reflection()
				.onMethodInvocation(component.getAccessor()))
			.reduce(Predicate::and)
			.orElseThrow();
	}

	private static RuntimeHints process(String... properties) {
		DefaultGenerationContext generationContext = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("com.example", "Application")), new InMemoryGeneratedFiles());
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext());
			context.register(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
					AssetsAutoConfiguration.class,
					ClassUtils.resolveClassName("io.github.assetsboot.servlet.AssetsServletAutoConfiguration", null),
					ClassUtils.resolveClassName("io.github.assetsboot.explain.AssetsExplainAutoConfiguration", null),
					AssetsEndpointAutoConfiguration.class);
			TestPropertyValues.of(properties).applyTo(context);
			new ApplicationContextAotGenerator().processAheadOfTime(context, generationContext);
		}
		return generationContext.getRuntimeHints();
	}

}
