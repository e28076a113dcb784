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

package io.github.assetsboot.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Container;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import jakarta.servlet.DispatcherType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A query that no container can read, in an application with a handler for requests with
 * a parameter.
 */
class UnreadableParametersIT {

	private static final String PUBLIC_PAGE = "<p>page</p>";

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource
	void deepLinkIsPublicAndTheHandlerIsNot(Container container) throws IOException {
		Files.writeString(this.directory.resolve("index.html"), PUBLIC_PAGE);
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.autoconfigure.exclude", container.excluded());
		properties.put(SecurityOnDemand.PROPERTY, "true");
		properties.put("assets.directory", this.directory.toString());
		properties.put("assets.not-found-handling", "single-page-application");
		try (ConfigurableApplicationContext context = Applications.start(Secured.class, properties);
				SocketClient client = new SocketClient(Applications.port(context))) {
			for (String query : new String[] { "", "?q=%", "?discount=10%", "?a=1&b=%zz" }) {
				assertThat(client.send("GET", "/notes/7" + query, "Accept: text/html").body()).as(query)
					.isEqualTo(PUBLIC_PAGE);
			}
			assertThat(client.send("GET", "/search?q=1").status()).isEqualTo(401);
			for (String query : new String[] { "?q=1&x=%", "?x=%&q=1", "?q=%" }) {
				assertThat(client.send("GET", "/search" + query).body()).as(query).doesNotContain("secret");
			}
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@RestController
	static class Secured {

		@GetMapping(path = "/search", params = "secret")
		String handler() {
			return "secret";
		}

		@GetMapping(path = "/search", params = "q")
		String search() {
			return "secret";
		}

		@Bean
		SecurityFilterChain security(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers(AssetsRequest.toAssets())
					.permitAll()
					.dispatcherTypeMatchers(DispatcherType.ERROR)
					.permitAll()
					.anyRequest()
					.authenticated())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
