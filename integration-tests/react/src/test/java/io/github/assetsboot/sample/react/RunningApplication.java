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

package io.github.assetsboot.sample.react;

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
 * The front end built, and the application started beside it as {@code spring-boot:run}
 * does: from class files, with Spring Boot DevTools, in a process of its own. Once for
 * all test classes, which need npm.
 *
 * @author the Assets for Spring Boot authors
 */
final class RunningApplication implements BeforeAllCallback {

	private static final Path DIRECTORY = Path.of("target", "application");

	private static final String POLICY = "--assets.csp.policy=script-src 'self' {script-hashes}; "
			+ "style-src 'self' {style-hashes}; style-src-attr 'unsafe-inline'";

	/**
	 * The pages are those of production, although DevTools are there.
	 */
	private static final String WITHOUT_LIVE_RELOAD = "--assets.live-reload=false";

	private Started started;

	@Override
	public void beforeAll(ExtensionContext context) {
		this.started = context.getRoot()
			.getStore(Namespace.create(RunningApplication.class))
			.computeIfAbsent(Started.class, (key) -> start(), Started.class);
	}

	private static Started start() {
		try {
			NpmProject frontEnd = NpmProject.copy(Path.of("frontend"), DIRECTORY.resolve("frontend"));
			frontEnd.install();
			frontEnd.build();
			Path classes = DIRECTORY.resolve("classes");
			FileSystemUtils.deleteRecursively(classes);
			FileSystemUtils.copyRecursively(Path.of("target", "classes"), classes);
			return new Started(frontEnd, startProcess(POLICY, WITHOUT_LIVE_RELOAD));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SampleProcess startProcess(String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of("-cp",
				"classes" + File.pathSeparator + Files.readString(Path.of("target", "runtime.classpath")),
				ReactApplication.class.getName(), "--server.port=0"));
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

	/**
	 * Return the folder of the application's class files.
	 */
	Path classes() {
		return DIRECTORY.resolve("classes");
	}

	SampleClient client() {
		return new SampleClient(process().port());
	}

	SampleClient clientKeepingCookies() {
		return SampleClient.keepingCookies(process().port());
	}

	private record Started(NpmProject frontEnd, SampleProcess process) implements AutoCloseable {

		@Override
		public void close() throws InterruptedException {
			this.process.close();
		}

	}

}
