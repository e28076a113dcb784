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

import java.util.List;

/**
 * Thrown when too many uploads of a project are under way.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class TooManyUploadsException extends RuntimeException {

	private final List<String> uploads;

	TooManyUploadsException(List<String> uploads, int limit) {
		super("The project has " + FileChecks.number(limit)
				+ " unfinished uploads, the limit of 'assets.projects.limits.uploads'. Finish or delete one of them."
				+ " Uploads also end after a day.");
		this.uploads = List.copyOf(uploads);
	}

	/**
	 * Return the names of the uploads that are under way, the oldest first.
	 */
	List<String> uploads() {
		return this.uploads;
	}

}
