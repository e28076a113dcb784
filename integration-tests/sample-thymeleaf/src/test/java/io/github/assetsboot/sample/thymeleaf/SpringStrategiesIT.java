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

package io.github.assetsboot.sample.thymeleaf;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with Spring's version strategies and a WebJar, before and after the
 * starter is added: every link leads to the same bytes, which browsers keep for as long.
 *
 * @author the Assets for Spring Boot authors
 */
class SpringStrategiesIT {

	private static final Pattern LINK = Pattern
		.compile("(?:href|src)=\"([^\"]*)\"|url\\(['\"]?([^'\")]*)['\"]?\\)|@import \"([^\"]*)\"");

	private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d+)");

	private static final String CONTENT = "spring.web.resources.chain.strategy.content.enabled=true";

	private static final String FIXED = "spring.web.resources.chain.strategy.fixed.enabled=true,"
			+ "spring.web.resources.chain.strategy.fixed.version=v7,"
			+ "spring.web.resources.chain.strategy.fixed.paths=/js/**";

	@ParameterizedTest
	@ValueSource(strings = { CONTENT, FIXED, CONTENT + "," + FIXED, CONTENT + ",server.servlet.context-path=/clinic-1",
			CONTENT + ",spring.web.resources.cache.period=1h",
			CONTENT + "," + FIXED + ",spring.web.resources.cache.cachecontrol.max-age=2h",
			CONTENT + ",spring.web.resources.chain.strategy.content.paths=/css/**",
			"spring.web.resources.chain.cache=false" })
	void everyLinkLeadsToTheSameBytesWhichAreKeptForAsLong(String properties) throws Exception {
		Map<String, Response> before = crawl(properties, false);
		Map<String, Response> after = crawl(properties, true);
		assertThat(after.keySet()).containsExactlyInAnyOrderElementsOf(before.keySet());
		assertThat(before.values()).extracting(Response::status).contains(200, 404);
		before.forEach((link, expected) -> {
			Response found = after.get(link);
			assertThat(found.status()).as(link).isEqualTo(expected.status());
			if (expected.status() == 200) {
				assertThat(found.body()).as(link).isEqualTo(expected.body());
				assertThat(maxAge(found)).as(link).isGreaterThanOrEqualTo(maxAge(expected));
			}
		});
	}

	private static long maxAge(Response response) {
		String cacheControl = response.header("cache-control");
		Matcher matcher = MAX_AGE.matcher((cacheControl != null) ? cacheControl : "");
		return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
	}

	/**
	 * Follow all links, as a browser does.
	 */
	private static Map<String, Response> crawl(String properties, boolean starter) throws IOException {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("spring.web.resources.static-locations", "classpath:/clinic/static/");
		all.put("spring.thymeleaf.prefix", "classpath:/clinic/templates/");
		all.put("assets.fingerprint.paths", "");
		all.put("assets.directory", "classpath:/clinic/static/");
		all.put("assets.enabled", String.valueOf(starter));
		for (String property : properties.split(",")) {
			String[] parts = property.split("=", 2);
			all.put(parts[0], parts[1]);
		}
		Map<String, Response> found = new LinkedHashMap<>();
		try (ConfigurableApplicationContext context = Applications.start(Clinic.class, all);
				SocketClient client = new SocketClient(Applications.port(context))) {
			Deque<String> links = new ArrayDeque<>();
			links.add(all.getOrDefault("server.servlet.context-path", "") + "/clinic");
			while (!links.isEmpty()) {
				String link = links.remove();
				Response response = client.send("GET", link);
				found.put(link, response);
				String type = response.headers().getOrDefault("content-type", "");
				if (response.status() == 200 && (type.startsWith("text/html") || type.startsWith("text/css"))) {
					LINK.matcher(response.body())
						.results()
						.map((match) -> (match.group(1) != null) ? match.group(1)
								: (match.group(2) != null) ? match.group(2) : match.group(3))
						.filter((target) -> !target.startsWith("data:"))
						.map((target) -> URI.create(link).resolve(target.replace("&amp;", "&")).toString())
						.filter((target) -> !found.containsKey(target) && !links.contains(target))
						.forEach(links::add);
				}
			}
		}
		return found;
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Clinic {

		@Bean
		WebMvcConfigurer clinicPages() {
			return new WebMvcConfigurer() {

				@Override
				public void addViewControllers(ViewControllerRegistry registry) {
					registry.addViewController("/clinic").setViewName("clinic");
				}

			};
		}

	}

}
