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
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.github.assetsboot.project.ProjectChange.Source;
import org.jspecify.annotations.Nullable;

/**
 * The one or two versions that a project serves from a moment on.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param id the id of the deployment, a UUID
 * @param created the time of the deployment
 * @param source the means by which it was made
 * @param author the name of the author, {@code null} if it is not known
 * @param message a description, {@code null} if there is none
 * @param triggeredBy the operation that made it
 * @param versions the versions, one or two, with percentages that add up to 100
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href=
 * "https://developers.cloudflare.com/workers/configuration/versions-and-deployments/">Workers:
 * versions and deployments</a>
 */
public record ProjectDeployment(String id, Instant created, Source source, @Nullable String author,
		@Nullable String message, Trigger triggeredBy, List<DeployedVersion> versions) {

	private static final BigDecimal ALL = BigDecimal.valueOf(100);

	/**
	 * Create the description of a deployment.
	 * @param id the id of the deployment
	 * @param created the time of the deployment
	 * @param source the means by which it was made
	 * @param author the name of the author, or {@code null}
	 * @param message a description, or {@code null}
	 * @param triggeredBy the operation that made it
	 * @param versions the versions, which are copied
	 * @throws IllegalArgumentException if there are no versions, or more than two, or one
	 * of them twice, or the percentages do not add up to 100
	 */
	public ProjectDeployment {
		Objects.requireNonNull(id);
		Objects.requireNonNull(created);
		Objects.requireNonNull(source);
		Objects.requireNonNull(triggeredBy);
		versions = List.copyOf(versions);
		if (versions.isEmpty() || versions.size() > 2) {
			throw new IllegalArgumentException(
					"A deployment has one or two versions, but " + versions.size() + " are given");
		}
		if (versions.stream().map(DeployedVersion::version).distinct().count() < versions.size()) {
			throw new IllegalArgumentException("The two versions of a deployment must differ");
		}
		BigDecimal sum = versions.stream().map(DeployedVersion::percentage).reduce(BigDecimal.ZERO, BigDecimal::add);
		if (sum.compareTo(ALL) != 0) {
			throw new IllegalArgumentException(
					"The percentages must add up to 100, but add up to " + sum.toPlainString());
		}
	}

	static ProjectDeployment of(List<DeployedVersion> versions, ProjectChange change, Trigger trigger) {
		return new ProjectDeployment(UUID.randomUUID().toString(), Instant.now().truncatedTo(ChronoUnit.MILLIS),
				change.source(), change.author(), change.message(), trigger, versions);
	}

	/**
	 * Return this deployment with a time after that of another one. The clocks of
	 * instances differ, and clients sort by the time.
	 */
	ProjectDeployment after(@Nullable ProjectDeployment previous) {
		if (previous == null || this.created.isAfter(previous.created())) {
			return this;
		}
		return new ProjectDeployment(this.id, previous.created().plusMillis(1), this.source, this.author, this.message,
				this.triggeredBy, this.versions);
	}

	boolean isSameAs(@Nullable ProjectDeployment other) {
		return other != null && other.id().equals(this.id);
	}

	/**
	 * Return whether all requests get the same version.
	 */
	boolean isWhole() {
		return this.versions.stream().anyMatch((version) -> version.percentage().compareTo(ALL) == 0);
	}

	/**
	 * Return the version with the larger percentage, or the first one of two equal ones.
	 */
	String mainVersion() {
		DeployedVersion first = this.versions.get(0);
		DeployedVersion last = this.versions.get(this.versions.size() - 1);
		return ((last.percentage().compareTo(first.percentage()) > 0) ? last : first).version();
	}

	Set<String> versionIds() {
		return this.versions.stream().map(DeployedVersion::version).collect(Collectors.toCollection(HashSet::new));
	}

	/**
	 * Return the percentage of a version, {@code null} if it is not part of this
	 * deployment.
	 */
	@Nullable BigDecimal percentage(String version) {
		return this.versions.stream()
			.filter((deployed) -> deployed.version().equals(version))
			.map(DeployedVersion::percentage)
			.findFirst()
			.orElse(null);
	}

	/**
	 * A version of a deployment.
	 * <p>
	 * Immutable and safe for use by many threads.
	 *
	 * @param version the id of the version. Operations also take its first eight
	 * characters or an alias
	 * @param percentage the percentage of the requests that get it, from 0 to 100 with at
	 * most two decimals
	 * @since 0.1.0
	 */
	public record DeployedVersion(String version, BigDecimal percentage) {

		/**
		 * Create a version of a deployment.
		 * @param version the id of the version, its first eight characters or an alias
		 * @param percentage the percentage of the requests that get it, from 0 to 100
		 * with at most two decimals
		 * @throws IllegalArgumentException if it is no such percentage
		 */
		public DeployedVersion {
			Objects.requireNonNull(version);
			if (percentage.signum() < 0 || percentage.compareTo(ALL) > 0 || hasMoreThanTwoDecimals(percentage)) {
				throw new IllegalArgumentException("A percentage must be from 0 to 100 with at most two decimals");
			}
			percentage = normalize(percentage);
		}

		/**
		 * Create a version that all requests get.
		 * @param version the id of the version, its first eight characters or an alias
		 */
		public DeployedVersion(String version) {
			this(version, ALL);
		}

		/**
		 * A scale of many digits is refused before anything is computed with it.
		 */
		private static boolean hasMoreThanTwoDecimals(BigDecimal percentage) {
			return percentage.stripTrailingZeros().scale() > 2;
		}

		private static BigDecimal normalize(BigDecimal percentage) {
			BigDecimal stripped = percentage.stripTrailingZeros();
			return stripped.setScale(Math.max(stripped.scale(), 0));
		}

		@Override
		public String toString() {
			return this.version + " at " + this.percentage.toPlainString() + " %";
		}

		/**
		 * Return the percentage in hundredths.
		 */
		int hundredths() {
			return this.percentage.movePointRight(2).intValueExact();
		}

	}

	/**
	 * The operation that made a deployment.
	 *
	 * @since 0.1.0
	 */
	public enum Trigger {

		/**
		 * A version was uploaded and deployed in one step.
		 */
		UPLOAD,

		/**
		 * Versions that existed were deployed.
		 */
		DEPLOYMENT,

		/**
		 * An earlier version was deployed again.
		 */
		ROLLBACK

	}

}
