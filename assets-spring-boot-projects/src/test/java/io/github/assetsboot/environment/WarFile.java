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

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;

import io.github.assetsboot.Assets;
import io.github.assetsboot.project.AssetProjects;

import org.springframework.util.ClassUtils;
import org.springframework.util.StreamUtils;

/**
 * A WAR file of what an application needs when a container is there already.
 *
 * @author the Assets for Spring Boot authors
 */
final class WarFile {

	private static final Pattern LIBRARIES = Pattern
		.compile("(spring-(?!.*(tomcat|jetty|test|loader|actuator|security|micrometer))"
				+ "|jackson-|slf4j-|logback-|commons-logging|jspecify-|caffeine-|micrometer-(commons|observation)-).*\\.jar");

	/**
	 * A file that is not kept in memory.
	 */
	static final String LARGE_FILE = "large.bin";

	static final int LARGE_SIZE = 300 * 1024;

	private static final String CLASSES = "WEB-INF/classes/";

	private static final String LIB = "WEB-INF/lib/";

	private final Map<String, byte[]> entries = new LinkedHashMap<>();

	WarFile() throws IOException {
		for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
			Path jar = Path.of(element);
			if (LIBRARIES.matcher(jar.getFileName().toString()).matches()) {
				this.entries.put(LIB + jar.getFileName(), Files.readAllBytes(jar));
			}
		}
		this.entries.put(LIB + "assets-spring-boot-autoconfigure.jar", library(Assets.class));
		this.entries.put(LIB + "assets-spring-boot-projects.jar", library(AssetProjects.class));
		addClass(WarApplication.class);
	}

	WarFile addClass(Class<?> type) throws IOException {
		this.entries.put(CLASSES + ClassUtils.convertClassNameToResourcePath(type.getName()) + ".class",
				StreamUtils.copyToByteArray(type.getResourceAsStream(ClassUtils.getClassFileName(type))));
		return this;
	}

	WarFile properties(String... properties) {
		this.entries.put(CLASSES + "application.properties",
				String.join("\n", properties).getBytes(StandardCharsets.UTF_8));
		return this;
	}

	/**
	 * Add the front end of these tests as a folder of the application's classes.
	 */
	WarFile frontEndAmongClasses(String folder) throws IOException {
		this.entries.putAll(frontEnd(CLASSES + folder + "/"));
		return this;
	}

	/**
	 * Add the front end of these tests as a folder of a library.
	 */
	WarFile frontEndInLibrary(String folder) throws IOException {
		this.entries.put(LIB + "front-end.jar", jar(frontEnd(folder + "/")));
		return this;
	}

	Path write(Path file) throws IOException {
		return Files.write(file, jar(this.entries));
	}

	private static Map<String, byte[]> frontEnd(String prefix) throws IOException {
		Map<String, byte[]> content = content(root(WarFile.class).resolve("environment/site"), prefix);
		content.put(prefix + LARGE_FILE, new byte[LARGE_SIZE]);
		return content;
	}

	/**
	 * A module of the same build is a directory or a jar, depending on the phase.
	 */
	private static byte[] library(Class<?> type) throws IOException {
		Path root = root(type);
		return Files.isDirectory(root) ? jar(content(root, "")) : Files.readAllBytes(root);
	}

	private static Path root(Class<?> type) {
		URL location = type.getProtectionDomain().getCodeSource().getLocation();
		return new File(location.getPath()).toPath();
	}

	private static Map<String, byte[]> content(Path directory, String prefix) throws IOException {
		Map<String, byte[]> content = new TreeMap<>();
		try (Stream<Path> files = Files.walk(directory)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				content.put(prefix + directory.relativize(file).toString().replace(File.separatorChar, '/'),
						Files.readAllBytes(file));
			}
		}
		return content;
	}

	private static byte[] jar(Map<String, byte[]> files) throws IOException {
		Map<String, byte[]> entries = new TreeMap<>(files);
		for (String name : files.keySet()) {
			for (int slash = name.indexOf('/'); slash != -1; slash = name.indexOf('/', slash + 1)) {
				entries.put(name.substring(0, slash + 1), new byte[0]);
			}
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (JarOutputStream jar = new JarOutputStream(bytes)) {
			jar.setLevel(Deflater.BEST_SPEED);
			for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
				jar.putNextEntry(new JarEntry(entry.getKey()));
				jar.write(entry.getValue());
			}
		}
		return bytes.toByteArray();
	}

}
