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
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Folder of a front end with scripts that stand for development servers. Each process of
 * a script has the folder in its command line.
 *
 * @author the Assets for Spring Boot authors
 */
final class CommandFolder implements BeforeEachCallback, AfterEachCallback {

	static final Duration PATIENCE = Duration.ofSeconds(150);

	/**
	 * Arguments: the host, and the port, 0 for a free one. It prints its address as Vite
	 * does.
	 */
	private static final String SERVER = """
			const http = require('http')
			const [host, port] = process.argv.slice(2)
			const server = http.createServer((request, response) => {
			  response.setHeader('Content-Type', 'text/html')
			  response.end('<title>served</title>')
			})
			server.listen(Number(port), host, () => {
			  const { port } = server.address()
			  console.log(`  \\x1b[32m➜\\x1b[39m  \\x1b[1mLocal\\x1b[22m:   \\x1b[36mhttp://localhost:\\x1b[1m${port}\\x1b[22m/\\x1b[39m`)
			})
			""";

	private Path directory;

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		this.directory = Files.createTempDirectory("command").toRealPath();
		write("server.js", SERVER);
	}

	@Override
	public void afterEach(ExtensionContext context) throws IOException {
		List<ProcessHandle> left = processes();
		left.forEach(ProcessHandle::destroyForcibly);
		FileSystemUtils.deleteRecursively(this.directory);
		assertThat(left).as("processes that are left behind").isEmpty();
	}

	Path directory() {
		return this.directory;
	}

	/**
	 * Write a file.
	 * @return its absolute path
	 */
	String write(String name, String text) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text.replace("{dir}", this.directory.toString())).toString();
	}

	/**
	 * Return the command of a server.
	 */
	String server(String host, int port) {
		return "node " + this.directory.resolve("server.js") + " " + host + " " + port;
	}

	/**
	 * Return the living processes of scripts, those that have been left by their parents
	 * included.
	 */
	List<ProcessHandle> processes() {
		return ProcessHandle.allProcesses()
			.filter((process) -> !process.info().commandLine().orElse("").contains(CommandApplication.class.getName()))
			.filter((process) -> process.info().commandLine().orElse("").contains(this.directory + "/")
					|| isIn(process, this.directory))
			.toList();
	}

	private static boolean isIn(ProcessHandle process, Path directory) {
		try {
			return Files.readSymbolicLink(Path.of("/proc", String.valueOf(process.pid()), "cwd")).equals(directory);
		}
		catch (IOException ex) {
			return false;
		}
	}

	void awaitNoProcess() {
		await().atMost(PATIENCE).until(() -> processes().isEmpty());
	}

	static boolean isListening(String host, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	static boolean isFree(int port) {
		return Stream.of("127.0.0.1", "::1").noneMatch((host) -> isListening(host, port));
	}

}
