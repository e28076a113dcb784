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

package io.github.assetsboot.testing;

import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps Spring Security and Redis, which are on the class path of all tests, away from
 * those that do not ask for them.
 *
 * @author the Assets for Spring Boot authors
 */
public class SecurityOnDemand implements AutoConfigurationImportFilter, EnvironmentAware {

	/**
	 * Name of the property that switches Spring Security on.
	 */
	public static final String PROPERTY = "test.security";

	/**
	 * Name of the property that switches Actuator and metrics off, which most of the
	 * auto-configurations on the class path are for.
	 */
	public static final String ACTUATOR_PROPERTY = "test.actuator";

	private boolean wanted;

	private boolean actuatorWanted;

	private boolean redisWanted;

	@Override
	public void setEnvironment(Environment environment) {
		this.redisWanted = "redis".equals(environment.getProperty("assets.storage.type"));
		this.actuatorWanted = environment.getProperty(ACTUATOR_PROPERTY, Boolean.class, true);
		this.wanted = environment.getProperty(PROPERTY, Boolean.class, false);
	}

	@Override
	public boolean[] match(String[] autoConfigurations, AutoConfigurationMetadata metadata) {
		boolean[] matches = new boolean[autoConfigurations.length];
		for (int i = 0; i < matches.length; i++) {
			matches[i] = autoConfigurations[i] == null || isWanted(autoConfigurations[i]);
		}
		return matches;
	}

	private boolean isWanted(String autoConfiguration) {
		String name = autoConfiguration.replace("org.springframework.boot.", "");
		if (name.startsWith("security.")) {
			return this.wanted;
		}
		if (name.startsWith("data.redis.")) {
			return this.redisWanted;
		}
		return this.actuatorWanted
				|| !(name.startsWith("actuate.") || name.startsWith("health.") || name.startsWith("micrometer."));
	}

}
