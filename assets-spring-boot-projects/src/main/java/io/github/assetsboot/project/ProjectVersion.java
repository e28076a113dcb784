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

import java.time.Instant;
import java.util.List;

import io.github.assetsboot.rules.RuleProblem;
import org.jspecify.annotations.Nullable;

/**
 * A published state of a project.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param id the name of the version. Later names sort after earlier ones
 * @param published the time of the publishing
 * @param files number of files
 * @param bytes the size of all files, in bytes
 * @param current whether it is the current version
 * @param endedRollout the rollout that ended because this version became the current one,
 * {@code null} if there was none, and in a list of versions
 * @param problems lines of the rule files that are skipped, have no effect, or look like
 * a mistake; empty in a list of versions
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectVersion(String id, Instant published, int files, long bytes, boolean current,
		@Nullable EndedRollout endedRollout, List<RuleProblem> problems) {

	/**
	 * Create the description of a version.
	 * @param id the name of the version
	 * @param published the time of the publishing
	 * @param files number of files
	 * @param bytes the size of all files, in bytes
	 * @param current whether it is the current version
	 * @param endedRollout the rollout that ended, or {@code null}
	 * @param problems lines of the rule files with a problem, which are copied
	 */
	public ProjectVersion {
		problems = List.copyOf(problems);
	}

	ProjectVersion withEndedRollout(EndedRollout rollout) {
		return new ProjectVersion(this.id, this.published, this.files, this.bytes, this.current, rollout,
				this.problems);
	}

	ProjectVersion withProblems(List<RuleProblem> problems) {
		return new ProjectVersion(this.id, this.published, this.files, this.bytes, this.current, this.endedRollout,
				problems);
	}

	/**
	 * A rollout that was under way when another version became the current one.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @param version the name of the version that was rolled out
	 * @param percentage the percentage of the clients that got it
	 * @since 0.1.0
	 */
	public record EndedRollout(String version, int percentage) {

	}

}
