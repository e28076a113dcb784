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

package io.github.assetsboot.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A server in a process of its own, on a free port of the loopback interface.
 *
 * @author the Assets for Spring Boot authors
 */
final class ServerProcess implements AutoCloseable {

	private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

	private final Process process;

	private final URI uri;

	private final boolean java;

	private ServerProcess(Process process, URI uri, boolean java) {
		this.process = process;
		this.uri = uri;
		this.java = java;
	}

	/**
	 * Start a {@link BenchmarkServer}.
	 * @param folder the folder of files
	 * @param log where its output goes
	 * @param arguments further arguments of the application
	 * @return the server, which answers
	 */
	static ServerProcess java(Path folder, Path log, String... arguments) throws IOException {
		int port = freePort();
		List<String> command = new ArrayList<>(Jvm.command(List.of("-Xms1g", "-Xmx1g"), BenchmarkServer.class));
		command.add("--server.port=" + port);
		command.add("--assets.directory=" + folder);
		command.addAll(List.of(arguments));
		return start(command, port, "/controller", true, log);
	}

	/**
	 * Start nginx as Debian configures it, but for the logs.
	 * @param folder the folder of files
	 * @param work a folder of its own, for its configuration
	 * @return the server, or {@code null} if it is not installed
	 */
	static @Nullable ServerProcess nginx(Path folder, Path work) throws IOException {
		if (!isInstalled("nginx")) {
			return null;
		}
		int port = freePort();
		Files.createDirectories(work);
		boolean root = "root".equals(System.getProperty("user.name"));
		Files.writeString(work.resolve("nginx.conf"), """
				%s
				daemon off;
				worker_processes %d;
				pid nginx.pid;
				error_log error.log;
				events {
					worker_connections 768;
				}
				http {
					access_log off;
					sendfile on;
					tcp_nopush on;
					keepalive_requests 1000000000;
					gzip on;
					gzip_vary on;
					gzip_types text/javascript;
					types {
						text/html html;
						text/javascript js;
						application/octet-stream bin;
					}
					client_body_temp_path body;
					proxy_temp_path proxy;
					fastcgi_temp_path fastcgi;
					uwsgi_temp_path uwsgi;
					scgi_temp_path scgi;
					server {
						listen 127.0.0.1:%d;
						root "%s";
						add_header Cache-Control "public, max-age=0, must-revalidate";
					}
				}
				""".formatted(root ? "user root;" : "", workers(), port, folder));
		List<String> command = List.of("nginx", "-p", work.toString(), "-c", "nginx.conf", "-e", "error.log");
		return start(command, port, "/page.html", false, work.resolve("output.log"));
	}

	/**
	 * Start Caddy as a file server that compresses.
	 * @param folder the folder of files
	 * @param work a folder of its own, for its configuration
	 * @return the server, or {@code null} if it is not installed
	 */
	static @Nullable ServerProcess caddy(Path folder, Path work) throws IOException {
		if (!isInstalled("caddy")) {
			return null;
		}
		int port = freePort();
		Files.createDirectories(work);
		Path configuration = work.resolve("Caddyfile");
		Files.writeString(configuration, """
				{
					admin off
					auto_https off
				}
				http://127.0.0.1:%d {
					root * "%s"
					header Cache-Control "public, max-age=0, must-revalidate"
					encode gzip
					file_server
				}
				""".formatted(port, folder));
		List<String> command = List.of("env", "XDG_DATA_HOME=" + work, "XDG_CONFIG_HOME=" + work,
				"GOMAXPROCS=" + workers(), "caddy", "run", "--adapter", "caddyfile", "--config",
				configuration.toString());
		return start(command, port, "/page.html", false, work.resolve("output.log"));
	}

	/**
	 * Return whether a program is on the path.
	 */
	static boolean isInstalled(String program) {
		return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, program)));
	}

	private static int workers() {
		return Math.min(2, Runtime.getRuntime().availableProcessors());
	}

	private static ServerProcess start(List<String> command, int port, String path, boolean java, Path log)
			throws IOException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process)));
		ServerProcess server = new ServerProcess(process, URI.create("http://127.0.0.1:" + port), java);
		long end = System.nanoTime() + START_TIMEOUT.toNanos();
		while (!server.answers(path)) {
			if (!process.isAlive() || System.nanoTime() > end) {
				server.close();
				throw new IllegalStateException("Server does not start: " + command + "\n" + Files.readString(log));
			}
		}
		return server;
	}

	private boolean answers(String path) throws IOException {
		try {
			return Http.get(this.uri.resolve(path), Map.of()).statusCode() == 200;
		}
		catch (ConnectException ex) {
			sleep();
			return false;
		}
	}

	private static void sleep() {
		try {
			Thread.sleep(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	/**
	 * Return an address at this server.
	 * @param path the path
	 * @return the address
	 */
	URI uri(String path) {
		return this.uri.resolve(path);
	}

	/**
	 * Return the processor time that the server, its workers included, has used.
	 */
	Duration cpuTime() {
		return Stream.concat(Stream.of(this.process.toHandle()), this.process.descendants())
			.map((handle) -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
			.reduce(Duration.ZERO, Duration::plus);
	}

	/**
	 * Return how many bytes the threads of the server have allocated.
	 * @return the number, which is not one for a server that is not Java
	 */
	double allocated() throws IOException {
		if (!this.java) {
			return Double.NaN;
		}
		return number("/allocated");
	}

	/**
	 * Return how many bytes of the heap are in use after garbage collections.
	 * @return the number, for a server that is Java
	 */
	double heap() throws IOException {
		return number("/heap");
	}

	private double number(String path) throws IOException {
		HttpResponse<byte[]> response = Http.get(this.uri.resolve(path), Map.of());
		return Double.parseDouble(new String(response.body(), StandardCharsets.US_ASCII));
	}

	@Override
	public void close() {
		stop(this.process);
	}

	static void stop(Process process) {
		process.destroy();
		try {
			if (!process.waitFor(10, TimeUnit.SECONDS)) {
				process.destroyForcibly();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
