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

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.rules.RuleProblem;
import org.jspecify.annotations.Nullable;

/**
 * A version of a project: files, rules and settings that never change.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param id the id of the version, a UUID. Operations also take its first eight
 * characters
 * @param created the time of the upload
 * @param source the means of the upload
 * @param author the name of the author, {@code null} if it is not known
 * @param message a description, {@code null} if there is none
 * @param tag a label, {@code null} if there is none
 * @param alias the alias that the upload has set, {@code null} if there is none
 * @param files the number of files
 * @param bytes the size of all files, in bytes
 * @param percentage the percentage of the requests that the active deployment gives to
 * this version, from 0 to 100, {@code null} if it is not part of it
 * @param endedDeployment the gradual deployment that ended because this version was
 * published, {@code null} if there was none, and in a list of versions
 * @param problems lines of the rule files that are skipped, have no effect, or look like
 * a mistake; empty in a list of versions
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectVersion(String id, Instant created, Source source, @Nullable String author,
		@Nullable String message, @Nullable String tag, @Nullable String alias, int files, long bytes,
		@Nullable BigDecimal percentage, @Nullable ProjectDeployment endedDeployment, List<RuleProblem> problems) {

	/**
	 * Create the description of a version.
	 * @param id the id of the version
	 * @param created the time of the upload
	 * @param source the means of the upload
	 * @param author the name of the author, or {@code null}
	 * @param message a description, or {@code null}
	 * @param tag a label, or {@code null}
	 * @param alias the alias that the upload has set, or {@code null}
	 * @param files the number of files
	 * @param bytes the size of all files, in bytes
	 * @param percentage the percentage of the requests, or {@code null}
	 * @param endedDeployment the gradual deployment that ended, or {@code null}
	 * @param problems lines of the rule files with a problem, which are copied
	 */
	public ProjectVersion {
		problems = List.copyOf(problems);
	}

	ProjectVersion with(@Nullable ProjectDeployment endedDeployment, List<RuleProblem> problems) {
		return new ProjectVersion(this.id, this.created, this.source, this.author, this.message, this.tag, this.alias,
				this.files, this.bytes, this.percentage, endedDeployment, problems);
	}

}
