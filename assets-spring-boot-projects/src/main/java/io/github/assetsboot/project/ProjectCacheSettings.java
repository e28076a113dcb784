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

/**
 * Limits and times to live of the projects' data in memory.
 *
 * @param projects number of projects whose manifests are kept
 * @param manifestBudget number of bytes for manifests, their rules and their collections
 * @param deploymentTimeToLive time until the active deployment of a project is looked up
 * again
 * @param unknownTimeToLive time until a missing project is looked for again
 * @param contentBudget number of bytes for contents
 * @param contentTimeToLive time until a content is read again
 * @param loads bounds of the loads
 * @author the Assets for Spring Boot authors
 */
record ProjectCacheSettings(int projects, long manifestBudget, Duration deploymentTimeToLive,
		Duration unknownTimeToLive, long contentBudget, Duration contentTimeToLive, StorageLoadSettings loads) {

}
