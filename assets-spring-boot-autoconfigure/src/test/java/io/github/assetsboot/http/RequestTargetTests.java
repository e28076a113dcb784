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

package io.github.assetsboot.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Request targets that are sent byte for byte: Tomcat and Jetty give the same answers,
 * with and without Spring Security, and neither gives away what is outside of the root or
 * behind a rule.
 */
class RequestTargetTests {

	private static final String SECRET = "sentinel-7c2f";

	private static final List<String> NAMES = List.of("index.html", "f.txt", "one/b.txt", "[id].txt", "a]b.txt",
			"100%.txt", "a%b/c.txt", "x;y.txt", "%2e.txt", "a%2fb.txt", "\u00fcn\u00ef.txt", "a b.txt", "{x}.txt",
			"a|b.txt", "a^b.txt", "a`b.txt", "q?.txt", "h#.txt");

	/**
	 * Each is also sent below a context path.
	 */
	private static final List<String> HOSTILE = List.of("/../secret.txt", "/one/../../secret.txt", "/%2e%2e/secret.txt",
			"/.%2e/secret.txt", "/%2E%2E%2Fsecret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "/..\\secret.txt",
			"/..%255csecret.txt", "/..%252fsecret.txt", "/%252e%252e/secret.txt", "/one/%252e%252e/f.txt",
			"/..;/secret.txt", "/one/..;x=1/../secret.txt", "/%2e%2e;/secret.txt", "/one/%2e%2e;/%2e%2e/secret.txt",
			"/%c0%ae%c0%ae/secret.txt", "/%u002e%u002e/secret.txt", "/f.txt%00", "/%00", "/%ff", "/f.txt%", "/f.txt%2",
			"/%XX", "/admin/secret.txt", "//admin/secret.txt", "/admin//secret.txt", "///admin///secret.txt",
			"/./admin/secret.txt", "/%2e/admin/secret.txt", "/one/../admin/secret.txt", "/one/%2e%2e/admin/secret.txt",
			"/one/..;/admin/secret.txt", "/one/;/../../admin/secret.txt", "/admin;x/secret.txt", "/;x/admin/secret.txt",
			"/admin/;/secret.txt", "/admin/secret.txt;x=1", "/admin/./secret.txt", "/admin/%2e/secret.txt",
			"/admin%2fsecret.txt", "/admin%252fsecret.txt", "/admin%5csecret.txt", "/%61dmin/secret.txt",
			"/adm%69n/secr%65t.txt", "/admin/secret.txt/", "/admin/secret.txt//", "/admin/secret", "/Admin/secret.txt",
			"/admin%25/secret.txt", "/admin%3b/secret.txt", "/admin%3bx/../secret.txt", "/admin/secret.txt%20",
			"/[admin]/secret.txt", "/[..]/admin/secret.txt", "/a]b/../admin/secret.txt", "/api/%2e%2e/admin/secret.txt",
			"/api/..;/admin/secret.txt", "/backdoor", "//backdoor", "/%62ackdoor", "/one/%2e%2e/backdoor", "/_headers",
			"//_headers", "/_headers;x", "/%5fheaders", "/one/%2e%2e/_redirects", "/WEB-INF/web.xml",
			"/WEB-INF;x/web.xml", "//WEB-INF/web.xml", "/one/%2e%2e/WEB-INF/web.xml", "/%57EB-INF/web.xml",
			"//evil.example/..", "//evil.example/one/b.txt", "///evil.example", "/.//evil.example",
			"/%2f%2fevil.example", "/\\evil.example", "/;/evil.example", "/one/..//evil.example");

	@TempDir
	static Path directory;

	private static Path root;

	private static final Map<Kind, Map<Container, Running>> running = new EnumMap<>(Kind.class);

	@BeforeAll
	static void start() throws IOException {
		root = Files.createDirectory(directory.resolve("root"));
		for (String name : NAMES) {
			write(root.resolve(name), "file " + name);
		}
		write(directory.resolve("secret.txt"), SECRET);
		write(root.resolve("admin/secret.txt"), SECRET);
		write(root.resolve("WEB-INF/web.xml"), SECRET);
		write(root.resolve("_headers"), "# " + SECRET);
		write(root.resolve("_redirects"), "# " + SECRET + "\n/backdoor /admin/secret.txt 200\n");
		for (Kind kind : Kind.values()) {
			for (Container container : Container.values()) {
				running.computeIfAbsent(kind, (key) -> new EnumMap<>(Container.class))
					.put(container, new Running(kind, container));
			}
		}
	}

	@AfterAll
	static void stop() throws IOException {
		for (Map<Container, Running> both : running.values()) {
			for (Running one : both.values()) {
				one.client.close();
				one.context.close();
			}
		}
		running.clear();
	}

	private static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	/**
	 * The answer without Spring Security, and with it if that is another: its firewall
	 * refuses what may have two meanings.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = ' ', quoteCharacter = '\'', nullValues = "-",
			value = { "/f.txt 'file f.txt' -", "/100%25.txt 'file 100%.txt' 400", "/a%25b/c.txt 'file a%b/c.txt' 400",
					"/%252e.txt 'file %2e.txt' 400", "/a%252fb.txt 'file a%2fb.txt' 400",
					"/%5Bid%5D.txt 'file [id].txt' -", "/[id].txt '307 /%5Bid%5D.txt' -", "/a]b.txt '307 /a%5Db.txt' -",
					"/x%3By.txt 'file x;y.txt' 400", "/x;y.txt '307 /x%3By.txt' 400", "/f.txt;v=1 404 400",
					"/one;v=1/b.txt 404 400", "//one/b.txt '307 /one/b.txt' 400", "/one//b.txt '307 /one/b.txt' 400",
					"/one///b.txt '307 /one/b.txt' 400", "/one/./b.txt 'file one/b.txt' 400",
					"/one/%2e/b.txt 'file one/b.txt' 400", "/one/%2e%2e/f.txt 'file f.txt' 400",
					"/one/%2E. 'file index.html' 400", "/%2e 'file index.html' 400", "/a%2fb.txt 400 -",
					"/a%2Fb.txt 400 -", "/a%5cb.txt 400 -", "/a\\b.txt 400 -", "/{x}.txt 400 -",
					"/%7Bx%7D.txt 'file {x}.txt' -", "/a|b.txt 400 -", "/a%7Cb.txt 'file a|b.txt' -", "/a^b.txt 400 -",
					"/a`b.txt 400 -", "/\u00fcn\u00ef.txt 400 -", "/%C3%BCn%C3%AF.txt 'file \u00fcn\u00ef.txt' -",
					"/q%3F.txt 'file q?.txt' -", "/h%23.txt 'file h#.txt' -", "/f.txt?a=[1] 'file f.txt' -",
					"/%2e%2e/secret.txt 400 -", "/..;/secret.txt 400 -", "/api/x 'api x' -", "/api/x;y=1 'api x' 400",
					"/api/[x] 'api [x]' -", "/api/a%25b 'api a%b' 400", "/api/a%2fb 400 -", "/api;v=1/x 'api x' 400",
					"/api//x 404 400", "/one/%2e%2e/api/x 404 400" })
	void answer(String target, String expected, @Nullable String withSecurity) throws IOException {
		for (Container container : Container.values()) {
			assertThat(describe(send(Kind.PLAIN, container, target))).as("%s", container).isEqualTo(expected);
			assertThat(describe(send(Kind.SECURED, container, target))).as("%s with Spring Security", container)
				.isEqualTo((withSecurity != null) ? withSecurity : expected);
		}
	}

	/**
	 * A browser encodes other characters by itself.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "/f.txt", "/100%25.txt", "/%252e.txt", "/%5Bid%5D.txt", "/[id].txt", "/x%3By.txt",
			"/x;y.txt", "/f.txt;v=1", "//one/b.txt", "/one//b.txt", "/one/./b.txt", "/one/%2e/b.txt",
			"/one/%2e%2e/f.txt", "/one/%2E.", "/%2e", "/a%2fb.txt", "/a%5cb.txt", "/a\\b.txt", "/a|b.txt", "/a%7Cb.txt",
			"/%C3%BCn%C3%AF.txt", "/q%3F.txt", "/h%23.txt", "/%2e%2e/secret.txt", "/..;/secret.txt", "/one/../f.txt",
			"/api/x", "/api/x;y=1", "/api/a%25b", "/api/a%2fb", "/..data/x", "/a..b/c.", "/f%2Etxt", "/a%2e%2eb",
			"/notes%0A7", "/notes%0d7", "/a%E2%80%A8b", "/a%e2%80%a9b", "/notes/%E9", "/notes/%ff", "/a%C3%BC",
			"/a%09b" })
	void explanationTellsThatTheRequestIsRefused(String target) throws IOException {
		for (Kind kind : List.of(Kind.PLAIN, Kind.SECURED)) {
			for (Container container : Container.values()) {
				assertThat(
						findings(kind, container, target).stream().anyMatch((text) -> text.contains(" answers 400 ")))
					.as("%s %s", kind, container)
					.isEqualTo(send(kind, container, target).status() == 400);
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/\u00fc", "/caf\u00e9.txt", "/\u4e2d/%C3%BC" })
	void characterThatBrowsersEncodeIsNotRefused(String target) {
		assertThat(findings(Kind.SECURED, Container.TOMCAT, target))
			.noneMatch((finding) -> finding.contains(" answers 400 "));
	}

	@ParameterizedTest
	@ValueSource(strings = { "/WEB-INF/web.xml", "/META-INF/x", "/meta-inf/x", "/web-inf", "/%57EB-INF/web.xml" })
	void explanationTellsThatTheFolderIsPrivate(String target) throws IOException {
		for (Container container : Container.values()) {
			assertThat(findings(Kind.PLAIN, container, target)).as("%s", container)
				.first()
				.isEqualTo("The web server answers 404 to all paths below /META-INF and /WEB-INF.");
			assertThat(send(Kind.PLAIN, container, target).status()).as("%s", container).isEqualTo(404);
		}
		assertThat(findings(Kind.PLAIN, Container.TOMCAT, "/one" + target))
			.noneMatch((finding) -> finding.contains("web server"));
	}

	private static List<String> findings(Kind kind, Container container, String target) {
		return Objects.requireNonNull(Objects.requireNonNull(running.get(kind)).get(container)).context
			.getBean(RoutingExplainer.class)
			.explain("GET", target, Map.of())
			.explanation()
			.findings();
	}

	/**
	 * Jetty does not check the character after the first slash.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "{", "|", "}", "^", "`", "\"", "<", ">", "\u00e9" })
	void firstCharacterOfAPathIsCheckedByTomcatOnly(String character) throws IOException {
		String target = "/" + character + "b.txt";
		assertThat(send(Kind.PLAIN, Container.TOMCAT, target).status()).isEqualTo(400);
		assertThat(send(Kind.PLAIN, Container.JETTY, target).status()).isEqualTo(404);
		assertThat(send(Kind.PLAIN, Container.TOMCAT, "/one" + target).status()).isEqualTo(400);
		assertThat(send(Kind.PLAIN, Container.JETTY, "/one" + target).status()).isEqualTo(400);
		assertThat(send(Kind.PLAIN, Container.JETTY, "/a" + character + "b.txt").status()).isEqualTo(400);
	}

	private static String describe(Response response) {
		if (response.status() == 200) {
			return response.body();
		}
		String location = response.headers().get("location");
		return response.status() + ((location != null) ? " " + location : "");
	}

	@ParameterizedTest
	@EnumSource
	void hostileTargetReachesNothing(Kind kind) throws IOException {
		List<String> findings = new ArrayList<>();
		for (String target : HOSTILE) {
			Map<Container, String> answers = new EnumMap<>(Container.class);
			for (Container container : Container.values()) {
				Response response = send(kind, container, target);
				answers.put(container, describe(response));
				String location = response.headers()
					.getOrDefault("location", "/")
					.replaceFirst("^http://127.0.0.1:\\d+/", "/");
				if ((response.body().contains(SECRET) && !isOpened(kind, target)) || response.status() >= 500
						|| !location.startsWith("/") || location.startsWith("//") || location.startsWith("/\\")) {
					findings.add(container + " " + target + ": " + response);
				}
				if (response.headers().getOrDefault("x-path", "").contains("Exception")) {
					findings.add(container + " " + target + ": " + response.headers().get("x-path"));
				}
			}
			if (!answers.get(Container.TOMCAT).equals(answers.get(Container.JETTY)) && !isFilterMapping(kind, target)
					&& !isRootOfContext(kind, target)) {
				findings.add(target + ": " + answers);
			}
		}
		assertThat(findings).isEmpty();
	}

	/**
	 * Tomcat joins empty segments before it looks for a filter, Jetty does not. So the
	 * filter may refuse what the other container redirects or has not.
	 */
	private static boolean isFilterMapping(Kind kind, String target) {
		return kind != Kind.SECURED && target.contains("admin") && target.matches(".*/(;[^/]*)?/.*");
	}

	/**
	 * Tomcat itself redirects to the root of a context, by an absolute URL.
	 */
	private static boolean isRootOfContext(Kind kind, String target) {
		return kind == Kind.BELOW_A_CONTEXT_PATH && target.endsWith("/..");
	}

	/**
	 * Without Spring Security, the rule of the site itself opens the file.
	 */
	private static boolean isOpened(Kind kind, String target) {
		return kind != Kind.SECURED && target.endsWith("ackdoor");
	}

	/**
	 * Without {@code setDecodeAmbiguousURIs(true)}, Jetty throws an exception.
	 */
	@ParameterizedTest
	@CsvSource({ "/100%25.txt, /100%.txt null", "/one/%2e%2e/f.txt, /f.txt null", "/[id].txt, /[id].txt null",
			"/one;v=1/b.txt, /one/b.txt null", "/api/..;/f.txt, /f.txt null" })
	void servletApiDoesNotThrow(String target, String path) throws IOException {
		for (Container container : Container.values()) {
			assertThat(send(Kind.PLAIN, container, target).headers()).as("%s", container).containsEntry("x-path", path);
		}
	}

	private static Response send(Kind kind, Container container, String target) throws IOException {
		return running.get(kind).get(container).send(target);
	}

	private enum Kind {

		PLAIN(Application.class, "", "auto-trailing-slash"),

		AS_THEY_ARE(Application.class, "", "none"),

		BELOW_A_CONTEXT_PATH(Application.class, "/app", "auto-trailing-slash"),

		SECURED(Secured.class, "", "auto-trailing-slash");

		private final Class<?> application;

		private final String contextPath;

		private final String htmlHandling;

		Kind(Class<?> application, String contextPath, String htmlHandling) {
			this.application = application;
			this.contextPath = contextPath;
			this.htmlHandling = htmlHandling;
		}

	}

	private static final class Running {

		private final ConfigurableApplicationContext context;

		private final SocketClient client;

		private final String contextPath;

		Running(Kind kind, Container container) {
			Map<String, String> properties = new HashMap<>(
					Map.of("assets.directory", root.toString(), "spring.autoconfigure.exclude", container.excluded(),
							"assets.html-handling", kind.htmlHandling, "server.servlet.context-path", kind.contextPath,
							SecurityOnDemand.PROPERTY, String.valueOf(kind == Kind.SECURED)));
			this.context = Applications.start(kind.application, properties);
			this.client = new SocketClient(Applications.port(this.context));
			this.contextPath = kind.contextPath;
		}

		/**
		 * A server may close the connection after a refusal without saying so.
		 */
		Response send(String target) throws IOException {
			Response response = this.client.send("GET", this.contextPath + target, Map.of());
			if (response.status() == 400) {
				this.client.close();
			}
			return response;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Filters {

		/**
		 * Says what the Servlet API says of the path.
		 */
		@Bean
		FilterRegistrationBean<Filter> paths() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				((HttpServletResponse) response).setHeader("X-Path", path((HttpServletRequest) request));
				chain.doFilter(request, response);
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

		private static String path(HttpServletRequest request) {
			try {
				request.getHttpServletMapping();
				request.getRequestURL();
				return request.getServletPath() + " " + request.getPathInfo();
			}
			catch (RuntimeException ex) {
				return ex.toString();
			}
		}

	}

	@RestController
	static class Controller {

		@GetMapping("/api/{name}")
		String name(@PathVariable String name) {
			return "api " + name;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application extends Filters {

		/**
		 * A rule without Spring Security.
		 */
		@Bean
		FilterRegistrationBean<Filter> refusals() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response,
					chain) -> ((HttpServletResponse) response).setStatus(HttpServletResponse.SC_FORBIDDEN));
			registration.addUrlPatterns("/admin/*");
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
			return registration;
		}

		@Bean
		Controller controller() {
			return new Controller();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Secured extends Filters {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests(
						(requests) -> requests.requestMatchers("/admin/**").denyAll().anyRequest().permitAll())
				.build();
		}

		@Bean
		Controller controller() {
			return new Controller();
		}

	}

}
