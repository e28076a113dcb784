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

package io.github.assetsboot.servlet;

import io.github.assetsboot.routing.Decision.InvokeWorker.Reason;

/**
 * What becomes of a request that reached Spring MVC and that no handler takes.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public enum DeferUnhandled {

	/**
	 * The assets answer it, unless it came to the application by
	 * {@code assets.run-worker-first}.
	 */
	AUTO,

	/**
	 * The assets answer it.
	 */
	ALWAYS,

	/**
	 * The application answers with its own 404.
	 */
	NEVER;

	/**
	 * Return whether the assets answer a request that no handler takes.
	 * @param reason why the request came to the application
	 * @return {@code false} if the application answers with its own 404
	 */
	public boolean appliesTo(Reason reason) {
		return switch (this) {
			case NEVER -> false;
			case AUTO -> reason == Reason.NO_ASSET || reason == Reason.HANDLER;
			case ALWAYS -> reason != Reason.OWN_MAPPING && reason != Reason.OUTSIDE_BASE_PATH;
		};
	}

}
