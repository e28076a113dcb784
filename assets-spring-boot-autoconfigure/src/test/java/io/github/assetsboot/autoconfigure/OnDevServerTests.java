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

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The web server is changed for a development server only if one is used.
 *
 * @author the Assets for Spring Boot authors
 */
class OnDevServerTests {

	@TempDir
	private Path directory;

	/**
	 * The context has no application in a folder of class files, so it starts no command.
	 */
	@ParameterizedTest
	@CsvSource({ "assets.dev-server.command=npm run dev, 0", "assets.dev-server.url=, 0",
			"assets.dev-server.url=http://localhost:1, 1", "assets.collections.admin.dev-server.command=npm run dev, 0",
			"assets.collections.admin.dev-server.url=http://localhost:1, 1" })
	void webServerIsChangedIfADevelopmentServerIsUsed(String property, int count) {
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.directory=" + this.directory, "assets.collections.admin.base-path=/admin",
					property)
			.run((context) -> {
				TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory();
				customize(context, "encodedSlashesCustomizer", tomcat);
				assertThat(tomcat.getConnectorCustomizers()).hasSize(count);
				JettyServletWebServerFactory jetty = new JettyServletWebServerFactory();
				customize(context, "extendedConnectCustomizer", jetty);
				assertThat(jetty.getServerCustomizers()).hasSize(count);
			});
	}

	@SuppressWarnings("unchecked")
	private static <T extends WebServerFactory> void customize(ApplicationContext context, String name, T factory) {
		((WebServerFactoryCustomizer<T>) context.getBean(name, WebServerFactoryCustomizer.class)).customize(factory);
	}

	@Test
	void nothingIsThereWithoutADevelopmentServer() {
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.directory=" + this.directory, "assets.collections.admin.base-path=/admin",
					"assets.collections.admin.dev-server.directory=somewhere")
			.run((context) -> assertThat(context).doesNotHaveBean("encodedSlashesCustomizer")
				.doesNotHaveBean("tomcatSocketUpgrade")
				.doesNotHaveBean("jettySocketUpgrade"));
	}

	@Test
	void workInProgressIsShownUnderTheHostsOfAllCollections() {
		new WebApplicationContextRunner().withConfiguration(OurAutoConfigurations.all())
			.withPropertyValues("assets.directory=" + this.directory,
					"assets.dev-server.allowed-hosts=shop.example.test",
					"assets.collections.admin.host=Admin.example.test", "assets.collections.docs.base-path=/docs",
					"assets.collections.docs.dev-server.allowed-hosts=docs.example.test")
			.run((context) -> {
				Predicate<String> allowed = context.getBean(AssetsProperties.class).toAllowedHosts();
				for (String host : List.of("localhost", "shop.example.test", "admin.example.test:8080",
						"docs.example.test")) {
					assertThat(allowed).as(host).accepts(host);
				}
				assertThat(allowed).rejects("example.test", "other.example.test");
			});
	}

}
