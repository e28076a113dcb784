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

package io.github.assetsboot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The ways in which an application runs. Only one of them starts a command.
 *
 * @author the Assets for Spring Boot authors
 */
class DevelopmentRunTests {

	private static final String CLASS_FILE = Application.class.getName().replace('.', '/') + ".class";

	private static DevelopmentRun of(Class<?> application, Map<String, Object> testProperties) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			if (!testProperties.isEmpty()) {
				context.getEnvironment()
					.getPropertySources()
					.addFirst(new MapPropertySource("Inlined Test Properties", testProperties));
			}
			context.getBeanFactory().registerSingleton("environment", context.getEnvironment());
			context.getBeanFactory().setBeanClassLoader(application.getClassLoader());
			context.register(application);
			return DevelopmentRun.of(context.getBeanFactory());
		}
	}

	@Test
	void applicationInAFolderStartsTheCommand() {
		DevelopmentRun run = of(Application.class, Map.of());
		assertThat(run).isEqualTo(DevelopmentRun.FOLDERS);
		assertThat(run.isCommandStarted()).isTrue();
	}

	@Test
	void testDoesNot() {
		assertThat(of(Application.class, Map.of("a", "b"))).isEqualTo(DevelopmentRun.TEST);
		assertThat(DevelopmentRun.TEST.isCommandStarted()).isFalse();
	}

	@Test
	void applicationInAJarDoesNot(@TempDir Path directory) throws Exception {
		Path jar = directory.resolve("application.jar");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
			zip.putNextEntry(new ZipEntry(CLASS_FILE));
			zip.write(classFile());
		}
		assertThat(loaded(jar)).isEqualTo(DevelopmentRun.PRODUCTION);
		assertThat(DevelopmentRun.PRODUCTION.isCommandStarted()).isFalse();
	}

	/**
	 * A servlet container has its own class loader for the folder
	 * {@code WEB-INF/classes}.
	 */
	@Test
	void applicationOfAnotherClassLoaderDoesNot(@TempDir Path directory) throws Exception {
		Files.createFile(directory.resolve("pom.xml"));
		Path file = directory.resolve(CLASS_FILE);
		Files.createDirectories(file.getParent());
		Files.write(file, classFile());
		assertThat(loaded(directory)).isEqualTo(DevelopmentRun.PRODUCTION);
	}

	/**
	 * Jib puts the class files of an image into {@code /app/classes}.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "pom.xml", "build.gradle", "build.gradle.kts", "settings.gradle", "settings.gradle.kts",
			"build.xml", "build.sbt", ".classpath", ".idea" })
	void folderOfClassFilesIsInAProjectIfABuildFileIsAbove(String name, @TempDir Path directory) throws Exception {
		Path classes = Files.createDirectories(directory.resolve("app/classes"));
		assertThat(DevelopmentRun.isInProject(classes)).isFalse();
		Path build = Files.createFile(directory.resolve(name));
		assertThat(DevelopmentRun.isInProject(classes)).isTrue();
		assertThat(DevelopmentRun.isInProject(build)).as("a file, as a jar is").isFalse();
	}

	/**
	 * A build may delete the class file just while DevTools restart.
	 */
	@Test
	void restartWhileTheClassFileIsMissingIsARestart() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getBeanFactory().registerSingleton("environment", context.getEnvironment());
			context.getBeanFactory()
				.setBeanClassLoader(new RestartClassLoader(getClass().getClassLoader(), new URL[0]));
			context.register(Application.class);
			assertThat(DevelopmentRun.of(context.getBeanFactory())).isEqualTo(DevelopmentRun.RESTARTED);
		}
	}

	@Test
	void contextWithoutAnApplicationDoesNot() {
		assertThat(of(Other.class, Map.of())).isEqualTo(DevelopmentRun.PRODUCTION);
		assertThat(DevelopmentRun.of(null)).isEqualTo(DevelopmentRun.PRODUCTION);
	}

	private static DevelopmentRun loaded(Path location) throws Exception {
		try (URLClassLoader loader = new URLClassLoader(new URL[] { location.toUri().toURL() },
				DevelopmentRunTests.class.getClassLoader()) {

			@Override
			protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
				Class<?> loaded = findLoadedClass(name);
				if (loaded == null && name.equals(Application.class.getName())) {
					return findClass(name);
				}
				return (loaded != null) ? loaded : super.loadClass(name, resolve);
			}

		}) {
			Class<?> application = loader.loadClass(Application.class.getName());
			assertThat(application).isNotEqualTo(Application.class);
			return of(application, Map.of());
		}
	}

	private static byte[] classFile() throws IOException {
		try (InputStream file = DevelopmentRunTests.class.getClassLoader().getResourceAsStream(CLASS_FILE)) {
			assertThat(file).isNotNull();
			return file.readAllBytes();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

	@Configuration(proxyBeanMethods = false)
	static class Other {

	}

}
