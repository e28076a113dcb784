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

package io.github.assetsboot.environment;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import io.github.assetsboot.project.PublishedProject;
import io.github.assetsboot.testing.NewThreads;
import io.github.assetsboot.testing.SocketClient;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that is deployed to a Tomcat of its own.
 *
 * @author the Assets for Spring Boot authors
 */
class WarIT {

	private static final Map<String, String> NAVIGATE = Map.of("Sec-Fetch-Mode", "navigate");

	private static final Logger LEAKS = Logger.getLogger("org.apache.catalina.loader.WebappClassLoaderBase");

	private final NewThreads threads = new NewThreads();

	private final RecordingHandler leaks = new RecordingHandler();

	private final Tomcat tomcat = new Tomcat();

	@TempDir
	private Path directory;

	@BeforeEach
	void startContainer() throws Exception {
		LEAKS.addHandler(this.leaks);
		this.tomcat.setBaseDir(this.directory.toString());
		Files.createDirectories(this.directory.resolve("webapps"));
		this.tomcat.setPort(0);
		this.tomcat.getHost();
		this.tomcat.getEngine().setParentClassLoader(new ContainerClassLoader());
		this.tomcat.getConnector().setProperty("address", "127.0.0.1");
		this.tomcat.start();
	}

	@AfterEach
	void stopContainer() throws Exception {
		this.tomcat.stop();
		this.tomcat.destroy();
		LEAKS.removeHandler(this.leaks);
	}

	@ParameterizedTest
	@ValueSource(strings = { "classes", "library" })
	void servesUnderItsContextPathAndLeavesNothingBehind(String place) throws Exception {
		WarFile war = new WarFile();
		if (place.equals("classes")) {
			war.frontEndAmongClasses("static")
				.properties("assets.reload=true", "assets.not-found-handling=single-page-application",
						"spring.main.banner-mode=off");
		}
		else {
			war.frontEndInLibrary("site")
				.properties("assets.directory=classpath:/site/", "assets.not-found-handling=single-page-application",
						"spring.main.banner-mode=off");
		}
		WeakReference<ClassLoader> classLoader = deployAndUndeploy(war.write(this.directory.resolve("shop.war")),
				this::assertServes);
		assertThat(this.threads.named("assets-")).isEmpty();
		assertThat(this.leaks.messages).isEmpty();
		if (Runtime.version().feature() < 25) {
			// there, an application without assets is not collected either
			assertIsCollected(classLoader);
		}
	}

	@Test
	void projectsLeaveNoThreadBehind() throws Exception {
		Path storage = this.directory.resolve("storage");
		byte[] large = new byte[WarFile.LARGE_SIZE];
		PublishedProject.publish(storage, "p", Map.of("a.txt", new byte[] { 'a' }, "large.bin", large));
		WarFile war = new WarFile().frontEndAmongClasses("static")
			.properties("spring.main.banner-mode=off", "spring.application.name=shop", "assets.sharing.enabled=true",
					"assets.projects.enabled=true", "assets.storage.directory=" + storage,
					"assets.projects.resolve.host={project}.example.com", "assets.projects.cache.memory=64KB",
					"assets.projects.cache.deployment-time-to-live=1ms");
		deployAndUndeploy(war.write(this.directory.resolve("shop.war")), this::assertServesProject);
		assertThat(this.threads.named("assets-")).isEmpty();
		assertThat(this.leaks.messages).isEmpty();
	}

	private void assertServesProject(SocketClient client) throws IOException {
		Map<String, String> host = Map.of("Host", "p.example.com");
		for (int i = 0; i < 3; i++) {
			assertThat(client.send("GET", "/shop/a.txt", host).body()).isEqualTo("a");
			assertThat(client.send("GET", "/shop/large.bin", host).body()).hasSize(WarFile.LARGE_SIZE);
		}
		assertThat(client.send("GET", "/shop/large.bin", Map.of("Host", "p.example.com", "Range", "bytes=1-2")).body())
			.hasSize(2);
		assertThat(client.send("GET", "/shop/a.txt", Map.of("Host", "nobody.example.com")).status()).isEqualTo(404);
		assertThat(this.threads.named("assets-")).as("while the application runs").isNotEmpty();
	}

	private WeakReference<ClassLoader> deployAndUndeploy(Path war, Visit visit) throws Exception {
		Context context = this.tomcat.addWebapp("/shop", war.toString());
		assertThat(context.getState().isAvailable()).isTrue();
		try (SocketClient client = new SocketClient(this.tomcat.getConnector().getLocalPort())) {
			visit.run(client);
		}
		WeakReference<ClassLoader> classLoader = new WeakReference<>(context.getLoader().getClassLoader());
		this.tomcat.getHost().removeChild(context);
		return classLoader;
	}

	private void assertServes(SocketClient client) throws IOException {
		assertThat(client.send("GET", "/shop/", Map.of()).body()).isEqualTo("fallback page");
		assertThat(client.send("GET", "/shop/app.js", Map.of()).body()).isEqualTo("let a = 1");
		assertThat(client.send("GET", "/shop/app.js", Map.of()).headers()).containsEntry("x-rule", "1");
		assertThat(client.send("GET", "/shop/folder/deep/data.json", Map.of()).body()).isEqualTo("{}");
		assertThat(client.send("GET", "/shop/" + WarFile.LARGE_FILE, Map.of()).body()).hasSize(WarFile.LARGE_SIZE);
		assertThat(client.send("GET", "/shop/deep/link", NAVIGATE).body()).isEqualTo("fallback page");
		assertThat(client.send("GET", "/shop/deep/link", Map.of()).body()).isEqualTo("fallback page");
		assertThat(client.send("GET", "/shop/hello", Map.of()).body()).isEqualTo("hello");
		assertThat(client.send("GET", "/shop/page.html", Map.of()).headers()).containsEntry("location", "/shop/page");
		assertThat(client.send("GET", "/shop/old", Map.of()).headers()).containsEntry("location", "/shop/page");
		assertThat(client.send("GET", "/shop/WEB-INF/classes/application.properties", Map.of()).body())
			.doesNotContain("assets");
	}

	private static void assertIsCollected(WeakReference<?> reference) throws InterruptedException {
		long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (reference.get() != null && System.nanoTime() < deadline) {
			System.gc();
			Thread.sleep(50);
		}
		assertThat(reference.get()).isNull();
	}

	private interface Visit {

		void run(SocketClient client) throws IOException;

	}

	/**
	 * Keeps the warnings, but those of checks that the virtual machine does not allow.
	 */
	private static final class RecordingHandler extends Handler {

		private final List<String> messages = new CopyOnWriteArrayList<>();

		@Override
		public void publish(LogRecord entry) {
			boolean refusedCheck = entry.getMessage().contains("--add-opens");
			if (entry.getLevel().intValue() >= Level.WARNING.intValue() && !refusedCheck) {
				this.messages.add(entry.getMessage());
			}
		}

		@Override
		public void flush() {
		}

		@Override
		public void close() {
		}

	}

	/**
	 * Sees the container, and nothing else of the class path of these tests.
	 */
	private static final class ContainerClassLoader extends ClassLoader {

		ContainerClassLoader() {
			super(ClassLoader.getPlatformClassLoader());
		}

		@Override
		protected Class<?> findClass(String name) throws ClassNotFoundException {
			if (name.matches("(jakarta|org\\.apache\\.(catalina|tomcat|coyote|naming|juli))\\..*")) {
				return Tomcat.class.getClassLoader().loadClass(name);
			}
			throw new ClassNotFoundException(name);
		}

		@Override
		protected @Nullable URL findResource(String name) {
			return name.startsWith("org/apache/catalina/") ? Tomcat.class.getClassLoader().getResource(name) : null;
		}

	}

}
