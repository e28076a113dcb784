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

package io.github.assetsboot.sample.thymeleaf;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.assetsboot.testing.NpmProject;
import io.github.assetsboot.testing.SampleClient;
import io.github.assetsboot.testing.SampleProcess;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

import org.springframework.util.FileSystemUtils;

/**
 * The front end built, and the application started in a process of its own, once for all
 * test classes, which need npm.
 *
 * @author the Assets for Spring Boot authors
 */
final class RunningApplication implements BeforeAllCallback {

	private static final Path DIRECTORY = Path.of("target", "application");

	private static final Path CLASSES = Path.of("target", "classes");

	private static final Path STATIC_FILES = Path.of("src", "main", "resources", "static");

	private Started started;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.started = context.getRoot()
			.getStore(Namespace.create(RunningApplication.class))
			.computeIfAbsent(Started.class, (key) -> start(), Started.class);
	}

	/**
	 * The folders are those that the configuration of Vite expects.
	 */
	private static Started start() {
		try {
			FileSystemUtils.deleteRecursively(DIRECTORY.resolve(CLASSES));
			FileSystemUtils.copyRecursively(Path.of("target", "classes"), DIRECTORY.resolve(CLASSES));
			FileSystemUtils.copyRecursively(STATIC_FILES, DIRECTORY.resolve(STATIC_FILES));
			NpmProject frontEnd = NpmProject.copy(Path.of("frontend"), DIRECTORY.resolve("frontend"));
			frontEnd.install();
			frontEnd.build();
			return new Started(frontEnd, startProcess());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SampleProcess startProcess(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(
				List.of("-cp", CLASSES + File.pathSeparator + Files.readString(Path.of("target", "runtime.classpath")),
						ThymeleafApplication.class.getName(), "--server.port=0"));
		command.addAll(List.of(arguments));
		return SampleProcess.start(DIRECTORY, command.toArray(String[]::new));
	}

	/**
	 * Start the application once more.
	 * @param arguments further arguments
	 * @return the process, to be closed
	 * @throws IOException if it could not be started
	 */
	SampleProcess startAnother(String... arguments) throws IOException {
		return startProcess(arguments);
	}

	NpmProject frontEnd() {
		return this.started.frontEnd();
	}

	SampleProcess process() {
		return this.started.process();
	}

	SampleClient client() {
		return new SampleClient(process().port());
	}

	private record Started(NpmProject frontEnd, SampleProcess process) implements AutoCloseable {

		@Override
		public void close() throws InterruptedException {
			this.process.close();
		}

	}

}
