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
 * An upload that was started.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param id the name of the upload
 * @param missing the hashes of the contents that the storage lacks
 * @author the Assets for Spring Boot authors
 */
record ProjectUpload(String id, List<String> missing) {

	/**
	 * Create the description of an upload.
	 * @param id the name of the upload
	 * @param missing the hashes of the contents that the storage lacks, which are copied
	 */
	ProjectUpload {
		missing = List.copyOf(missing);
	}

}
