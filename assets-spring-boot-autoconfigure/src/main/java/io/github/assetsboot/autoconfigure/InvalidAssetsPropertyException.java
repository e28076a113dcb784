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

	public InvalidAssetsPropertyException(String property, String value, String reason, String action) {
		super("Invalid value '" + value + "' for property '" + property + "': " + reason);
		this.property = property;
		this.value = value;
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
	 * Return what is wrong with the value.
	 * @return the reason
	 */
	public String getReason() {
		return this.reason;
	}

	/**
	 * Return what to do about it.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

}
