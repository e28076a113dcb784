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

import java.util.Collection;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the JMH benchmarks, with settings that take half a minute each.
 *
 * @author the Assets for Spring Boot authors
 */
final class JmhBenchmarks {

	private JmhBenchmarks() {
	}

	/**
	 * Run those of the decision.
	 * @return the Markdown text
	 */
	static String decision() throws RunnerException {
		MarkdownTable table = new MarkdownTable(1, "Decision", "ns", "± (99.9 %)", "Bytes allocated");
		for (RunResult result : run(options(DecisionBenchmark.class, ".*"))) {
			Result<?> time = result.getPrimaryResult();
			table.row(name(result), Statistics.format(time.getScore()), Statistics.format(time.getScoreError()),
					Statistics.format(allocated(result)));
		}
		return table.toString();
	}

	/**
	 * Return the settings for benchmarks in one JVM.
	 * @param benchmark the class
	 * @param method a regular expression of the methods
	 * @return the settings, to be changed
	 */
	static ChainedOptionsBuilder options(Class<?> benchmark, String method) {
		return new OptionsBuilder().include(benchmark.getName() + "\\." + method + "$")
			.forks(1)
			.warmupIterations(2)
			.warmupTime(TimeValue.seconds(1))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(1))
			.addProfiler(GCProfiler.class)
			.shouldFailOnError(true)
			.verbosity(VerboseMode.SILENT);
	}

	static Collection<RunResult> run(ChainedOptionsBuilder options) throws RunnerException {
		return new Runner(options.build()).run();
	}

	private static String name(RunResult result) {
		String benchmark = result.getParams().getBenchmark();
		return benchmark.substring(benchmark.lastIndexOf('.') + 1);
	}

	static double allocated(RunResult result) {
		return result.getSecondaryResults()
			.values()
			.stream()
			.filter((secondary) -> secondary.getLabel().endsWith("gc.alloc.rate.norm"))
			.mapToDouble((secondary) -> secondary.getScore())
			.findFirst()
			.orElse(Double.NaN);
	}

}
