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

package io.github.assetsboot.wrangler;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;

/**
 * Thrown when a Wrangler configuration file cannot be imported.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class WranglerImportException extends RuntimeException {

	private final @Nullable Origin origin;

	private final String reason;

	private final String action;

	/**
	 * Create an exception.
	 * @param origin the place of the problem, {@code null} if it is not known
	 * @param reason the reason
	 * @param action the way out
	 */
	WranglerImportException(@Nullable Origin origin, String reason, String action) {
		super((origin != null) ? origin + ": " + reason : reason);
		this.origin = origin;
		this.reason = reason;
		this.action = action;
	}

	/**
	 * Return the place of the problem.
	 * @return the file, with line and column if it is a matter of one place, or
	 * {@code null} if it is not known
	 */
	@Nullable Origin getOrigin() {
		return this.origin;
	}

	/**
	 * Return the reason why the file cannot be imported.
	 * @return the reason
	 */
	String getReason() {
		return this.reason;
	}

	/**
	 * Return the way out.
	 * @return a sentence in the imperative
	 */
	String getAction() {
		return this.action;
	}

}
