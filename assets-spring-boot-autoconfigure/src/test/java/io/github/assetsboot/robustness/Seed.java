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

package io.github.assetsboot.robustness;

import java.util.Random;

/**
 * Random numbers that can be had again: {@code -Drobustness.seed=…} repeats a failure,
 * {@code -Drobustness.factor=…} multiplies the number of cases.
 *
 * @author the Assets for Spring Boot authors
 */
public final class Seed {

	private static final long VALUE = Long.getLong("robustness.seed", 20_260_719L);

	private static final int FACTOR = Integer.getInteger("robustness.factor", 1);

	private Seed() {
	}

	/**
	 * Return the random numbers of one case.
	 * @param salt what tells one test from another
	 * @param index number of the case
	 * @return the random numbers
	 */
	public static Random random(String salt, int index) {
		return new Random((VALUE * 31 + salt.hashCode()) * 1_000_003 + index);
	}

	/**
	 * Return how many cases to try.
	 * @param count the number by default
	 * @return the number
	 */
	public static int cases(int count) {
		return count * FACTOR;
	}

	/**
	 * Describe a case, so that it can be repeated.
	 * @param salt what tells one test from another
	 * @param index number of the case
	 * @return the description
	 */
	public static String describe(String salt, int index) {
		return "-Drobustness.seed=" + VALUE + ", " + salt + " case " + index;
	}

	/**
	 * Print the seed.
	 * @param test the test that uses it
	 */
	public static void print(Class<?> test) {
		System.out.println(test.getSimpleName() + ": -Drobustness.seed=" + VALUE + " -Drobustness.factor=" + FACTOR);
	}

}
