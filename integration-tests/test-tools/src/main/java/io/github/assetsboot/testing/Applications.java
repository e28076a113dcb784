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

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
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
	 * Start an application that does nothing but serve a directory. It has no Actuator.
	 * @param directory the directory
	 * @param properties further properties, names and values by turns
	 * @return its context
	 */
	public static ConfigurableApplicationContext serve(Path directory, String... properties) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("assets.directory", directory.toString());
		all.put("server.tomcat.max-keep-alive-requests", "-1");
		all.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		for (int i = 0; i < properties.length; i += 2) {
			all.put(properties[i], properties[i + 1]);
		}
		return start(Empty.class, all);
	}

	/**
	 * Return the port of an application.
	 * @param context its context
	 * @return the port
	 */
	public static int port(ConfigurableApplicationContext context) {
		return ((ServletWebServerApplicationContext) context).getWebServer().getPort();
	}

	/**
	 * An application without anything of its own.
	 */
	@SpringBootConfiguration
	@EnableAutoConfiguration
	public static class Empty {

	}

}
