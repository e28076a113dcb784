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

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.assetsboot.project.AssetProjects;
import io.github.assetsboot.project.ProjectChange;
import io.github.assetsboot.project.ProjectFiles;
import io.github.assetsboot.project.ProjectId;
import io.github.assetsboot.project.ProjectSettings;
import io.github.assetsboot.testing.Applications;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each block of commands of the page about the HTTP API, with a real curl, against an
 * application with a project that has two deployments and an alias.
 */
@DisabledOnOs(OS.WINDOWS)
class PublishingCommandsIT {

	private static final List<String> TOOLS = List.of("bash", "curl", "jq", "sha256sum", "zip");

	/**
	 * The versions of the examples: one that was deployed, and one that was not.
	 */
	private static final String DEPLOYED = "5f0c2a91";

	private static final String UPLOADED = "c41d7e02";

	private static final Pattern STATUS = Pattern.compile("(?m)^HTTP (\\d+)$");

	@TempDir
	Path work;

	private ConfigurableApplicationContext application;

	private String deployed;

	private String uploaded;

	static List<CodeBlock> blocks() {
		return CheckedBlocks.in("shell")
			.stream()
			.filter((block) -> block.page().equals("projects-api.md") && !block.code().startsWith("#!"))
			.toList();
	}

	@BeforeAll
	static void requireTools() {
		List<String> missing = TOOLS.stream()
			.filter((tool) -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
				.noneMatch((folder) -> Files.isExecutable(Path.of(folder, tool))))
			.toList();
		if (!missing.isEmpty() && "true".equals(System.getenv("CI"))) {
			Assertions.fail("Install these commands, which the guide uses: " + missing);
		}
		Assumptions.assumeTrue(missing.isEmpty(), () -> "missing: " + missing);
	}

	@BeforeEach
	void start() throws IOException {
		this.application = Applications.start(OpenApplication.class,
				Map.of("assets.projects.enabled", "true", "assets.projects.api.enabled", "true",
						"assets.projects.resolve.host", "{project}.localhost, {version}-{project}.preview.localhost",
						"assets.storage.directory", this.work.resolve("storage").toString()));
		Path site = Files.createDirectories(this.work.resolve("dist"));
		Files.writeString(site.resolve("index.html"), "<h1>Shop</h1>");
		AssetProjects projects = this.application.getBean(AssetProjects.class);
		ProjectId shop = new ProjectId("shop");
		ProjectFiles files = ProjectFiles.ofDirectory(site);
		this.deployed = projects.publish(shop, files, ProjectSettings.DEFAULTS).id();
		projects.publish(shop, files, ProjectSettings.DEFAULTS);
		this.uploaded = projects.upload(shop, files, ProjectSettings.DEFAULTS).id();
		projects.setAlias(shop, "next", this.uploaded, ProjectChange.NONE);
		Files.writeString(this.work.resolve("publish.sh"),
				CodeBlock.in("shell")
					.stream()
					.filter((block) -> block.page().equals("projects-api.md") && block.hasLine("# publish.sh"))
					.findFirst()
					.orElseThrow()
					.code());
		run("zip -q -r dist.zip dist; (cd dist && zip -q -r ../site.zip .)");
	}

	@AfterEach
	void stop() {
		if (this.application != null) {
			this.application.close();
		}
	}

	@ParameterizedTest
	@MethodSource("blocks")
	void commandsSucceed(CodeBlock block) throws IOException {
		String code = block.code().replace(DEPLOYED, this.deployed).replace(UPLOADED, this.uploaded);
		// the example of an error
		boolean broken = code.startsWith("head -c 100 ");
		List<Integer> statuses = STATUS.matcher(run(code))
			.results()
			.map((result) -> Integer.valueOf(result.group(1)))
			.toList();
		assertThat(statuses).allMatch((status) -> broken ? status == 422 : status < 300);
		if (!code.contains("./publish.sh")) {
			// the script of the guide looks at each status itself
			assertThat(statuses).isNotEmpty();
		}
	}

	/**
	 * Run commands whose curl writes down the status of each response, too.
	 */
	private String run(String commands) throws IOException {
		String curl = "curl() { command curl -sS -w '\\nHTTP %{http_code}\\n' \"$@\"; }\nexport -f curl\n"
				+ "api=http://localhost:8080/assets-projects\n";
		Path script = Files.writeString(this.work.resolve("block.sh"),
				(curl + commands).replace("localhost:8080", "localhost:" + Applications.port(this.application)));
		Process process = new ProcessBuilder("bash", "-e", script.toString()).directory(this.work.toFile())
			.redirectErrorStream(true)
			.redirectOutput(this.work.resolve("output").toFile())
			.start();
		try {
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("end of the commands").isTrue();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		finally {
			process.destroyForcibly();
		}
		String output = Files.readString(this.work.resolve("output"));
		assertThat(process.exitValue()).as(output).isZero();
		return output;
	}

	/**
	 * The examples call an application without a log-in.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class OpenApplication {

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll())
				.csrf((csrf) -> csrf.disable())
				.build();
		}

	}

}
