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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Runs the benchmarks and writes down what they say.
 *
 * @author the Assets for Spring Boot authors
 */
public final class BenchmarkRun {

	private static final String USAGE = """
			Usage: benchmarks/run.sh [option]...

			Without an option, everything is measured, which takes about an hour, and written
			to benchmarks/RESULTS.md and benchmarks/plots. With one that leaves something out, it is
			only printed.

			  --quick             fewer and shorter measurements
			  --rounds=NUMBER     rounds of each measurement (5)
			  --duration=SECONDS  duration of each load (5)
			  --part=PART,...     only these: load, pages, index, heap, start, projects, jmh,
			                      html
			  --case=TEXT         only the loads with this text in their name
			  --jmh               the same as --part=jmh
			  --html-baseline=DIR measure the part html also with the library of another checkout, whose
			                      directory this is, after "mvn -Ptests -DskipTests -pl benchmarks -am
			                      package" in it
			  --busy              do not wait until nothing else runs on this machine
			  --plots             measure nothing, but draw the plots of benchmarks/RESULTS.md once more
			  --write             write to benchmarks/RESULTS.md whatever was left out
			""";

	private static final Set<String> PARTS = Set.of("load", "pages", "index", "heap", "start", "projects", "jmh",
			"html");

	private int rounds = 5;

	private int duration = 5;

	private int warmUp = 8;

	private List<Integer> heapCounts = List.of(25_000, 50_000, 100_000);

	private Set<String> parts = PARTS;

	private String loadCase = "";

	private @Nullable Path htmlBaseline;

	private boolean complete = true;

	private boolean write;

	private BenchmarkRun() {
	}

	public static void main(String[] args) throws IOException, RunnerException {
		if (List.of(args).equals(List.of("--plots"))) {
			drawPlots();
			return;
		}
		BenchmarkRun run = new BenchmarkRun();
		for (String arg : args) {
			if (!run.option(arg)) {
				System.err.print(USAGE);
				System.exit(arg.equals("--help") ? 0 : 2);
			}
		}
		if (run.parts.contains("load") && !ServerProcess.isInstalled("wrk")) {
			System.err.println("The load generator wrk is not installed. On Debian and Ubuntu: apt-get install wrk."
					+ " What can be measured without it: --part=index,heap,start,jmh,html");
			System.exit(1);
		}
		if (run.parts.contains("load") && !ServerProcess.isInstalled("h2load")) {
			System.err.println("The load generator h2load is not installed. On Debian and Ubuntu:"
					+ " apt-get install nghttp2-client.");
			System.exit(1);
		}
		if (run.parts.contains("pages")
				&& !(ServerProcess.isInstalled("chromium") && ServerProcess.isInstalled("npm"))) {
			System.err
				.println("The part pages needs Chromium, and npm with Node.js 20.19 or newer. On Debian and Ubuntu:"
						+ " apt-get install chromium nodejs npm brotli libnginx-mod-http-brotli-static");
			System.exit(1);
		}
		run.run();
		// JMH leaves threads behind
		System.exit(0);
	}

	private boolean option(String option) {
		String value = option.substring(option.indexOf('=') + 1);
		switch (option.substring(0, option.length() - value.length())) {
			case "--rounds=" -> this.rounds = Integer.parseInt(value);
			case "--duration=" -> this.duration = Integer.parseInt(value);
			case "--part=" -> {
				setParts(value);
				return PARTS.containsAll(this.parts);
			}
			case "--case=" -> {
				this.loadCase = value.toLowerCase(Locale.ROOT);
				setParts("load");
			}
			case "--html-baseline=" -> this.htmlBaseline = Path.of(value).toAbsolutePath();
			default -> {
				return flag(option);
			}
		}
		return true;
	}

	private boolean flag(String flag) {
		switch (flag) {
			case "--quick" -> {
				this.rounds = 3;
				this.duration = 2;
				this.warmUp = 4;
				this.heapCounts = List.of(25_000);
				this.complete = false;
			}
			case "--jmh" -> setParts("jmh");
			case "--busy" -> QuietMachine.ignore();
			case "--write" -> this.write = true;
			default -> {
				return false;
			}
		}
		return true;
	}

	private void setParts(String parts) {
		this.parts = Set.of(parts.split(","));
		this.complete = false;
	}

	private static void drawPlots() throws IOException {
		Path results = directory().resolve("RESULTS.md");
		Files.writeString(results, Plots.draw(Files.readString(results), directory()));
	}

	private void run() throws IOException, RunnerException {
		Path directory = directory();
		Path work = directory.resolve("target").resolve("work").toAbsolutePath();
		if (Files.exists(work)) {
			GeneratedFiles.delete(work);
		}
		Files.createDirectories(work);
		try {
			String report = report(work);
			System.out.println(report);
			if (this.complete || this.write) {
				Files.writeString(directory.resolve("RESULTS.md"), Plots.draw(report, directory));
			}
		}
		finally {
			GeneratedFiles.delete(work);
		}
	}

	private static Path directory() {
		return Path.of(System.getProperty("benchmarks.directory", "")).toAbsolutePath();
	}

	private String report(Path work) throws IOException, RunnerException {
		StringBuilder report = new StringBuilder("# Results\n\nWritten by `benchmarks/run.sh`.\n\n");
		report.append(Machine.describe());
		if (this.parts.contains("load")) {
			report
				.append("""

						## Load

						`wrk -t1 -c32 --latency` over loopback for %d s, %d rounds in turn, medians. *starter*, *Spring*
						(the resource handler, with a cached chain and tags) and *ceiling* (a filter with constant arrays)
						are one JVM, but for Spring that compresses. The last four cases compare JVMs of their own,
						each started three times. The cases with *h2* are HTTP/2 with TLS, loaded by `h2load -t1 -c2 -m%d`: two
						connections with %d streams each. CPU time is the server's, its workers and the
						collector included. A ratio of CPU times or of p99 is better below 1.

						"""
					.formatted(this.duration, this.rounds, H2Load.STREAMS, H2Load.STREAMS));
			Predicate<String> wanted = (name) -> name.toLowerCase(Locale.ROOT).contains(this.loadCase);
			report.append(new LoadBenchmark(work, wanted, this.rounds, this.duration, this.warmUp).report());
		}
		if (this.parts.contains("pages")) {
			int rounds = 2 * this.rounds - 1;
			report
				.append("""

						## Page loads

						Chromium loads `/` of real builds over HTTP/2 with TLS from the loopback interface, %d rounds in turn,
						medians: *cold* with a fresh profile, *warm* for the second time, *after a deployment* for the first time
						after the browser was closed and the text of one component changed. *starter* is the starter with the
						libraries of `br` and `zstd`, *Spring* the resource handler with a cached chain, versions, cache control
						and `server.compression`, *nginx* sends files that were compressed before (`gzip_static`%s). Bytes are
						those of heads and bodies. Below 1, a ratio is better for the starter.

						"""
					.formatted(rounds, PageServer.isBrotliInstalled() ? ", `brotli_static`" : ""));
			report.append(PageLoadBenchmark.report(directory(), work, rounds));
		}
		if (this.parts.contains("index")) {
			report.append(
					"\n## Index\n\nMedians of rounds in turn, in one warm JVM, the files being in the page cache.\n\n");
			report.append(IndexBenchmark.report(work, this.rounds));
			report.append("\nThe same of applications that start, %d JVMs each in turn, medians of what they log.\n\n"
				.formatted(2 * this.rounds));
			report.append(FingerprintBenchmark.report(work, 2 * this.rounds));
		}
		if (this.parts.contains("heap")) {
			report.append("\n## Heap\n\nUsed heap after collections with all that serves the assets, less that without;"
					+ "\nfiles of 32 bytes, a fresh JVM each.\n\n");
			report.append(HeapBenchmark.report(work, this.heapCounts));
		}
		if (this.parts.contains("start")) {
			int starts = this.rounds + 2;
			report
				.append("""

						## Start

						Costs that the starter adds to a plain web application with the resource handler of Spring Boot. Both are
						executable jars, started without options for the JVM, %d times in turn after one start of each; medians.
						CPU time after the start is that of the background work, such as compression. Resident memory is
						that after 1,000 requests for the 500 files of 1 to 19 KB. *min* and *max* are those of two starts in turn.

						"""
					.formatted(starts));
			report.append(StartBenchmark.report(work, starts));
		}
		if (this.parts.contains("projects")) {
			progress("Projects");
			report
				.append("\n## Projects\n\n1,000 projects of 100 files (a page of 10 KB, else 2 KB) in Redis, one client"
						+ "\npublishing; the load as above.\n\n");
			report.append(ProjectsBenchmark.report(work, this.rounds, this.duration));
		}
		if (this.parts.contains("jmh")) {
			progress("JMH");
			report.append("\n## Decision\n\n1,000 assets, 100 dynamic redirects and 100 header rules, by JMH.\n\n");
			report.append(JmhBenchmarks.decision());
		}
		if (this.parts.contains("html")) {
			report
				.append("""

						## Rewriting HTML

						Pages through two handlers, a nonce for every script and data for one, by JMH on one thread and one
						processor, %d JVMs in turn, medians. *shell* has 10 KB and nine scripts, and each page has a new rewriter, so that
						nothing is cached. *smallSoup* and *soup* are 24 KB and 240 KB of malformed HTML. *largePage* has
						10 MB and is streamed. The version *baseline* is that of `--html-baseline`.

						"""
					.formatted(this.rounds));
			report.append(RewritingReport.report(this.rounds, this.htmlBaseline));
		}
		return report.toString();
	}

	/**
	 * Say what is being done.
	 * @param what what it is
	 */
	static void progress(String what) {
		System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + " " + what);
	}

}
