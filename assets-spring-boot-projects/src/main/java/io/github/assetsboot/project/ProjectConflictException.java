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

package io.github.assetsboot.project;

import java.io.IOException;
import java.time.Duration;

/**
 * Thrown when a project was not changed, because others kept changing it at the same
 * time. The caller may try again.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@SuppressWarnings("serial")
public class ProjectConflictException extends IOException {

	/**
	 * The time to wait.
	 */
	private final Duration retryAfter;

	ProjectConflictException(String message, Duration retryAfter) {
		super(message);
		this.retryAfter = retryAfter;
	}

	/**
	 * Return the time to wait before the next attempt.
	 * @return the time, at least a second
	 */
	public Duration retryAfter() {
		return this.retryAfter;
	}

}
