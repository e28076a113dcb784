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
 * Thrown when an upload cannot be published because contents are missing.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class IncompleteUploadException extends RuntimeException {

	/**
	 * The hashes of the missing contents.
	 */
	private final List<String> missing;

	IncompleteUploadException(List<String> missing) {
		super("Contents of the upload are missing: " + missing.size());
		this.missing = List.copyOf(missing);
	}

	/**
	 * Return the missing contents.
	 * @return the hashes of the missing contents, not modifiable
	 */
	List<String> missing() {
		return this.missing;
	}

}
