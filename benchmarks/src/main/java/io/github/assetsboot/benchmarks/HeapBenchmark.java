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
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The heap that an asset takes while it waits for requests.
 *
 * @author the Assets for Spring Boot authors
 */
final class HeapBenchmark {

	private static final int SIZE = 32;

	private HeapBenchmark() {
	}

	/**
	 * Measure each number of assets in a JVM of its own.
	 * @param work where to write files
	 * @param counts the numbers of assets
	 * @return the Markdown text
	 */
	static String report(Path work, List<Integer> counts) throws IOException {
		MarkdownTable table = new MarkdownTable(0, "Assets", "Heap kB", "Bytes per asset");
		for (int count : counts) {
			BenchmarkRun.progress("heap of " + count + " assets");
			Path folder = work.resolve("heap-" + count);
			GeneratedFiles.writeChunks(folder, count, SIZE, SIZE);
			// all objects in one space, none of which is counted larger than it is
			List<String> lines = Jvm.run(List.of("-XX:+UseSerialGC", "-Xms2g", "-Xmx2g"), HeapBenchmark.class,
					folder.toString());
			GeneratedFiles.delete(folder);
			double bytes = Double.parseDouble(lines.get(lines.size() - 1));
			table.row(String.format(Locale.ROOT, "%,d", count), Statistics.format(bytes / 1024),
					Statistics.format(bytes / count));
		}
		return table.toString();
	}

	/**
	 * Print how many bytes the assets of a folder take.
	 */
	public static void main(String[] args) throws IOException {
		Path few = Files.createTempDirectory("assets-benchmarks-");
		GeneratedFiles.writeChunks(few, 100, SIZE, SIZE);
		// what is loaded and kept once, for any number of assets
		hold(few);
		GeneratedFiles.delete(few);
		long before = usedHeap();
		Object held = hold(Path.of(args[0]));
		long after = usedHeap();
		Reference.reachabilityFence(held);
		System.out.println(after - before);
	}

	/**
	 * Build all that an application keeps to serve a folder.
	 */
	private static Object hold(Path folder) throws IOException {
		return new StarterInternals(folder);
	}

	private static long usedHeap() {
		for (int i = 0; i < 5; i++) {
			System.gc();
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
