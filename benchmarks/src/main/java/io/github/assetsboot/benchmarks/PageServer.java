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
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import org.springframework.http.HttpHeaders;
import org.springframework.util.FileSystemUtils;

/**
 * Server of a build of a front end, over HTTP/2 with TLS.
 *
 * @param process the process
 * @param port the port on the loopback interface
 */
record PageServer(Process process, int port) implements AutoCloseable {

	private static final Duration TIMEOUT = Duration.ofMinutes(3);

	private static final int WARM_UP_ROUNDS = 100;

	/**
	 * The field as Chromium sends it.
	 */
	private static final String ACCEPT_ENCODING = "gzip, deflate, br, zstd";

	private static final Path BROTLI_MODULE = Path.of("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so");

	/**
	 * Start an application with the starter, as the guide describes it.
	 * @param folder the folder of files
	 * @param work a folder of its own
	 * @param certificate the certificate
	 * @param arguments further arguments of the application
	 * @return the server, which has answered often
	 */
	static PageServer starter(Path folder, Path work, SelfSignedCertificate certificate, List<String> arguments)
			throws IOException {
		List<String> all = new ArrayList<>(List.of("--assets.cache.immutable=/assets/*"));
		all.addAll(arguments);
		return java(folder, work, certificate, all, true);
	}

	/**
	 * Start an application with Spring's resource handler.
	 * @param folder the folder of files
	 * @param work a folder of its own
	 * @param certificate the certificate
	 * @return the server, which has answered often
	 */
	static PageServer spring(Path folder, Path work, SelfSignedCertificate certificate) throws IOException {
		return java(folder, work, certificate,
				List.of("--assets.enabled=false", "--benchmarks.pages=true", "--server.compression.enabled=true"),
				false);
	}

	private static PageServer java(Path folder, Path work, SelfSignedCertificate certificate, List<String> arguments,
			boolean background) throws IOException {
		int port = freePort();
		List<String> command = new ArrayList<>(
				Platform.TOMCAT.with(certificate).command(List.of("-Xms512m", "-Xmx512m"), BenchmarkServer.class));
		// the libraries of br and zstd, which no other benchmark uses
		Path codings = Path.of(System.getProperty("benchmarks.directory", ""), "target", "codings", "*");
		int classPath = command.indexOf("-cp") + 1;
		command.set(classPath, command.get(classPath) + File.pathSeparator + codings);
		command.add("--server.port=" + port);
		command.add("--assets.directory=" + folder);
		command.addAll(arguments);
		return start(command, port, folder, work, background);
	}

	/**
	 * Start nginx with files that were compressed before.
	 * @param folder the folder of files
	 * @param work a folder of its own
	 * @param certificate the certificate
	 * @return the server, which has answered often
	 */
	static PageServer nginx(Path folder, Path work, SelfSignedCertificate certificate) throws IOException {
		int port = freePort();
		boolean brotli = isBrotliInstalled();
		Path site = work.resolve("site");
		Files.createDirectories(site);
		FileSystemUtils.copyRecursively(folder, site);
		for (Path file : files(site)) {
			compress(file, brotli);
		}
		boolean root = "root".equals(System.getProperty("user.name"));
		Files.writeString(work.resolve("nginx.conf"), """
				%s
				%s
				daemon off;
				worker_processes 2;
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
					gzip_static on;
					gzip_vary on;
					%s
					types {
						text/html html;
						text/css css;
						text/javascript js;
						image/svg+xml svg;
					}
					client_body_temp_path body;
					proxy_temp_path proxy;
					fastcgi_temp_path fastcgi;
					uwsgi_temp_path uwsgi;
					scgi_temp_path scgi;
					server {
						listen 127.0.0.1:%d ssl http2;
						ssl_certificate "%s";
						ssl_certificate_key "%s";
						root "%s";
						add_header Cache-Control "public, max-age=0, must-revalidate";
						location /assets/ {
							add_header Cache-Control "public, max-age=31536000, immutable";
						}
					}
				}
				""".formatted(brotli ? "load_module " + BROTLI_MODULE + ";" : "", root ? "user root;" : "",
				brotli ? "brotli_static on;" : "", port, certificate.certificate(), certificate.key(), site));
		List<String> command = List.of("nginx", "-p", work.toString(), "-c", "nginx.conf", "-e", "error.log");
		return start(command, port, folder, work, false);
	}

	/**
	 * Return whether nginx can send files that were compressed by Brotli.
	 */
	static boolean isBrotliInstalled() {
		return Files.exists(BROTLI_MODULE) && ServerProcess.isInstalled("brotli");
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter((file) -> file.toString().matches(".*\\.(html|css|js|svg)")).toList();
		}
	}

	private static void compress(Path file, boolean brotli) throws IOException {
		try (GZIPOutputStream gzip = new BestGzip(
				Files.newOutputStream(file.resolveSibling(file.getFileName() + ".gz")))) {
			Files.copy(file, gzip);
		}
		if (brotli) {
			try {
				new ProcessBuilder("brotli", "--quality=11", "--lgwin=24", file.toString()).inheritIO()
					.start()
					.waitFor();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException();
			}
		}
	}

	private static PageServer start(List<String> command, int port, Path folder, Path work, boolean background)
			throws IOException {
		Files.createDirectories(work);
		Path log = work.resolve("output.log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerProcess.stop(process)));
		PageServer server = new PageServer(process, port);
		try {
			server.warmUp(folder, background);
			return server;
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw new IllegalStateException("Server does not start: " + command + "\n" + Files.readString(log), ex);
		}
	}

	/**
	 * Wait until the server answers and, if it compresses in the background, has
	 * compressed all files. Then ask often enough that a JVM compiles what answers.
	 */
	private void warmUp(Path folder, boolean background) throws IOException {
		List<String> paths = files(folder).stream()
			.filter((file) -> file.toString().matches(".*\\.(css|js)"))
			.sorted(Comparator.comparingLong((file) -> file.toFile().length()))
			.map((file) -> "/" + folder.relativize(file))
			.toList();
		await("/", "identity");
		if (background) {
			// the last coding of the last file
			await(paths.get(paths.size() - 1), "zstd");
		}
		for (int round = 0; round < WARM_UP_ROUNDS; round++) {
			get("/", ACCEPT_ENCODING);
			for (String path : paths) {
				get(path, ACCEPT_ENCODING);
			}
		}
	}

	private void await(String path, String coding) throws IOException {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (this.process.isAlive() && System.nanoTime() < end) {
			try {
				if (get(path, coding).equals(coding)) {
					return;
				}
			}
			catch (ConnectException ex) {
				// not yet
			}
			try {
				Thread.sleep(100);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new InterruptedIOException();
			}
		}
		throw new IOException("No answer to " + path + " with the coding " + coding);
	}

	/**
	 * Return the coding of a response.
	 */
	private String get(String path, String acceptEncoding) throws IOException {
		HttpResponse<byte[]> response = Http.get(URI.create("https://127.0.0.1:" + this.port + path),
				Map.of(HttpHeaders.ACCEPT_ENCODING, acceptEncoding));
		if (response.statusCode() != 200 || response.version() != HttpClient.Version.HTTP_2) {
			throw new IllegalStateException(path + ": " + response);
		}
		return response.headers().firstValue(HttpHeaders.CONTENT_ENCODING).orElse("identity");
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	@Override
	public void close() {
		ServerProcess.stop(this.process);
	}

	/**
	 * {@code gzip} at its best level.
	 */
	private static final class BestGzip extends GZIPOutputStream {

		BestGzip(OutputStream stream) throws IOException {
			super(stream);
			this.def.setLevel(Deflater.BEST_COMPRESSION);
		}

	}

}
