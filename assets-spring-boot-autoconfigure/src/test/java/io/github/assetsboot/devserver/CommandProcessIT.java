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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.devserver.DevServer.Command;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import io.github.assetsboot.testing.ViteServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The command of a development server: its start, its output and its end with the context
 * of an application.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
@DisabledOnOs(OS.WINDOWS)
class CommandProcessIT {

	private static final String PROPERTIES = "assets.dev-server";

	@RegisterExtension
	final CommandFolder folder = new CommandFolder();

	private @Nullable ConfigurableApplicationContext context;

	private void start(String command, String... properties) {
		Map<String, String> all = new LinkedHashMap<>(Map.of("assets.dev-server.command", command,
				"assets.dev-server.directory", this.folder.directory().toString(), "assets.directory",
				this.folder.directory().resolve("dist").toString(), "server.port", "0", "server.address", "127.0.0.1",
				"server.shutdown", "immediate", "spring.main.banner-mode", "off", "logging.level.root", "error",
				"logging.level.assets.dev-server", "info"));
		for (String property : properties) {
			String[] pair = property.split("=", 2);
			all.put(pair[0], pair[1]);
		}
		this.context = SpringApplication.run(OwnApplication.class,
				all.entrySet().stream().map((property) -> "--" + property).toArray(String[]::new));
	}

	@AfterEach
	void stop() {
		if (this.context != null) {
			this.context.close();
			this.context = null;
		}
		assertThat(this.folder.processes()).isEmpty();
	}

	private Response page() throws IOException {
		try (SocketClient client = new SocketClient(Applications.port(this.context))) {
			return client.send("GET", "/", "Accept: text/html");
		}
	}

	private void awaitServed() {
		await().atMost(CommandFolder.PATIENCE)
			.untilAsserted(() -> assertThat(page().body()).contains("<title>served</title>"));
	}

	private String awaitWaitingPage(String... texts) {
		await().atMost(CommandFolder.PATIENCE).untilAsserted(() -> assertThat(page().body()).contains(texts));
		return pageText();
	}

	private String pageText() {
		try {
			Response response = page();
			assertThat(response.status()).isEqualTo(502);
			return response.body();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void commandIsStartedAndItsOutputNamesTheAddress(CapturedOutput output) {
		start(this.folder.server("127.0.0.1", 0));
		awaitServed();
		assertThat(output).containsPattern("assets\\.dev-server +: +➜  Local:   http://localhost:\\d+/\\R")
			.contains("Started 'node ", "which its output names.")
			.doesNotContain("\u001b[36m");
	}

	@Test
	void commandEndsWithTheContext() throws IOException {
		int port = ViteServer.freePort();
		start(this.folder.server("127.0.0.1", port), "assets.dev-server.url=http://localhost:" + port);
		awaitServed();
		stop();
		assertThat(CommandFolder.isFree(port)).isTrue();
	}

	@Test
	void startDoesNotWaitForTheCommand() throws IOException {
		String script = this.folder.write("slow.sh", "echo preparing; sleep 1000");
		long start = System.nanoTime();
		start("sh " + script);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
		assertThat(awaitWaitingPage("preparing")).contains("<code>sh " + script + "</code>",
				"<code>" + this.folder.directory() + "</code>", "is running", "location.reload()",
				"cd " + this.folder.directory() + "\nsh " + script, "Its output does not name its address yet");
	}

	@Test
	void serverOnTheOtherLoopbackAddressIsFound() {
		start(this.folder.server("::1", 0));
		awaitServed();
	}

	@Test
	void serverThatAnswersAlreadyIsUsedAndLeftAlone(CapturedOutput output) throws IOException {
		try (FakeDevServer other = new FakeDevServer()) {
			start(this.folder.server("127.0.0.1", other.port()), "assets.dev-server.url=" + other.url());
			assertThat(page().body()).isEqualTo(FakeDevServer.PAGE);
			await().atMost(CommandFolder.PATIENCE)
				.until(() -> output.toString().contains("is not started, because something answers at " + other.url()));
			assertThat(this.folder.processes()).isEmpty();
			stop();
			assertThat(CommandFolder.isListening("127.0.0.1", other.port())).isTrue();
		}
	}

	@Test
	void commandIsStartedIfTheServerThatAnswersIsJustEnding() throws IOException {
		FakeDevServer other = new FakeDevServer();
		start(this.folder.server("127.0.0.1", other.port()), "assets.dev-server.url=" + other.url());
		assertThat(page().body()).isEqualTo(FakeDevServer.PAGE);
		other.close();
		awaitServed();
	}

	@Test
	void commandThatEndsWithAnErrorIsReportedAndStartedAgainAfterAChange(CapturedOutput output) throws Exception {
		String script = this.folder.write("ends.sh", """
				for i in $(seq 30); do echo "line $i"; done
				echo '<b>failure</b>' >&2
				exit 3
				""");
		Files.writeString(this.folder.directory().resolve("package.json"), "{}");
		start("sh " + script);
		assertThat(awaitWaitingPage("has ended")).contains("line 12", "line 30", "&lt;b&gt;failure&lt;/b&gt;")
			.doesNotContain("line 11\n", "<b>");
		assertThat(output).contains("has ended with exit code 3");
		assertThat(output.toString().split("Its last lines of output:\n")[1].lines().limit(20)).hasSize(20)
			.startsWith("line 12")
			.endsWith("<b>failure</b>");
		Files.setLastModifiedTime(this.folder.directory().resolve("package.json"),
				FileTime.from(Instant.now().plusSeconds(1)));
		Thread.sleep(1500);
		assertThat(output.toString().split("Started 'sh ", -1)).as("starts").hasSize(2);
		this.folder.write("ends.sh", "exec node {dir}/server.js 127.0.0.1 0");
		Files.writeString(this.folder.directory().resolve("package.json"), "{ }");
		awaitServed();
	}

	@Test
	void commandThatChangesTheLockFileAndEndsIsNotStartedAgain(CapturedOutput output) throws Exception {
		start("sh " + this.folder.write("ends.sh", "date +%s%N > package-lock.json; exit 3"));
		awaitWaitingPage("has ended");
		Thread.sleep(1500);
		assertThat(output.toString().split("Started 'sh ", -1)).as("starts").hasSize(2);
	}

	@Test
	void commandThatDoesNotExistIsReported(CapturedOutput output) {
		start("no-such-program " + this.folder.directory() + "/");
		awaitWaitingPage("has ended", "no-such-program: not found");
		assertThat(output)
			.contains("has ended with exit code 127. Its program must be on the PATH of the application.");
	}

	@Test
	void commandThatForksAndEndsIsEndedAsAWhole(CapturedOutput output) throws IOException {
		start("sh " + this.folder.write("forks.sh", "node {dir}/server.js 127.0.0.1 0 & sleep 0.5"));
		awaitWaitingPage("has ended");
		assertThat(output).contains("The command of a development server must not end by itself.");
		assertThat(this.folder.processes()).isEmpty();
	}

	/**
	 * As a browser that a tool opens: in a session of its own, with another output, and
	 * without a parent.
	 */
	@Test
	void processThatHasOnlyTheMarkIsAskedToEndAndIsNotKilled() throws IOException {
		this.folder.write("browser.sh", "trap 'touch {dir}/asked' TERM; while :; do sleep 0.1; done");
		start("sh " + this.folder.write("opens.sh", """
				(setsid sh {dir}/browser.sh </dev/null >/dev/null 2>&1 &)
				exec node {dir}/server.js 127.0.0.1 0
				"""));
		awaitServed();
		this.context.close();
		this.context = null;
		List<ProcessHandle> left = this.folder.processes();
		List<String> lines = left.stream().map((process) -> process.info().commandLine().orElse("")).toList();
		left.forEach(ProcessHandle::destroyForcibly);
		this.folder.awaitNoProcess();
		assertThat(lines).anyMatch((line) -> line.endsWith("/browser.sh"))
			.noneMatch((line) -> line.contains("server.js"));
		assertThat(this.folder.directory().resolve("asked")).exists();
	}

	@Test
	void commandEndsIfTheShellThatWaitsForItIsKilled() throws IOException {
		start("sh " + this.folder.write("both.sh", """
				(setsid node {dir}/server.js 127.0.0.1 0 &)
				exec node {dir}/server.js 127.0.0.1 0
				"""));
		awaitServed();
		List<ProcessHandle> shells = ProcessHandle.current()
			.children()
			.filter((process) -> process.info().commandLine().orElse("").contains(this.folder.directory() + "/"))
			.toList();
		assertThat(shells).hasSize(1);
		shells.get(0).destroyForcibly();
		this.folder.awaitNoProcess();
		awaitWaitingPage("has ended");
	}

	@Test
	void commandWithShellCharactersIsRunByAShell() {
		start("cd / && PLACE='a  b' node " + this.folder.directory() + "/server.js 127.0.0.1 0");
		awaitServed();
	}

	@Test
	void commandWhosePortIsTakenIsReported() throws IOException {
		try (ServerSocket taken = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
			start(this.folder.server("127.0.0.1", taken.getLocalPort()));
			awaitWaitingPage("has ended", "EADDRINUSE");
			stop();
			assertThat(CommandFolder.isListening("127.0.0.1", taken.getLocalPort())).isTrue();
		}
	}

	@Test
	void addressThatDiffersFromThePropertyIsAWarning(CapturedOutput output) throws IOException {
		start(this.folder.server("127.0.0.1", 0), "assets.dev-server.url=http://localhost:" + ViteServer.freePort());
		await().atMost(CommandFolder.PATIENCE)
			.until(() -> output.toString()
				.contains("Correct the property, or remove it to use the address in the output."));
	}

	@Test
	void commandIsTheScriptOfThePackageAfterAnInstallation(CapturedOutput output) throws IOException {
		this.folder.write("package.json",
				"""
						{ "scripts": { "dev": "node {dir}/server.js 127.0.0.1 0" }, "dependencies": { "local": "file:./local" } }
						""");
		this.folder.write("local/package.json", "{ \"name\": \"local\", \"version\": \"1.0.0\" }");
		start("auto", "assets.dev-server.install=auto");
		awaitServed();
		assertThat(this.folder.directory().resolve("node_modules/local")).exists();
		assertThat(output).contains("Started 'npm install' in", "Started 'npm run dev' in")
			.doesNotContain("'npm install' has ended");
		stop();
		start("auto", "assets.dev-server.install=auto");
		awaitServed();
		assertThat(output.toString().split("Started 'npm install'", -1)).as("installations").hasSize(2);
	}

	@Test
	void missingPackagesAreAWarningThatNamesTheCommand(CapturedOutput output) throws IOException {
		this.folder.write("package.json", "{ \"dependencies\": { \"a\": \"1\" } }");
		this.folder.write("pnpm-lock.yaml", "");
		start(this.folder.server("127.0.0.1", 0));
		awaitServed();
		assertThat(output).contains("There is no folder 'node_modules' in " + this.folder.directory()
				+ ". Run 'pnpm install' there, or set assets.dev-server.install=auto.");
	}

	@Test
	void commandIsEndedIfNoRestartedApplicationTakesItOver() throws Exception {
		Command command = new Command(this.folder.server("127.0.0.1", 0), this.folder.directory(), false, true);
		CommandProcess process = CommandProcess.start(PROPERTIES, command, null);
		await().atMost(CommandFolder.PATIENCE).until(() -> process.url() != null);
		process.keep(CommandProcess.MAX_RESTART);
		assertThat(CommandProcess.start(PROPERTIES, command, null)).isSameAs(process);
		process.keep(100);
		this.folder.awaitNoProcess();
		CommandProcess next = CommandProcess.start(PROPERTIES, command, null);
		assertThat(next).isNotSameAs(process);
		next.stop();
	}

	@Test
	void commandOfACollectionIsStartedAndEndsWithTheContext(CapturedOutput output) throws IOException {
		int port = ViteServer.freePort();
		start(this.folder.server("127.0.0.1", 0), "assets.collections.admin.base-path=/admin",
				"assets.collections.admin.dev-server.command=" + this.folder.server("127.0.0.1", port),
				"assets.collections.admin.dev-server.directory=" + this.folder.directory(),
				"logging.level.assets.collections.admin.dev-server=info");
		awaitServed();
		await().atMost(CommandFolder.PATIENCE).until(() -> !CommandFolder.isFree(port));
		assertThat(output).containsPattern("assets\\.collections\\.admin\\.dev-server +: +Started 'node ");
		stop();
		assertThat(CommandFolder.isFree(port)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "assets.collections.docs.directory=no/such/folder",
			"assets.collections.docs.page-data-path=invalid", "server.port={used}" })
	void nothingIsLeftRunningAfterAStartThatFails(String mistake) throws IOException {
		try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
			assertNothingIsLeftRunning(mistake.replace("{used}", String.valueOf(used.getLocalPort())));
		}
	}

	private void assertNothingIsLeftRunning(String mistake) {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start("sleep 60",
				"assets.collections.admin.base-path=/admin", "assets.collections.admin.dev-server.command=sleep 60",
				"assets.collections.admin.dev-server.directory=" + this.folder.directory(),
				"assets.collections.docs.base-path=/docs",
				"assets.collections.docs.directory=" + this.folder.directory(), mistake));
		this.folder.awaitNoProcess();
	}

	@Test
	void commandsOfTwoCollectionsGoOnSideBySide() throws Exception {
		String other = "assets.collections.admin.dev-server";
		Command command = new Command(this.folder.server("127.0.0.1", 0), this.folder.directory(), false, true);
		CommandProcess first = CommandProcess.start(PROPERTIES, command, null);
		CommandProcess second = CommandProcess.start(other, command, null);
		await().atMost(CommandFolder.PATIENCE).until(() -> first.url() != null && second.url() != null);
		second.keep(CommandProcess.MAX_RESTART);
		first.keep(CommandProcess.MAX_RESTART);
		assertThat(CommandProcess.start(PROPERTIES, command, null)).isSameAs(first);
		assertThat(CommandProcess.start(other, command, null)).isSameAs(second);
		assertThat(first.isUnderWay() && second.isUnderWay()).isTrue();
		first.keep(CommandProcess.MAX_RESTART);
		Command changed = new Command("sleep 60", this.folder.directory(), false, true);
		CommandProcess replaced = CommandProcess.start(PROPERTIES, changed, null);
		assertThat(replaced).isNotSameAs(first);
		assertThat(second.isUnderWay()).isTrue();
		replaced.stop();
		second.stop();
		this.folder.awaitNoProcess();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "assets.dev-server.directory | no/such/folder | there is no such directory | working directory",
					"assets.dev-server.command | auto | 'package.json' | such as 'npm run dev'",
					"assets.dev-server.url | localhost:5173 | must start with | http://localhost:5173" })
	void settingThatCannotBeUsedStopsTheStartAndIsExplained(String property, String value, String reason,
			String action) {
		String command = property.endsWith("command") ? value : "sleep 1";
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> start(command, property + "=" + value))
			.havingRootCause()
			.isInstanceOfSatisfying(InvalidAssetsPropertyException.class, (ex) -> {
				assertThat(ex.getProperty()).isEqualTo(property);
				assertThat(ex.getReason()).contains(reason);
				assertThat(ex.getAction()).contains(action);
			});
	}

	/**
	 * Without a development server, the classes that start one are not even loaded.
	 */
	@ParameterizedTest
	@CsvSource({ "assets.dev-server.url=, false", "assets.dev-server.command=sleep 1000, true" })
	void classesAreLoadedForADevelopmentServerOnly(String property, boolean loaded) throws Exception {
		try (CommandApplication application = CommandApplication.start(List.of(),
				Map.of("JDK_JAVA_OPTIONS", "-verbose:class"), property, "assets.directory=" + this.folder.directory(),
				"assets.dev-server.directory=" + this.folder.directory())) {
			application.port();
			for (String name : List.of("devserver.CommandProcess", "devserver.DevServer$Command",
					"devserver.CommandLine", "devserver.PackageFolder", "autoconfigure.DevelopmentRun")) {
				assertThat(application.output().contains("io.github.assetsboot." + name + " source:")).as(name)
					.isEqualTo(loaded);
			}
			application.end("TERM");
		}
	}

	/**
	 * An application of this module, whose classes are in a folder whatever was built.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class OwnApplication {

	}

}
