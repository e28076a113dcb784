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

package io.github.assetsboot.robustness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Contents;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The folder for temporary files of other processes: left behind, not to be written to,
 * or full.
 */
class TemporaryFolderIT {

	private static final Duration PATIENCE = Duration.ofSeconds(120);

	private final List<Server> servers = new ArrayList<>();

	private byte[] content;

	@TempDir
	private Path temporary;

	private Path site;

	private Path temp;

	private Path jar;

	@BeforeEach
	void write() throws IOException {
		this.content = Contents.noise(new Random(1), 700_000);
		this.site = Files.createDirectory(this.temporary.resolve("site"));
		this.temp = Files.createDirectory(this.temporary.resolve("temp"));
		Files.write(this.site.resolve("file.bin"), this.content);
		this.jar = this.temporary.resolve("front.jar");
		try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(this.jar))) {
			stream.putNextEntry(new JarEntry("in-jar/file.bin"));
			stream.write(this.content);
		}
	}

	@AfterEach
	void stop() throws Exception {
		for (Server server : this.servers) {
			server.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
	}

	@Test
	void leftOversOfKilledProcessesAreDeletedAndFilesOfLivingOnesAreNot() throws Exception {
		Server killed = start(List.of(), this.site.toString());
		killed.assertServes("/file.bin", this.content);
		Path leftOver = folders().get(0);
		killed.process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		makeOld(leftOver.resolve("lock"));
		Server living = start(List.of(), this.site.toString());
		living.assertServes("/file.bin", this.content);
		await().atMost(PATIENCE).until(() -> Files.notExists(leftOver));
		Path ofLiving = folders().get(0);
		Path upload = Files.createFile(this.temp.resolve("assets-project-1-123.tmp"));
		Path newUpload = Files.createFile(this.temp.resolve("assets-project-2-456.tmp"));
		Path other = Files.createDirectory(this.temp.resolve("assets-1-2-mine"));
		for (Path old : List.of(ofLiving.resolve("lock"), upload, other)) {
			makeOld(old);
		}
		start(List.of(), this.site.toString());
		await().atMost(PATIENCE).until(() -> Files.notExists(upload));
		assertThat(ofLiving).isDirectory();
		assertThat(newUpload).exists();
		assertThat(other).as("a folder without a lock").exists();
		living.assertServes("/file.bin", this.content);
	}

	private static void makeOld(Path path) throws IOException {
		Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(Duration.ofHours(7))));
	}

	@Test
	void withoutAFolderContentIsStreamedWithOneWarning() throws Exception {
		for (String directory : List.of(this.site.toString(), "classpath:/in-jar/")) {
			Server server = start(List.of(), directory);
			FileSystemUtils.deleteRecursively(this.temp);
			Files.createFile(this.temp);
			for (int i = 0; i < 3; i++) {
				server.assertServes("/file.bin", this.content);
				server.assertServesEnd("/file.bin", this.content);
			}
			await().atMost(PATIENCE).until(() -> !server.warnings().isEmpty());
			assertThat(server.warnings()).singleElement().asString().contains(this.temp.toString(), "java.io.tmpdir");
			Files.delete(this.temp);
			Files.createDirectory(this.temp);
		}
	}

	@Test
	void folderThatIsDeletedIsMadeAgain() throws Exception {
		for (String directory : List.of(this.site.toString(), "classpath:/in-jar/")) {
			Server server = start(List.of(), directory);
			server.assertServes("/file.bin", this.content);
			for (Path folder : folders()) {
				FileSystemUtils.deleteRecursively(folder);
			}
			server.assertServes("/file.bin", this.content);
			assertThat(folders()).hasSize(1);
			assertThat(server.warnings()).isEmpty();
			for (Path folder : folders()) {
				FileSystemUtils.deleteRecursively(folder);
			}
		}
	}

	/**
	 * A process that may write 100 KB to a file stands for one with a full disk.
	 */
	@Test
	@DisabledOnOs(OS.WINDOWS)
	void contentOfAJarThatDoesNotFitIsStreamedWithOneWarning() throws Exception {
		Server server = start(List.of("sh", "-c", "ulimit -f 200 && exec \"$@\"", "sh"), "classpath:/in-jar/");
		server.assertServes("/file.bin", this.content);
		server.assertServesEnd("/file.bin", this.content);
		assertThat(server.warnings()).singleElement().asString().contains(this.temp.toString(), "java.io.tmpdir");
		assertThat(folders()).allSatisfy((folder) -> {
			try (Stream<Path> files = Files.list(folder)) {
				assertThat(files.map(Path::getFileName).map(Path::toString)).containsExactly("lock");
			}
		});
	}

	private List<Path> folders() throws IOException {
		try (Stream<Path> all = Files.list(this.temp)) {
			return all.filter((path) -> path.getFileName().toString().matches("assets-\\d{2,}-\\d+-\\w+")).toList();
		}
	}

	private Server start(List<String> command, String directory) throws Exception {
		String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		List<String> all = new ArrayList<>(command);
		all.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData",
				"-Dspring.devtools.restart.enabled=false", "-Djava.io.tmpdir=" + this.temp, Main.class.getName(),
				directory, this.temporary.resolve("base").toString()));
		ProcessBuilder builder = new ProcessBuilder(all);
		builder.environment().put("CLASSPATH", this.jar + System.getProperty("path.separator") + classPath);
		Server server = new Server(builder.redirectErrorStream(true).start());
		this.servers.add(server);
		await().atMost(PATIENCE).until(() -> server.port() != 0 || !server.process.isAlive());
		assertThat(server.process.isAlive()).as("%s", server.output).isTrue();
		return server;
	}

	/**
	 * An application in another process.
	 */
	private static final class Server {

		private final Queue<String> output = new ConcurrentLinkedQueue<>();

		private final Process process;

		Server(Process process) {
			this.process = process;
			Thread thread = new Thread(() -> {
				BufferedReader reader = new BufferedReader(
						new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
				reader.lines().forEach(this.output::add);
			}, "output");
			thread.setDaemon(true);
			thread.start();
		}

		int port() {
			return this.output.stream()
				.filter((line) -> line.startsWith("PORT "))
				.mapToInt((line) -> Integer.parseInt(line.substring(5)))
				.findAny()
				.orElse(0);
		}

		List<String> warnings() {
			return this.output.stream().filter((line) -> line.contains(" WARN ") || line.contains(" ERROR ")).toList();
		}

		void assertServes(String path, byte[] content) throws IOException {
			try (SocketClient client = new SocketClient(port())) {
				Response response = client.send("GET", path);
				assertThat(response.status()).as("%s", this.output).isEqualTo(200);
				assertThat(Arrays.equals(response.bytes(), content)).as("%s of %s", response, path).isTrue();
			}
		}

		void assertServesEnd(String path, byte[] content) throws IOException {
			try (SocketClient client = new SocketClient(port())) {
				Response response = client.send("GET", path, "Range: bytes=-100000");
				assertThat(response.status()).isEqualTo(206);
				assertThat(Arrays.equals(response.bytes(),
						Arrays.copyOfRange(content, content.length - 100_000, content.length)))
					.as("%s of %s", response, path)
					.isTrue();
			}
		}

	}

	/**
	 * What the other process runs.
	 */
	static final class Main {

		private Main() {
		}

		public static void main(String[] arguments) throws IOException {
			ConfigurableApplicationContext context = Applications.serve(Path.of("."), "assets.directory", arguments[0],
					"server.tomcat.basedir", arguments[1], "logging.level.io.github.assetsboot", "warn",
					"assets.cache.memory", "0");
			System.out.println("PORT " + Applications.port(context));
			while (System.in.read() != -1) {
				// until the other process is gone
			}
		}

	}

}
