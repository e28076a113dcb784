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

package io.github.assetsboot.http;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

import org.springframework.util.FileSystemUtils;

/**
 * A shared cache in front of an application, as a process on a free port of the loopback
 * interface. It keeps a response for a second, and revalidates it then. Where a cache is
 * not installed, tests are aborted, and fail if {@code CI} is {@code true}.
 */
final class SharedCache implements AutoCloseable {

	private static final long PATIENCE_NANOS = 20_000_000_000L;

	private final Path directory;

	private final int port;

	private final Process process;

	private SharedCache(Path directory, int port, List<String> command) throws IOException {
		this.directory = directory;
		this.port = port;
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(directory.resolve("output").toFile())
			.start();
	}

	/**
	 * Start Varnish.
	 * @param origin the port of the application
	 * @param gzipSupport whether Varnish decides on gzip by itself: it then replaces
	 * {@code Accept-Encoding}, and decodes for clients that do not accept gzip
	 * @return the cache, whose field {@code X-Cache} says {@code hit}, {@code miss} or
	 * {@code revalidated}
	 */
	static SharedCache varnish(int origin, boolean gzipSupport) throws IOException, InterruptedException {
		String command = require("varnishd", "varnish");
		Path directory = directory("varnish");
		Path configuration = Files.writeString(directory.resolve("default.vcl"), """
				vcl 4.1;
				backend default { .host = "127.0.0.1"; .port = "%s"; }
				sub vcl_backend_response {
					set beresp.grace = 0s;
					set beresp.keep = 60s;
					unset beresp.http.X-Revalidated;
					if (beresp.was_304) {
						set beresp.http.X-Revalidated = "true";
					}
				}
				sub vcl_deliver {
					if (obj.hits > 0) {
						set resp.http.X-Cache = "hit";
					} else if (resp.http.X-Revalidated) {
						set resp.http.X-Cache = "revalidated";
					} else {
						set resp.http.X-Cache = "miss";
					}
				}
				""".formatted(origin));
		int port = freePort();
		return new SharedCache(directory, port,
				List.of(command, "-F", "-n", directory.resolve("work").toString(), "-a", "127.0.0.1:" + port, "-f",
						configuration.toString(), "-s", "malloc,32m", "-p",
						"http_gzip_support=" + (gzipSupport ? "on" : "off")))
			.await();
	}

	/**
	 * Start Squid as a reverse proxy.
	 * @param origin the port of the application
	 * @return the cache, which writes an {@link #accessLog() access log}
	 */
	static SharedCache squid(int origin) throws IOException, InterruptedException {
		String command = require("squid", "squid");
		Path directory = directory("squid");
		int port = freePort();
		List<String> lines = new ArrayList<>(List.of("http_port 127.0.0.1:" + port + " accel defaultsite=127.0.0.1",
				"cache_peer 127.0.0.1 parent " + origin + " 0 no-query no-digest originserver name=origin",
				"http_access allow all", "cache_mem 32 MB", "maximum_object_size_in_memory 1 MB",
				"logformat test %Ss %>Hs %{Content-Encoding}<h", "access_log stdio:" + directory + "/access.log test",
				"cache_log " + directory + "/cache.log", "pid_filename " + directory + "/squid.pid",
				"coredump_dir " + directory, "buffered_logs off", "shutdown_lifetime 0 seconds", "netdb_filename none",
				"pinger_enable off", "visible_hostname localhost"));
		if ("root".equals(System.getProperty("user.name"))) {
			lines.add("cache_effective_user nobody");
			lines.add("cache_effective_group nogroup");
		}
		Path configuration = Files.write(directory.resolve("squid.conf"), lines);
		return new SharedCache(directory, port, List.of(command, "-N", "-f", configuration.toString())).await();
	}

	private static String require(String name, String debianPackage) {
		List<String> folders = new ArrayList<>(Arrays.asList(System.getenv("PATH").split(File.pathSeparator)));
		folders.add("/usr/sbin");
		for (String folder : folders) {
			if (Files.isExecutable(Path.of(folder, name))) {
				return Path.of(folder, name).toString();
			}
		}
		String install = "Put '" + name + "' on the PATH, on Debian and Ubuntu with: apt-get install " + debianPackage;
		if ("true".equals(System.getenv("CI"))) {
			Assertions.fail("The cache is missing, and CI is true. " + install);
		}
		return Assumptions.abort("The cache is missing. " + install);
	}

	/**
	 * The caches give up the rights of root.
	 */
	private static Path directory(String name) throws IOException {
		Path directory = Files.createTempDirectory(name);
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
		return directory;
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private SharedCache await() throws IOException, InterruptedException {
		long end = System.nanoTime() + PATIENCE_NANOS;
		while (true) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return this;
			}
			catch (IOException ex) {
				if (System.nanoTime() > end || !this.process.isAlive()) {
					String output = Files.readString(this.directory.resolve("output"));
					close();
					throw new IOException("The cache does not start: " + output, ex);
				}
			}
			Thread.sleep(50);
		}
	}

	int port() {
		return this.port;
	}

	/**
	 * Return the lines of Squid's access log: its result, the status and the content
	 * coding.
	 */
	List<String> accessLog() throws IOException {
		return Files.readAllLines(this.directory.resolve("access.log"));
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.process.destroy();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
