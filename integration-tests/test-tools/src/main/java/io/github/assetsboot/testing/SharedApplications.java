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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Applications that the tests of one class share: each combination of application,
 * properties and files is started once, and stopped after the last test. It is for tests
 * that neither change files nor look at what a start logs.
 */
public final class SharedApplications implements AfterAllCallback {

	private static final String DIRECTORY = "assets.directory";

	private final Map<Setup, ConfigurableApplicationContext> contexts = new HashMap<>();

	private final Map<Map<String, String>, Path> directories = new HashMap<>();

	/**
	 * Return an application that serves files, and start it if it does not run yet.
	 * @param application the application
	 * @param properties its properties, but for the directory of the assets
	 * @param files the texts of the assets by path
	 * @return its context, which a test must not close
	 */
	public ConfigurableApplicationContext get(Class<?> application, Map<String, String> properties,
			Map<String, String> files) {
		return this.contexts.computeIfAbsent(new Setup(application, Map.copyOf(properties), Map.copyOf(files)),
				this::start);
	}

	private ConfigurableApplicationContext start(Setup setup) {
		Map<String, String> properties = new LinkedHashMap<>(setup.properties());
		properties.put(DIRECTORY, directory(setup.files()).toString());
		return Applications.start(setup.application(), properties);
	}

	/**
	 * Return the directory of an application's assets.
	 * @param files the texts of the assets by path
	 * @return the directory, which a test must not change
	 */
	public Path directory(Map<String, String> files) {
		return this.directories.computeIfAbsent(files, SharedApplications::write);
	}

	private static Path write(Map<String, String> files) {
		try {
			Path directory = Files.createTempDirectory("shared");
			Map<String, byte[]> contents = new HashMap<>();
			files.forEach((path, text) -> contents.put(path, text.getBytes(StandardCharsets.UTF_8)));
			Contents.write(directory, contents);
			return directory;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		this.contexts.values().forEach(ConfigurableApplicationContext::close);
		this.contexts.clear();
		for (Path directory : this.directories.values()) {
			FileSystemUtils.deleteRecursively(directory);
		}
		this.directories.clear();
	}

	private record Setup(Class<?> application, Map<String, String> properties, Map<String, String> files) {

	}

}
