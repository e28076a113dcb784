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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The load generator <a href="https://github.com/wg/wrk">wrk</a>.
 *
 * @author the Assets for Spring Boot authors
 */
final class Wrk {

	private static final Pattern REQUESTS = Pattern.compile("(\\d+) requests in ");

	private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([\\d.]+)");

	private static final Pattern P99 = Pattern.compile("\\s99%\\s+([\\d.]+)(us|ms|s|m)\\b");

	private static final Pattern ERRORS = Pattern.compile("(?m)^\\s*(Socket errors:.*|Non-2xx or 3xx responses:.*)$");

	private Wrk() {
	}

	/**
	 * Load an address from one thread with 32 connections.
	 * @param uri the address
	 * @param headers the headers of each request
	 * @param seconds for how long
	 * @return what came of it
	 */
	static LoadResult run(URI uri, Map<String, String> headers, int seconds) throws IOException {
		List<String> command = new ArrayList<>(
				List.of("wrk", "-t1", "-c32", "-d" + seconds + "s", "--timeout", "30s", "--latency"));
		headers.forEach((name, value) -> command.addAll(List.of("-H", name + ": " + value)));
		command.add(uri.toString());
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		Matcher errors = ERRORS.matcher(output);
		if (errors.find()) {
			throw new IllegalStateException(uri + " with " + headers + ": " + errors.group(1));
		}
		Matcher p99 = find(P99, output);
		return new LoadResult(Long.parseLong(find(REQUESTS, output).group(1)),
				Double.parseDouble(find(RATE, output).group(1)),
				Double.parseDouble(p99.group(1)) * milliseconds(p99.group(2)));
	}

	private static Matcher find(Pattern pattern, String output) {
		Matcher matcher = pattern.matcher(output);
		if (!matcher.find()) {
			throw new IllegalStateException("wrk printed no '" + pattern + "':\n" + output);
		}
		return matcher;
	}

	private static double milliseconds(String unit) {
		return switch (unit) {
			case "us" -> 0.001;
			case "ms" -> 1;
			case "s" -> 1000;
			default -> 60_000;
		};
	}

}
