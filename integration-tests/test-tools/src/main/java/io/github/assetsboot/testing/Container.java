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

import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;

/**
 * The servlet containers that Spring Boot knows. Both are on the class path.
 *
 * @author the Assets for Spring Boot authors
 */
public enum Container {

	/**
	 * Tomcat, the default of Spring Boot.
	 */
	TOMCAT(TomcatServletWebServerFactory.class, JettyServletWebServerAutoConfiguration.class),

	/**
	 * Jetty.
	 */
	JETTY(JettyServletWebServerFactory.class, TomcatServletWebServerAutoConfiguration.class);

	private final Class<? extends ServletWebServerFactory> factory;

	private final Class<?> excluded;

	Container(Class<? extends ServletWebServerFactory> factory, Class<?> excluded) {
		this.factory = factory;
		this.excluded = excluded;
	}

	/**
	 * Return what makes the server.
	 * @return the type of the factory
	 */
	public Class<? extends ServletWebServerFactory> factory() {
		return this.factory;
	}

	/**
	 * Return what keeps the other container away.
	 * @return the name of an auto-configuration
	 */
	public String excluded() {
		return this.excluded.getName();
	}

}
