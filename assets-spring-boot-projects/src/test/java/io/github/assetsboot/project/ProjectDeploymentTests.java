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
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link ProjectDeployment}.
 */
class ProjectDeploymentTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static ProjectDeployment deployment(String id, Instant created, DeployedVersion... versions) {
		return new ProjectDeployment(id, created, Source.JAVA, null, null, Trigger.DEPLOYMENT, List.of(versions));
	}

	private static ProjectDeployment gradual(int percentage) {
		return deployment("gradual", NOON, new DeployedVersion("a", BigDecimal.valueOf(percentage)),
				new DeployedVersion("b", BigDecimal.valueOf(100 - percentage)));
	}

	@Test
	void threeVersionsAreTooMany() {
		DeployedVersion none = new DeployedVersion("none", BigDecimal.ZERO);
		assertThatIllegalArgumentException()
			.isThrownBy(() -> deployment("d", NOON, new DeployedVersion("all"), none,
					new DeployedVersion("other", BigDecimal.ZERO)))
			.withMessage("A deployment has one or two versions, but 3 are given");
		assertThat(deployment("d", NOON, new DeployedVersion("all"), none).versions()).hasSize(2);
	}

	@ParameterizedTest
	@CsvSource({ "0, b, true", "49, b, false", "50, a, false", "51, a, false", "100, a, true" })
	void mainVersionHasTheLargerPercentageOrIsTheFirstOne(int percentage, String version, boolean whole) {
		assertThat(gradual(percentage).mainVersion()).isEqualTo(version);
		assertThat(gradual(percentage).isWhole()).isEqualTo(whole);
	}

	@Test
	void percentageIsThatOfAVersionOfTheDeployment() {
		assertThat(gradual(20).versionIds()).containsExactlyInAnyOrder("a", "b");
		assertThat(gradual(20).percentage("b")).isEqualByComparingTo("80");
		assertThat(gradual(20).percentage("c")).isNull();
		assertThat(gradual(20).versions()).hasToString("[a at 20 %, b at 80 %]");
	}

	@ParameterizedTest
	@CsvSource({ "-1, 1", "0, 1", "1, 1", "2, 2" })
	void deploymentIsLaterThanTheOneBefore(int offset, int expected) {
		ProjectDeployment next = deployment("next", NOON.plusMillis(offset), new DeployedVersion("a"));
		ProjectDeployment later = next.after(gradual(20));
		assertThat(later.created()).isEqualTo(NOON.plusMillis(expected));
		assertThat(later.isSameAs(next)).isTrue();
		assertThat(next.after(null)).isEqualTo(next);
	}

	@Test
	void deploymentIsTheSameIfItsIdIs() {
		assertThat(gradual(20).isSameAs(gradual(30))).isTrue();
		assertThat(gradual(20).isSameAs(deployment("other", NOON, new DeployedVersion("a")))).isFalse();
		assertThat(gradual(20).isSameAs(null)).isFalse();
	}

}
