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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * The process of a server that a storage is tried with. It can die, hang, and come back
 * at the same port.
 *
 * @author the Assets for Spring Boot authors
 */
public final class StorageProcess implements AutoCloseable {

	private final int port;

	private final Path directory;

	private final Duration patience;

	private @Nullable Process process;

	/**
	 * Find a free port, and a directory.
	 * @param name the beginning of the directory's name
	 * @param patience how long the server may take to start
	 * @throws IOException if there is none
	 */
	public StorageProcess(String name, Duration patience) throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			socket.setReuseAddress(true);
			this.port = socket.getLocalPort();
		}
		this.directory = Files.createTempDirectory(name);
		this.patience = patience;
	}

	public int port() {
		return this.port;
	}

	public Path directory() {
		return this.directory;
	}

	/**
	 * Start the server, and wait until it listens.
	 * @param command what starts it
	 * @throws IOException if it does not start
	 */
	public void start(String... command) throws IOException {
		Path log = this.directory.resolve("log");
		Process started = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		this.process = started;
		long deadline = System.nanoTime() + this.patience.toNanos();
		while (true) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return;
			}
			catch (IOException ex) {
				if (System.nanoTime() > deadline || ends(started)) {
					throw new IOException(Files.readString(log), ex);
				}
			}
		}
	}

	/**
	 * Wait a moment between two attempts. The server needs the processor for its start.
	 */
	private static boolean ends(Process process) {
		try {
			return process.waitFor(10, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return whether the server runs, or hangs.
	 * @return whether its process is alive
	 */
	public boolean isRunning() {
		return this.process != null && this.process.isAlive();
	}

	/**
	 * Stop the server as a crash would.
	 */
	public void kill() {
		if (this.process != null) {
			try {
				this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/**
	 * Let the server hang, or go on.
	 * @param paused whether it hangs
	 */
	public void pause(boolean paused) throws IOException, InterruptedException {
		if (this.process != null) {
			new ProcessBuilder("kill", paused ? "-STOP" : "-CONT", String.valueOf(this.process.pid())).start()
				.waitFor(5, TimeUnit.SECONDS);
		}
	}

	@Override
	public void close() throws IOException, InterruptedException {
		pause(false);
		kill();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
