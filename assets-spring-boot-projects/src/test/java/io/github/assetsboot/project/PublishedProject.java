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
import java.nio.file.Path;
import java.util.Map;

import io.github.assetsboot.storage.DirectoryStorage;

/**
 * Publishes a project outside of an application.
 */
public final class PublishedProject {

	private PublishedProject() {
	}

	/**
	 * Publish a project in a directory.
	 * @param storage the directory
	 * @param id the name of the project
	 * @param files the files, by path
	 * @throws IOException if the storage fails
	 */
	public static void publish(Path storage, String id, Map<String, byte[]> files) throws IOException {
		try (StoredProjects projects = new StoredProjects(new DirectoryStorage(storage), Defaults.CACHE,
				ProjectLimits.DEFAULTS, Defaults.RETENTION, () -> "")) {
			projects.publish(new ProjectId(id), ProjectFiles.ofMap(files), ProjectSettings.DEFAULTS);
		}
	}

}
