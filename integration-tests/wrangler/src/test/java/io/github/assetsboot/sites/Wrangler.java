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

package io.github.assetsboot.sites;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The unmodified wrangler with an environment of its own, so that it connects to the
 * application and to nothing else.
 *
 * @author the Assets for Spring Boot authors
 */
final class Wrangler {

	static final String TOKEN = "a-secret-of-the-tests-0123456789-abcdefg";

	static final String[] DEPLOY = { "deploy", "--assets", "dist", "--compatibility-date", "2026-01-01", "--name" };

	private static final int SECONDS = 60;

	private final WranglerVersion version;

	private final int port;

	private final Path home;

	private final Map<String, String> variables;

	private Wrangler(WranglerVersion version, int port, Path home, Map<String, String> variables) {
		this.version = version;
		this.port = port;
		this.home = home;
		this.variables = variables;
	}

	/**
	 * Create a client.
	 * @param version the version of wrangler
	 * @param port the port of the application
	 * @param home a folder for what wrangler writes
	 */
	Wrangler(WranglerVersion version, int port, Path home) {
		this(version, port, home, Map.of("CLOUDFLARE_API_TOKEN", TOKEN, "CLOUDFLARE_ACCOUNT_ID", "assets"));
	}

	/**
	 * Return the same client with an environment variable that has another value.
	 * @param name the name of the variable
	 * @param value its value, or {@code null} for none
	 */
	Wrangler with(String name, String value) {
		Map<String, String> changed = new LinkedHashMap<>(this.variables);
		changed.remove(name);
		if (value != null) {
			changed.put(name, value);
		}
		return new Wrangler(this.version, this.port, this.home, changed);
	}

	/**
	 * Deploy the folder {@code dist}, without a configuration file.
	 * @param directory the folder that {@code dist} is in
	 * @param project the name of the project
	 * @param arguments further arguments
	 */
	Output deploy(Path directory, String project, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(DEPLOY));
		command.add(project);
		command.addAll(List.of(arguments));
		return run(directory, command.toArray(String[]::new));
	}

	/**
	 * Run a command.
	 * @param directory the working directory
	 * @param arguments the arguments
	 */
	Output run(Path directory, String... arguments) throws IOException {
		Path scratch = Files.createTempDirectory(this.home, "run");
		Path text = scratch.resolve("text");
		Path entries = Files.createFile(scratch.resolve("out.ndjson"));
		List<String> command = new ArrayList<>(List.of("node", this.version.program().toString()));
		command.addAll(List.of(arguments));
		ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectInput(ProcessBuilder.Redirect.from(nothing()))
			.redirectOutput(text.toFile());
		Map<String, String> environment = builder.environment();
		String path = environment.get("PATH");
		environment.clear();
		Path node = WranglerVersion.nodeFolder();
		if (node != null) {
			command.set(0, node.resolve("node").toString());
		}
		environment.put("PATH", (node != null) ? node + File.pathSeparator + path : path);
		environment.put("HOME", this.home.toString());
		environment.put("CI", "true");
		environment.put("NO_COLOR", "1");
		environment.put("WRANGLER_SEND_METRICS", "false");
		environment.put("WRANGLER_SEND_ERROR_REPORTS", "false");
		environment.put("WRANGLER_HIDE_BANNER", "true");
		environment.put("WRANGLER_LOG_PATH", scratch.resolve("wrangler.log").toString());
		environment.put("WRANGLER_OUTPUT_FILE_PATH", entries.toString());
		environment.put("CLOUDFLARE_API_BASE_URL", "http://127.0.0.1:" + this.port + "/client/v4");
		environment.putAll(this.variables);
		int exitValue = waitFor(builder.start(), command, text);
		try (Stream<String> lines = Files.lines(entries)) {
			return new Output(exitValue, Files.readString(text).replaceAll("\u001B\\[[0-9;]*m", ""),
					lines.map((line) -> JsonMapper.shared().readTree(line)).toList());
		}
	}

	private static File nothing() {
		return new File((File.separatorChar == '\\') ? "NUL" : "/dev/null");
	}

	private static int waitFor(Process process, List<String> command, Path text) throws IOException {
		try {
			boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
			String output = Files.readString(text);
			assertThat(ended).as(() -> "end of %s in %d seconds:%n%s".formatted(command, SECONDS, output)).isTrue();
			return process.exitValue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
	}

	/**
	 * The outcome of a command.
	 *
	 * @param exitValue the exit value
	 * @param text standard output and standard error, without colours
	 * @param entries the lines of the output file
	 */
	record Output(int exitValue, String text, List<JsonNode> entries) {

		Output succeeded() {
			assertThat(this.exitValue).as(this::text).isZero();
			return this;
		}

		Output failed() {
			assertThat(this.exitValue).as(this::text).isEqualTo(1);
			return this;
		}

		/**
		 * Return the only entry of a type.
		 */
		JsonNode entry(String type) {
			List<JsonNode> found = this.entries.stream()
				.filter((entry) -> entry.path("type").asString().equals(type))
				.toList();
			assertThat(found).as(() -> "entries of type %s in %s".formatted(type, this)).hasSize(1);
			return found.get(0);
		}

		/**
		 * Return the id of the version that has been deployed, which the text has, too.
		 */
		String deployedVersion() {
			String id = succeeded().entry("deploy").path("version_id").asString();
			assertThat(this.text).contains("Current Version ID: " + id);
			return id;
		}

	}

}
