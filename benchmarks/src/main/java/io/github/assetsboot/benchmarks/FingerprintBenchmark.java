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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The time that fingerprints take when an application starts: that of its whole start and
 * that of its index alone, with fingerprints of modules that import each other against
 * those without.
 *
 * @author the Assets for Spring Boot authors
 */
final class FingerprintBenchmark {

	private static final int MODULES = 5_000;

	private static final int SIZE = 10_000;

	private static final double MAX_RATIO = 1.3;

	private static final Pattern INDEX = Pattern.compile("Serving " + MODULES + " assets .*, indexed in (\\d+) ms");

	private static final Pattern START = Pattern.compile("Started \\w+ in ([0-9.]+) seconds");

	private static final String MODULE = "/js/module-0.js";

	private FingerprintBenchmark() {
	}

	/**
	 * Measure in JVMs of their own.
	 * @param work where to write files
	 * @param starts the number of applications of each kind
	 * @return the Markdown text
	 */
	static String report(Path work, int starts) throws IOException {
		BenchmarkRun.progress("fingerprints of " + MODULES + " modules");
		Path folder = work.resolve("modules");
		GeneratedFiles.writeModules(folder.resolve("js"), MODULES, SIZE);
		Path log = work.resolve("modules.log");
		List<Times> plain = new ArrayList<>();
		List<Times> fingerprinted = new ArrayList<>();
		start(folder, log, "--assets.fingerprint.paths=/js/*", true);
		for (int i = 0; i < starts; i++) {
			plain.add(start(folder, log, "--assets.fingerprint.paths=", false));
			fingerprinted.add(start(folder, log, "--assets.fingerprint.paths=/js/*", true));
		}
		GeneratedFiles.delete(folder);
		MarkdownTable table = new MarkdownTable(1, "5,000 modules of 10 KB, each with 5 imports",
				"with fingerprints, ms", "without, ms", "ratio", "Target");
		addRow(table, "start of the application", Times::start, fingerprinted, plain);
		addRow(table, "index alone", Times::index, fingerprinted, plain);
		return table.toString();
	}

	private static void addRow(MarkdownTable table, String name, ToDoubleFunction<Times> time,
			List<Times> fingerprinted, List<Times> plain) {
		double[] with = fingerprinted.stream().mapToDouble(time).toArray();
		double[] without = plain.stream().mapToDouble(time).toArray();
		double ratio = Statistics
			.median(IntStream.range(0, with.length).mapToDouble((i) -> with[i] / without[i]).toArray());
		table.row(name, Statistics.format(Statistics.median(with)), Statistics.format(Statistics.median(without)),
				Statistics.ratio(ratio),
				"≤ " + Statistics.ratio(MAX_RATIO) + ((ratio <= MAX_RATIO) ? ": met" : ": missed"));
	}

	/**
	 * Return what an application logs.
	 */
	private static Times start(Path folder, Path log, String argument, boolean fingerprints) throws IOException {
		QuietMachine.await();
		try (ServerProcess server = ServerProcess.java(folder, log, argument)) {
			String link = new String(Http.get(server.uri("/link?path=" + MODULE), Map.of()).body(),
					StandardCharsets.US_ASCII);
			int status = Http.get(server.uri(link), Map.of()).statusCode();
			String output = awaitStart(log);
			Matcher index = INDEX.matcher(output);
			Matcher whole = START.matcher(output);
			if (!index.find() || !whole.find() || link.equals(MODULE) == fingerprints || status != 200) {
				throw new IllegalStateException("The link is " + link + " with status " + status + "\n" + output);
			}
			return new Times(1000 * Double.parseDouble(whole.group(1)), Double.parseDouble(index.group(1)));
		}
	}

	/**
	 * A server answers before it has logged that it is started.
	 */
	private static String awaitStart(Path log) throws IOException {
		String output = Files.readString(log);
		for (int i = 0; i < 100 && !START.matcher(output).find(); i++) {
			LockSupport.parkNanos(50_000_000);
			output = Files.readString(log);
		}
		return output;
	}

	/**
	 * Times of one start.
	 *
	 * @param start milliseconds of the whole start
	 * @param index milliseconds of the index
	 */
	private record Times(double start, double index) {

	}

}
