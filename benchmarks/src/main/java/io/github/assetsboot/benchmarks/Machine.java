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
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import com.sun.management.OperatingSystemMXBean;
import org.apache.catalina.util.ServerInfo;

import org.springframework.boot.SpringBootVersion;

/**
 * Describes the hardware and the software that the numbers were measured with.
 *
 * @author the Assets for Spring Boot authors
 */
final class Machine {

	private Machine() {
	}

	/**
	 * Describe this machine.
	 * @return the Markdown text
	 */
	static String describe() throws IOException {
		OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
		MarkdownTable table = new MarkdownTable(2, "", "");
		table.row("Date", LocalDate.now().toString());
		table.row("Processor", processor() + ", " + system.getAvailableProcessors() + " cores");
		table.row("Memory", String.format(Locale.ROOT, "%.1f GB", system.getTotalMemorySize() / 1e9));
		table.row("System", system.getName() + " " + system.getVersion() + ", " + system.getArch());
		table.row("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
		table.row("Spring Boot", SpringBootVersion.getVersion());
		table.row("Container", ServerInfo.getServerInfo());
		table.row("nginx", version("nginx", "-v"));
		table.row("Caddy", version("caddy", "version"));
		table.row("wrk", version("wrk", "-v"));
		table.row("h2load", version("h2load", "--version"));
		return table.toString();
	}

	private static String processor() throws IOException {
		Path description = Path.of("/proc/cpuinfo");
		if (!Files.isReadable(description)) {
			return "unknown";
		}
		return Files.readAllLines(description)
			.stream()
			.filter((line) -> line.startsWith("model name"))
			.map((line) -> line.substring(line.indexOf(':') + 1).trim())
			.collect(Collectors.groupingBy((model) -> model, Collectors.counting()))
			.keySet()
			.stream()
			.findFirst()
			.orElse("unknown");
	}

	private static String version(String program, String option) throws IOException {
		if (!ServerProcess.isInstalled(program)) {
			return "not installed";
		}
		Process process = new ProcessBuilder(List.of(program, option)).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return output.lines().findFirst().orElse("").replaceFirst("^(nginx version: |wrk )", "").split(" \\[")[0];
	}

}
