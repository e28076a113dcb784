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

import java.util.List;

import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.collection.StoredAsset;
import io.github.assetsboot.collection.StoredAsset.BlobId;
import io.github.assetsboot.testing.AheadOfTime;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hints for a native image of an application that serves projects.
 */
class AssetProjectsAotTests {

	@Test
	void manifestsOfAStorageAreWrittenAndReadByTheirComponents() throws Exception {
		RuntimeHints hints = new AheadOfTime(
				Configurations.getClasses(ProjectAutoConfigurations.with(DispatcherServletAutoConfiguration.class,
						WebMvcAutoConfiguration.class, AssetsAutoConfiguration.class)))
			.process("assets.directory=file:./target/no-front-end/", "assets.projects.enabled=true",
					"assets.storage.directory=./target/no-projects/");
		for (Class<?> type : List.of(ProjectState.class, ProjectState.Version.class, ProjectManifest.class,
				UploadManifest.class, ProjectSettings.class, ProjectVersion.class, StoredAsset.class, BlobId.class)) {
			assertThat(AheadOfTime.accessors(type)).as(type.getName()).accepts(hints);
			assertThat(RuntimeHintsPredicates.reflection()
				.onType(type)
				.withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS)).as(type.getName()).accepts(hints);
		}
	}

}
