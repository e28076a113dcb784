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
 * The keys of a project, or of an application.
 *
 * @author the Assets for Spring Boot authors
 */
final class StorageKeys {

	static final String MANIFEST = "manifest";

	private final String prefix;

	StorageKeys(ProjectId project) {
		this("project/" + project + "/");
	}

	private StorageKeys(String prefix) {
		this.prefix = prefix;
	}

	/**
	 * Return the keys of an application's own collection, which no project can have.
	 */
	static StorageKeys ofApplication(ProjectId application) {
		return new StorageKeys("application/" + application + "/");
	}

	/**
	 * Everything is below it.
	 */
	String prefix() {
		return this.prefix;
	}

	String manifest() {
		return this.prefix + MANIFEST;
	}

	String versions() {
		return this.prefix + "versions/";
	}

	String version(String version) {
		return versions() + version;
	}

	String aliases() {
		return this.prefix + "aliases/";
	}

	String alias(String alias) {
		return aliases() + alias;
	}

	String uploads() {
		return this.prefix + "uploads/";
	}

	/**
	 * Everything of an upload is below it.
	 */
	String upload(String upload) {
		return uploads() + upload + "/";
	}

	String uploadManifest(String upload) {
		return upload(upload) + MANIFEST;
	}

	String contents() {
		return this.prefix + "assets/";
	}

	String content(String hash) {
		return contents() + hash;
	}

	String lock() {
		return this.prefix + "lock";
	}

}
