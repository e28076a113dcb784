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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The time that fingerprints take when an application starts: that of the index of
 * modules that import each other, with fingerprints against that without.
 *
 * @author the Assets for Spring Boot authors
 */
final class FingerprintBenchmark {

	private static final int MODULES = 5_000;

	private static final int SIZE = 10_000;

	private static final double MAX_RATIO = 1.3;

	private static final Pattern TIME = Pattern.compile("Serving " + MODULES + " assets .*, indexed in (\\d+) ms");

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
		double[] plain = new double[starts];
		double[] fingerprinted = new double[starts];
		double[] ratios = new double[starts];
		start(folder, log, "--assets.fingerprint.paths=/js/*", true);
		for (int i = 0; i < starts; i++) {
			plain[i] = start(folder, log, "--assets.fingerprint.paths=", false);
			fingerprinted[i] = start(folder, log, "--assets.fingerprint.paths=/js/*", true);
			ratios[i] = fingerprinted[i] / plain[i];
		}
		GeneratedFiles.delete(folder);
		double ratio = Statistics.median(ratios);
		return new MarkdownTable(1, "5,000 modules of 10 KB, each with 5 imports", "ms", "ratio", "Target")
			.row("with fingerprints", Statistics.format(Statistics.median(fingerprinted)), Statistics.ratio(ratio),
					"≤ " + Statistics.ratio(MAX_RATIO) + ((ratio <= MAX_RATIO) ? ": met" : ": missed"))
			.row("without", Statistics.format(Statistics.median(plain)), "1.000", "")
			.toString();
	}

	/**
	 * Return the milliseconds that an application logs.
	 */
	private static double start(Path folder, Path log, String argument, boolean fingerprints) throws IOException {
		QuietMachine.await();
		try (ServerProcess server = ServerProcess.java(folder, log, argument)) {
			String link = new String(Http.get(server.uri("/link?path=" + MODULE), Map.of()).body(),
					StandardCharsets.US_ASCII);
			int status = Http.get(server.uri(link), Map.of()).statusCode();
			Matcher time = TIME.matcher(Files.readString(log));
			if (!time.find() || link.equals(MODULE) == fingerprints || status != 200) {
				throw new IllegalStateException(
						"The link is " + link + " with status " + status + "\n" + Files.readString(log));
			}
			return Double.parseDouble(time.group(1));
		}
	}

}
