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

import java.io.IOException;

import io.github.assetsboot.routing.RoutingMode;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Applications with a further {@code DispatcherServlet}, or with one that does not see
 * every path.
 *
 * @author the Assets for Spring Boot authors
 */
class DispatcherServletsIT {

	private static final String[] NAVIGATE = { "Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document" };

	@ParameterizedTest
	@EnumSource(Container.class)
	void pathsOfAnotherDispatcherServletAreItsOwn(Container container) throws Exception {
		for (RoutingMode mode : RoutingMode.values()) {
			try (RunningApplication application = RunningApplication.start(container, TwoServlets.class,
					"assets.routing=" + mode)) {
				assertThat(application.body("/admin/hello")).isEqualTo("hello from admin");
				assertThat(application.body("/admin/hello", NAVIGATE)).isEqualTo("hello from admin");
				for (String target : new String[] { "/admin/nope", "/admin/hello/nope" }) {
					assertThat(application.status(target)).isEqualTo(404);
					assertThat(application.status(target, NAVIGATE)).isEqualTo(404);
				}
				assertThat(application.body("/hello")).isEqualTo("hello");
				assertThat(application.body("/nope")).isEqualTo("fallback page");
				assertThat(application.body("/administration")).isEqualTo("fallback page");
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, ''", "TOMCAT, /shop", "JETTY, ''", "JETTY, /shop" })
	void assetsAnswerOutsideOfTheDispatcherServletsPath(Container container, String contextPath) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, Application.class,
				"spring.mvc.servlet.path=/api", "server.servlet.context-path=" + contextPath)) {
			assertThat(application.body(contextPath + "/")).isEqualTo("fallback page");
			assertThat(application.body(contextPath + "/app.js")).isEqualTo("let a = 1");
			assertThat(application.location(contextPath + "/page.html")).isEqualTo(contextPath + "/page");
			assertThat(application.body(contextPath + "/deep/link")).isEqualTo("fallback page");
			assertThat(application.body(contextPath + "/deep/link", NAVIGATE)).isEqualTo("fallback page");
			Response script = application.get(contextPath + "/gone.js", "Sec-Fetch-Dest", "script");
			assertThat(script.status()).isEqualTo(404);
			assertThat(script.headers().get("cache-control")).contains("no-store");
			assertThat(application.send("POST", contextPath + "/deep/link").status()).isEqualTo(404);
			assertThat(application.send("POST", contextPath + "/app.js").status()).isEqualTo(405);
			assertThat(application.body(contextPath + "/api/hello")).isEqualTo("hello");
			assertThat(application.body(contextPath + "/api/forward")).isEqualTo("page");
			assertThat(application.body(contextPath + "/hello")).isEqualTo("fallback page");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void workersPageIsForAllOutsideOfTheDispatcherServletsPath(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, Application.class,
				"spring.mvc.servlet.path=/api", "assets.routing=workers")) {
			assertThat(application.body("/gone.js", "Sec-Fetch-Dest", "script")).isEqualTo("fallback page");
			assertThat(application.send("POST", "/deep/link").status()).isEqualTo(405);
			assertThat(application.body("/api/hello")).isEqualTo("hello");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void restEndsInTheApplicationsOwnNotFound(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, Application.class,
				"spring.mvc.servlet.path=/api")) {
			assertThat(application.status("/deep/link", "Accept", "application/json")).isEqualTo(404);
			assertThat(application.body("/deep/link", "Accept", "application/json")).contains("\"path\"");
			assertThat(application.body("/app.js")).isEqualTo("let a = 1");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void servletForEveryOtherPathStaysTheApplications(Container container) throws Exception {
		try (RunningApplication application = RunningApplication.start(container, WithDefaultServlet.class,
				"spring.mvc.servlet.path=/api")) {
			assertThat(application.body("/app.js")).isEqualTo("let a = 1");
			assertThat(application.body("/deep/link")).isEqualTo("default servlet");
			assertThat(application.body("/api/hello")).isEqualTo("hello");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "" })
	void pathOfTheDispatcherServletMayBeTheRoot(String path) throws Exception {
		try (RunningApplication application = RunningApplication.start(Container.TOMCAT, Application.class,
				"spring.mvc.servlet.path=" + path)) {
			assertThat(application.body("/hello")).isEqualTo("hello");
			assertThat(application.body("/deep/link")).isEqualTo("fallback page");
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Hello.class)
	static class TwoServlets {

		@Bean
		ServletRegistrationBean<DispatcherServlet> admin(ApplicationContext parent) {
			AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
			context.setParent(parent);
			context.register(Admin.class);
			ServletRegistrationBean<DispatcherServlet> registration = new ServletRegistrationBean<>(
					new DispatcherServlet(context), "/admin/*");
			registration.setName("admin");
			return registration;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import({ Hello.class, Forward.class })
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Hello.class)
	static class WithDefaultServlet {

		@Bean
		ServletRegistrationBean<HttpServlet> defaultServlet() {
			return new ServletRegistrationBean<>(new HttpServlet() {

				@Override
				protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
					response.getWriter().write("default servlet");
				}

			}, "/");
		}

	}

	@Controller
	static class Forward {

		@GetMapping("/forward")
		String forward() {
			return "forward:/page.html";
		}

	}

	@RestController
	static class Hello {

		@GetMapping("/hello")
		String hello() {
			return "hello";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableWebMvc
	@Import(AdminHello.class)
	static class Admin {

	}

	@RestController
	static class AdminHello {

		@GetMapping("/hello")
		String hello() {
			return "hello from admin";
		}

	}

}
