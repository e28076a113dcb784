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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import io.github.assetsboot.testing.ViteServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of a command with its application, in whatever way that ends. The command
 * starts processes in sessions of their own, whose parents are gone, and all of them
 * ignore SIGTERM.
 *
 * @author the Assets for Spring Boot authors
 */
@DisabledOnOs(OS.WINDOWS)
class CommandEndIT {

	private static final String STUBBORN = """
			trap '' TERM INT HUP
			(setsid node {dir}/server.js 127.0.0.1 $1 &)
			(env -u ASSETS_DEV_SERVER_MARK node {dir}/server.js 127.0.0.1 0 &)
			env -u ASSETS_DEV_SERVER_MARK node {dir}/server.js 127.0.0.1 0 &
			while :; do sleep 0.1; done
			""";

	private static final int RESTARTS = 20;

	private static final String MAIN = CommandApplication.Main.class.getName().replace('.', '/') + ".class";

	@RegisterExtension
	final CommandFolder folder = new CommandFolder();

	private int port;

	private String[] properties;

	@BeforeEach
	void prepare() throws IOException {
		this.port = ViteServer.freePort();
		this.properties = new String[] { "assets.dev-server.url=http://localhost:" + this.port,
				"assets.dev-server.directory=" + this.folder.directory(),
				"assets.dev-server.command=sh " + this.folder.write("stubborn.sh", STUBBORN) + " " + this.port,
				"assets.directory=" + this.folder.directory().resolve("dist") };
	}

	private void awaitServed(CommandApplication application) {
		await().atMost(CommandFolder.PATIENCE).untilAsserted(() -> {
			try (SocketClient client = new SocketClient(application.port())) {
				Response response = client.send("GET", "/", "Accept: text/html");
				assertThat(response.body()).contains("<title>served</title>");
			}
		});
		await().atMost(CommandFolder.PATIENCE).until(() -> this.folder.processes().size() >= 5);
	}

	private void assertNothingIsLeft() {
		assertThat(this.folder.processes()).isEmpty();
		assertThat(CommandFolder.isFree(this.port)).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "INT, 130", "TERM, 143", "HUP, 129" })
	void applicationThatASignalEndsIsNotLeftBehind(String signal, String exit) throws Exception {
		try (CommandApplication application = CommandApplication.start(List.of(), Map.of(), this.properties)) {
			awaitServed(application);
			assertThat(application.end(signal)).isEqualTo(exit);
			assertNothingIsLeft();
		}
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void applicationThatIsKilledLeavesNothingBehind(boolean ci) throws Exception {
		Map<String, String> environment = ci ? Map.of("CI", "true") : Map.of();
		try (CommandApplication application = CommandApplication.start(List.of(), environment, this.properties)) {
			awaitServed(application);
			assertThat(application.end("KILL")).isEqualTo("SIGKILL");
			this.folder.awaitNoProcess();
			assertNothingIsLeft();
		}
	}

	@Test
	void applicationWhoseStartFailsLeavesNothingBehind() throws Exception {
		String[] failing = Arrays.copyOf(this.properties, this.properties.length + 1);
		failing[this.properties.length] = "fail-with=" + this.port;
		try (CommandApplication application = CommandApplication.start(List.of(), Map.of(), failing)) {
			assertThat(application.awaitExit()).isEqualTo("1");
			assertThat(application.output()).contains("A start that fails");
			assertNothingIsLeft();
		}
	}

	@Test
	void gigabyteOfOutputNeitherBlocksTheCommandNorFillsTheMemory() throws Exception {
		String script = this.folder.write("gigabyte.js", """
				const chunk = ('x'.repeat(1023) + '\\n').repeat(64)
				let count = 0
				function write() {
				  while (count++ < 16384) {
				    if (!process.stdout.write(chunk)) {
				      return process.stdout.once('drain', write)
				    }
				  }
				  require('{dir}/server.js')
				}
				write()
				""");
		this.properties[2] = "assets.dev-server.command=node " + script + " 127.0.0.1 " + this.port;
		String[] quiet = Arrays.copyOf(this.properties, this.properties.length + 1);
		quiet[this.properties.length] = "logging.threshold.console=warn";
		try (CommandApplication application = CommandApplication.start(List.of(), Map.of(), quiet)) {
			await().atMost(CommandFolder.PATIENCE.multipliedBy(3))
				.until(() -> CommandFolder.isListening("127.0.0.1", this.port) || application.hasEnded());
			assertThat(application.hasEnded()).as(application.output()).isFalse();
			assertThat(application.end("TERM")).isEqualTo("143");
			assertThat(application.output()).doesNotContain("OutOfMemoryError");
			assertNothingIsLeft();
		}
	}

	/**
	 * The application is restarted by Spring Boot DevTools from a folder of its own.
	 */
	@Test
	void restartsByDevToolsLeaveTheCommandRunning() throws Exception {
		Path classes = Files.createDirectory(this.folder.directory().resolve("classes"));
		this.folder.write("pom.xml", "<project/>");
		copyApplication(classes);
		Path devTools = Path.of("target/devtools/spring-boot-devtools.jar").toAbsolutePath();
		assertThat(devTools).exists();
		String command = this.folder.server("127.0.0.1", this.port);
		Path settings = classes.resolve("application.properties");
		Files.writeString(settings, "assets.dev-server.command=" + command);
		try (CommandApplication application = CommandApplication.start(List.of(classes, devTools), Map.of(),
				this.properties[0], this.properties[1], this.properties[3],
				"spring.devtools.restart.poll-interval=200ms", "spring.devtools.restart.quiet-period=100ms",
				"spring.devtools.livereload.enabled=false")) {
			application.await("^PORT (\\d+)$");
			await().atMost(CommandFolder.PATIENCE).until(() -> CommandFolder.isListening("127.0.0.1", this.port));
			List<ProcessHandle> started = servers();
			assertThat(started).hasSize(1);
			for (int restarts = 1; restarts <= RESTARTS; restarts++) {
				Files.setLastModifiedTime(classes.resolve(MAIN), FileTime.from(Instant.now()));
				application.await("^PORT (\\d+)$", restarts + 1);
				assertThat(servers()).as("restart %d", restarts).isEqualTo(started);
			}
			assertThat(application.output()).contains("goes on running for the restarted application");
			Files.writeString(settings, "assets.dev-server.command=" + command + " changed");
			application.await("^PORT (\\d+)$", RESTARTS + 2);
			await().atMost(CommandFolder.PATIENCE)
				.until(() -> servers().size() == 1 && CommandFolder.isListening("127.0.0.1", this.port));
			assertThat(servers()).doesNotContainAnyElementsOf(started);
			assertThat(application.end("INT")).isEqualTo("130");
			assertNothingIsLeft();
		}
	}

	private List<ProcessHandle> servers() {
		return this.folder.processes()
			.stream()
			.filter((process) -> process.info().command().orElse("").endsWith("/node"))
			.toList();
	}

	private static void copyApplication(Path classes) throws IOException, URISyntaxException {
		Path compiled = Path.of(CommandApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		Path folder = compiled.resolve(MAIN).getParent();
		Path target = Files.createDirectories(classes.resolve(MAIN).getParent());
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.toList()) {
				if (file.getFileName().toString().startsWith("Command")) {
					Files.copy(file, target.resolve(file.getFileName()));
				}
			}
		}
	}

}
