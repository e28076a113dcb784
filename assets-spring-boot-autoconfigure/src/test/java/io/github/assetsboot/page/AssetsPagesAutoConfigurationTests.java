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

package io.github.assetsboot.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.assetsboot.PageData;
import io.github.assetsboot.autoconfigure.AssetsAutoConfiguration;
import io.github.assetsboot.autoconfigure.PropertyChecks.InvalidAssetsPropertyException;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AssetsPagesAutoConfiguration}.
 */
class AssetsPagesAutoConfigurationTests {

	@TempDir
	private Path directory;

	private WebApplicationContextRunner runner() {
		return new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AssetsAutoConfiguration.class, AssetsPagesAutoConfiguration.class))
			.withPropertyValues("assets.directory=" + this.directory);
	}

	@Test
	void withoutSettingsPagesStayAsTheyAre() {
		runner().run((context) -> {
			Pages pages = context.getBean(AssetCollections.class).standard().snapshot().pages();
			assertThat(pages.policyField()).isNull();
			assertThat(pages.hasLinks() || pages.hasNonces() || pages.isFilling()).isFalse();
		});
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"',
			textBlock = """
					assets.csp.policy     | script-src {hashes} | '{hashes}' in '{hashes}' is not a placeholder | {script-hashes}
					assets.csp.policy     | script-src \u00e4   | it has the character U+00E4                   | one line of ASCII
					assets.page-data-path | config.json         | it is not a path inside the directory of the assets    | /config.json
					assets.page-data-id   | a b                 | it has a character other than visible ASCII characters | 'id' of a script
					""")
	void valueThatCannotBeUsedStopsTheStart(String property, String value, String reason, String action) {
		runner().withPropertyValues(property + "=" + value).run((context) -> {
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			assertThat(cause).isInstanceOfSatisfying(InvalidAssetsPropertyException.class, (ex) -> {
				assertThat(ex.getProperty()).isEqualTo(property);
				assertThat(ex.getValue()).isEqualTo(value);
				assertThat(ex.getReason()).isEqualTo(reason);
				assertThat(ex.getAction()).contains(action);
			});
		});
	}

	@Test
	void beanBelongsToTheCollectionThatItsQualifierNames() {
		runner().withPropertyValues("assets.page-data.from=default", "assets.page-data-path=/data.json",
				"assets.collections.admin.base-path=/admin", "assets.collections.admin.directory=" + this.directory,
				"assets.collections.admin.page-data.from=admin", "assets.collections.admin.page-data-path=/data.json",
				"assets.collections.docs.base-path=/docs", "assets.collections.docs.directory=" + this.directory,
				"assets.collections.docs.page-data-path=/data.json")
			.withUserConfiguration(PageDataBeans.class)
			.run((context) -> {
				assertThat(data(context, "default"))
					.isEqualTo("{\"from\":\"default\",\"other\":true,\"unqualified\":true}");
				assertThat(data(context, "admin")).isEqualTo("{\"from\":\"admin\",\"winner\":\"first\"}");
				assertThat(data(context, "docs")).isEqualTo("{}");
			});
	}

	/**
	 * Everyone can read the values of the default collection.
	 */
	@Test
	void qualifierThatNamesNoCollectionStopsTheStart() {
		expectWrongQualifier(runner()
			.withPropertyValues("assets.collections.admin.base-path=/admin",
					"assets.collections.admin.directory=" + this.directory)
			.withUserConfiguration(WrongQualifier.class), "admn", "default, admin");
		expectWrongQualifier(runner().withUserConfiguration(WrongQualifier.class), "admn", "default");
	}

	@Test
	void qualifierOfABeanOfTheParentContextCounts() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(PageDataBeans.class)) {
			expectWrongQualifier(runner().withParent(parent), "admin", "default");
		}
	}

	private static void expectWrongQualifier(WebApplicationContextRunner runner, String qualifier, String collections) {
		runner.run((context) -> {
			Throwable cause = NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure());
			assertThat(cause).isInstanceOfSatisfying(InvalidAssetsPropertyException.class, (ex) -> {
				assertThat(ex.getValue()).isEqualTo(collections);
				assertThat(ex.getReason()).contains("of the type PageData has the qualifier '" + qualifier + "'");
			});
		});
	}

	/**
	 * Such beans may not be created while another thread creates a bean.
	 */
	@Test
	void beansAreAskedByTheThreadThatStartsTheApplication() {
		List<Thread> threads = new CopyOnWriteArrayList<>();
		runner()
			.withPropertyValues("assets.collections.admin.base-path=/admin",
					"assets.collections.admin.directory=" + this.directory)
			.withBean("admin", PageData.class, () -> {
				threads.add(Thread.currentThread());
				return () -> {
					threads.add(Thread.currentThread());
					return Map.of();
				};
			})
			.run((context) -> assertThat(threads).hasSize(2).containsOnly(Thread.currentThread()));
	}

	private static String data(ApplicationContext context, String collection) throws IOException {
		Asset asset = context.getBean(AssetCollections.class)
			.get(collection)
			.snapshot()
			.router()
			.assets()
			.get("/data.json");
		assertThat(asset).isNotNull();
		return new String(asset.current().source().readAll(), StandardCharsets.UTF_8);
	}

	@Configuration(proxyBeanMethods = false)
	static class WrongQualifier {

		@Bean
		@Qualifier("admn")
		PageData admn() {
			return () -> Map.of("secret", true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PageDataBeans {

		@Bean
		PageData unqualified() {
			return () -> Map.of("unqualified", true);
		}

		@Bean
		@Qualifier("default")
		PageData withAnotherQualifier() {
			return () -> Map.of("other", true);
		}

		@Bean
		@Qualifier("admin")
		@Order(2)
		PageData second() {
			return () -> Map.of("winner", "second");
		}

		@Bean
		@Qualifier("admin")
		@Order(1)
		PageData first() {
			return () -> Map.of("winner", "first");
		}

	}

}
