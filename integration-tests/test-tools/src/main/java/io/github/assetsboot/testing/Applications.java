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

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts applications on a free port of the loopback interface.
 */
public final class Applications {

	private Applications() {
	}

	/**
	 * Start an application on a free port.
	 * @param application the application
	 * @param properties its properties
	 * @return its context
	 */
	public static ConfigurableApplicationContext start(Class<?> application, Map<String, String> properties) {
		SpringApplication springApplication = new SpringApplication(application);
		springApplication.setWebApplicationType(WebApplicationType.SERVLET);
		Map<String, Object> all = new LinkedHashMap<>(Map.of("server.port", "0", "server.address", "127.0.0.1"));
		all.putAll(properties);
		springApplication.addInitializers((
				context) -> context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", all)));
		String level = properties.getOrDefault("logging.level.io.github.assetsboot", "error");
		return springApplication.run("--spring.main.banner-mode=off", "--logging.level.root=error",
				"--logging.level.io.github.assetsboot=" + level);
	}

	/**
	 * Return the port of an application.
	 * @param context its context
	 * @return the port
	 */
	public static int port(ConfigurableApplicationContext context) {
		return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
	}

}
