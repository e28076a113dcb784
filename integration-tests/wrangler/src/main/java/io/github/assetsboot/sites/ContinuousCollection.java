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

package io.github.assetsboot.sites;

import java.io.IOException;

import io.github.assetsboot.project.AssetProjects;
import io.github.assetsboot.project.ProjectId;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Collects garbage again and again, for tests of what meets it.
 */
@Component
@EnableScheduling
@ConditionalOnBooleanProperty("sites.collect-continuously")
class ContinuousCollection {

	private final AssetProjects projects;

	ContinuousCollection(AssetProjects projects) {
		this.projects = projects;
	}

	@Scheduled(fixedDelay = 100)
	void collect() throws IOException {
		for (ProjectId project : this.projects.projects()) {
			this.projects.collectGarbage(project);
		}
	}

}
