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

package io.github.assetsboot.collection;

/**
 * Thrown when a location cannot be a directory of assets.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class InvalidAssetLocationException extends RuntimeException {

	private final String action;

	InvalidAssetLocationException(String reason, String action) {
		super(reason);
		this.action = action;
	}

	/**
	 * Return the reason.
	 * @return the reason, to follow the location
	 */
	public String getReason() {
		return String.valueOf(getMessage());
	}

	/**
	 * Return the action that corrects it.
	 * @return a sentence
	 */
	public String getAction() {
		return this.action;
	}

}
