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

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;

/**
 * Measures {@link RewritingBenchmark}, by request also with the library of an earlier
 * checkout. Both are measured in turn, in a JVM of their own each time.
 *
 * @author the Assets for Spring Boot authors
 */
final class RewritingReport {

	private static final String THIS = "this";

	private static final String BASELINE = "baseline";

	private static final String CLASS_PATH = "java.class.path";

	private final Map<String, List<RunResult>> results = new LinkedHashMap<>();

	private RewritingReport() {
	}

	/**
	 * Measure the rewriting.
	 * @param rounds the number of JVMs for each page and version
	 * @param baseline the directory of a checkout whose benchmarks have been built, or
	 * {@code null}
	 * @return the Markdown text
	 */
	static String report(int rounds, @Nullable Path baseline) throws RunnerException {
		RewritingReport report = new RewritingReport();
		for (String page : List.of("shell", "shellOfSharedRewriter", "smallSoup", "soup", "largePage")) {
			for (int round = 0; round < rounds; round++) {
				report.measure(page, THIS, System.getProperty(CLASS_PATH));
				// version 4a49df8 refuses a page of more than 2 MiB
				if (baseline != null && !page.equals("largePage")) {
					report.measure(page, BASELINE, classPath(baseline));
				}
			}
		}
		return report.table();
	}

	/**
	 * Return a class path of the benchmarks of this version and the libraries of another.
	 */
	private static String classPath(Path checkout) {
		try {
			Path benchmarks = Path
				.of(RewritingBenchmark.class.getProtectionDomain().getCodeSource().getLocation().toURI());
			return benchmarks + File.pathSeparator + checkout.resolve("benchmarks/target/lib") + File.separator + "*";
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void measure(String page, String version, String classPath) throws RunnerException {
		BenchmarkRun.progress("HTML: " + page + ", " + version);
		String own = System.getProperty(CLASS_PATH);
		// JMH starts its JVMs with the class path of this property
		System.setProperty(CLASS_PATH, classPath);
		try {
			ChainedOptionsBuilder options = JmhBenchmarks.options(RewritingBenchmark.class, page)
				// one core for the compiler and the collector as well
				.jvmArgsAppend("-XX:ActiveProcessorCount=1")
				.warmupIterations(5);
			this.results.computeIfAbsent(page + " " + version, (key) -> new ArrayList<>())
				.addAll(JmhBenchmarks.run(options));
		}
		finally {
			System.setProperty(CLASS_PATH, own);
		}
	}

	private String table() {
		MarkdownTable table = new MarkdownTable(2, "Page", "Version", "µs", "min", "max", "Pages/s", "MB/s", "Target",
				"Bytes allocated / page", "Target");
		this.results.forEach((name, results) -> {
			String page = name.substring(0, name.indexOf(' '));
			String version = name.substring(page.length() + 1);
			double micros = micros(page, version);
			double allocated = Statistics.median(results, JmhBenchmarks::allocated) / size(page);
			table.row(page, version, Statistics.format(micros), Statistics.format(extreme(results, 0)),
					Statistics.format(extreme(results, results.size() - 1)), Statistics.format(1e6 / micros),
					Statistics.format(megabytes(page, version)), version.equals(THIS) ? speedTarget(page) : "",
					Statistics.format(allocated),
					(version.equals(THIS) && page.equals("shell")) ? target("≤ 3", allocated <= 3) : "");
		});
		return table.toString();
	}

	private double micros(String page, String version) {
		return Statistics.median(results(page, version), RewritingReport::micros);
	}

	private List<RunResult> results(String page, String version) {
		return this.results.getOrDefault(page + " " + version, List.of());
	}

	private static double micros(RunResult result) {
		return result.getPrimaryResult().getScore() / 1e3;
	}

	private static double extreme(List<RunResult> results, int position) {
		return results.stream().mapToDouble(RewritingReport::micros).sorted().skip(position).findFirst().orElseThrow();
	}

	private double megabytes(String page, String version) {
		return size(page) / micros(page, version);
	}

	private static int size(String page) {
		return RewritingBenchmark.source(page).length;
	}

	private String speedTarget(String page) {
		return switch (page) {
			case "shell" -> target("≥ 25,000 pages/s", 1e6 / micros(page, THIS) >= 25_000);
			// the time is linear in the size
			case "soup" -> target("≥ 0.5 × smallSoup", megabytes(page, THIS) >= 0.5 * megabytes("smallSoup", THIS));
			// as fast as the shell should be
			case "largePage" -> target("≥ 250 MB/s", megabytes(page, THIS) >= 250);
			default -> "";
		};
	}

	private static String target(String target, boolean met) {
		return target + ": " + (met ? "met" : "missed");
	}

}
