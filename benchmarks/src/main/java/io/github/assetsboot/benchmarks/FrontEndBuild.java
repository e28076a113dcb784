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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * Two builds of a front end by npm. In the second one, one component has another text.
 *
 * @param name what the tables call it
 * @param first the folder of the first build
 * @param second the folder of the second build
 */
record FrontEndBuild(String name, Path first, Path second) {

	/**
	 * Build React with Vite.
	 * @param sources the folder {@code integration-tests}
	 * @param target the folder for builds, which keeps those of earlier runs
	 * @return the builds
	 */
	static FrontEndBuild react(Path sources, Path target) throws IOException {
		FrontEndBuild build = build("React", sources.resolve("react/frontend"), target, "dist", "src/views/Home.jsx",
				"A React front end");
		// what the page asks of a controller: nobody is logged in
		build.add("api/session", "{\"name\":null}".getBytes(StandardCharsets.UTF_8));
		return build;
	}

	/**
	 * Build documentation with Docusaurus.
	 * @param sources the folder {@code integration-tests}
	 * @param target the folder for builds, which keeps those of earlier runs
	 * @return the builds
	 */
	static FrontEndBuild docusaurus(Path sources, Path target) throws IOException {
		FrontEndBuild build = build("Docusaurus", sources.resolve("front-ends/docusaurus"), target, "build",
				"docs/index.md", "# Home");
		// browsers ask for it, as no page names another icon
		build.add("favicon.ico", new byte[1024]);
		return build;
	}

	private void add(String file, byte[] content) throws IOException {
		for (Path folder : List.of(this.first, this.second)) {
			Path path = folder.resolve(file);
			Files.createDirectories(Objects.requireNonNull(path.getParent()));
			Files.write(path, content);
		}
	}

	private static FrontEndBuild build(String name, Path sources, Path target, String output, String component,
			String text) throws IOException {
		FrontEndBuild build = new FrontEndBuild(name, target.resolve(name + "-first"),
				target.resolve(name + "-second"));
		if (!Files.exists(build.second)) {
			build.run(sources, target.resolve(name), output, component, text);
		}
		Instant now = Instant.now();
		setTime(build.first, now.minus(1, ChronoUnit.HOURS));
		setTime(build.second, now);
		return build;
	}

	/**
	 * Without this, the files of both builds may be of the same second. To a server that
	 * goes by the time, they would be the same files.
	 */
	private static void setTime(Path folder, Instant time) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				Files.setLastModifiedTime(file, FileTime.from(time));
			}
		}
	}

	private void run(Path sources, Path project, String output, String component, String text) throws IOException {
		BenchmarkRun.progress(this.name + ", build with npm");
		copy(sources, project);
		npm(project, "ci", "--prefer-offline", "--no-audit", "--no-fund");
		npm(project, "run", "build");
		FileSystemUtils.deleteRecursively(this.first);
		Files.move(project.resolve(output), this.first);
		Path changed = project.resolve(component);
		Files.writeString(changed, Files.readString(changed).replace(text, text + ", deployed once more"));
		npm(project, "run", "build");
		Files.move(project.resolve(output), this.second);
	}

	private static void copy(Path sources, Path project) throws IOException {
		FileSystemUtils.deleteRecursively(project);
		Files.createDirectories(project);
		List<String> ignored = Files.readAllLines(sources.resolve(".gitignore"));
		try (Stream<Path> files = Files.list(sources)) {
			for (Path file : files.filter((file) -> !ignored.contains(file.getFileName() + "/")).toList()) {
				FileSystemUtils.copyRecursively(file, project.resolve(file.getFileName()));
			}
		}
	}

	private static void npm(Path project, String... arguments) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("npm"), Stream.of(arguments)).toList())
			.directory(project.toFile())
			.redirectErrorStream(true);
		builder.environment().put("NO_UPDATE_NOTIFIER", "1");
		Process process = builder.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		try {
			if (process.waitFor() != 0) {
				throw new IllegalStateException("npm " + String.join(" ", arguments) + " fails:\n" + output);
			}
		}
		catch (InterruptedException ex) {
			process.destroy();
			Thread.currentThread().interrupt();
		}
	}

}
