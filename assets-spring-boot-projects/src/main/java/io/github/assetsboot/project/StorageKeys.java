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

	private static final String EPOCH = ".";

	private static final String UPLOAD_EPOCH = "-";

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

	/**
	 * Return the key of a version's document.
	 * @param epoch the epoch of its writer
	 */
	String version(String version, long epoch) {
		return versions() + version + EPOCH + epoch;
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

	/**
	 * Return the key of a content. It never names anything else, and never again anything
	 * once it was deleted: the hash names the bytes, and the epoch their writer.
	 * @param epoch the epoch of its writer
	 */
	String content(String hash, long epoch) {
		return contents() + hash + EPOCH + epoch;
	}

	/**
	 * Return the name of an upload.
	 * @param name the beginning of the name
	 * @param epoch the epoch of the one who starts it
	 */
	static String uploadName(String name, long epoch) {
		return name + UPLOAD_EPOCH + epoch;
	}

	/**
	 * Return the epoch of the writer of a content, a version's document, or a part of an
	 * upload.
	 * @return the epoch, or -1 if the key has none
	 */
	long epoch(String key) {
		String name = key.startsWith(uploads()) ? key.substring(uploads().length()).replaceFirst("/.*", "") : key;
		int mark = name.lastIndexOf(key.startsWith(uploads()) ? UPLOAD_EPOCH : EPOCH);
		try {
			return Long.parseLong(name.substring(mark + 1));
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

}
