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

import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A token of {@code wrangler}, without its secret.
 *
 * @param name the name, which versions and deployments have as their author
 * @param hash the SHA-256 of the secret, not to be changed
 * @param projects pattern of the names of the projects that it reaches
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("ArrayRecordComponent")
record WranglerToken(String name, byte[] hash, Pattern projects) {

	static final Pattern ALL_PROJECTS = Pattern.compile(".*");

	/**
	 * Return the pattern for names.
	 * @param patterns names of projects, with {@code *} for any characters
	 */
	static Pattern projects(List<String> patterns) {
		return Pattern.compile(
				patterns.stream().map((pattern) -> pattern.replaceAll("\\*+", ".*")).collect(Collectors.joining("|")));
	}

	/**
	 * Compare hashes. The time does not depend on the number of equal bytes.
	 */
	boolean hasHash(byte[] hash) {
		return MessageDigest.isEqual(this.hash, hash);
	}

	boolean reaches(ProjectId project) {
		return this.projects.matcher(project.value()).matches();
	}

}
