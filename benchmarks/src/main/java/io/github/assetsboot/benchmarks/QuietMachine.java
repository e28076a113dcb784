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

import com.sun.management.OperatingSystemMXBean;

/**
 * Keeps what else the machine does out of the measurements.
 *
 * @author the Assets for Spring Boot authors
 */
final class QuietMachine {

	private static final double MAX_LOAD = 0.2;

	private static final int SAMPLE_MILLISECONDS = 300;

	private static final int MAX_SAMPLES = 1000;

	private static final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory
		.getOperatingSystemMXBean();

	private static boolean ignored;

	private QuietMachine() {
	}

	/**
	 * Never wait from now on.
	 */
	static void ignore() {
		ignored = true;
	}

	/**
	 * Wait until the processors have nothing to do, but not for ever.
	 */
	static void await() {
		for (int sample = 0; sample < MAX_SAMPLES && !isQuiet(); sample++) {
			if (sample % 100 == 10) {
				BenchmarkRun.progress("waiting until nothing else runs on this machine");
			}
		}
	}

	/**
	 * Return whether the processors have nothing to do, while no load is on the servers.
	 */
	static boolean isQuiet() {
		if (ignored) {
			return true;
		}
		system.getCpuLoad();
		try {
			Thread.sleep(SAMPLE_MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return system.getCpuLoad() < MAX_LOAD;
	}

}
