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

package io.github.assetsboot.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.testing.Browser;
import io.github.assetsboot.testing.NeedsNpm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands that create a front end in an empty folder, with the real npm. They
 * download hundreds of packages, so that only Vite's run by default. Run those of other
 * pages with {@code -Dguide.front-ends=angular.md,astro.md,docusaurus.md,…}.
 */
@Tag(Browser.TAG)
@DisabledOnOs(OS.WINDOWS)
@NeedsNpm
class FrontEndCommandsIT {

	private static final Pattern CREATE = Pattern
		.compile("(?m)^(?:npm (?:create|init) |npx (?:--yes )?(?:create-|sv@|@angular/cli@))");

	private static final Path WORK = Path.of("target", "front-ends");

	static List<CodeBlock> blocks() {
		List<String> pages = List.of(System.getProperty("guide.front-ends", "vite.md").split(","));
		return Stream.concat(CheckedBlocks.in("shell").stream(), CheckedBlocks.in("").stream())
			.filter((block) -> pages.contains(block.page()) && creates(block))
			.toList();
	}

	private static boolean creates(CodeBlock block) {
		return CREATE.matcher(block.code()).find();
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void frontEndIsCreated(CodeBlock block) throws IOException {
		Path folder = WORK.resolve(block.page());
		FileSystemUtils.deleteRecursively(folder);
		Files.createDirectories(folder.resolve("work"));
		Path script = Files.writeString(folder.resolve("block.sh"), block.code()).toAbsolutePath();
		Path output = folder.resolve("output");
		ProcessBuilder builder = new ProcessBuilder("bash", "-e", script.toString())
			.directory(folder.resolve("work").toFile())
			.redirectErrorStream(true)
			.redirectOutput(output.toFile());
		builder.environment().put("npm_config_yes", "true");
		builder.environment().put("NEXT_TELEMETRY_DISABLED", "1");
		builder.environment().put("ASTRO_TELEMETRY_DISABLED", "1");
		builder.environment().put("NG_CLI_ANALYTICS", "false");
		Process process = builder.start();
		try {
			process.getOutputStream().close();
			assertThat(process.waitFor(9, TimeUnit.MINUTES)).as("end of the commands").isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.descendants().forEach(ProcessHandle::destroyForcibly);
			process.destroyForcibly();
		}
		assertThat(process.exitValue()).as(Files.readString(output)).isZero();
		try (Stream<Path> files = Files.walk(folder.resolve("work"), 2)) {
			assertThat(files.map((file) -> file.getFileName().toString())).contains("package.json");
		}
	}

}
