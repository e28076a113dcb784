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

package io.github.assetsboot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.WebInvocationPrivilegeEvaluator;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import org.springframework.web.util.pattern.PathPatternParser;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ways around the promise of {@code AssetsRequest.toAssets()}, and what it costs.
 *
 * @author the Assets for Spring Boot authors
 */
class PromiseKeepingIT {

	private static final Map<String, String> NONE = Map.of();

	private static final Map<String, String> DOCUMENT = Map.of("Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest",
			"document", "Accept", "text/html");

	private static final Map<String, String> SCRIPT = Map.of("Sec-Fetch-Dest", "script", "Accept", "*/*");

	private static final Map<String, String> JSON = Map.of("Accept", "application/json");

	private static final List<Map<String, String>> CLIENTS = List.of(NONE, DOCUMENT, SCRIPT, JSON);

	@TempDir
	private Path root;

	private final Map<String, String> properties = new LinkedHashMap<>();

	@BeforeEach
	void writeSite() throws IOException {
		Files.writeString(this.root.resolve("index.html"), "page");
		Files.writeString(this.root.resolve("app.js"), "let a = 1");
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("spring.security.user.name", "user");
		this.properties.put("spring.security.user.password", "secret");
		this.properties.put("assets.directory", this.root.toString());
		this.properties.put("assets.not-found-handling", "single-page-application");
	}

	private void run(Container container, Class<?> application, Scenario scenario) throws Exception {
		this.properties.merge("spring.autoconfigure.exclude", container.excluded(),
				(own, excluded) -> own + "," + excluded);
		try (ConfigurableApplicationContext context = Applications.start(application, this.properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			scenario.run(client, context);
		}
	}

	private static void expectClosed(SocketClient client, String target) throws IOException {
		for (Map<String, String> headers : CLIENTS) {
			Response response = client.send("GET", target, headers);
			assertThat(response.body()).as("GET %s %s", target, headers).doesNotContain("classified");
		}
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterOfTheDispatcherServletByNameAnswersNothingThatWasPromised(Container container) throws Exception {
		run(container, FilterByServletName.class, (client, context) -> expectClosed(client, "/report"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterForEveryPathAndDispatchAnswersNothingThatWasPromised(Container container) throws Exception {
		run(container, FilterForEveryDispatch.class, (client, context) -> expectClosed(client, "/report"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void filterBehindADispatcherServletOfAnotherNameAndTypeStaysClosed(Container container) throws Exception {
		run(container, RenamedDispatcher.class, (client, context) -> {
			expectClosed(client, "/secret");
			expectClosed(client, "/report");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void defaultServletOfTheApplicationStaysClosed(Container container) throws Exception {
		this.properties.put("spring.autoconfigure.exclude",
				"org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration");
		this.properties.put("management.server.port", "-1");
		run(container, OwnDefaultServlet.class, (client, context) -> expectClosed(client, "/report"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void resourceHandlerOfTheFirstMappingStaysClosed(Container container) throws Exception {
		run(container, FirstMappings.class, (client, context) -> {
			expectClosed(client, "/private/report.txt");
			expectClosed(client, "/PRIVATE/report.txt");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void resourceHandlerOfAFirstMappingOfAnyKindStaysClosed(Container container) throws Exception {
		run(container, FirstMappings.class, (client, context) -> expectClosed(client, "/custom/report.txt"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void errorPageThatForwardsOpensNoHandler(Container container) throws Exception {
		run(container, ForwardingErrorPage.class, (client, context) -> expectClosed(client, "/gone.js"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void adviceThatForwardsOpensNoHandler(Container container) throws Exception {
		run(container, ForwardingAdvice.class, (client, context) -> expectClosed(client, "/gone.js"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void brokenMultipartRequestHasAnErrorPage(Container container) throws Exception {
		run(container, ErrorsForAll.class, (client, context) -> {
			Response response = client.send("GET", "/gone.js",
					Map.of("Accept", "application/json", "Content-Type", "multipart/form-data"));
			assertThat(response.body()).contains("\"path\":\"/gone.js\"");
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void privilegeEvaluatorGetsAnAnswer(Container container) throws Exception {
		run(container, Secrets.class, (client, context) -> {
			WebInvocationPrivilegeEvaluator evaluator = context.getBean(WebInvocationPrivilegeEvaluator.class);
			AnonymousAuthenticationToken anonymous = new AnonymousAuthenticationToken("key", "anonymous",
					AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));
			assertThat(evaluator.isAllowed("/secret", anonymous)).isFalse();
			assertThat(evaluator.isAllowed("/app.js", anonymous)).isIn(true, false);
		});
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void interceptorDoesNotSeeTheNotFoundThatWasPromised(Container container) throws Exception {
		run(container, WithInterceptor.class,
				(client, context) -> assertThat(client.send("GET", "/gone.js", SCRIPT).headers())
					.doesNotContainKey("x-intercepted"));
	}

	@ParameterizedTest
	@EnumSource(Container.class)
	void webSocketEndpointOfAFilterIsNotThePage(Container container) throws Exception {
		run(container, Upgrading.class, (client, context) -> {
			Map<String, String> upgrade = new LinkedHashMap<>();
			upgrade.put("Connection", "Upgrade");
			upgrade.put("Upgrade", "websocket");
			upgrade.put("Sec-WebSocket-Version", "13");
			upgrade.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
			upgrade.put("Authorization", "Basic dXNlcjpzZWNyZXQ=");
			assertThat(client.send("GET", "/chat", upgrade).status()).isEqualTo(299);
		});
	}

	/**
	 * Java's own HTTP client offers HTTP/2 with the first request of each connection.
	 */
	@ParameterizedTest
	@CsvSource({ "TOMCAT,h2c,404", "JETTY,h2c,404", "TOMCAT,H2C,404", "TOMCAT,'h2c,h2c',404",
			"TOMCAT,'h2c, websocket',401", "JETTY,'websocket,h2c',401", "TOMCAT,irc/6.9,401" })
	void offerOfHttp2ChangesNothing(Container container, String protocols, int missing) throws Exception {
		run(container, Secrets.class, (client, context) -> {
			Map<String, String> upgrade = Map.of("Connection", "Upgrade, HTTP2-Settings", "Upgrade", protocols,
					"HTTP2-Settings", "AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA", "Sec-Fetch-Dest", "script");
			assertThat(client.send("GET", "/assets/nope.js", upgrade).status()).isEqualTo(missing);
			assertThat(client.send("GET", "/secret", upgrade).status()).isEqualTo(401);
		});
	}

	@FunctionalInterface
	private interface Scenario {

		void run(SocketClient client, ConfigurableApplicationContext context) throws Exception;

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(SecretController.class)
	static class Secrets {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return rules(http).build();
		}

		HttpSecurity rules(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.anyRequest()
					.authenticated())
				.csrf((csrf) -> csrf.disable())
				.httpBasic(Customizer.withDefaults());
		}

	}

	@RestController
	static class SecretController {

		@GetMapping("/secret")
		String secret() {
			return "classified";
		}

	}

	/**
	 * Registered without dispatcher types, such a filter sees all of them.
	 */
	static class Reports extends OncePerRequestFilter {

		@Override
		protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws ServletException, IOException {
			if (request.getRequestURI().equals("/report")) {
				response.getWriter().write("classified");
				return;
			}
			chain.doFilter(request, response);
		}

	}

	static class FilterByServletName extends Secrets {

		@Bean
		FilterRegistrationBean<Reports> reports() {
			FilterRegistrationBean<Reports> registration = new FilterRegistrationBean<>(new Reports());
			registration.addServletNames("dispatcherServlet");
			return registration;
		}

	}

	static class FilterForEveryDispatch extends Secrets {

		@Bean
		Reports reports() {
			return new Reports();
		}

	}

	@SuppressWarnings("serial")
	static class OwnDispatcher extends DispatcherServlet {

	}

	static class RenamedDispatcher extends Secrets {

		@Bean
		OwnDispatcher dispatcherServlet() {
			return new OwnDispatcher();
		}

		@Bean
		DispatcherServletRegistrationBean dispatcherServletRegistration(OwnDispatcher dispatcherServlet) {
			DispatcherServletRegistrationBean registration = new DispatcherServletRegistrationBean(dispatcherServlet,
					"/");
			registration.setName("application");
			return registration;
		}

		@Bean
		Reports reports() {
			return new Reports();
		}

	}

	static class OwnDefaultServlet extends Secrets {

		@Bean
		DispatcherServlet dispatcherServlet() {
			return new DispatcherServlet();
		}

		@Bean
		ServletRegistrationBean<DispatcherServlet> dispatcherServletRegistration(DispatcherServlet dispatcherServlet) {
			return new ServletRegistrationBean<>(dispatcherServlet, "/api/*");
		}

		@Bean
		ServletRegistrationBean<HttpServlet> legacy() {
			return new ServletRegistrationBean<>(new Legacy(), "/");
		}

	}

	@SuppressWarnings("serial")
	static class Legacy extends HttpServlet {

		@Override
		protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
			response.getWriter().write("classified");
		}

	}

	static class FirstMappings extends Secrets {

		@Bean
		ResourceHttpRequestHandler files() {
			ResourceHttpRequestHandler handler = new ResourceHttpRequestHandler();
			handler.setResourceResolvers(List.of(new org.springframework.web.servlet.resource.PathResourceResolver() {
				@Override
				protected org.springframework.core.io.@Nullable Resource getResource(String path,
						org.springframework.core.io.Resource location) {
					return new ByteArrayResource("classified".getBytes(StandardCharsets.UTF_8)) {
						@Override
						public String getFilename() {
							return "report.txt";
						}

						@Override
						public long lastModified() {
							return 0;
						}
					};
				}
			}));
			handler.setLocations(List.of(new FileSystemResource("/tmp/")));
			return handler;
		}

		@Bean
		SimpleUrlHandlerMapping firstMapping(ResourceHttpRequestHandler files) {
			SimpleUrlHandlerMapping mapping = new SimpleUrlHandlerMapping(Map.of("/private/**", files),
					Ordered.HIGHEST_PRECEDENCE);
			PathPatternParser parser = new PathPatternParser();
			parser.setCaseSensitive(false);
			mapping.setPatternParser(parser);
			return mapping;
		}

		@Bean
		FirstMapping customMapping(ResourceHttpRequestHandler files) {
			return new FirstMapping(files);
		}

	}

	static class FirstMapping implements HandlerMapping, Ordered {

		private final ResourceHttpRequestHandler files;

		FirstMapping(ResourceHttpRequestHandler files) {
			this.files = files;
		}

		@Override
		public int getOrder() {
			return HIGHEST_PRECEDENCE;
		}

		@Override
		public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) {
			if (!request.getRequestURI().startsWith("/custom/")) {
				return null;
			}
			request.setAttribute(PATH_WITHIN_HANDLER_MAPPING_ATTRIBUTE, "report.txt");
			return new HandlerExecutionChain(this.files);
		}

	}

	@Import(ErrorForwards.class)
	static class ForwardingErrorPage extends Secrets {

		@Bean
		ErrorPageRegistrar errorPages() {
			return (registry) -> registry.addErrorPages(new ErrorPage(HttpStatus.NOT_FOUND, "/missing"));
		}

	}

	@Controller
	static class ErrorForwards {

		@RequestMapping("/missing")
		String missing() {
			return "forward:/secret";
		}

	}

	@Import(Advice.class)
	static class ForwardingAdvice extends Secrets {

	}

	@ControllerAdvice
	static class Advice {

		@ExceptionHandler(NoResourceFoundException.class)
		String missing() {
			return "forward:/secret";
		}

	}

	static class ErrorsForAll extends Secrets {

		@Override
		HttpSecurity rules(HttpSecurity http) {
			return super.rules(http.authorizeHttpRequests(
					(requests) -> requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()));
		}

	}

	static class WithInterceptor extends Secrets implements WebMvcConfigurer {

		@Override
		public void addInterceptors(InterceptorRegistry registry) {
			registry.addInterceptor(new HandlerInterceptor() {
				@Override
				public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
					if (request.getDispatcherType() != DispatcherType.ERROR) {
						response.setHeader("X-Intercepted", "true");
					}
					return true;
				}
			});
		}

	}

	/**
	 * Stands for the filter by which a container upgrades connections.
	 */
	static class Upgrading extends Secrets {

		@Bean
		FilterRegistrationBean<Upgrade> upgrade() {
			return new FilterRegistrationBean<>(new Upgrade());
		}

	}

	@SuppressWarnings("serial")
	static class Upgrade extends HttpFilter {

		@Override
		protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
				throws IOException, ServletException {
			if ("websocket".equals(request.getHeader("Upgrade"))) {
				response.setStatus(299);
				return;
			}
			chain.doFilter(request, response);
		}

	}

}
