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

/**
 * The files that are to be published.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
@FunctionalInterface
public interface ProjectFiles {

	/**
	 * Visit every file.
	 * @param visitor takes them
	 * @throws IOException if they cannot be read
	 */
	void visit(Visitor visitor) throws IOException;

	/**
	 * Takes files.
	 */
	@FunctionalInterface
	interface Visitor {

		/**
		 * Take a file.
		 * @param path its path relative to the root, without a slash in front
		 * @param content its content, which stays readable until the publishing ends
		 * @throws IOException if the content cannot be read
		 */
		void file(String path, StorageContent content) throws IOException;

	}

}
