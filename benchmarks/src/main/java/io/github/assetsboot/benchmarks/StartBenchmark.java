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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/**
 * The costs that the starter adds to the start of a plain web application: time,
 * processor time, memory and classes. Both applications are executable jars, and serve
 * the same files to the same requests: the plain one by the resource handler of Spring
 * Boot.
 */
final class StartBenchmark {

	private static final int FILES = 500;

	private static final int MIN_SIZE = 1024;

	private static final int MAX_SIZE = 19 * 1024;

	private static final int REQUESTS = 1_000;

	/**
	 * A process that uses less than this within {@link #QUIET_MILLISECONDS} has no work.
	 */
	private static final Duration IDLE = Duration.ofMillis(10);

	private static final int QUIET_MILLISECONDS = 1_000;

	private static final int MAX_SAMPLES = 90;

	/**
	 * The libraries of {@code spring-boot-starter-webmvc}, among those of the benchmarks.
	 */
	private static final Pattern LIBRARIES = Pattern
		.compile("(commons-logging|jackson-(annotations|core|databind)|jakarta\\.annotation-api|jspecify"
				+ "|jul-to-slf4j|log4j-(api|to-slf4j)|logback-(classic|core)|micrometer-(commons|observation)"
				+ "|slf4j-api|snakeyaml|spring-(aop|beans|context|core|expression|web|webmvc)"
				+ "|spring-boot(-(autoconfigure|http-converter|jackson|servlet|tomcat|web-server|webmvc))?"
				+ "|tomcat-embed-(core|el|websocket))-\\d.*\\.jar");

	private static final String STARTER = "assets-spring-boot-autoconfigure-.*\\.jar";

	private static final Pattern PORT = Pattern.compile("started on port (\\d+)");

	private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s*(\\d+) kB");

	private final Path work;

	private final Path folder;

	private StartBenchmark(Path work) {
		this.work = work;
		this.folder = work.resolve("start");
	}

	/**
	 * Measure in JVMs of their own.
	 * @param work where to write files
	 * @param starts the number of applications of each kind
	 * @return the Markdown text
	 */
	static String report(Path work, int starts) throws IOException {
		return new StartBenchmark(work).report(starts);
	}

	private String report(int starts) throws IOException {
		GeneratedFiles.writeChunks(this.folder, FILES, MIN_SIZE, MAX_SIZE);
		Path plain = jar("plain", false, false);
		Path starter = jar("starter", true, false);
		MarkdownTable table = new MarkdownTable(2, "500 files", "Measured", "with the starter", "without", "added",
				"min", "max", "Target");
		addRows(table, "in a directory", starts,
				() -> start(plain, "--spring.web.resources.static-locations=file:" + this.folder + "/"),
				() -> start(starter, "--assets.directory=" + this.folder));
		Path plainWithFiles = jar("plain-with-files", false, true);
		Path starterWithFiles = jar("starter-with-files", true, true);
		addRows(table, "in the jar", starts, () -> start(plainWithFiles), () -> start(starterWithFiles));
		GeneratedFiles.delete(this.folder);
		return table.toString();
	}

	/**
	 * Write an executable jar as the Maven plugin of Spring Boot does.
	 */
	private Path jar(String name, boolean starter, boolean files) throws IOException {
		Path classes = this.work.resolve(name + "-classes.jar");
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(classes), manifest)) {
			String type = StartedApplication.class.getName().replace('.', '/') + ".class";
			jar.putNextEntry(new ZipEntry(type));
			jar.write(StartedApplication.class.getResourceAsStream("/" + type).readAllBytes());
			if (files) {
				try (Stream<Path> all = Files.walk(this.folder)) {
					for (Path file : all.sorted().toList()) {
						boolean directory = Files.isDirectory(file);
						jar.putNextEntry(
								new ZipEntry("static/" + this.folder.relativize(file) + (directory ? "/" : "")));
						jar.write(directory ? new byte[0] : Files.readAllBytes(file));
					}
				}
			}
		}
		Path executable = this.work.resolve(name + ".jar");
		Repackager repackager = new Repackager(classes.toFile());
		repackager.setMainClass(StartedApplication.class.getName());
		repackager.repackage(executable.toFile(), (callback) -> {
			for (String library : System.getProperty("java.class.path").split(File.pathSeparator)) {
				Path file = Path.of(library);
				String fileName = file.getFileName().toString();
				if (LIBRARIES.matcher(fileName).matches() || (starter && fileName.matches(STARTER))) {
					callback.library(new Library(file.toFile(), LibraryScope.COMPILE));
				}
			}
		});
		return executable;
	}

	private static void addRows(MarkdownTable table, String name, int starts, Application plain, Application starter)
			throws IOException {
		List<Start> without = new ArrayList<>();
		List<Start> with = new ArrayList<>();
		plain.start();
		starter.start();
		for (int i = 0; i < starts; i++) {
			BenchmarkRun.progress("start " + (i + 1) + " of " + starts + ", files " + name);
			without.add(plain.start());
			with.add(starter.start());
		}
		addRow(table, name, "time until ready, ms", Start::milliseconds, with, without, 150);
		addRow(table, name, "CPU time until ready, ms", Start::cpu, with, without, 300);
		addRow(table, name, "CPU time after that, ms", Start::background, with, without, Double.NaN);
		addRow(table, name, "loaded classes", Start::classes, with, without, Double.NaN);
		addRow(table, name, "resident memory, MB", Start::memory, with, without, 8);
	}

	/**
	 * The least and the most that is added are those of two starts in turn.
	 */
	private static void addRow(MarkdownTable table, String name, String measured, ToDoubleFunction<Start> value,
			List<Start> with, List<Start> without, double target) {
		double starter = Statistics.median(with, value);
		double plain = Statistics.median(without, value);
		double[] added = IntStream.range(0, with.size())
			.mapToDouble((i) -> value.applyAsDouble(with.get(i)) - value.applyAsDouble(without.get(i)))
			.sorted()
			.toArray();
		table.row(name, measured, Statistics.format(starter), Statistics.format(plain),
				Statistics.format(starter - plain), Statistics.format(added[0]),
				Statistics.format(added[added.length - 1]),
				Double.isNaN(target) ? "" : "≤ " + (int) target + ((starter - plain <= target) ? ": met" : ": missed"));
	}

	private Start start(Path jar, String... arguments) throws IOException {
		QuietMachine.await();
		List<String> command = new ArrayList<>(
				List.of(Jvm.JAVA, "-jar", jar.toString(), "--server.address=127.0.0.1", "--server.port=0"));
		command.addAll(List.of(arguments));
		long start = System.nanoTime();
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
			StringBuilder log = new StringBuilder();
			String line = output.readLine();
			while (line != null && !line.startsWith(StartedApplication.READY)) {
				log.append(line).append('\n');
				line = output.readLine();
			}
			double milliseconds = (System.nanoTime() - start) / 1e6;
			Matcher port = PORT.matcher(log);
			if (line == null || !port.find()) {
				throw new IllegalStateException("Application does not start: " + command + "\n" + log);
			}
			String[] ready = line.substring(StartedApplication.READY.length()).split(" ");
			double cpu = Double.parseDouble(ready[0]) / 1000;
			double all = awaitIdle(process);
			request(URI.create("http://127.0.0.1:" + port.group(1)));
			return new Start(milliseconds, cpu, all - cpu, Double.parseDouble(ready[1]), memory(process));
		}
		finally {
			ServerProcess.stop(process);
		}
	}

	/**
	 * Wait for the end of the work in the background.
	 * @return the milliseconds of processor time since the start
	 */
	private static double awaitIdle(Process process) {
		Duration last = Duration.ZERO;
		Duration now = cpuTime(process);
		for (int i = 0; i < MAX_SAMPLES && now.minus(last).compareTo(IDLE) > 0; i++) {
			LockSupport.parkNanos(Duration.ofMillis(QUIET_MILLISECONDS).toNanos());
			last = now;
			now = cpuTime(process);
		}
		return now.toNanos() / 1e6;
	}

	private static Duration cpuTime(Process process) {
		return process.info().totalCpuDuration().orElse(Duration.ZERO);
	}

	/**
	 * Ask for each file as often as for the others.
	 */
	private static void request(URI server) throws IOException {
		for (int i = 0; i < REQUESTS; i++) {
			URI uri = server.resolve("/assets/part-0/" + GeneratedFiles.chunkName(i % FILES));
			int status = Http.get(uri, Map.of("Accept-Encoding", "gzip")).statusCode();
			if (status != 200) {
				throw new IllegalStateException(uri + " has status " + status);
			}
		}
	}

	/**
	 * Return the resident memory in megabytes.
	 */
	private static double memory(Process process) throws IOException {
		Matcher size = RESIDENT.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
		return size.find() ? Double.parseDouble(size.group(1)) / 1024 : Double.NaN;
	}

	private interface Application {

		Start start() throws IOException;

	}

	/**
	 * One start.
	 *
	 * @param milliseconds the time until the application is ready
	 * @param cpu the milliseconds of processor time until then
	 * @param background the milliseconds of processor time after that, without requests
	 * @param classes the number of loaded classes when the application is ready
	 * @param memory the megabytes of resident memory after the requests
	 */
	private record Start(double milliseconds, double cpu, double background, double classes, double memory) {

	}

}
