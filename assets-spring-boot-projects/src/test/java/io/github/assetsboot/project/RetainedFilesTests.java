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

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.project.RetainedFiles.RetainedFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RetainedFiles}.
 */
class RetainedFilesTests {

	private static final Retention RETENTION = new Retention(3, Duration.ofDays(7));

	private final Instant now = Instant.now();

	private static StoredAsset file(String text) {
		return new StoredAsset(BlobId.of(text.getBytes()), Map.of());
	}

	private static ProjectManifest version(String id, long epoch, String... pathsAndTexts) {
		Map<String, StoredAsset> files = new HashMap<>();
		Map<String, Long> epochs = new HashMap<>();
		for (int i = 0; i < pathsAndTexts.length; i += 2) {
			StoredAsset file = file(pathsAndTexts[i + 1]);
			files.put(pathsAndTexts[i], file);
			epochs.put(file.plain().hash(), epoch);
		}
		return new ProjectManifest(id, Instant.EPOCH, ProjectSettings.DEFAULTS, null, null, files, epochs, Map.of(),
				null);
	}

	private RetainedFiles versions(String... ids) {
		RetainedFiles retained = RetainedFiles.NONE;
		for (int i = 0; i < ids.length; i++) {
			retained = retained.with(version(ids[i], 1, "/" + ids[i] + ".js", ids[i]),
					this.now.minusSeconds(ids.length - i));
		}
		return retained;
	}

	@Test
	void filesOfAFormerVersionAreRetainedAndItsPagesAreNot() {
		RetainedFiles retained = RetainedFiles.NONE
			.with(version("1", 1, "/app.js", "one", "/same.js", "same", "/page.html", "page"), this.now.minusSeconds(2))
			.with(version("2", 2, "/app.js", "two", "/same.js", "same"), this.now);
		assertThat(retained.files()).isEqualTo(Map.of("/app.js", new RetainedFile(file("two"), "2", this.now),
				"/same.js", new RetainedFile(file("same"), "2", this.now)));
		assertThat(retained.blobs())
			.isEqualTo(Map.of(BlobId.of("two".getBytes()), 2L, BlobId.of("same".getBytes()), 1L));
	}

	@Test
	void filesThatAreServedOtherwiseAreLeftOutWithTheirContents() {
		RetainedFiles rest = versions("1", "2").without(Set.of("/1.js", "/other.js"));
		assertThat(rest.files()).containsOnlyKeys("/2.js");
		assertThat(rest.epochs()).isEqualTo(Map.of(file("2").plain().hash(), 1L));
		assertThat(versions("1", "2").withoutVersion("2").files()).containsOnlyKeys("/1.js");
	}

	@ParameterizedTest
	@CsvSource({ "0, '/2.js,/3.js,/4.js'", "1, '/3.js,/4.js'", "2, /4.js", "3, ''", "4, ''" })
	void filesOfTheVersionsThatWereReplacedLastAreKept(int deployed, String paths) {
		RetainedFiles kept = versions("1", "2", "3", "4").limit(RETENTION, deployed, ProjectLimits.DEFAULTS);
		assertThat(kept.files().keySet())
			.containsExactlyInAnyOrderElementsOf(paths.isEmpty() ? List.of() : List.of(paths.split(",")));
	}

	@Test
	void filesThatWereReplacedTooLongAgoAreLeftOut() {
		RetainedFiles retained = RetainedFiles.NONE
			.with(version("1", 1, "/1.js", "1"), this.now.minus(Duration.ofDays(7)))
			.with(version("2", 1, "/2.js", "2"), this.now.minus(Duration.ofDays(6)));
		assertThat(retained.limit(RETENTION, 1, ProjectLimits.DEFAULTS).files()).containsOnlyKeys("/2.js");
	}

	@Test
	void limitsOfTheProjectHold() {
		ProjectLimits one = new ProjectLimits(100, 100, 1000, 1000, 1, 100, 20, 100,
				ProjectLimits.DEFAULTS.restrictions());
		assertThat(versions("1", "2").limit(RETENTION, 1, one).files()).containsOnlyKeys("/2.js");
	}

	@Test
	void fileOfADeletedVersionIsThatOfAnotherOneWithTheSameContent() {
		RetainedFiles retained = RetainedFiles.NONE
			.with(version("deleted", 1, "/same.js", "same", "/changed.js", "old", "/gone.js", "gone"), this.now)
			.with(version("former", 1, "/former.js", "former"), this.now)
			.withSame("deleted", version("other", 2, "/same.js", "same", "/changed.js", "new", "/former.js", "former"));
		assertThat(retained.files()).hasSize(4)
			.containsEntry("/same.js", new RetainedFile(file("same"), "other", this.now));
		assertThat(retained.files().values()).extracting(RetainedFile::version)
			.containsExactlyInAnyOrder("other", "deleted", "deleted", "former");
		assertThat(retained.blobs()).hasSize(4).containsValues(1L).doesNotContainValue(2L);
	}

}
