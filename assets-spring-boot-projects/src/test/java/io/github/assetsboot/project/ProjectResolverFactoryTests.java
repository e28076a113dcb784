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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.autoconfigure.FailureAnalyses;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.web.MockHttpServletRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for {@link ProjectResolverFactory} and the properties of projects.
 */
class ProjectResolverFactoryTests {

	private static AssetProjectsProperties properties(String... pairs) {
		Map<String, String> properties = new LinkedHashMap<>();
		Arrays.stream(pairs).map((pair) -> pair.split("=", 2)).forEach((pair) -> properties.put(pair[0], pair[1]));
		return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("assets.projects",
				AssetProjectsProperties.class);
	}

	private static AssetProjectResolver create(AssetProjectsProperties.Resolve properties) {
		ProjectResolverFactory factory = new ProjectResolverFactory(properties);
		return factory.withApplicationHosts(factory.create());
	}

	private static @Nullable String project(AssetProjectResolver resolver, String host, String path) {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.setServerName(host);
		request.addHeader("X-Project", "shop");
		ProjectRequest resolved = resolver.resolve(request);
		return (resolved != null) ? resolved.project().value() : null;
	}

	@ParameterizedTest
	@CsvSource({ "host={project}.example.com, path=/sites/{project}", "host={project}.example.com, header=X-Project",
			"path=/sites/{project}, header=X-Project", "host[0]={project}.example.com, path=/sites/{project}",
			"host={project}.example.com, project=shop", "header=X-Project, project=shop" })
	void onlyOneWayCanBeSet(String first, String second) {
		AssetProjectsProperties.Resolve properties = properties("assets.projects.resolve." + first,
				"assets.projects.resolve." + second)
			.getResolve();
		Throwable failure = catchThrowable(() -> create(properties));
		FailureAnalysis analysis = FailureAnalyses.of(failure);
		assertThat(analysis.getDescription())
			.contains("'assets.projects.resolve." + second.substring(0, second.indexOf('=')) + "' cannot be used")
			.contains("Value: " + second.substring(second.indexOf('=') + 1))
			.contains("'assets.projects.resolve." + first.replaceFirst("[\\[=].*", "") + "' is set, too");
		assertThat(analysis.getAction()).contains("Remove all but one").contains("AssetProjectResolver");
	}

	@Test
	void nameIsForEveryRequest() {
		AssetProjectResolver resolver = create(properties("assets.projects.resolve.project=shop",
				"assets.projects.resolve.application-hosts=www.example.com")
			.getResolve());
		assertThat(project(resolver, "example.com", "/")).isEqualTo("shop");
		assertThat(project(resolver, "www.example.com.", "/")).isNull();
	}

	@Test
	void nameThatNoProjectCanHaveIsExplained() {
		AssetProjectsProperties.Resolve properties = properties("assets.projects.resolve.project=My Shop").getResolve();
		FailureAnalysis analysis = FailureAnalyses.of(catchThrowable(() -> create(properties)));
		assertThat(analysis.getDescription()).contains("'assets.projects.resolve.project'",
				"cannot be the name of a project");
		assertThat(analysis.getAction()).contains("such as 'shop'");
	}

	@ParameterizedTest
	@CsvSource({ "resolve.preview-header=X Preview, cannot be the name of a header field",
			"response-version-header=X:Version, cannot be the name of a header field",
			"resolve.version-key=ip, is none of 'header:NAME'" })
	void optionThatMeansNothingIsRefused(String property, String reason) {
		assertThatExceptionOfType(InvalidAssetsPropertyException.class)
			.isThrownBy(() -> properties("assets.projects." + property).toOptions())
			.withMessageContaining("'assets.projects." + property.substring(0, property.indexOf('=')) + "'")
			.withMessageContaining(reason);
	}

	@Test
	void optionsAreThoseOfTheProperties() {
		AssetProjectsFilter.Options defaults = properties().toOptions();
		assertThat(defaults.vary()).containsExactly("Cloudflare-Workers-Version-Key");
		assertThat(defaults.previews()).isTrue();
		assertThat(defaults.previewHeader()).isNull();
		assertThat(defaults.versionHeader()).isNull();
		AssetProjectsFilter.Options options = properties("assets.projects.resolve.preview-header=X-Preview",
				"assets.projects.resolve.version-overrides=true", "assets.projects.previews.enabled=false",
				"assets.projects.resolve.version-key=cookie:a,header:X-Key,address",
				"assets.projects.response-version-header=X-Version")
			.toOptions();
		assertThat(options.vary()).containsExactly("X-Preview", "Cloudflare-Workers-Version-Overrides", "Cookie",
				"X-Key");
		assertThat(options.previews()).isFalse();
		assertThat(options.versionHeader()).isEqualTo("X-Version");
		assertThat(properties("assets.projects.resolve.version-key=").toOptions().vary()).isEmpty();
	}

	@Test
	void allThreeWaysAreNamed() {
		AssetProjectsProperties.Resolve properties = properties("assets.projects.resolve.host={project}.example.com",
				"assets.projects.resolve.path=/sites/{project}", "assets.projects.resolve.header=X-Project")
			.getResolve();
		assertThatExceptionOfType(InvalidAssetsPropertyException.class).isThrownBy(() -> create(properties))
			.withMessageContaining("'assets.projects.resolve.header'")
			.withMessageContaining("'assets.projects.resolve.host' and 'assets.projects.resolve.path' are set, too");
	}

	@ParameterizedTest
	@ValueSource(strings = { "host={project}.example.com", "path=/sites/{project}", "header=X-Project" })
	void hostOfTheApplicationIsLeftAloneWhateverTellsTheProject(String property) {
		AssetProjectResolver resolver = create(properties("assets.projects.resolve." + property,
				"assets.projects.resolve.application-hosts=WWW.example.com.,admin.example.com:8443,[::1]")
			.getResolve());
		for (String host : List.of("www.example.com", "www.example.com.", "Www.Example.Com", "admin.example.com",
				"[::1]")) {
			assertThat(project(resolver, host, "/sites/shop/")).as(host).isNull();
		}
		assertThat(project(resolver, "shop.example.com.", "/sites/shop/")).isEqualTo("shop");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://www.example.com", "www.example.com/", "*.example.com", "{project}.example.com",
			"a b", "www.example.com:https", "::1" })
	void hostOfTheApplicationMustBeTheNameOfAHost(String host) {
		AssetProjectsProperties.Resolve properties = properties("assets.projects.resolve.header=X-Project",
				"assets.projects.resolve.application-hosts=" + host)
			.getResolve();
		assertThatExceptionOfType(InvalidAssetsPropertyException.class).isThrownBy(() -> create(properties))
			.withMessageContaining("'assets.projects.resolve.application-hosts'")
			.withMessageContaining("must be the name of a host");
	}

	@ParameterizedTest
	@ValueSource(strings = { "assets.projects.reserved=WWW", "assets.projects.reserved=www.example.com",
			"assets.projects.rules.denied-headers=X Frame", "assets.projects.rules.denied-headers=*-Options",
			"assets.projects.limits.paths-size=-1B", "assets.projects.limits.retained-files=-1" })
	void propertyThatMeansNothingIsRefused(String property) {
		assertThatExceptionOfType(InvalidAssetsPropertyException.class)
			.isThrownBy(() -> properties(property).toLimits())
			.withMessageContaining("'" + property.substring(0, property.indexOf('=')) + "'");
	}

	@Test
	void restrictionsAreThoseOfTheProperties() {
		assertThat(properties().toLimits().restrictions().reserved()).contains("www", "admin");
		assertThat(properties("assets.projects.reserved=").toLimits().restrictions().reserved()).isEmpty();
		assertThat(properties("assets.projects.reserved=a,b").toLimits().restrictions().reserved())
			.containsExactlyInAnyOrder("a", "b");
		assertThat(
				properties("assets.projects.rules.denied-headers=X-A,X-B-*").toLimits().restrictions().deniedHeaders())
			.containsExactly("X-A", "X-B-*");
		assertThat(properties("assets.projects.resolve.path=/s/{project}").toLimits().restrictions().path())
			.isEqualTo("/s/{project}");
	}

}
