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

package io.github.assetsboot.livereload;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.security.AssetsRequest;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.devtools.classpath.ClassPathChangedEvent;
import org.springframework.boot.devtools.filewatch.ChangedFile;
import org.springframework.boot.devtools.filewatch.ChangedFile.Type;
import org.springframework.boot.devtools.filewatch.ChangedFiles;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.filter.ShallowEtagHeaderFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for live reload, the first test to read of this package.
 *
 * <p>
 * A page waits at one path for events. The first event tells the state of the
 * application. A further event tells that the page has to be reloaded, or which of its
 * style sheets have changed.
 */
@Timeout(60)
class LiveReloadIT {

	@TempDir
	Path directory;

	private final Map<String, String> properties = new LinkedHashMap<>();

	private final List<ConfigurableApplicationContext> contexts = new ArrayList<>();

	@BeforeEach
	void writeSite() throws IOException {
		write("index.html", "<title>a</title>");
		write("app.js", "1");
		write("css/app.css", "@import 'base.css';");
		write("css/base.css", "a { color: red }");
		this.properties.put("assets.directory", this.directory.toString());
		this.properties.put("assets.reload", "true");
		this.properties.put("assets.live-reload", "true");
		this.properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
	}

	@AfterEach
	void stop() {
		this.contexts.forEach(ConfigurableApplicationContext::close);
	}

	private void write(String name, String content) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private ConfigurableApplicationContext start(Container container) {
		return start(container, Applications.Empty.class);
	}

	private ConfigurableApplicationContext start(Container container, Class<?> application) {
		this.properties.put("spring.autoconfigure.exclude", container.excluded());
		ConfigurableApplicationContext context = Applications.start(application, this.properties);
		this.contexts.add(context);
		return context;
	}

	private static Events events(ConfigurableApplicationContext context) throws Exception {
		return new Events(Applications.port(context), "/.assets/live-reload");
	}

	@ParameterizedTest
	@EnumSource
	void pageIsToldToReload(Container container) throws Exception {
		ConfigurableApplicationContext context = start(container);
		try (Events events = events(context)) {
			String instance = events.next().replaceFirst("^state: ([0-9a-f]{8})\\.1$", "$1");
			assertThat(instance).hasSize(8);
			write("app.js", "2");
			assertThat(events.next()).isEqualTo("state: " + instance + ".2");
			write("css/base.css", "a { color: blue }");
			assertThat(events.next()).isEqualTo(
					"styles: {\"state\":\"" + instance + ".3\",\"styles\":{\"/css/base.css\":\"/css/base.css\"}}");
			write("css/new.css", "");
			assertThat(events.next()).startsWith("styles: ").contains("{\"/css/new.css\":\"/css/new.css\"}");
			Files.delete(this.directory.resolve("css/new.css"));
			assertThat(events.next()).isEqualTo("state: " + instance + ".5");
			write("_headers", "/*\n  X-A: b\n");
			assertThat(events.next()).isEqualTo("state: " + instance + ".6");
		}
	}

	/**
	 * The name of a style sheet changes with those that it imports.
	 */
	@Test
	void newNamesOfStyleSheetsAreTold() throws Exception {
		this.properties.put("assets.fingerprint.paths", "/css/*");
		this.properties.put("server.servlet.context-path", "/shop");
		this.properties.put("assets.base-path", "/base");
		ConfigurableApplicationContext context = start(Container.TOMCAT);
		try (Events events = new Events(Applications.port(context), "/shop/.assets/live-reload")) {
			events.next();
			write("css/base.css", "a { color: blue }");
			assertThat(events.next()).matches(
					"styles: .*\"styles\":\\{" + "\"/base/css/app-(\\w{10}).css\":\"/base/css/app-(?!\\1)\\w{10}.css\","
							+ "\"/base/css/app.css\":\"/base/css/app.css\","
							+ "\"/base/css/base-(\\w{10}).css\":\"/base/css/base-(?!\\2)\\w{10}.css\","
							+ "\"/base/css/base.css\":\"/base/css/base.css\"}}");
		}
	}

	@Test
	void styleSheetsOfAnotherOriginAreNotExchanged() throws Exception {
		this.properties.put("assets.url-prefix", "https://cdn.example.com");
		ConfigurableApplicationContext context = start(Container.TOMCAT);
		try (Events events = events(context)) {
			events.next();
			write("css/base.css", "a { color: blue }");
			assertThat(events.next()).startsWith("state: ");
		}
	}

	@Test
	void changedTemplateReloadsAndAChangedAssetDoesNotTwice() throws Exception {
		ConfigurableApplicationContext context = start(Container.TOMCAT);
		try (Events events = events(context)) {
			String state = events.next();
			publish(context, this.directory.resolve("css/app.css"), false);
			publish(context, Path.of("classes", "A.class"), true);
			publish(context, Path.of("classes", "templates", "orders.html"), false);
			assertThat(events.next()).isEqualTo(state.replace(".1", ".2"));
		}
	}

	private static void publish(ConfigurableApplicationContext context, Path file, boolean restart) {
		File folder = file.getParent().toFile();
		ChangedFile change = new ChangedFile(folder, file.toFile(), Type.MODIFY);
		context.publishEvent(
				new ClassPathChangedEvent(context, Set.of(new ChangedFiles(folder, Set.of(change))), restart));
	}

	/**
	 * A graceful shutdown would wait for 30 seconds.
	 */
	@ParameterizedTest
	@EnumSource
	void stoppedApplicationEndsTheEventsAndTheNextOneHasAnotherState(Container container) throws Exception {
		ConfigurableApplicationContext context = start(container);
		int port = Applications.port(context);
		String state;
		try (Events events = events(context)) {
			state = events.next();
			long start = System.nanoTime();
			context.close();
			assertThat(events.next()).isNull();
			assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
		}
		this.properties.put("server.port", String.valueOf(port));
		try (Events events = events(start(container))) {
			assertThat(events.next()).startsWith("state: ").isNotEqualTo(state);
		}
	}

	@ParameterizedTest
	@EnumSource
	void clientsThatHaveGoneGiveTheirPlacesBack(Container container) throws Exception {
		ConfigurableApplicationContext context = start(container);
		LiveReloadClients clients = context.getBean(LiveReloadClients.class);
		List<SocketClient> sockets = new ArrayList<>();
		for (int i = 0; i < LiveReloadClients.MAX_CLIENTS; i++) {
			SocketClient socket = new SocketClient(Applications.port(context));
			socket.write(SocketClient.request("GET", "/.assets/live-reload", List.of()));
			assertThat(socket.readHead().status()).isEqualTo(200);
			sockets.add(socket);
		}
		// the head of the last response is sent before its client counts
		await().until(() -> clients.count() == LiveReloadClients.MAX_CLIENTS);
		try (SocketClient next = new SocketClient(Applications.port(context))) {
			assertThat(next.send("GET", "/.assets/live-reload").status()).isEqualTo(503);
			assertThat(next.send("HEAD", "/.assets/live-reload").status()).isEqualTo(503);
			assertThat(next.send("GET", "/app.js").status()).isEqualTo(200);
		}
		for (SocketClient socket : sockets) {
			socket.close();
		}
		await().atMost(Duration.ofSeconds(40)).until(() -> clients.count() == 0);
	}

	/**
	 * The script in a page gives up after 404.
	 */
	@ParameterizedTest
	@EnumSource
	@ExtendWith(OutputCaptureExtension.class)
	void filterWithoutSupportForAsynchronousRequestsIsLoggedOnce(Container container, CapturedOutput output)
			throws IOException {
		this.properties.put("logging.level.io.github.assetsboot", "warn");
		ConfigurableApplicationContext context = start(container, Synchronous.class);
		try (SocketClient client = new SocketClient(Applications.port(context))) {
			for (String method : List.of("GET", "HEAD", "GET")) {
				Response response = client.send(method, "/.assets/live-reload");
				assertThat(response.status()).isEqualTo(404);
				assertThat(response.header("cache-control")).isEqualTo("no-store");
				assertThat(response.bytes()).isEmpty();
			}
		}
		assertThat(output.getOut()).containsOnlyOnce("Pages do not reload by themselves, because a filter or servlet");
	}

	/**
	 * Other filters, such as those of Spring Security, add header fields in the thread of
	 * the request.
	 */
	@Test
	void headOfTheEventsIsSentByTheThreadOfTheRequest() throws IOException {
		List<Thread> committing = new CopyOnWriteArrayList<>();
		MockHttpServletResponse response = new MockHttpServletResponse() {

			@Override
			public void setCommitted(boolean committed) {
				committing.add(Thread.currentThread());
				super.setCommitted(committed);
			}

		};
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setAsyncSupported(true);
		LiveReloadClients clients = new LiveReloadClients();
		clients.start();
		try {
			assertThat(clients.add(request, response)).isTrue();
			await().until(() -> committing.size() > 1);
			assertThat(committing.get(0)).isEqualTo(Thread.currentThread());
		}
		finally {
			clients.stop();
		}
	}

	/**
	 * A build that writes classes and files reloads the pages and restarts the
	 * application at the same time.
	 */
	@Test
	void responsesEndWithTheApplicationWhileEventsAreWritten(@TempDir Path directory) throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(directory.toString());
		tomcat.setPort(0);
		tomcat.getConnector().setProperty("address", "127.0.0.1");
		AtomicReference<LiveReloadClients> clients = new AtomicReference<>();
		StandardContext context = (StandardContext) tomcat.addContext("", null);
		Tomcat.addServlet(context, "events", new HttpServlet() {

			@Override
			protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
				clients.get().add(request, response);
			}

		}).setAsyncSupported(true);
		context.addServletMappingDecoded("/", "events");
		tomcat.start();
		try {
			for (int round = 0; round < 20; round++) {
				clients.set(new LiveReloadClients());
				clients.get().start();
				List<Socket> pages = new ArrayList<>();
				for (int i = 0; i < 40; i++) {
					Socket page = new Socket("127.0.0.1", tomcat.getConnector().getLocalPort());
					page.getOutputStream()
						.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
					page.setSoTimeout(10_000);
					pages.add(page);
					BufferedReader lines = new BufferedReader(
							new InputStreamReader(page.getInputStream(), StandardCharsets.US_ASCII));
					while (!lines.readLine().startsWith("data:")) {
						// the head
					}
				}
				for (int i = 0; i < 20; i++) {
					clients.get().reload();
				}
				Thread.sleep(round % 2);
				clients.get().stop();
				await().atMost(Duration.ofSeconds(4))
					.untilAsserted(() -> assertThat(context.getInProgressAsyncCount()).isZero());
				for (Socket page : pages) {
					page.close();
				}
			}
		}
		finally {
			tomcat.stop();
			tomcat.destroy();
		}
	}

	@ParameterizedTest
	@EnumSource
	void eventsPassAFilterOfEntityTags(Container container) throws Exception {
		ConfigurableApplicationContext context = start(container, Tagging.class);
		try (Events events = events(context)) {
			assertThat(events.next()).startsWith("state: ");
		}
	}

	@ParameterizedTest
	@CsvSource({ "live reload,200,302,302", "assets,200,200,404", "nothing,302,302,302" })
	void securityRulesHold(String permitted, int status, int scriptStatus, int missingStatus) throws Exception {
		this.properties.put(SecurityOnDemand.PROPERTY, "true");
		this.properties.put("test.permitted", permitted);
		this.properties.put("assets.live-reload-path", "/wait");
		for (Container container : Container.values()) {
			ConfigurableApplicationContext context = start(container, Secured.class);
			HttpClient client = HttpClient.newHttpClient();
			URI uri = URI.create("http://localhost:" + Applications.port(context) + "/wait");
			HttpResponse<InputStream> response = client.send(
					HttpRequest.newBuilder(uri).header("Accept", "text/event-stream").build(),
					HttpResponse.BodyHandlers.ofInputStream());
			assertThat(response.statusCode()).isEqualTo(status);
			assertThat(response.headers().firstValue("set-cookie").isPresent()).as("session").isFalse();
			LiveReloadClients clients = context.getBean(LiveReloadClients.class);
			await().until(() -> clients.count() == ((status == 200) ? 1 : 0));
			response.body().close();
			try (SocketClient socket = new SocketClient(Applications.port(context))) {
				assertThat(socket.send("GET", "/app.js").status()).isEqualTo(scriptStatus);
				assertThat(socket.send("GET", "/wait/").status()).isEqualTo(missingStatus);
				assertThat(socket.send("GET", "/login", "Sec-Fetch-Mode: navigate").body())
					.contains("data-assets-live-reload=\"/wait\"");
			}
		}
	}

	private static WebApplicationContextRunner runner() {
		return new WebApplicationContextRunner().withConfiguration(
				AutoConfigurations.of(AssetsAutoConfiguration.class, AssetsLiveReloadAutoConfiguration.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "assets.live-reload=auto", "assets.live-reload=false", "a=b",
			"assets.live-reload=true,assets.enabled=false" })
	void isOffWithoutDevToolsOrSetting(String properties) {
		runner().withPropertyValues(properties.split(","))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LiveReloadClients.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "live-reload", "/", "", "/a/", "/*", "/a/*", "/a?b", "/a b", "/../a", "/a//b", "/ä" })
	void invalidPathIsExplained(String path) {
		runner().withPropertyValues("assets.live-reload=true", "assets.live-reload-path=" + path)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("assets.live-reload-path")
				.hasMessageContaining("it is not a plain path"));
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Secured {

		@Bean
		SecurityFilterChain security(HttpSecurity http, @Value("${test.permitted}") String permitted) {
			http.authorizeHttpRequests((requests) -> {
				switch (permitted) {
					case "live reload" -> requests.requestMatchers(AssetsRequest.toLiveReload()).permitAll();
					case "assets" -> requests.requestMatchers(AssetsRequest.toAssets())
						.permitAll()
						.dispatcherTypeMatchers(DispatcherType.ERROR)
						.permitAll();
				}
				requests.anyRequest().authenticated();
			});
			return http.formLogin(Customizer.withDefaults()).build();
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Synchronous {

		@Bean
		FilterRegistrationBean<Filter> synchronous() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>(
					(request, response, chain) -> chain.doFilter(request, response));
			registration.setName("synchronous");
			registration.setAsyncSupported(false);
			return registration;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Tagging {

		@Bean
		ShallowEtagHeaderFilter entityTags() {
			return new ShallowEtagHeaderFilter();
		}

	}

	private static final class Events implements AutoCloseable {

		private final BufferedReader lines;

		Events(int port, String path) throws Exception {
			HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
				.version(HttpClient.Version.HTTP_1_1)
				.build();
			HttpResponse<InputStream> response = HttpClient.newHttpClient()
				.send(request, HttpResponse.BodyHandlers.ofInputStream());
			assertThat(response.statusCode()).isEqualTo(200);
			this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
		}

		/**
		 * Return the next event, or {@code null} at the end.
		 */
		String next() throws IOException {
			String line = this.lines.readLine();
			while (line != null && !line.startsWith("event: ")) {
				line = this.lines.readLine();
			}
			return (line != null)
					? line.substring("event: ".length()) + this.lines.readLine().substring("data".length()) : null;
		}

		@Override
		public void close() throws IOException {
			this.lines.close();
		}

	}

}
