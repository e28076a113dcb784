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

package io.github.assetsboot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends what an attacker would, and looks for what must never come back.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestTests {

	private static final String SENTINEL = "sentinel-7c2f";

	private static final Set<String> KNOWN_HEADERS = Set.of("vary", "date", "connection", "keep-alive",
			"transfer-encoding", "accept-ranges", "content-length", "content-type", "content-language",
			"content-disposition", "etag", "cache-control", "location", "allow", "x-rule");

	private static final List<String> TARGETS = List.of("/../secret.txt", "/one/../../secret.txt", "/%2e%2e/secret.txt",
			"/.%2e/secret.txt", "/%2E%2E%2Fsecret.txt", "/..%2fsecret.txt", "/%2e%2e%2f%2e%2e%2fsecret.txt",
			"/..%5csecret.txt", "/..\\secret.txt", "/one\\..\\..\\secret.txt", "/..%255csecret.txt",
			"/%252e%252e/secret.txt", "/..;/secret.txt", "/one/..;x=1/secret.txt", "/%2e%2e;/secret.txt", "/f.txt%00",
			"/%00", "/f.txt%00.html", "/%c0%ae%c0%ae/secret.txt", "/%u002e%u002e/secret.txt", "/%c1%9c../secret.txt",
			"/%e0%80%ae%e0%80%ae/secret.txt", "/foo%", "/foo%1", "/%XX", "/%A0", "//f.txt", "/one//b.txt",
			"//evil.example/..", "/\\evil.example", "/%5cevil.example/", "//evil.example/one/index.html",
			"///evil.example", "/%2f%2fevil.example", "/.//evil.example", "/one/..//evil.example", "/foo%2Fbar.txt",
			"/f.txt/", "/index.html/x", "/f.txt/x/y", "/file:/etc/passwd", "/url:file:/etc/passwd",
			"/C:/Windows/System.ini", "/foo/c:/bar", "/WEB-INF/web.xml", "/web-inf/web.xml", "/META-INF/MANIFEST.MF",
			"/meta-inf/MANIFEST.MF", "/%57EB-INF/web.xml", "/WEB-INF;x/web.xml", "/link-out/secret.txt",
			"/link-out.txt", "/%6cink-out.txt", "/../root-secret/x.txt", "/../root_secret", "/with+space.txt",
			"/_headers", "/_redirects", "/.assetsignore", "/%5Fheaders", "/_headers/", "/one/../_headers",
			"/_headers%2e", "//_headers", "/_headers;x", "/_HEADERS", "/.git/config", "/.env", "/.env.local", "/%2eenv",
			"/.DS_Store", "/NUL", "/con.html", "/f.txt::$DATA", "/SECRET~1.TXT", "/%02", "/%7f", "/%0d%0aX-Evil:1",
			"/r/%0d%0aX-Evil:%201", "/r/x?q=%0d%0aX-Evil:1", "/f.html?%0d%0aX-Evil:1", "/one?x=%0aSet-Cookie:a=b",
			"/f.txt;jsessionid=1", "/;/f.txt", "http://evil.example/one", "http://evil.example//one",
			"http://evil.example/../secret.txt", "/" + "a".repeat(7900), "/f.txt?" + "b".repeat(7900),
			"/" + ":a".repeat(3900), "/twice/" + "b".repeat(5000), "/h/" + "ab".repeat(3000), "/a".repeat(1000),
			"/" + "%2e%2e/".repeat(500), "/one/" + "../".repeat(500) + "secret.txt", "/r/" + "a-".repeat(3000),
			"/h/" + "a".repeat(7000), "/p/" + ":b".repeat(1000) + "/" + ":c".repeat(1000));

	@ParameterizedTest
	@CsvSource({ "workers, auto-trailing-slash, single-page-application, ''", "workers, auto-trailing-slash, none, ''",
			"workers, force-trailing-slash, 404-page, ''",
			"workers, drop-trailing-slash, single-page-application, /app", "workers, none, 404-page, /app",
			"spring, auto-trailing-slash, single-page-application, ''", "spring, none, 404-page, /app" })
	void nothingLeaksAndNoRedirectLeavesTheHost(String routing, String html, String notFound, String contextPath,
			@TempDir Path directory, CapturedOutput output) throws Exception {
		Map<String, String> properties = new LinkedHashMap<>(Map.of("assets.directory", tree(directory).toString(),
				"assets.html-handling", html, "assets.not-found-handling", notFound, "assets.routing", routing));
		if (!contextPath.isEmpty()) {
			properties.put("server.servlet.context-path", contextPath);
		}
		List<String> leaks = new ArrayList<>();
		try (ConfigurableApplicationContext context = Applications.start(RecordedApplications.WithoutWorker.class,
				properties); SocketClient client = new SocketClient(Applications.port(context))) {
			assertThat(client.send("GET", contextPath + "/f.txt", Map.of()).body()).isEqualTo("0123456789");
			assertThat(client.send("GET", contextPath + "/link-in.txt", Map.of()).body()).isEqualTo("0123456789");
			assertThat(client.send("GET", contextPath + "/.well-known/x", Map.of()).status()).isEqualTo(200);
			for (String target : TARGETS) {
				String full = target.startsWith("http:") ? target.replaceFirst("(http://[^/]*)", "$1" + contextPath)
						: contextPath + target;
				for (Map<String, String> headers : List.of(Map.<String, String>of(),
						Map.of("Sec-Fetch-Mode", "navigate"))) {
					String leak = leak(client.send("GET", full, headers), contextPath);
					if (leak != null) {
						leaks.add(full.substring(0, Math.min(full.length(), 100)) + " " + leak);
					}
				}
			}
		}
		assertThat(leaks).isEmpty();
		assertThat(output).doesNotContain("Exception");
	}

	private static @Nullable String leak(Response response, String contextPath) {
		if (response.body().contains(SENTINEL)) {
			return "leaks: " + response;
		}
		if (response.status() >= 500) {
			return "fails: " + response;
		}
		// the container itself redirects to the root of a context, by an absolute URL
		String location = response.headers().getOrDefault("location", "/").replaceFirst("^http://127.0.0.1:\\d+/", "/");
		boolean onThisHost = location.startsWith("/") && !location.startsWith("//") && !location.startsWith("/\\");
		if (!onThisHost || (response.headers().containsKey("location") && !location.startsWith(contextPath + "/"))) {
			return "leads to " + location;
		}
		return KNOWN_HEADERS.containsAll(response.headers().keySet()) ? null : "has " + response.headers();
	}

	private static Path tree(Path directory) throws IOException {
		Path root = Files.createDirectory(directory.resolve("root"));
		write(directory.resolve("secret.txt"), SENTINEL);
		write(directory.resolve("root_secret"), SENTINEL);
		write(directory.resolve("root-secret/x.txt"), SENTINEL);
		write(root.resolve("index.html"), "<p>fallback page</p>");
		write(root.resolve("404.html"), "<p>not found</p>");
		write(root.resolve("f.txt"), "0123456789");
		write(root.resolve("f.html"), "<p>f</p>");
		write(root.resolve("one/index.html"), "<p>one</p>");
		write(root.resolve(".well-known/x"), "x");
		write(root.resolve("_headers"), "# " + SENTINEL + "\n/h/*a*\n  X-Rule: 1\n/h/:a/*\n  X-Rule: :splat\n/h/*a\n"
				+ "  X-Rule: 2\n/:x\n  X-Rule: 3\n");
		write(root.resolve("_redirects"), "# " + SENTINEL + "\n/r/* /one/:splat\n/twice/* /one/:splat/:splat\n/"
				+ "a".repeat(900) + "* /one\n/:a-:b-:c-:d-:e-:f-:g-:h-:i-:j!x /one\n/p/:b/:c /one/:b\n");
		write(root.resolve(".assetsignore"), "# " + SENTINEL + "\n");
		write(root.resolve(".git/config"), SENTINEL);
		write(root.resolve(".env"), SENTINEL);
		write(root.resolve(".env.local"), SENTINEL);
		write(root.resolve(".DS_Store"), SENTINEL);
		write(root.resolve("WEB-INF/web.xml"), SENTINEL);
		write(root.resolve("META-INF/MANIFEST.MF"), SENTINEL);
		Files.createSymbolicLink(root.resolve("link-in.txt"), root.resolve("f.txt"));
		Files.createSymbolicLink(root.resolve("link-out.txt"), directory.resolve("secret.txt"));
		Files.createSymbolicLink(root.resolve("link-out"), directory);
		Files.createSymbolicLink(root.resolve("broken"), directory.resolve("nowhere"));
		return root;
	}

	private static void write(Path file, String text) throws IOException {
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	/**
	 * A check that nothing blows up, not of speed.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "workers", "spring" })
	void nastyPatternsAnswerInTime(String routing, @TempDir Path directory) throws Exception {
		write(directory.resolve("_redirects"), "/:x-*a*a*a*a*a*a /x\n/:a-:b-:c-:d-:e-:f-:g-:h!x /x\n/" + "a".repeat(900)
				+ ":z-" + "a".repeat(900) + "b /x\n");
		write(directory.resolve("_headers"), "/:a-:b-:c-:d-:e-:f-:g-:h-*!\n  X-A: :splat\n");
		Map<String, String> properties = Map.of("assets.directory", directory.toString(), "assets.routing", routing,
				"assets.run-worker-first[0]", "/*a*a*a*a*a*a*a*a*a*a*b");
		try (ConfigurableApplicationContext context = Applications.start(RecordedApplications.WithoutWorker.class,
				properties); SocketClient client = new SocketClient(Applications.port(context))) {
			for (String target : List.of("/" + "a".repeat(7900), "/" + "a-".repeat(3900), "/" + "-".repeat(7900))) {
				long start = System.nanoTime();
				assertThat(client.send("GET", target, Map.of()).status()).isEqualTo(404);
				assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
			}
		}
	}

}
