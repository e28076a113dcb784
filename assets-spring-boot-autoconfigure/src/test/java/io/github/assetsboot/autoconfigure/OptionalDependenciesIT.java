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

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.assetsboot.Assets;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import io.github.assetsboot.testing.SecurityOnDemand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is optional may be missing.
 *
 * @author the Assets for Spring Boot authors
 */
class OptionalDependenciesIT {

	private static final AutoConfigurations OURS = OurAutoConfigurations.all();

	private static final Pattern OPTIONAL = Pattern.compile(
			"actuator|micrometer-core|micrometer-jakarta9|boot-micrometer|security|jackson|brotli4j|zstd-jni|caffeine|redis|lettuce|awssdk|jetty|thymeleaf|devtools");

	/**
	 * All but the libraries of content codings and of TOML, which an application may have
	 * for other purposes.
	 */
	private static final Pattern WITHOUT_CODINGS = Pattern
		.compile(OPTIONAL.pattern().replace("|brotli4j|zstd-jni", "").replace("|jackson", ""));

	private static final Pattern OPTIONAL_PACKAGES = Pattern
		.compile("com\\.aayushatharva|com\\.github\\.luben|tools\\.jackson\\.dataformat\\.toml"
				+ "|io\\.github\\.assetsboot\\.(actuate|thymeleaf|vite|security)\\."
				+ "|io\\.github\\.assetsboot\\.livereload\\.LiveReload"
				+ "|io\\.github\\.assetsboot\\.devserver\\.Command");

	private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source: ");

	/**
	 * Raise it only for what every application uses.
	 */
	private static final int MAX_CLASSES = 350;

	@TempDir
	Path directory;

	private WebApplicationContextRunner with(WebApplicationContextRunner runner) {
		return runner.withPropertyValues("assets.directory=" + this.directory,
				"management.endpoints.web.exposure.include=assets");
	}

	@Test
	void everythingIsThereByDefault() {
		with(new WebApplicationContextRunner().withUserConfiguration(Application.class))
			.withPropertyValues(SecurityOnDemand.PROPERTY + "=true")
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(Assets.class)
				.hasBean("assetsEndpoint")
				.hasBean("assetsMetrics")
				.hasBean("assetsObservation")
				.hasBean("assetsStartChecks")
				.hasBean("assetsThymeleafDialect")
				.hasBean("securedAssetAccess")
				.hasBean("securityCacheControl"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "io.micrometer", "org.springframework.security", "org.springframework.boot.security",
			"org.apache.catalina", "org.springframework.boot.tomcat", "org.eclipse.jetty",
			"org.springframework.boot.jetty", "tools.jackson", "com.aayushatharva.brotli4j", "com.github.luben.zstd",
			"software.amazon.awssdk", "org.thymeleaf" })
	void anyOfThemMayBeMissing(String packageName) {
		with(new WebApplicationContextRunner().withConfiguration(OURS))
			.withClassLoader(new FilteredClassLoader(packageName))
			.run((context) -> assertThat(context).hasNotFailed().hasSingleBean(Assets.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "actuate.AssetsEndpointAutoConfiguration", "actuate.AssetsMetricsAutoConfiguration",
			"actuate.AssetsObservationAutoConfiguration", "autoconfigure.AssetsAutoConfiguration",
			"autoconfigure.AssetsJettyAutoConfiguration", "autoconfigure.AssetsTomcatAutoConfiguration",
			"diagnostics.AssetsDiagnosticsAutoConfiguration", "explain.AssetsExplainAutoConfiguration",
			"security.AssetsSecurityAutoConfiguration", "servlet.AssetsServletAutoConfiguration",
			"thymeleaf.AssetsThymeleafAutoConfiguration" })
	void eachPartMayBeExcluded(String name) {
		with(new WebApplicationContextRunner().withUserConfiguration(Application.class))
			.withPropertyValues(SecurityOnDemand.PROPERTY + "=true",
					"spring.autoconfigure.exclude=io.github.assetsboot." + name)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("io.github.assetsboot." + name)
				.getBeans(Assets.class)
				.hasSize((name.startsWith("servlet") || name.endsWith(".AssetsAutoConfiguration")) ? 0 : 1));
	}

	@Test
	void contextWithoutAssetsTakesNothingFromItsParent() {
		with(new WebApplicationContextRunner().withConfiguration(OURS)).run((parent) -> {
			assertThat(parent).hasBean("assetsFilter").hasBean("assetsStartChecks");
			new ApplicationContextRunner().withParent(parent)
				.withConfiguration(OURS)
				.run(OptionalDependenciesIT::assertWithoutAssets);
			new WebApplicationContextRunner().withParent(parent)
				.withConfiguration(OURS)
				.withPropertyValues("assets.enabled=false")
				.run(OptionalDependenciesIT::assertWithoutAssets);
		});
	}

	private static void assertWithoutAssets(ApplicationContext child) {
		assertThat(child.getBeanDefinitionNames()).noneMatch((name) -> name.startsWith("assets"));
	}

	@Test
	void allOfThemMayBeMissingAndThenNobodyListens() throws Exception {
		assertThat(run(OPTIONAL)).contains("listeners: 0, access: 0, assets: 1");
	}

	/**
	 * Each class costs time and memory at every start. Classes of lambda expressions
	 * count, too.
	 */
	@Test
	void nothingOptionalIsLoadedUnlessItIsUsed(@TempDir Path logs) throws Exception {
		Path log = logs.resolve("classes.log");
		Files.writeString(this.directory.resolve("index.html"), "<!DOCTYPE html>");
		String output = run(WITHOUT_CODINGS, "-Xlog:class+load:file=" + log);
		assertThat(output).contains("Serving 1 assets");
		List<String> loaded = Files.readAllLines(log)
			.stream()
			.map(LOADED::matcher)
			.filter(Matcher::find)
			.map((line) -> line.group(1))
			.toList();
		assertThat(loaded).noneMatch((name) -> OPTIONAL_PACKAGES.matcher(name).lookingAt());
		assertThat(loaded.stream().filter((name) -> name.startsWith("io.github.assetsboot."))).hasSizeBetween(100,
				MAX_CLASSES);
	}

	/**
	 * Run the application without some of the libraries, to its end.
	 */
	private String run(Pattern missing, String... options) throws Exception {
		String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
		String bare = Arrays.stream(path.split(Pattern.quote(File.pathSeparator)))
			.filter((element) -> !missing.matcher(element).find())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
						"-XX:+UseSerialGC"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", bare, BareApplication.class.getName(), "--server.port=0",
				"--assets.directory=" + this.directory));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		return output;
	}

	@EnableAutoConfiguration(exclude = JettyServletWebServerAutoConfiguration.class)
	static class Application {

	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class BareApplication {

		public static void main(String[] args) {
			try (ConfigurableApplicationContext context = SpringApplication.run(BareApplication.class, args)) {
				System.out.println("listeners: " + context.getBeanNamesForType(ResponseListener.class).length
						+ ", access: " + context.getBeanNamesForType(AssetAccess.class).length + ", assets: "
						+ context.getBeanNamesForType(Assets.class).length);
			}
		}

	}

}
