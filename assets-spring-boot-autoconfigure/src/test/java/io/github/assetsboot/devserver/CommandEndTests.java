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
import java.util.List;

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
class CommandEndTests {

	private static final String STUBBORN = """
			trap '' TERM INT HUP
			(setsid node {dir}/server.js 127.0.0.1 $1 &)
			(env -u ASSETS_DEV_SERVER_MARK node {dir}/server.js 127.0.0.1 0 &)
			env -u ASSETS_DEV_SERVER_MARK node {dir}/server.js 127.0.0.1 0 &
			while :; do sleep 0.1; done
			""";

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
		try (CommandApplication application = CommandApplication.start(List.of(), this.properties)) {
			awaitServed(application);
			assertThat(application.end(signal)).isEqualTo(exit);
			assertNothingIsLeft();
		}
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void applicationThatIsKilledLeavesNothingBehind(boolean ci) throws Exception {
		try (CommandApplication application = CommandApplication.start(List.of(), this.properties)) {
			awaitServed(application);
			assertThat(application.end("KILL")).isEqualTo("SIGKILL");
			this.folder.awaitNoProcess();
			assertNothingIsLeft();
		}
	}

	@Test
	void applicationWhoseStartFailsLeavesNothingBehind() throws Exception {
		String[] failing = java.util.Arrays.copyOf(this.properties, this.properties.length + 1);
		failing[this.properties.length] = "fail-with=" + this.port;
		try (CommandApplication application = CommandApplication.start(List.of(), failing)) {
			assertThat(application.awaitExit()).isEqualTo("1");
			assertThat(application.output()).contains("A start that fails");
			assertNothingIsLeft();
		}
	}

}
