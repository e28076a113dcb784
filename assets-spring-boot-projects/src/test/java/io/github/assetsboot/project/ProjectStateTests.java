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
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.assetsboot.project.ProjectChange.Source;
import io.github.assetsboot.project.ProjectDeployment.DeployedVersion;
import io.github.assetsboot.project.ProjectDeployment.Trigger;
import io.github.assetsboot.project.ProjectState.Alias;
import io.github.assetsboot.project.ProjectState.Version;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.MockedStatic;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProjectState}.
 */
class ProjectStateTests {

	private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

	private static final String OLD = id("00000001");

	private static final String NEW = id("00000002");

	private static final ProjectState UPLOADED = ProjectState.NONE.withVersion(version(OLD, null), 10)
		.withVersion(version(NEW, null), 10);

	private static String id(String start) {
		return start + "-0000-8000-8000-000000000000";
	}

	private static Version version(String id, @Nullable String message) {
		return new Version(id, 0, NOON, Source.JAVA, null, message, null, null, 1, 1);
	}

	private static ProjectState state(long generation, long collected, String... uploads) {
		return new ProjectState(generation, collected, Set.of(uploads), List.of(), List.of(), null, Map.of());
	}

	private static ProjectDeployment deployment(String id, @Nullable String message, DeployedVersion... versions) {
		return new ProjectDeployment(id, NOON, Source.JAVA, null, message, Trigger.DEPLOYMENT, List.of(versions));
	}

	private static DeployedVersion share(String version, int percentage) {
		return new DeployedVersion(version, BigDecimal.valueOf(percentage));
	}

	private static List<String> ids(ProjectState state) {
		return state.versions().stream().map(Version::id).toList();
	}

	@Test
	void projectWithoutADeploymentOffersNoChoice() {
		assertThat(ProjectState.NONE.isEmpty()).isTrue();
		assertThat(UPLOADED.isEmpty()).isFalse();
		assertThat(UPLOADED.choice()).isNull();
		assertThat(UPLOADED.activeVersions()).isEmpty();
		assertThat(UPLOADED.describe(UPLOADED.versions().get(0)).percentage()).isNull();
	}

	@Test
	void onlyVersionIsForAllRequests() {
		ProjectState state = UPLOADED.withDeployment(deployment("a", null, new DeployedVersion(OLD)), null);
		assertThat(state.choice()).isEqualTo(new VersionChoice(OLD, 10_000, null));
		assertThat(state.activeVersions()).containsExactly(OLD);
	}

	@Test
	void shareIsThatOfTheVersionThatWasUploadedLaterWhateverTheOrder() {
		VersionChoice choice = new VersionChoice(NEW, 2500, OLD);
		for (ProjectDeployment deployment : List.of(deployment("a", null, share(OLD, 75), share(NEW, 25)),
				deployment("a", null, share(NEW, 25), share(OLD, 75)))) {
			ProjectState state = UPLOADED.withDeployment(deployment, null);
			assertThat(state.choice()).isEqualTo(choice);
			assertThat(state.describe(state.versions().get(1)).percentage()).isEqualByComparingTo("75");
		}
	}

	@Test
	void versionIsNamedByItsIdItsShortIdOrAnAlias() {
		ProjectState state = UPLOADED.withAlias("next", new Alias(NEW, NOON), 10)
			.withAlias("gone", new Alias(id("00000009"), NOON), 10);
		for (String name : List.of(NEW, "00000002", "next")) {
			assertThat(state.named(name)).as(name).isEqualTo(state.version(NEW));
		}
		for (String name : List.of("0000000", "00000003", "gone", "other", "")) {
			assertThat(state.named(name)).as(name).isNull();
		}
		assertThat(state.hasShortId(id("00000002"))).isTrue();
		assertThat(state.hasShortId(id("00000003"))).isFalse();
	}

	@Test
	void newIdHasAShortIdOfItsOwn() {
		try (MockedStatic<VersionId> ids = Mockito.mockStatic(VersionId.class, Mockito.CALLS_REAL_METHODS)) {
			ids.when(() -> VersionId.of(NOON)).thenReturn(OLD, NEW, id("00000003"));
			assertThat(UPLOADED.newId(NOON)).isEqualTo(id("00000003"));
		}
	}

	@Test
	void oldestVersionsThatAreNotInUseMakeRoom() {
		ProjectState state = UPLOADED.withVersion(version(id("00000003"), null), 2);
		assertThat(ids(state)).containsExactly(id("00000003"), NEW);
		state = UPLOADED.withDeployment(deployment("a", null, new DeployedVersion(OLD)), null)
			.withVersion(version(id("00000003"), null), 2)
			.withVersion(version(id("00000004"), null), 2);
		assertThat(ids(state)).containsExactly(id("00000004"), id("00000003"), OLD);
		state = UPLOADED.withAlias("kept", new Alias(OLD, NOON), 10);
		assertThat(ids(state.collected(1, null, Set.of()))).containsExactly(NEW, OLD);
		assertThat(ids(UPLOADED.collected(1, null, Set.of()))).containsExactly(NEW);
		assertThat(ids(UPLOADED.collected(2, null, Set.of()))).containsExactly(NEW, OLD);
	}

	@Test
	void lastTenDeploymentsAreKeptUntilTheHistoryIsForgotten() {
		ProjectState state = UPLOADED;
		for (int i = 1; i <= 11; i++) {
			state = state.withDeployment(deployment("deployment " + i, null, new DeployedVersion(NEW)), "files");
		}
		assertThat(state.deployments()).hasSize(10)
			.isSortedAccordingTo((one, other) -> other.created().compareTo(one.created()));
		assertThat(state.deployments().get(9).id()).isEqualTo("deployment 2");
		assertThat(state.retained()).isEqualTo("files");
		assertThat(state.withoutHistory().deployments()).containsExactly(state.active());
	}

	@Test
	void deletedVersionTakesItsDeploymentsAndAliasesAlong() {
		ProjectState state = UPLOADED.withDeployment(deployment("a", null, new DeployedVersion(OLD)), null)
			.withDeployment(deployment("b", null, new DeployedVersion(NEW)), null)
			.withAlias("old", new Alias(OLD, NOON), 10)
			.withAlias("new", new Alias(NEW, NOON), 10)
			.withoutVersion(OLD, "files");
		assertThat(ids(state)).containsExactly(NEW);
		assertThat(state.deployments()).extracting(ProjectDeployment::id).containsExactly("b");
		assertThat(state.aliases()).containsOnlyKeys("new");
		assertThat(state.retained()).isEqualTo("files");
		assertThat(state.withoutAlias("new").aliases()).isEmpty();
	}

	@Test
	void aliasThatWasSetLeastRecentlyMakesRoomAndTheFirstNameOfEqualOnes() {
		ProjectState state = UPLOADED.withAlias("b", new Alias(NEW, NOON), 2).withAlias("c", new Alias(NEW, NOON), 2);
		assertThat(state.aliases()).containsOnlyKeys("b", "c");
		assertThat(state.withAlias("d", new Alias(NEW, NOON), 2).aliases()).containsOnlyKeys("c", "d");
		assertThat(state.withAlias("a", new Alias(NEW, NOON), 2).aliases()).containsOnlyKeys("a", "c");
		assertThat(state.withAlias("b", new Alias(NEW, NOON.plusMillis(1)), 2)
			.withAlias("a", new Alias(OLD, NOON.minusMillis(1)), 2)
			.aliases()).containsOnlyKeys("a", "b");
	}

	@ParameterizedTest
	@CsvSource({ "6, false", "7, true", "8, true" })
	void epochBeforeTheLastCollectionMayHaveLostItsKeys(long epoch, boolean kept) {
		ProjectState state = state(9, 7, "spared.6");
		assertThat(state.hasKept(epoch)).isEqualTo(kept);
		assertThat(state.hasKept("other." + epoch)).isEqualTo(kept);
		assertThat(state.hasKept("spared.6")).isTrue();
	}

	@Test
	void collectionSparesTheUploadsThatAllCollectionsHaveSpared() {
		ProjectState state = state(9, 7, "spared.6", "ended.6").collected(10, "files",
				Set.of("spared.6", "late.6", "new.8"));
		assertThat(state.uploads()).containsExactlyInAnyOrder("spared.6", "new.8");
		assertThat(state.collected()).isEqualTo(10);
		assertThat(state.generation()).isEqualTo(9);
		assertThat(state.retained()).isEqualTo("files");
	}

	@Test
	void deletedProjectKeepsItsGeneration() {
		assertThat(UPLOADED.withGeneration(9).deleted()).isEqualTo(state(9, 10));
	}

	@Test
	void textLengthIsThatOfAllMessages() {
		ProjectState state = UPLOADED.withVersion(version(id("00000003"), "1234"), 10)
			.withDeployment(deployment("a", "123", new DeployedVersion(NEW)), null);
		assertThat(state.textLength()).isEqualTo(7);
		assertThat(Stream.of(UPLOADED, ProjectState.NONE).mapToLong(ProjectState::textLength)).containsOnly(0L);
	}

}
