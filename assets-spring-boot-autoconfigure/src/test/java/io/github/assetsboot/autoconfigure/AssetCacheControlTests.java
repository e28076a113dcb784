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

import java.time.Duration;
import java.util.Map;

import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.web.WebProperties;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AssetCacheControl}.
 */
class AssetCacheControlTests {

	private final AssetsProperties properties = new AssetsProperties();

	private final WebProperties web = new WebProperties();

	private @Nullable String value() {
		return this.properties.toCacheControl(this.web);
	}

	@Test
	void nothingIsConfiguredByDefault() {
		assertThat(value()).isNull();
	}

	@Test
	void cacheControlOfSpringWebResourcesHolds() {
		WebProperties.Resources.Cache.Cachecontrol control = this.web.getResources().getCache().getCachecontrol();
		control.setMaxAge(Duration.ofHours(12));
		assertThat(value()).isEqualTo("max-age=43200");
		control.setCachePublic(true);
		control.setMustRevalidate(true);
		assertThat(value()).isEqualTo("max-age=43200, must-revalidate, public");
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "1h, max-age=3600", "0s, no-store", "500ms, no-store", "-1s, -" })
	void periodOfSpringWebResourcesHolds(String period, @Nullable String expected) {
		this.web.getResources().getCache().setPeriod(DurationStyle.detectAndParse(period));
		assertThat(value()).isEqualTo(expected);
	}

	@Test
	void cacheControlOfSpringWebResourcesWinsOverThePeriod() {
		this.web.getResources().getCache().setPeriod(Duration.ofHours(1));
		this.web.getResources().getCache().getCachecontrol().setNoCache(true);
		assertThat(value()).isEqualTo("no-cache");
	}

	@ParameterizedTest
	@ValueSource(strings = { "public, max-age=43200", "no-store", "max-age=60,immutable", "private=\"a, b\", max-age=1",
			"max-age=60 ,\tstale-while-revalidate=30" })
	void ownPropertyWins(String control) {
		this.web.getResources().getCache().setPeriod(Duration.ofHours(1));
		this.web.getResources().getCache().getCachecontrol().setMaxAge(Duration.ofHours(2));
		this.properties.getCache().setControl(" " + control + " ");
		assertThat(value()).isEqualTo(control);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "`` | it is empty", "`  ` | it is empty", "`\t` | it is empty",
					"`public\r\nSet-Cookie: a=b` | control character", "`public\n` | control character",
					"`public\u0000` | control character", "`public\u0085` | control character",
					"Cache-Control: public | list of Cache-Control directives",
					"public max-age=60 | list of Cache-Control directives",
					"public; max-age=60 | list of Cache-Control directives", "12h | list of Cache-Control directives",
					"public, | list of Cache-Control directives", "max-age= | list of Cache-Control directives",
					"public, max-age=60, ü | list of Cache-Control directives" })
	void invalidValueIsExplained(String control, String reason) {
		this.properties.getCache().setControl(control);
		assertThatExceptionOfType(InvalidAssetsPropertyException.class).isThrownBy(this::value).satisfies((failure) -> {
			assertThat(failure.getProperty()).isEqualTo("assets.cache.control");
			assertThat(failure.getValue()).isEqualTo(control);
			assertThat(failure.getReason()).contains(reason);
			assertThat(failure.getAction()).contains("'public, max-age=43200'");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "public\r\nX-A: 1", "12h" })
	void invalidValueStopsTheStart(String control) {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AssetsAutoConfiguration.class, WebMvcAutoConfiguration.class,
					DispatcherServletAutoConfiguration.class))
			.withInitializer(
					(context) -> TestPropertyValues.of(Map.of("assets.cache.control", control)).applyTo(context))
			.run((context) -> {
				FailureAnalysis analysis = new InvalidAssetsPropertyFailureAnalyzer(new StandardEnvironment())
					.analyze(context.getStartupFailure());
				assertThat(analysis).isNotNull();
				assertThat(analysis.getDescription()).contains("'assets.cache.control'", "Reason:");
				assertThat(analysis.getAction()).contains("remove the property");
			});
	}

}
