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
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

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
	 * What Chromium sends.
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
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms512m", "-Xmx512m",
						"-cp", classPath(), BenchmarkServer.class.getName()));
		command.addAll(certificate.arguments());
		command.add("--server.port=" + port);
		command.add("--assets.directory=" + folder);
		command.addAll(arguments);
		return start(command, port, folder, work, certificate, background);
	}

	/**
	 * With the libraries of {@code br} and {@code zstd}, which no other benchmark uses,
	 * and with Tomcat as the only container.
	 */
	private static String classPath() {
		Path codings = Path.of(System.getProperty("benchmarks.directory", ""), "target", "codings", "*");
		return Stream
			.concat(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
				.filter((entry) -> !entry.contains("jetty")), Stream.of(codings.toString()))
			.collect(Collectors.joining(File.pathSeparator));
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
		return start(command, port, folder, work, certificate, false);
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

	private static PageServer start(List<String> command, int port, Path folder, Path work,
			SelfSignedCertificate certificate, boolean background) throws IOException {
		Files.createDirectories(work);
		Path log = work.resolve("output.log");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> ServerProcess.stop(process)));
		PageServer server = new PageServer(process, port);
		try {
			server.warmUp(folder, client(certificate), background);
			return server;
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			throw new IllegalStateException("Server does not start: " + command + "\n" + Files.readString(log), ex);
		}
	}

	private static HttpClient client(SelfSignedCertificate certificate) throws IOException {
		try {
			KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
			trusted.load(null, null);
			trusted.setCertificateEntry("server", read(certificate));
			TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			factory.init(trusted);
			SSLContext context = SSLContext.getInstance("TLS");
			context.init(null, factory.getTrustManagers(), null);
			return HttpClient.newBuilder().sslContext(context).build();
		}
		catch (GeneralSecurityException ex) {
			throw new IOException(ex);
		}
	}

	static X509Certificate read(SelfSignedCertificate certificate) throws IOException, GeneralSecurityException {
		try (InputStream stream = Files.newInputStream(certificate.certificate())) {
			return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
		}
	}

	/**
	 * Wait until the server answers and, if it compresses in the background, has
	 * compressed all files. Then ask often enough that a JVM compiles what answers.
	 */
	private void warmUp(Path folder, HttpClient client, boolean background) throws IOException {
		List<String> paths = files(folder).stream()
			.filter((file) -> file.toString().matches(".*\\.(css|js)"))
			.sorted(Comparator.comparingLong((file) -> file.toFile().length()))
			.map((file) -> "/" + folder.relativize(file))
			.toList();
		await("/", "identity", client);
		if (background) {
			// the last coding of the last file
			await(paths.get(paths.size() - 1), "zstd", client);
		}
		for (int round = 0; round < WARM_UP_ROUNDS; round++) {
			get("/", ACCEPT_ENCODING, client);
			for (String path : paths) {
				get(path, ACCEPT_ENCODING, client);
			}
		}
	}

	private void await(String path, String coding, HttpClient client) throws IOException {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		while (this.process.isAlive() && System.nanoTime() < end) {
			try {
				if (get(path, coding, client).equals(coding)) {
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
	private String get(String path, String acceptEncoding, HttpClient client) throws IOException {
		HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + this.port + path))
			.header(HttpHeaders.ACCEPT_ENCODING, acceptEncoding)
			.build();
		try {
			HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
			if (response.statusCode() != 200 || response.version() != HttpClient.Version.HTTP_2) {
				throw new IllegalStateException(path + ": " + response);
			}
			return response.headers().firstValue(HttpHeaders.CONTENT_ENCODING).orElse("identity");
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
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
