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

package io.github.assetsboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/**
 * Matches if a development server is configured. Whether it is used, too, is known only
 * when the application runs: the condition may be evaluated ahead of time.
 *
 * @author the Assets for Spring Boot authors
 */
final class OnDevServer extends AnyNestedCondition {

	OnDevServer() {
		super(ConfigurationPhase.REGISTER_BEAN);
	}

	/**
	 * Return whether a development server is used.
	 */
	static boolean isUsed(ObjectProvider<AssetsProperties> properties) {
		return properties.stream().anyMatch(AssetsProperties::isDevServerUsed);
	}

	@ConditionalOnProperty("assets.dev-server.url")
	static class Url {

	}

	@ConditionalOnProperty("assets.dev-server.command")
	static class Command {

	}

}
