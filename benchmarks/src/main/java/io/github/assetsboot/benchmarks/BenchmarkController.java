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

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * A controller that costs nothing by itself, and what a run has to know about this JVM.
 *
 * @author the Assets for Spring Boot authors
 */
@RestController
class BenchmarkController {

	private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private Map<Long, Long> allocatedByThread = Map.of();

	private long allocated;

	@GetMapping("/controller")
	String hello() {
		return "Hello";
	}

	/**
	 * Return the URL that a page links to.
	 */
	@GetMapping("/link")
	String link(@RequestParam String path, HttpServletResponse response) {
		return response.encodeURL(path);
	}

	/**
	 * Return the number of bytes that all threads have allocated, as far as they lived
	 * when this was called. The bytes of a thread that has ended still count.
	 */
	@GetMapping("/allocated")
	synchronized String allocated() {
		long[] ids = this.threads.getAllThreadIds();
		long[] bytes = this.threads.getThreadAllocatedBytes(ids);
		Map<Long, Long> current = new HashMap<>();
		for (int i = 0; i < ids.length; i++) {
			if (bytes[i] >= 0) {
				current.put(ids[i], bytes[i]);
				this.allocated += bytes[i] - this.allocatedByThread.getOrDefault(ids[i], 0L);
			}
		}
		this.allocatedByThread = current;
		return Long.toString(this.allocated);
	}

	/**
	 * Return the number of bytes of the heap that are in use after garbage collections.
	 */
	@GetMapping("/heap")
	String heap() {
		for (int i = 0; i < 5; i++) {
			System.gc();
		}
		return Long.toString(Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
	}

}
