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

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that runs in a process of its own, as a user would start it.
 *
 * @author the Assets for Spring Boot authors
 */
public final class SampleProcess implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofSeconds(60);

	private static final Pattern STARTED = Pattern.compile(".*Tomcat started on port (\\d+).*");

	private final List<String> output = new CopyOnWriteArrayList<>();

	private final Process process;

	private SampleProcess(Process process) {
		this.process = process;
		Thread reader = new Thread(this::readOutput);
		reader.setDaemon(true);
		reader.start();
	}

	/**
	 * Start a process and wait until it listens.
	 * @param directory the working directory
	 * @param arguments the arguments for {@code java}
	 * @return the process
	 * @throws IOException if it could not be started
	 */
	public static SampleProcess start(Path directory, String... arguments) throws IOException {
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		// as spring-boot:run does: the process ends before the full compiler pays off
		command.add("-XX:TieredStopAtLevel=1");
		command.addAll(List.of(arguments));
		SampleProcess started = new SampleProcess(
				new ProcessBuilder(command).directory(directory.toAbsolutePath().toFile())
					.redirectErrorStream(true)
					.start());
		started.awaitStarts(1);
		return started;
	}

	/**
	 * Wait until the application has been started, by Spring Boot DevTools say.
	 * @param count how often it must have been started in all
	 */
	public void awaitStarts(int count) {
		await().atMost(TIMEOUT).until(() -> ports().size() >= count || !this.process.isAlive());
		assertThat(ports()).as(() -> "ports in:\n" + String.join("\n", this.output)).hasSizeGreaterThanOrEqualTo(count);
	}

	/**
	 * Return how often the application has been started.
	 */
	public int starts() {
		return ports().size();
	}

	/**
	 * Return the port that the application was last started on.
	 */
	public int port() {
		List<Integer> ports = ports();
		return ports.get(ports.size() - 1);
	}

	/**
	 * Return what the application has printed so far.
	 */
	public String output() {
		return String.join("\n", this.output);
	}

	/**
	 * Return the processes that the application has started, and theirs.
	 */
	public List<ProcessHandle> descendants() {
		return this.process.descendants().toList();
	}

	private List<Integer> ports() {
		return this.output.stream()
			.map(STARTED::matcher)
			.filter((matcher) -> matcher.matches())
			.map((matcher) -> Integer.valueOf(matcher.group(1)))
			.toList();
	}

	private void readOutput() {
		try (BufferedReader lines = this.process.inputReader()) {
			lines.lines().forEach(this.output::add);
		}
		catch (IOException | UncheckedIOException ex) {
			// the process has been ended
		}
	}

	/**
	 * End the process as a crash would.
	 * @throws InterruptedException if the thread is interrupted
	 */
	public void kill() throws InterruptedException {
		this.process.destroyForcibly();
		assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		assertThat(this.process.waitFor(30, TimeUnit.SECONDS)).isTrue();
	}

}
