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

package io.github.assetsboot.servlet;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.context.servlet.AnnotationConfigServletWebApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockServletContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StaticWelcomePagePostProcessor}.
 */
class StaticWelcomePagePostProcessorTests {

	private static final String MAPPING = "welcomePageHandlerMapping";

	private static final String NOT_ACCEPTABLE = "welcomePageNotAcceptableHandlerMapping";

	@TempDir
	Path root;

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AssetsAutoConfiguration.class, AssetsServletAutoConfiguration.class,
				WebMvcAutoConfiguration.class, DispatcherServletAutoConfiguration.class));

	private static boolean isReplaced(ApplicationContext context, String name) {
		AbstractUrlHandlerMapping mapping = context.getBean(name, AbstractUrlHandlerMapping.class);
		assertThat(mapping.getRootHandler()).isNull();
		return mapping.getClass().getEnclosingClass() == StaticWelcomePagePostProcessor.class;
	}

	@Test
	void bothMappingsAreReplacedWhereThereIsAPage() throws Exception {
		Files.writeString(this.root.resolve("index.html"), "x");
		this.contextRunner.withPropertyValues("spring.web.resources.static-locations=" + this.root.toUri())
			.run((context) -> {
				assertThat(isReplaced(context, MAPPING)).isTrue();
				assertThat(isReplaced(context, NOT_ACCEPTABLE)).isTrue();
			});
	}

	@Test
	void pageAtTheRootOfTheServletContextCounts() throws Exception {
		Files.writeString(this.root.resolve("index.html"), "x");
		try (AnnotationConfigServletWebApplicationContext context = new AnnotationConfigServletWebApplicationContext()) {
			context.setServletContext(new MockServletContext(this.root.toUri().toString()));
			context.register(DispatcherServletAutoConfiguration.class, WebMvcAutoConfiguration.class,
					AssetsAutoConfiguration.class, AssetsServletAutoConfiguration.class);
			context.refresh();
			assertThat(isReplaced(context, MAPPING)).isTrue();
		}
	}

	@Test
	void mappingsStayWithoutAPageAndUnderAnotherPattern() throws Exception {
		this.contextRunner.withPropertyValues("spring.web.resources.static-locations=" + this.root.toUri())
			.run((context) -> assertThat(isReplaced(context, MAPPING)).isFalse());
		Files.writeString(this.root.resolve("index.html"), "x");
		this.contextRunner
			.withPropertyValues("spring.web.resources.static-locations=" + this.root.toUri(),
					"spring.mvc.static-path-pattern=/ui/**")
			.run((context) -> {
				assertThat(isReplaced(context, MAPPING)).isFalse();
				assertThat(isReplaced(context, NOT_ACCEPTABLE)).isFalse();
			});
	}

	/**
	 * Ahead-of-time processing registers beans with suppliers.
	 */
	@Test
	void supplierOfAMappingIsNotCalled() throws Exception {
		Files.writeString(this.root.resolve("index.html"), "x");
		Class<?> type = ClassUtils.forName("org.springframework.boot.webmvc.autoconfigure.WelcomePageHandlerMapping",
				null);
		this.contextRunner.withPropertyValues("spring.web.resources.static-locations=" + this.root.toUri())
			.run((context) -> {
				DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
				beanFactory.addBeanPostProcessor(new StaticWelcomePagePostProcessor(context));
				RootBeanDefinition definition = new RootBeanDefinition(type);
				definition.setInstanceSupplier(() -> {
					throw new IllegalStateException();
				});
				beanFactory.registerBeanDefinition(MAPPING, definition);
				assertThat(beanFactory.getBean(MAPPING)).isInstanceOf(AbstractUrlHandlerMapping.class);
			});
	}

	@Test
	void beanOfTheApplicationWithThatNameStays() {
		GenericWebApplicationContext context = new GenericWebApplicationContext(new MockServletContext());
		StaticWelcomePagePostProcessor processor = new StaticWelcomePagePostProcessor(context);
		assertThat(processor.postProcessBeforeInstantiation(SimpleUrlHandlerMapping.class, MAPPING)).isNull();
		assertThat(processor.postProcessBeforeInstantiation(String.class, "other")).isNull();
	}

}
