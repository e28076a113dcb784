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

import java.time.Duration;
import java.time.Instant;

/**
 * Limits for the files of former deployments that are found by path, by the number of
 * versions and by age.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param versions the number of versions, the current one included
 * @param age maximum time since the replacement of a version
 * @author the Assets for Spring Boot authors
 */
record Retention(int versions, Duration age) {

	/**
	 * Return the time of the earliest replacement after which a version is kept.
	 */
	Instant oldest(Instant now) {
		return now.minus(this.age);
	}

}
