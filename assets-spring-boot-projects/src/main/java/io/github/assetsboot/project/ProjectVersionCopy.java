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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Makes a version with the files and rules of another one, and with other settings.
 * <p>
 * Not safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class ProjectVersionCopy {

	private final ProjectStates states;

	private final String original;

	private final ProjectSettings settings;

	private final ProjectChange change;

	private @Nullable String id;

	ProjectVersionCopy(ProjectStates states, String original, ProjectSettings settings, ProjectChange change) {
		this.states = states;
		this.original = original;
		this.settings = settings;
		this.change = change;
	}

	/**
	 * Add the version to a state, again if the former state was not written.
	 * @return the state with the version, or the same state if it has the version already
	 */
	ProjectState addTo(ProjectState state, int maxVersions) throws IOException {
		if (this.id != null && state.version(this.id) != null) {
			return state;
		}
		ProjectManifest original = this.states.required(state, ProjectStates.find(state, this.original).id());
		Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
		String next = state.newId(now);
		this.id = next;
		ProjectManifest copy = new ProjectManifest(next, now, this.settings, original.redirects(), original.headers(),
				original.files(), original.epochs(), original.clientHashes(), original.deltas());
		this.states.write(copy, state.generation());
		return state.withVersion(ProjectState.Version.of(copy, state.generation(), this.change), maxVersions);
	}

	/**
	 * Return the id of the version that was added last.
	 */
	String id() {
		return Objects.requireNonNull(this.id);
	}

}
