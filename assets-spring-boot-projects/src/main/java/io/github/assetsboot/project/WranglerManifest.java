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

import java.util.Map;

/**
 * Files of an upload session, as {@code wrangler} announces them.
 *
 * @param files the files, by path without a slash in front
 * @author the Assets for Spring Boot authors
 */
record WranglerManifest(Map<String, ClientContent> files) {

	WranglerManifest {
		files = Map.copyOf(files);
	}

	/**
	 * A content by its name at the client.
	 *
	 * @param hash 32 lower-case hex digits. They are a claim of the client: a name inside
	 * of one project, and no hash for anything else
	 * @param size the number of bytes
	 */
	record ClientContent(String hash, long size) {

	}

}
