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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.ContentRange;
import io.github.assetsboot.testing.Multipart;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SelfSignedCertificate;
import io.github.assetsboot.testing.Transport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Temporary copies that somebody deletes or changes, of files and of contents of jars.
 */
class LostCopiesIT {

	private static final byte[] CONTENT = content(300_000, 1);

	private static final byte[] IN_JAR = content(400_000, 2);

	private static final byte[] LARGE_IN_JAR = content(3_000_000, 3);

	@TempDir
	private static Path folder;

	private static URLClassLoader loader;

	private static final Map<Container, ConfigurableApplicationContext> contexts = new EnumMap<>(Container.class);

	private static final Map<Container, ConfigurableApplicationContext> secure = new EnumMap<>(Container.class);

	@BeforeAll
	static void start() throws IOException {
		Path first = Files.createDirectories(folder.resolve("classes/static"));
		Files.write(first.resolve("file.bin"), CONTENT);
		Files.writeString(first.resolve(Site.PROBE.substring(1)), Site.PROBE_TEXT);
		Path jar = folder.resolve("front.jar");
		try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
			for (Map.Entry<String, byte[]> entry : Map
				.of("static/", new byte[0], "static/jar.bin", IN_JAR, "static/large.bin", LARGE_IN_JAR)
				.entrySet()) {
				stream.putNextEntry(new JarEntry(entry.getKey()));
				stream.write(entry.getValue());
			}
		}
		loader = new URLClassLoader(new URL[] { first.getParent().toUri().toURL(), jar.toUri().toURL() },
				LostCopiesIT.class.getClassLoader());
		for (Container container : Container.values()) {
			contexts.put(container, start(container, Map.of()));
			secure.put(container, start(container, SelfSignedCertificate.properties()));
		}
	}

	private static ConfigurableApplicationContext start(Container container, Map<String, String> properties) {
		return new SpringApplicationBuilder(Application.class).resourceLoader(new DefaultResourceLoader(loader))
			.web(WebApplicationType.SERVLET)
			.properties("spring.main.banner-mode=off", "logging.level.root=error")
			.properties(Map.copyOf(properties))
			.run("--server.port=0", "--server.http2.enabled=true", "--server.shutdown=immediate",
					"--spring.autoconfigure.exclude=" + container.excluded());
	}

	@AfterAll
	static void stop() throws IOException {
		contexts.values().forEach(ConfigurableApplicationContext::close);
		secure.values().forEach(ConfigurableApplicationContext::close);
		loader.close();
	}

	@EveryTransport("""
			/file.bin  | FILES
			/file.bin  | FOLDER
			/file.bin  | CUT
			/file.bin  | EMPTIED
			/file.bin  | OVERWRITTEN
			/jar.bin   | FILES
			/jar.bin   | FOLDER
			/jar.bin   | CUT
			/jar.bin   | EMPTIED
			/jar.bin   | OVERWRITTEN
			/large.bin | FILES
			/large.bin | FOLDER
			/large.bin | CUT
			/large.bin | OVERWRITTEN
			""")
	void contentIsSentWithoutItsCopy(Transport transport, String path, Loss loss) throws IOException {
		byte[] content = path.equals("/file.bin") ? CONTENT : path.equals("/jar.bin") ? IN_JAR : LARGE_IN_JAR;
		try (Client client = connect(transport)) {
			for (int round = 0; round < 2; round++) {
				for (String range : List.of("", "bytes=100000-199999", "bytes=-70000", "bytes=0-60000,100000-200000")) {
					loss.happen();
					assertSent(client, path, range, content);
				}
			}
			assertSent(client, path, "", content);
		}
	}

	@EveryTransport
	void headOfALostCopyIsAnswered(Transport transport) throws IOException {
		try (Client client = connect(transport)) {
			assertSent(client, "/jar.bin", "", IN_JAR);
			Loss.FOLDER.happen();
			Response head = client.send(Request.get("/jar.bin").method("HEAD"));
			assertThat(head.status()).isEqualTo(200);
			assertThat(head.header("content-length")).isEqualTo(String.valueOf(IN_JAR.length));
			assertThat(client.send(Request.get("/jar.bin").with("If-None-Match", String.valueOf(head.header("etag"))))
				.status()).isEqualTo(304);
		}
	}

	private static Client connect(Transport transport) throws IOException {
		ServletWebServerApplicationContext context = (ServletWebServerApplicationContext) (transport.isSecure() ? secure
				: contexts)
			.get(transport.container());
		return Site.connect(transport, context.getWebServer().getPort());
	}

	private static void assertSent(Client client, String path, String range, byte[] content) throws IOException {
		Request request = Request.get(path);
		Response response = client.send(range.isEmpty() ? request : request.with("Range", range));
		if (range.isEmpty()) {
			assertThat(response.status()).isEqualTo(200);
			assertThat(Arrays.equals(response.bytes(), content)).as("%s is that of %s", response, path).isTrue();
			return;
		}
		assertThat(response.status()).isEqualTo(206);
		if (range.contains(",")) {
			for (Multipart.Part part : Multipart.parse(response)) {
				isPart(part.range(), part.bytes(), content);
			}
			return;
		}
		isPart(ContentRange.parse(response.header("content-range")), response.bytes(), content);
	}

	private static void isPart(ContentRange range, byte[] body, byte[] content) {
		assertThat(range.length()).isEqualTo(content.length);
		assertThat(Arrays.equals(body, Arrays.copyOfRange(content, (int) range.first(), (int) range.last() + 1)))
			.as("%s bytes of %s", body.length, range)
			.isTrue();
	}

	private static byte[] content(int size, int seed) {
		byte[] content = new byte[size];
		new Random(seed).nextBytes(content);
		return content;
	}

	/**
	 * What may happen to the temporary files of this process.
	 */
	enum Loss {

		FILES {

			@Override
			void happenTo(Path file) throws IOException {
				Files.delete(file);
			}

		},

		FOLDER {

			@Override
			void happenTo(Path file) throws IOException {
				Files.delete(file);
				try (Stream<Path> others = Files.list(file.getParent())) {
					for (Path other : others.toList()) {
						Files.delete(other);
					}
				}
				Files.delete(file.getParent());
			}

		},

		CUT {

			@Override
			void happenTo(Path file) throws IOException {
				cut(file, 150_000);
			}

		},

		EMPTIED {

			@Override
			void happenTo(Path file) throws IOException {
				cut(file, 0);
			}

		},

		OVERWRITTEN {

			@Override
			void happenTo(Path file) throws IOException {
				Files.write(file, new byte[(int) Files.size(file)]);
			}

		};

		abstract void happenTo(Path file) throws IOException;

		void happen() throws IOException {
			for (Path file : files()) {
				if (Files.exists(file)) {
					happenTo(file);
				}
			}
		}

		private static void cut(Path file, long size) throws IOException {
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
				channel.truncate(size);
			}
		}

		private static List<Path> files() throws IOException {
			String prefix = "assets-" + ProcessHandle.current().pid() + "-";
			List<Path> files = new ArrayList<>();
			try (Stream<Path> folders = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
				folders.filter((path) -> path.getFileName().toString().startsWith(prefix)).forEach((path) -> {
					try (Stream<Path> all = Files.list(path)) {
						all.filter((file) -> file.toString().endsWith(".tmp")).forEach(files::add);
					}
					catch (IOException ex) {
						throw new UncheckedIOException(ex);
					}
				});
			}
			return files;
		}

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
