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

package io.github.assetsboot.autoconfigure;

import java.time.Duration;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Refuses values of properties that their type admits, but that mean nothing.
 *
 * @author the Assets for Spring Boot authors
 */
public final class PropertyChecks {

	private PropertyChecks() {
	}

	public static int atLeast(int minimum, String property, int value) {
		if (value < minimum) {
			throw new InvalidAssetsPropertyException(property, String.valueOf(value), "it is less than " + minimum,
					"Set a number from " + minimum + " on, or leave the property out.");
		}
		return value;
	}

	public static DataSize notNegative(String property, DataSize value) {
		if (value.isNegative()) {
			throw new InvalidAssetsPropertyException(property, value.toString(), "it is negative",
					"Set a size such as '10MB', or leave the property out.");
		}
		return value;
	}

	public static Duration notNegative(String property, Duration value) {
		if (value.isNegative()) {
			throw invalid(property, value, "it is negative");
		}
		return value;
	}

	public static Duration positive(String property, Duration value) {
		if (value.isNegative() || value.isZero()) {
			throw invalid(property, value, "it is not longer than nothing");
		}
		return value;
	}

	public static Duration atLeast(Duration minimum, String property, Duration value) {
		if (value.compareTo(minimum) < 0) {
			throw invalid(property, value, "it is less than " + DurationStyle.SIMPLE.print(minimum));
		}
		return value;
	}

	private static InvalidAssetsPropertyException invalid(String property, Duration value, String reason) {
		return new InvalidAssetsPropertyException(property, DurationStyle.SIMPLE.print(value), reason,
				"Set a duration such as '10s', or leave the property out.");
	}

}
