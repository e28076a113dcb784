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

/**
 * Thrown when a property under {@code assets} has a value that cannot be used.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
public class InvalidAssetsPropertyException extends RuntimeException {

	private final String property;

	private final String value;

	private final String reason;

	private final String action;

	/**
	 * Create an exception.
	 * @param property the name of the property in its canonical form
	 * @param value the value. A choice is shown by the name that it is set by
	 * @param reason the reason why the value cannot be used, such as "it is negative"
	 * @param action the way out, one sentence in the imperative
	 */
	public InvalidAssetsPropertyException(String property, Object value, String reason, String action) {
		super("Invalid value '" + PropertyChecks.text(value) + "' for property '" + property + "': " + reason);
		this.property = property;
		this.value = PropertyChecks.text(value);
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
	 * @return the value as a text
	 */
	public String getValue() {
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
