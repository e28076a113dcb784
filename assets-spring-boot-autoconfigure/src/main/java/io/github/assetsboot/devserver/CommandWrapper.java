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
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Program that runs a command and ends all of its processes once standard input is
 * closed, as it is when the application has ended in whatever way. It is for Windows,
 * where no shell can wait for two things at once. On Unix, {@code command.sh} does the
 * same.
 * <p>
 * Of this library, it uses {@link CommandLine} only, so that the JDK is enough.
 *
 * @author the Assets for Spring Boot authors
 */
final class CommandWrapper {

	/**
	 * Environment variable with the command. The rules for quotes in arguments differ
	 * from program to program on Windows.
	 */
	private static final String VARIABLE = "ASSETS_DEV_SERVER_COMMAND";

	private static final int SECONDS = 3;

	private static final long INTERVAL = 100;

	private final Process process;

	private final Set<ProcessHandle> descendants = ConcurrentHashMap.newKeySet();

	private CommandWrapper(Process process) {
		this.process = process;
	}

	/**
	 * Prepare a process that runs this program.
	 * @param command the command
	 * @return the process
	 */
	static ProcessBuilder prepare(String command) {
		ProcessBuilder wrapper = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx32m", "-cp", location(),
				CommandWrapper.class.getName());
		wrapper.environment().put(VARIABLE, command);
		return wrapper;
	}

	private static String location() {
		try {
			return Path.of(CommandWrapper.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Run the command.
	 * @param arguments none
	 * @throws IOException if it cannot be started
	 * @throws InterruptedException never
	 */
	public static void main(String[] arguments) throws IOException, InterruptedException {
		ProcessBuilder command = new ProcessBuilder(
				CommandLine.words(System.getenv(VARIABLE), CommandLine.WINDOWS, System.getenv()));
		command.environment().remove(VARIABLE);
		CommandWrapper wrapper = new CommandWrapper(
				command.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT).start());
		Thread thread = new Thread(wrapper::endWithInput, "end");
		thread.setDaemon(true);
		thread.start();
		int status = wrapper.await();
		wrapper.end();
		System.exit(status);
	}

	/**
	 * A process whose parent has ended has no ancestors any more, so all are remembered.
	 */
	private int await() throws InterruptedException {
		do {
			this.process.descendants().forEach(this.descendants::add);
		}
		while (!this.process.waitFor(INTERVAL, TimeUnit.MILLISECONDS));
		return this.process.exitValue();
	}

	private void endWithInput() {
		try {
			System.in.transferTo(OutputStream.nullOutputStream());
			end();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void end() throws InterruptedException {
		this.process.descendants().forEach(this.descendants::add);
		Collection<ProcessHandle> all = Stream.concat(this.descendants.stream(), Stream.of(this.process.toHandle()))
			.toList();
		all.forEach(ProcessHandle::destroy);
		long start = System.nanoTime();
		while (all.stream().anyMatch(ProcessHandle::isAlive)
				&& System.nanoTime() - start < TimeUnit.SECONDS.toNanos(SECONDS)) {
			Thread.sleep(INTERVAL);
			all.forEach((process) -> process.descendants().forEach(this.descendants::add));
		}
		this.descendants.forEach(ProcessHandle::destroyForcibly);
		this.process.destroyForcibly();
	}

}
