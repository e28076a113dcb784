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

package io.github.assetsboot.project;

import java.util.List;

import org.springframework.core.env.Environment;

/**
 * The threads of the embedded server that answer requests.
 */
final class ServerThreads {

	/**
	 * Number of threads of Tomcat and Jetty without a property.
	 */
	private static final int DEFAULT = 200;

	private static final List<String> PROPERTIES = List.of("server.tomcat.threads.max", "server.jetty.threads.max");

	private ServerThreads() {
	}

	/**
	 * Return a quarter of the threads, at least one. If no more threads wait for one
	 * thing, most threads can still answer other requests.
	 */
	static int quarter(Environment environment) {
		int threads = PROPERTIES.stream()
			.mapToInt((property) -> environment.getProperty(property, Integer.class, DEFAULT))
			.min()
			.orElse(DEFAULT);
		return Math.max(1, threads / 4);
	}

}
