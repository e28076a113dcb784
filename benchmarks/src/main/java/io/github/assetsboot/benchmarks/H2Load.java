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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The load generator
 * <a href="https://nghttp2.org/documentation/h2load-howto.html">h2load</a> of nghttp2,
 * which speaks HTTP/2.
 */
final class H2Load {

	static final int STREAMS = 100;

	private static final Pattern RATE = Pattern.compile("finished in [^,]+, ([\\d.]+) req/s");

	private static final Pattern REQUESTS = Pattern
		.compile("requests: .*?(\\d+) succeeded, (\\d+) failed, (\\d+) errored");

	private static final Pattern PROTOCOL = Pattern.compile("Application protocol: (\\S+)");

	private H2Load() {
	}

	/**
	 * Load addresses of one server, one after the other, from one thread with two
	 * connections, each with 100 streams at a time.
	 * @param uris the addresses
	 * @param headers the headers of each request
	 * @param seconds for how long
	 * @return the result
	 */
	static LoadResult run(List<URI> uris, Map<String, String> headers, int seconds) throws IOException {
		Path log = Files.createTempFile("h2load-", ".tsv");
		try {
			List<String> command = new ArrayList<>(
					List.of("h2load", "-t1", "-c2", "-m" + STREAMS, "-D" + seconds, "--log-file=" + log));
			headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
			uris.forEach((uri) -> command.add(uri.toString()));
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			Matcher requests = find(REQUESTS, output);
			if (!find(PROTOCOL, output).group(1).equals("h2") || !requests.group(2).equals("0")
					|| !requests.group(3).equals("0")) {
				throw new IllegalStateException(uris + " with " + headers + ":\n" + output);
			}
			return new LoadResult(Long.parseLong(requests.group(1)), Double.parseDouble(find(RATE, output).group(1)),
					p99(log));
		}
		finally {
			Files.delete(log);
		}
	}

	/**
	 * The third column is the duration in microseconds.
	 */
	private static double p99(Path log) throws IOException {
		try (Stream<String> lines = Files.lines(log)) {
			long[] durations = lines.mapToLong((line) -> Long.parseLong(line.split("\t")[2])).sorted().toArray();
			return durations[(int) (durations.length * 0.99)] / 1000.0;
		}
	}

	private static Matcher find(Pattern pattern, String output) {
		Matcher matcher = pattern.matcher(output);
		if (!matcher.find()) {
			throw new IllegalStateException("h2load printed no '" + pattern + "':\n" + output);
		}
		return matcher;
	}

}
