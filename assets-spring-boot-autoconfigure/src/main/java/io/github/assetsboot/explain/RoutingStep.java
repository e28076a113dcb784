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

package io.github.assetsboot.explain;

import org.jspecify.annotations.Nullable;

/**
 * A step of a decision.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param step the kind of the step
 * @param question the question
 * @param answer the answer
 * @param detail the reason for the answer, {@code null} without one
 * @param leadsTo the way from here
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RoutingStep(Kind step, String question, String answer, @Nullable String detail, Way leadsTo) {

	/**
	 * The steps in their order.
	 *
	 * @since 0.1.0
	 */
	public enum Kind {

		/**
		 * Is the request for a project? Asked only where there are projects.
		 */
		PROJECT("Is the request for a project?"),

		/**
		 * Which version of the project answers? Asked only for a project.
		 */
		VERSION("Which version of the project answers?"),

		/**
		 * Which collection is the request for? Asked only where there are several.
		 */
		COLLECTION("Which collection is the request for?"),

		/**
		 * Is the path inside {@code assets.base-path}?
		 */
		BASE_PATH("Is the path inside assets.base-path?"),

		/**
		 * Does {@code assets.run-worker-first} decide?
		 */
		RUN_WORKER_FIRST("Does assets.run-worker-first decide?"),

		/**
		 * Does the path belong to a mapping that no asset may hide?
		 */
		OWN_MAPPING("Does an endpoint, servlet or resource handler have the path?"),

		/**
		 * Does a redirect rule apply?
		 */
		REDIRECT_RULE("Does a line of _redirects apply?"),

		/**
		 * Which language does the request prefer? Asked only where it matters.
		 */
		LANGUAGE("Which language does the request prefer?"),

		/**
		 * Is there a file?
		 */
		FILE("Is there a file, exactly or by html handling?"),

		/**
		 * Does the not-found handling come before the application?
		 */
		NOT_FOUND_HANDLING("Does the not-found handling come before the application?"),

		/**
		 * Does a handler of the application take the request?
		 */
		HANDLER("Does a handler of the application take the request?"),

		/**
		 * Do the assets answer a request that no handler takes?
		 */
		UNHANDLED("Do the assets answer, because no handler takes the request?");

		private final String question;

		Kind(String question) {
			this.question = question;
		}

		/**
		 * Return the question of the step.
		 * @return the question
		 */
		public String question() {
			return this.question;
		}

	}

	/**
	 * Possible outcomes of a routing step.
	 *
	 * @since 0.1.0
	 */
	public enum Way {

		/**
		 * The next step.
		 */
		NEXT,

		/**
		 * The assets, which answer.
		 */
		ASSETS,

		/**
		 * The application: the rest of the filter chain.
		 */
		APPLICATION

	}

}
