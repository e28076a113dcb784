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

package io.github.assetsboot.robustness;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.Assets;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.error.ErrorPage;
import org.springframework.boot.web.error.ErrorPageRegistrar;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No request reaches a file, rule or setting of another collection than its own. A
 * response of an application with several collections is compared with that of an
 * application that has only the collection of the request.
 */
class CollectionIsolationIT {

	private static final String HOST = "admin.example.com";

	private static final String ADDRESS = "[::1]";

	/**
	 * The collections with their properties. Each of them has a file of each name, and
	 * the default one has files where others live.
	 */
	private static final Map<String, Map<String, String>> COLLECTIONS = new LinkedHashMap<>();

	static {
		COLLECTIONS.put("default", Map.of("not-found-handling", "single-page-application", "cache.immutable", "/css/*",
				"page-data.of", "default", "page-data-path", "/config.json"));
		COLLECTIONS.put("admin",
				Map.of("base-path", "/admin", "not-found-handling", "single-page-application", "html-handling",
						"force-trailing-slash", "fingerprint.paths", "/css/*", "csp.policy",
						"script-src 'self' {script-hashes}", "preload", "headers", "page-data.of", "admin",
						"page-data-path", "/admin.json"));
		COLLECTIONS.put("docs", Map.of("base-path", "/admin/docs", "not-found-handling", "404-page", "routing",
				"workers", "run-worker-first", "/api/*"));
		COLLECTIONS.put("host", Map.of("host", HOST, "html-handling", "none", "url-prefix", "https://cdn.example"));
		COLLECTIONS.put("address", Map.of("host", ADDRESS, "not-found-handling", "single-page-application"));
		COLLECTIONS.put("both", Map.of("host", HOST, "base-path", "/docs", "not-found-handling", "404-page"));
	}

	private static final List<String> PATHS = List.of("/", "/app.js", "/page", "/page.html", "/page/", "/css/app.css",
			"/config.json", "/admin.json", "/deep/link", "/gone.js", "/admin", "/admin/", "/admin/app.js",
			"/admin/page/", "/admin/page.html", "/admin/css/app.css", "/admin/deep/link", "/admin/gone.js",
			"/admin/own.txt", "/admin/config.json", "/admin/admin.json", "/admin/docs", "/admin/docs/",
			"/admin/docs/app.js", "/admin/docs/page", "/admin/docs/deep/link", "/admin/docs/api/x", "/docs/",
			"/docs/page", "/docs/app.js", "/docs/gone", "/administrator", "/admin.html", "/admindocs/app.js",
			"/to/app.js", "/to/admin/app.js", "/to/admin/own.txt", "/moved/admin/app.js", "/up/app.js",
			"/admin/to/app.js", "/admin/to/docs/app.js", "/admin/moved/app.js", "/admin/up/app.js", "/admin/docs/to/x",
			"/admin/docs/up/page", "/docs/up/page", "/_headers", "/admin/_redirects", "/x/..", "/admin/..");

	private static final String ERROR_PAGE = "/admin/page.html";

	private static final List<String> HOSTS = List.of("localhost", "localhost", "localhost", HOST, HOST, HOST + ":8080",
			HOST + ".", "ADMIN.Example.COM", "x" + HOST, HOST + ".example", ADDRESS, ADDRESS + ":8080",
			"[0:0:0:0:0:0:0:1]", "example.com", HOST + ":", "");

	private static final List<String> FIELDS = List.of("Accept: */*", "Accept: text/html",
			"Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\nAccept: text/html", "X-Forwarded-Host: " + HOST,
			"Forwarded: host=" + HOST, "Accept: application/json\r\nX-Requested-With: XMLHttpRequest",
			"X-Original-URL: /admin/app.js", "Accept-Encoding: gzip");

	private static final Pattern CHANGING = Pattern
		.compile("\"timestamp\":\"[^\"]*\"|<div id='created'>[^<]*|127\\.0\\.0\\.1:\\d+");

	@TempDir
	private Path folder;

	private final Map<String, ConfigurableApplicationContext> applications = new LinkedHashMap<>();

	private final Map<String, SocketClient> clients = new LinkedHashMap<>();

	private final Map<String, Integer> answers = new TreeMap<>();

	private void start(Container container) throws IOException {
		Map<String, String> together = new LinkedHashMap<>();
		for (Map.Entry<String, Map<String, String>> collection : COLLECTIONS.entrySet()) {
			String name = collection.getKey();
			Path directory = this.folder.resolve(container + "-" + name);
			Contents.write(directory, files(name));
			Map<String, String> alone = new LinkedHashMap<>();
			Map<String, String> properties = new LinkedHashMap<>(collection.getValue());
			properties.put("directory", directory.toString());
			String prefix = name.equals("default") ? "assets." : "assets.collections." + name + ".";
			properties.forEach((property, value) -> {
				together.put(prefix + property, value);
				if (!property.equals("host")) {
					alone.put("assets." + property, value);
				}
			});
			start(name, container, alone);
		}
		start("together", container, together);
	}

	private void start(String name, Container container, Map<String, String> properties) {
		properties.put("spring.autoconfigure.exclude", container.excluded());
		properties.put("server.tomcat.max-keep-alive-requests", "-1");
		properties.put("logging.level.org.apache.catalina.core", "off");
		properties.put("logging.level.org.eclipse.jetty", "off");
		properties.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		ConfigurableApplicationContext context = Applications.start(Application.class, properties);
		this.applications.put(name, context);
		this.clients.put(name, new SocketClient(Applications.port(context)));
	}

	private static Map<String, byte[]> files(String name) {
		Map<String, String> files = new LinkedHashMap<>();
		files.put("/index.html",
				"<!doctype html><script>'index of " + name
						+ "'</script><script type=\"application/json\" id=\"page-data\"></script>"
						+ "<script type=\"module\" src=\"app.js\"></script>");
		files.put("/404.html", "404 page of " + name);
		files.put("/page.html", "page of " + name);
		files.put("/app.js", "script of " + name);
		files.put("/own.txt", "text of " + name);
		files.put("/css/app.css", "@import url(/css/other.css); @import url(../../css/other.css); /* " + name + " */");
		files.put("/css/other.css", "b {} /* " + name + " */");
		files.put("/admin/app.js", "script below /admin of " + name);
		files.put("/admin/index.html", "page below /admin of " + name);
		files.put("/admin/docs/app.js", "script below /admin/docs of " + name);
		files.put("/docs/app.js", "script below /docs of " + name);
		files.put("/docs/page.html", "page below /docs of " + name);
		files.put("/_headers", "/*\n  X-All: " + name + "\n/admin/*\n  X-Admin: " + name + "\nhttps://" + HOST
				+ "/*\n  X-Https: " + name + "\nhttp://*/docs/*\n  X-Docs: " + name + "\n");
		files.put("/_redirects", "/to/* /:splat 200\n/moved/* /:splat 301\n/up/* /../../:splat 200\n" + "/away https://"
				+ HOST + "/app.js 302\n/slashes //" + HOST + "/app.js 302\n");
		Map<String, byte[]> contents = new LinkedHashMap<>();
		files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
		return contents;
	}

	@AfterEach
	void stop() throws IOException {
		for (SocketClient client : this.clients.values()) {
			client.close();
		}
		this.applications.values().forEach(ConfigurableApplicationContext::close);
	}

	@ParameterizedTest
	@CsvSource({ "TOMCAT, 3000", "JETTY, 1500" })
	void eachRequestIsAnsweredFromItsOwnCollection(Container container, int count) throws IOException {
		Seed.print(CollectionIsolationIT.class);
		start(container);
		List<String> differences = new ArrayList<>();
		for (int i = 0; i < Seed.cases(count); i++) {
			Case request = Case.random(Seed.random("isolation", i));
			String alone = answer(request.collection(), request);
			String together = answer("together", request);
			if (!alone.equals(together)) {
				differences.add(Seed.describe("isolation", i) + " " + request + " is for " + request.collection()
						+ "\nalone:    " + alone + "\ntogether: " + together);
			}
			this.answers.merge(request.collection() + " " + together.substring(0, 3), 1, Integer::sum);
		}
		assertThat(differences).isEmpty();
		COLLECTIONS.keySet().forEach((name) -> assertThat(this.answers).containsKeys(name + " 200", name + " 404"));
		System.out.println("Answers of " + container + ": " + this.answers);
	}

	/**
	 * Each request has a connection of its own, because Jetty closes some of them without
	 * saying so.
	 */
	private String answer(String application, Case request) throws IOException {
		SocketClient client = this.clients.get(application);
		try {
			Response response = client.exchange(request.octets(), request.method().equals("HEAD"));
			return CHANGING
				.matcher(response.status() + " " + response.lastingFields("content-length") + " " + response.body())
				.replaceAll("...");
		}
		catch (IOException | AssertionError ex) {
			// Jetty sends a body after the head of a 400 that answers HEAD
			return "no proper response";
		}
		finally {
			client.close();
		}
	}

	/**
	 * A request.
	 *
	 * @param method the method
	 * @param target the request target
	 * @param host the value of {@code Host}, {@code null} for none
	 * @param fields further header fields
	 * @param decisive the path that tells the collection
	 * @param name the name of the collection that code asks by its name, {@code null} if
	 * the path tells
	 */
	private record Case(String method, String target, @Nullable String host, String fields, String decisive,
			@Nullable String name) {

		private static final List<String> NAMES = List.of("", "admin", "docs", "host", "address", "both");

		private static final List<String> WAYS = List.of("forward", "include", "error", "fetch", "url", "encode");

		static Case random(Random random) {
			String path = changed(pick(PATHS, random), random);
			String host = (random.nextInt(40) == 0) ? null : pick(HOSTS, random);
			String fields = pick(FIELDS, random);
			if (random.nextInt(3) == 0) {
				return inside(path, host, fields, random);
			}
			String method = (random.nextInt(4) == 0) ? pick(List.of("HEAD", "POST", "OPTIONS", "DELETE"), random)
					: "GET";
			boolean absolute = host != null && !host.isEmpty() && random.nextInt(10) == 0;
			String query = (random.nextInt(5) == 0) ? "?a=/admin/../b" : "";
			return new Case(method, (absolute ? "http://" + host : "") + path + query, host, fields, path, null);
		}

		/**
		 * A controller hands the path to the assets.
		 */
		private static Case inside(String path, @Nullable String host, String fields, Random random) {
			String way = pick(WAYS, random);
			if (way.equals("error")) {
				return new Case("GET", "/x/error", host, fields, ERROR_PAGE, null);
			}
			String place = pick(List.of("", "/admin", "/docs"), random) + "/x/";
			String name = (way.equals("fetch") || way.equals("url")) ? pick(NAMES, random) : "";
			String target = place + way + "?name=" + name + "&path=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
			boolean byRequest = way.equals("fetch") || way.equals("url");
			return new Case("GET", target, host, fields, byRequest ? place : path, name.isEmpty() ? null : name);
		}

		private static String changed(String path, Random random) {
			String changed = path;
			for (int i = random.nextInt(3); i > 0; i--) {
				changed = Spelling.values()[random.nextInt(Spelling.values().length)].change(changed, random);
			}
			return changed;
		}

		private static <T> T pick(List<T> values, Random random) {
			return values.get(random.nextInt(values.size()));
		}

		byte[] octets() {
			String line = this.method + " " + this.target
					+ ((this.host != null) ? " HTTP/1.1\r\nHost: " + this.host : " HTTP/1.0") + "\r\n";
			String length = List.of("GET", "HEAD").contains(this.method) ? "" : "Content-Length: 0\r\n";
			return (line + this.fields + "\r\n" + length + "\r\n").getBytes(StandardCharsets.UTF_8);
		}

		/**
		 * Return the name of the collection that the request belongs to.
		 */
		String collection() {
			if (this.name != null) {
				return this.name;
			}
			String path = path(this.decisive);
			String hostName = (this.host != null) ? this.host.toLowerCase(Locale.ROOT).replaceFirst(":\\d*$", "") : "";
			boolean host = hostName.equals(HOST) || hostName.equals(HOST + ".");
			if (hostName.equals(ADDRESS)) {
				return "address";
			}
			if (host) {
				return isBelow("/docs", path) ? "both" : "host";
			}
			return isBelow("/admin/docs", path) ? "docs" : isBelow("/admin", path) ? "admin" : "default";
		}

		private static boolean isBelow(String basePath, String path) {
			return (path + "/").startsWith(basePath + "/");
		}

		/**
		 * Read a path as generously as anyone may read it.
		 */
		private static String path(String path) {
			List<String> segments = new ArrayList<>();
			String[] all = path.replace('\\', '/').substring(1).split("/", -1);
			for (int i = 0; i < all.length; i++) {
				String dots = all[i].replaceAll("(?i)%2e", ".");
				if (dots.equals("..") && !segments.isEmpty()) {
					segments.remove(segments.size() - 1);
				}
				if (!dots.equals("..") && !dots.equals(".")) {
					segments.add(all[i]);
				}
				else if (i == all.length - 1) {
					segments.add("");
				}
			}
			String joined = "/" + String.join("/", segments.stream().map(Case::decoded).toList());
			return joined.replaceAll("//+", "/");
		}

		private static String decoded(String segment) {
			String text = segment.replaceFirst(";.*", "");
			return text.matches("(?:[^%]|%[0-9A-Fa-f]{2})*")
					? URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8) : text;
		}

	}

	/**
	 * A change of the spelling of a path.
	 */
	private enum Spelling {

		ENCODED {

			@Override
			String change(String path, Random random) {
				int at = 1 + random.nextInt(Math.max(1, path.length() - 1));
				String code = (at < path.length()) ? "%%%02x".formatted((int) path.charAt(at)) : "";
				return (at < path.length()) ? path.substring(0, at)
						+ (random.nextBoolean() ? code : code.toUpperCase(Locale.ROOT)) + path.substring(at + 1) : path;
			}

		},

		DOUBLY_ENCODED {

			@Override
			String change(String path, Random random) {
				return ENCODED.change(path, random).replaceFirst("%(?=[0-9A-Fa-f]{2})", "%25");
			}

		},

		OTHER_SLASH {

			@Override
			String change(String path, Random random) {
				return atSlash(path, pick("//", "/./", "%2f", "%5c", "\\", "/%2e/", "/;/", "/.;/", "/%2F", random),
						random);
			}

		},

		DETOUR {

			@Override
			String change(String path, Random random) {
				return atSlash(path,
						pick("/x/../", "/x/%2e%2E/", "/..;/", "/x/..%2f", "/%2e%2e/", "/x/.%2e/", "/x;y/../",
								"/admin/../", "/admin/..;/", "/admin/%2e%2e/", "/admin/..%2f", "/x/..;a=b/", random),
						random);
			}

		},

		PARAMETER {

			@Override
			String change(String path, Random random) {
				return atSlash(path, pick(";a=b/", ";/", ";jsessionid=1/", ";x=/admin/", random), random);
			}

		},

		CASE {

			@Override
			String change(String path, Random random) {
				return random.nextBoolean() ? path.toUpperCase(Locale.ROOT) : path.replaceFirst("a", "A");
			}

		},

		END {

			@Override
			String change(String path, Random random) {
				return path
						+ pick("/", ";", "%20", ".", "%00", ".html", "/..", "/index.html", "%2f..", ";a/..", random);
			}

		};

		abstract String change(String path, Random random);

		/**
		 * The slash at the start stays.
		 */
		private static String atSlash(String path, String replacement, Random random) {
			List<Integer> slashes = new ArrayList<>();
			for (int i = path.indexOf('/'); i != -1; i = path.indexOf('/', i + 1)) {
				slashes.add(i);
			}
			int at = slashes.get(random.nextInt(slashes.size()));
			String changed = path.substring(0, at) + replacement + path.substring(at + 1);
			return changed.startsWith("/") ? changed : "/" + changed;
		}

		private static String pick(Object... values) {
			Random random = (Random) values[values.length - 1];
			return (String) values[random.nextInt(values.length - 1)];
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@Import(Controller.class)
	static class Application {

		/**
		 * Nothing that is refused by Tomcat would be a test.
		 */
		@Bean
		WebServerFactoryCustomizer<TomcatServletWebServerFactory> everyPath() {
			return (factory) -> factory.addConnectorCustomizers((connector) -> {
				connector.setEncodedSolidusHandling("passthrough");
				connector.setEncodedReverseSolidusHandling("passthrough");
				connector.setProperty("relaxedPathChars", "\"<>[\\]^`{|}");
				connector.setProperty("allowHostHeaderMismatch", "true");
			});
		}

		@Bean
		ErrorPageRegistrar errorPage() {
			return (registry) -> registry.addErrorPages(new ErrorPage(HttpStatus.CONFLICT, ERROR_PAGE));
		}

	}

	@RestController
	static class Controller {

		private final ListableBeanFactory beans;

		Controller(ListableBeanFactory beans) {
			this.beans = beans;
		}

		/**
		 * An application with one collection has no beans with the name of a collection.
		 */
		private <T> T bean(Class<T> type, String name) {
			try {
				return name.isEmpty() ? this.beans.getBean(type)
						: BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.beans, type, name);
			}
			catch (NoSuchBeanDefinitionException ex) {
				return this.beans.getBean(type);
			}
		}

		@GetMapping({ "/x/forward", "/admin/x/forward", "/docs/x/forward" })
		void forward(String path, HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			RequestDispatcher dispatcher = request.getRequestDispatcher(path);
			if (dispatcher != null) {
				dispatcher.forward(request, response);
			}
		}

		@GetMapping({ "/x/include", "/admin/x/include", "/docs/x/include" })
		void include(String path, HttpServletRequest request, HttpServletResponse response)
				throws ServletException, IOException {
			RequestDispatcher dispatcher = request.getRequestDispatcher(path);
			if (dispatcher != null) {
				dispatcher.include(request, response);
			}
		}

		@GetMapping("/x/error")
		void error(HttpServletResponse response) throws IOException {
			response.sendError(HttpServletResponse.SC_CONFLICT);
		}

		@GetMapping({ "/x/fetch", "/admin/x/fetch", "/docs/x/fetch" })
		ResponseEntity<Resource> fetch(String path, String name) {
			return bean(Assets.class, name).fetch(path);
		}

		@GetMapping({ "/x/url", "/admin/x/url", "/docs/x/url" })
		String url(String path, String name) {
			return bean(AssetUrls.class, name).url(path);
		}

		@GetMapping({ "/x/encode", "/admin/x/encode", "/docs/x/encode" })
		String encode(String path, HttpServletResponse response) {
			return response.encodeURL(path);
		}

	}

}
