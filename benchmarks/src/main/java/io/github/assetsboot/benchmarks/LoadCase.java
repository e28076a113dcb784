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

import java.util.List;
import java.util.Map;

/**
 * A kind of request, and those who answer it.
 *
 * @param name what the tables call it
 * @param headers the headers of each request
 * @param conditional whether the client already has what it asks for
 * @param subjects those who are compared
 * @param ratios which of them with which
 * @author the Assets for Spring Boot authors
 */
record LoadCase(String name, Map<String, String> headers, boolean conditional, List<Subject> subjects,
		List<Ratio> ratios) {

	/**
	 * The figures of one divided by those of another. A target of 0 is none.
	 *
	 * @param of the name of the one
	 * @param to the name of the other
	 * @param rate what the ratio of the requests per second should be at least
	 * @param cpu what the ratio of the processor times should be at most
	 * @param p99 what the ratio of the p99 should be at most
	 */
	record Ratio(String of, String to, double rate, double cpu, double p99) {

		Ratio(String of, String to) {
			this(of, to, 0, 0, 0);
		}

		Ratio(String of, String to, double rate) {
			this(of, to, rate, 0, 0);
		}

	}

}
