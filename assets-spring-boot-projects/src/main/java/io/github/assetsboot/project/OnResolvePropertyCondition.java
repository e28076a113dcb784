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

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Matches if a property tells how the project of a request is found.
 *
 * @author the Assets for Spring Boot authors
 */
class OnResolvePropertyCondition extends AnyNestedCondition {

	OnResolvePropertyCondition() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	@ConditionalOnProperty("assets.projects.resolve.host")
	static class Host {

	}

	@ConditionalOnProperty("assets.projects.resolve.host[0]")
	static class FirstHost {

	}

	@ConditionalOnProperty("assets.projects.resolve.path")
	static class Path {

	}

	@ConditionalOnProperty("assets.projects.resolve.header")
	static class Header {

	}

	@ConditionalOnProperty("assets.projects.resolve.project")
	static class Project {

	}

}
