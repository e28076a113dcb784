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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StorageLoadingProperties}.
 */
class StorageLoadSettingsTests {

	@ParameterizedTest
	@CsvSource({ "server.tomcat.threads.max, 20, 5", "server.jetty.threads.max, 20, 5",
			"server.tomcat.threads.max, 1, 1", "server.port, 0, 50" })
	void quarterOfTheServersThreadsMayWait(String property, String value, int expected) {
		MockEnvironment environment = new MockEnvironment().withProperty(property, value);
		StorageLoadingProperties properties = new StorageLoadingProperties();
		assertThat(properties.toSettings(environment).maxWaiting()).isEqualTo(expected);
		assertThat(new AssetProjectsProperties().getApi().toMaxCalls(environment)).isEqualTo(expected);
		properties.setMaxWaiting(7);
		assertThat(properties.toSettings(environment).maxWaiting()).isEqualTo(7);
	}

}
