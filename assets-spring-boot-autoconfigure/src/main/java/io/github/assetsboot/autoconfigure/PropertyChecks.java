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
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

/**
 * Rejects values of properties that have the right type and make no sense. Each method
 * returns the value, or throws an {@link InvalidAssetsPropertyException} that names the
 * property.
 *
 * @author the Assets for Spring Boot authors
 */
public final class PropertyChecks {

	private PropertyChecks() {
	}

	public static int atLeast(int minimum, String property, int value) {
		if (value < minimum) {
			throw new InvalidAssetsPropertyException(property, value, "it is less than " + minimum,
					"Set it to " + minimum + " or more, or remove the property.");
		}
		return value;
	}

	public static DataSize notNegative(String property, DataSize value) {
		if (value.isNegative()) {
			throw new InvalidAssetsPropertyException(property, value, "it is negative",
					"Set it to a size such as '10MB', or remove the property.");
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
			throw invalid(property, value, "it must be greater than zero");
		}
		return value;
	}

	public static Duration atLeast(Duration minimum, String property, Duration value) {
		if (value.compareTo(minimum) < 0) {
			throw invalid(property, value, "it is less than " + text(minimum));
		}
		return value;
	}

	private static InvalidAssetsPropertyException invalid(String property, Duration value, String reason) {
		return new InvalidAssetsPropertyException(property, value, reason,
				"Set it to a duration such as '10s', or remove the property.");
	}

	/**
	 * Return a value as it is written in a configuration file. The constant for a choice
	 * that begins with a digit, as {@code 404-page} does, begins with an underscore.
	 */
	static String text(Object value) {
		if (value instanceof Enum<?> choice) {
			return choice.name().toLowerCase(Locale.ROOT).replace('_', '-').replaceFirst("^-", "");
		}
		return (value instanceof Duration duration) ? DurationStyle.SIMPLE.print(duration) : value.toString();
	}

	/**
	 * Thrown when a property under {@code assets} has a value that cannot be used.
	 *
	 */
	@SuppressWarnings("serial")
	public static class InvalidAssetsPropertyException extends RuntimeException {

		private final String property;

		private final @Nullable String value;

		private final String reason;

		private final String action;

		/**
		 * Create an exception.
		 * @param property the name of the property in its canonical form
		 * @param value the value. A choice is shown by the name that it is set by.
		 * {@code null} if others are to be set
		 * @param reason the reason why the value cannot be used, such as "it is negative"
		 * @param action the way out, one sentence in the imperative
		 */
		public InvalidAssetsPropertyException(String property, @Nullable Object value, String reason, String action) {
			super("Invalid " + ((value != null) ? "value '" + PropertyChecks.text(value) + "' for " : "") + "property '"
					+ property + "': " + reason);
			this.property = property;
			this.value = (value != null) ? PropertyChecks.text(value) : null;
			this.reason = reason;
			this.action = action;
		}

		/**
		 * Return the name of the property.
		 * @return the name in its canonical form
		 */
		public String getProperty() {
			return this.property;
		}

		/**
		 * Return the value of the property.
		 * @return the value as a text, or {@code null} if none is shown
		 */
		public @Nullable String getValue() {
			return this.value;
		}

		/**
		 * Return the reason why the value cannot be used.
		 * @return the reason, without a period
		 */
		public String getReason() {
			return this.reason;
		}

		/**
		 * Return the way out.
		 * @return a sentence in the imperative
		 */
		public String getAction() {
			return this.action;
		}

	}

}
