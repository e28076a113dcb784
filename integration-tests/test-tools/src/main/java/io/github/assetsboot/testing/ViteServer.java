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

package io.github.assetsboot.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Vite's development server, started by npm.
 *
 * @author the Assets for Spring Boot authors
 */
public final class ViteServer implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private final Process process;

	private ViteServer(Process process) {
		this.process = process;
	}

	/**
	 * Return a port that nothing listens on.
	 * @return the port
	 * @throws IOException if there is none
	 */
	public static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Start the server and wait until it listens.
	 * @param frontEnd the folder of the front end
	 * @param port the port
	 * @return the server
	 * @throws IOException if it could not be started
	 */
	public static ViteServer start(Path frontEnd, int port) throws IOException {
		Path output = Files.createTempFile("vite", ".log");
		output.toFile().deleteOnExit();
		String npm = (File.separatorChar == '\\') ? "npm.cmd" : "npm";
		ProcessBuilder builder = new ProcessBuilder(npm, "run", "dev", "--", "--port", String.valueOf(port),
				"--strictPort");
		// colours, which Vite also uses where CI is set, would be in the midst of the
		// words
		builder.environment().put("NO_COLOR", "1");
		Process process = builder.directory(frontEnd.toAbsolutePath().toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start();
		ViteServer server = new ViteServer(process);
		try {
			await().atMost(TIMEOUT).until(() -> Files.readString(output).contains("Local:") || !process.isAlive());
			assertThat(process.isAlive()).as(Files.readString(output)).isTrue();
			return server;
		}
		catch (RuntimeException | Error ex) {
			server.close();
			throw ex;
		}
	}

	@Override
	public void close() {
		List<ProcessHandle> all = Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.toList();
		all.forEach(ProcessHandle::destroyForcibly);
		await().atMost(TIMEOUT).until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
	}

}
