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

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The few numbers that a table is made of.
 *
 * @author the Assets for Spring Boot authors
 */
final class Statistics {

	private Statistics() {
	}

	static double median(double... values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		int middle = sorted.length / 2;
		return (sorted.length % 2 == 1) ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
	}

	static <T> double median(Collection<T> values, ToDoubleFunction<T> property) {
		return median(values.stream().mapToDouble(property).toArray());
	}

	/**
	 * Format a number with as many digits as say something.
	 */
	static String format(double value) {
		if (Double.isNaN(value)) {
			return "–";
		}
		String pattern = (Math.abs(value) >= 100) ? "%,.0f" : (Math.abs(value) >= 10) ? "%.1f" : "%.2f";
		return String.format(Locale.ROOT, pattern, value);
	}

	static String ratio(double value) {
		return String.format(Locale.ROOT, "%.3f", value);
	}

}
