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

package io.github.assetsboot.sample.frontends;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.Codings;
import io.github.assetsboot.testing.NeedsNpm;
import io.github.assetsboot.testing.NpmProject;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The second visit to a React front end of which one component was changed: Chromium has
 * the script of the first build, and downloads the differences.
 */
@Tag(Browser.TAG)
@NeedsNpm
class DictionariesIT {

	private static final Log logger = LogFactory.getLog(DictionariesIT.class);

	private static final String BEFORE = "A React front end";

	private static final String AFTER = "A changed front end";

	/**
	 * The goal, in per cent of the bytes of {@code br} at level 11.
	 */
	private static final int GOAL = 10;

	@RegisterExtension
	static final Browser browser = new Browser();

	private final Path directory = Path.of("target", "dictionaries");

	@Test
	void scriptsOfTheSecondBuildAreDownloadedAsDifferences() throws Exception {
		build();
		int port = freePort();
		String url = "http://localhost:" + port + "/";
		List<Script> first;
		try (ConfigurableApplicationContext context = serve("first", "", port)) {
			assertThat(context.isActive()).isTrue();
			browser.open(url);
			browser.awaitHeading(BEFORE);
			first = scripts();
			assertThat(first).isNotEmpty().noneMatch(Script::isDifference);
			browser.open("about:blank");
		}
		try (ConfigurableApplicationContext context = serve("second", path("first"), port)) {
			assertThat(context.isActive()).isTrue();
			awaitDifference(url);
			browser.open(url);
			browser.awaitHeading(AFTER);
			// there is no API here
			assertThat(browser.errors()).allMatch((error) -> error.contains("/api/session"));
			List<Script> second = scripts();
			long received = second.stream().mapToLong(Script::received).sum();
			long brotli = brotli("second", second);
			logger.info("Second visit: " + second + ", " + received + " bytes of scripts in place of " + brotli
					+ " with br at level 11, " + 1000 * received / brotli + " per mille");
			assertThat(second).isNotEmpty().allMatch(Script::isDifference);
			assertThat(second.stream().map(Script::path))
				.doesNotContainAnyElementsOf(first.stream().map(Script::path).toList());
			assertThat(received).isPositive().isLessThanOrEqualTo(brotli * GOAL / 100);
		}
	}

	private void build() throws IOException {
		NpmProject frontEnd = NpmProject.copy(Path.of("..", "react", "frontend"), this.directory.resolve("frontend"));
		frontEnd.install();
		frontEnd.build();
		copy(frontEnd, "first");
		frontEnd.replace("src/views/Home.jsx", BEFORE, AFTER);
		frontEnd.build();
		copy(frontEnd, "second");
	}

	private void copy(NpmProject frontEnd, String name) throws IOException {
		Path target = this.directory.resolve(name);
		FileSystemUtils.deleteRecursively(target);
		FileSystemUtils.copyRecursively(frontEnd.directory().resolve("dist"), target);
	}

	private String path(String name) {
		return this.directory.resolve(name).toString();
	}

	private ConfigurableApplicationContext serve(String name, String previous, int port) {
		return Applications.serve(this.directory.resolve(name), "server.port", String.valueOf(port),
				"assets.not-found-handling", "single-page-application", "assets.cache.immutable", "/assets/*",
				"assets.cache.dictionaries", "/assets/*", "assets.cache.dictionary-directory", previous);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private Path script(String name) throws IOException {
		try (Stream<Path> files = Files.list(this.directory.resolve(name).resolve("assets"))) {
			return files.filter((file) -> file.getFileName().toString().matches("index-.*\\.js"))
				.findFirst()
				.orElseThrow();
		}
	}

	private void awaitDifference(String url) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(url + "assets/" + script("second").getFileName()))
			.header("Accept-Encoding", "dcb, dcz")
			.header("Available-Dictionary", Codings.available(Files.readAllBytes(script("first"))))
			.build();
		HttpClient client = HttpClient.newHttpClient();
		await().atMost(Duration.ofMinutes(2))
			.until(() -> client.send(request, BodyHandlers.discarding())
				.headers()
				.firstValue("Content-Encoding")
				.isPresent());
	}

	private long brotli(String name, List<Script> scripts) throws IOException {
		long size = 0;
		for (Script script : scripts) {
			byte[] content = Files.readAllBytes(this.directory.resolve(name).resolve(script.path().substring(1)));
			assertThat(script.decoded()).isEqualTo(content.length);
			size += Codings.brotli(content, 11).length;
		}
		return size;
	}

	/**
	 * Return the scripts of the page as Chromium has received them.
	 */
	private static List<Script> scripts() {
		List<Script> scripts = new ArrayList<>();
		String lines = String.valueOf(browser.run("""
				return performance.getEntriesByType('resource')
					.filter((entry) => entry.name.endsWith('.js'))
					.map((entry) => [new URL(entry.name).pathname, entry.contentEncoding, entry.encodedBodySize,
						entry.decodedBodySize].join(' '))
					.join('\\n')"""));
		lines.lines()
			.map((line) -> line.split(" "))
			.forEach((parts) -> scripts
				.add(new Script(parts[0], parts[1], Long.parseLong(parts[2]), Long.parseLong(parts[3]))));
		return scripts;
	}

	/**
	 * A script that Chromium has received.
	 *
	 * @param path its path
	 * @param coding its content coding
	 * @param received number of bytes of its content that were received
	 * @param decoded number of bytes of its content
	 */
	private record Script(String path, String coding, long received, long decoded) {

		boolean isDifference() {
			return this.coding.equals("dcb") || this.coding.equals("dcz");
		}

	}

}
