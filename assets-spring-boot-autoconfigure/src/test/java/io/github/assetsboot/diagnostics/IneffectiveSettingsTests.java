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

package io.github.assetsboot.diagnostics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.assetsboot.autoconfigure.AssetsProperties;
import io.github.assetsboot.routing.RoutingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link IneffectiveSettings}.
 */
class IneffectiveSettingsTests {

	private static IneffectiveSettings settings(String... properties) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", map(properties)));
		return settings(environment);
	}

	private static IneffectiveSettings settings(StandardEnvironment environment) {
		return new IneffectiveSettings(environment,
				Binder.get(environment).bindOrCreate("assets", AssetsProperties.class));
	}

	private static List<String> warnings(String... properties) {
		return describe(settings(properties));
	}

	private static List<String> describe(IneffectiveSettings settings) {
		List<String> warnings = new ArrayList<>(settings.describe(RoutingMode.SPRING));
		warnings.addAll(settings.describeResources());
		return warnings;
	}

	private static List<String> warningsForVariable(String... variables) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, map(variables)));
		return describe(settings(environment));
	}

	private static Map<String, Object> map(String... properties) {
		return Arrays.stream(properties)
			.map((property) -> property.split("=", 2))
			.collect(Collectors.toMap((property) -> property[0], (property) -> property[1]));
	}

	@Test
	void nothingIsWarnedOfWhenNothingIsSet() {
		assertThat(warnings()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.web.resources.add-mappings=false", "spring.web.resources.cache.period=1h",
			"spring.web.resources.cache.cachecontrol.max-age=12h",
			"spring.web.resources.cache.cachecontrol.noCache=true",
			"spring.web.resources.cache.cachecontrol.s-max-age=1m", "spring.web.locale=de",
			"spring.mvc.static-path-pattern=/**", "spring.web.resources.static-locations=classpath:/static/",
			"spring.web.resources.static-locations=classpath:static",
			"spring.web.resources.static-locations[0]=classpath:/static" })
	void settingThatHasAnEffectIsNotNamed(String property) {
		assertThat(warnings(property)).isEmpty();
	}

	@Test
	void fallbackPageThatNothingAsksForIsNamed() {
		assertThat(warnings("assets.fallback-page=/200.html")).singleElement()
			.asString()
			.contains("'assets.fallback-page' has no effect", "Set it to 'single-page-application'");
		assertThat(warnings("assets.fallback-page=/200.html", "assets.not-found-handling=single-page-application"))
			.isEmpty();
		assertThat(warnings("assets.fallback-page=/index.html")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "file:./dist/", "./dist", "dist/", "file:dist" })
	void locationThatIsTheDirectoryIsNotNamed(String directory) {
		assertThat(warnings("assets.directory=" + directory, "spring.web.resources.static-locations=file:./dist/"))
			.isEmpty();
		assertThat(warnings("assets.directory=" + directory, "spring.web.resources.static-locations=file:./other/"))
			.hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"spring.web.resources.static-locations | file:./dist/ | static-locations: use 'assets.directory'",
			"spring.web.resources.static-locations | classpath:/static/,file:./x/ | static-locations: use 'assets.directory'",
			"spring.web.resources.staticLocations[0] | file:./dist/ | static-locations: use 'assets.directory'",
			"spring.web.resources.cache.use_last_modified | false | cache.use-last-modified: has no replacement yet",
			"spring.web.resources.chain.enabled | true | chain.enabled: has no replacement yet",
			"spring.web.resources.chain.cache | false | chain.cache: not needed",
			"spring.web.resources.chain.compressed | true | chain.compressed: not needed",
			"SPRING.WEB.RESOURCES.CHAIN.COMPRESSED | true | chain.compressed: not needed" })
	void settingWithoutEffectIsNamedWithItsReplacement(String property, String value, String text) {
		assertThat(warnings(property + "=" + value)).singleElement()
			.asString()
			.startsWith("These properties have no effect on the assets. Replace or remove them.\n")
			.contains("spring.web.resources." + text)
			.hasLineCount(2);
	}

	@ParameterizedTest
	@CsvSource({ "SPRING_WEB_RESOURCES_STATICLOCATIONS, file:./dist/, static-locations: use",
			"SPRING_WEB_RESOURCES_STATIC_LOCATIONS, file:./dist/, static-locations: use",
			"SPRING_WEB_RESOURCES_STATICLOCATIONS_0, file:./dist/, static-locations: use",
			"SPRING_WEB_RESOURCES_CHAIN_ENABLED, true, chain.enabled: has no",
			"SPRING_WEB_RESOURCES_CACHE_USELASTMODIFIED, false, cache.use-last-modified: has no" })
	void environmentVariableIsNamedByItsProperty(String variable, String value, String text) {
		assertThat(warningsForVariable(variable + "=" + value)).singleElement()
			.asString()
			.contains("spring.web.resources." + text)
			.hasLineCount(2);
		assertThat(warningsForVariable("SPRING_WEB_RESOURCES_CACHE_CACHECONTROL_MAX_AGE=1h",
				"SPRING_WEB_RESOURCES_ADDMAPPINGS=false"))
			.isEmpty();
	}

	@Test
	void allAreNamedInOneWarning() {
		assertThat(warnings("spring.web.resources.static-locations=file:./dist/,file:./more/",
				"spring.web.resources.chain.enabled=true", "spring.web.resources.chain.compressed=true",
				"spring.web.resources.cache.cachecontrol.max-age=12h"))
			.singleElement()
			.asString()
			.hasLineCount(4)
			.doesNotContain("cachecontrol");
	}

	@ParameterizedTest
	@ValueSource(strings = { "content", "fixed" })
	void strategyIsNotNamedBecauseLinksKeepTheirVersions(String strategy) {
		String name = "spring.web.resources.chain.strategy." + strategy;
		assertThat(warnings(name + ".enabled=true", name + ".paths[0]=/a/**",
				"SPRING.WEB.RESOURCES.CHAIN.STRATEGY.FIXED.VERSION=v1"))
			.isEmpty();
		assertThat(warningsForVariable("SPRING_WEB_RESOURCES_CHAIN_STRATEGY_CONTENT_PATHS_0=/a/**")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "/ui/**, /, Set 'assets.base-path=/ui' in its place.",
			"/a/b/**, /, Set 'assets.base-path=/a/b' in its place.", "/*/x/**, /, Set 'assets.base-path' in its place.",
			"/files/*, /, Set 'assets.base-path' in its place.",
			"/ui/**, /app, Remove it, because the assets are below 'assets.base-path=/app'." })
	void patternIsNamedWithTheBasePath(String pattern, String basePath, String cure) {
		assertThat(warnings("spring.mvc.static-path-pattern=" + pattern, "assets.base-path=" + basePath))
			.singleElement()
			.asString()
			.contains("'spring.mvc.static-path-pattern=" + pattern + "' has no effect on the assets. " + cure)
			.endsWith("still serves its files under this pattern.");
		assertThat(warningsForVariable("SPRING_MVC_STATICPATHPATTERN=" + pattern)).hasSize(1);
	}

	@Test
	void handlerThatIsOffIsNotMentionedBesideThePattern() {
		assertThat(warnings("spring.mvc.static-path-pattern=/ui/**", "spring.web.resources.add-mappings=false"))
			.singleElement()
			.asString()
			.doesNotContain("still serves");
	}

	@Test
	void locationsAreReplacedWhereTheHandlerForEverythingWouldServeThem() {
		assertThat(settings().replacedLocations()).contains("classpath:/public/", "classpath:/META-INF/resources/");
		assertThat(settings("spring.web.resources.static-locations=classpath:public").replacedLocations())
			.containsExactly("classpath:/public/");
		assertThat(settings("spring.web.resources.add-mappings=false").replacedLocations()).isEmpty();
		assertThat(settings("spring.mvc.static-path-pattern=/ui/**").replacedLocations()).isEmpty();
	}

}
