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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time that it takes to index many files, against that to do no more than read and
 * hash them all.
 *
 * @author the Assets for Spring Boot authors
 */
final class IndexBenchmark {

	private static final int FILES = 20_000;

	private static final int MIN_SIZE = 1_000;

	private static final int MAX_SIZE = 19_000;

	private static final int WARM_UPS = 2;

	private IndexBenchmark() {
	}

	/**
	 * Measure in a JVM of its own.
	 * @param work where to write files
	 * @param rounds the number of rounds
	 * @return the Markdown text
	 */
	static String report(Path work, int rounds) throws IOException {
		BenchmarkRun.progress("index of " + FILES + " files");
		Path folder = work.resolve("index");
		GeneratedFiles.writeChunks(folder, FILES, MIN_SIZE, MAX_SIZE);
		List<String> lines = Jvm.run(List.of("-Xms2g", "-Xmx2g"), IndexBenchmark.class, folder.toString(),
				Integer.toString(rounds));
		GeneratedFiles.delete(folder);
		double[] index = new double[rounds];
		double[] bare = new double[rounds];
		double[] ratios = new double[rounds];
		for (int i = 0; i < rounds; i++) {
			String[] times = lines.get(lines.size() - rounds + i).split(" ");
			index[i] = Double.parseDouble(times[0]);
			bare[i] = Double.parseDouble(times[1]);
			ratios[i] = index[i] / bare[i];
		}
		return new MarkdownTable(1, "20,000 files, 200 MB", "ms", "ratio")
			.row("starter's index", Statistics.format(Statistics.median(index)),
					Statistics.ratio(Statistics.median(ratios)))
			.row("parallel walk and SHA-256", Statistics.format(Statistics.median(bare)), "1.000")
			.toString();
	}

	/**
	 * Print the milliseconds of both, a round a line.
	 */
	public static void main(String[] args) throws IOException {
		Path folder = Path.of(args[0]);
		for (int round = -WARM_UPS; round < Integer.parseInt(args[1]); round++) {
			System.gc();
			long start = System.nanoTime();
			int indexed = StarterInternals.index(folder);
			long indexTime = System.nanoTime() - start;
			System.gc();
			start = System.nanoTime();
			int hashed = hashes(folder).size();
			long bareTime = System.nanoTime() - start;
			if (indexed != FILES || hashed != FILES) {
				throw new IllegalStateException(indexed + " and " + hashed + " files");
			}
			System.out.println(indexTime / 1e6 + " " + bareTime / 1e6);
		}
	}

	private static Map<String, String> hashes(Path folder) throws IOException {
		List<Path> files;
		try (Stream<Path> walk = Files.walk(folder)) {
			files = walk.filter(Files::isRegularFile).toList();
		}
		return files.parallelStream()
			.collect(Collectors.toConcurrentMap((file) -> folder.relativize(file).toString(), IndexBenchmark::hash));
	}

	private static String hash(Path file) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
			return HexFormat.of().formatHex(hash, 0, 16);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
