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

/**
 * Receives the progress of a publishing.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface PublishProgress {

	/**
	 * Ignores the progress.
	 */
	PublishProgress NONE = (done, total, bytes) -> {
	};

	/**
	 * Receive the progress after each content.
	 * @param done the number of missing contents that are in the storage now
	 * @param total the number of contents that were missing
	 * @param bytes the number of bytes that were sent so far
	 */
	void uploaded(int done, int total, long bytes);

}
