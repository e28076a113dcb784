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

package io.github.assetsboot.thymeleaf;

import java.util.Map;

import io.github.assetsboot.AssetUrls;
import io.github.assetsboot.ViteTags;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.thymeleaf.context.Context;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.spring6.SpringTemplateEngine;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Assets in templates of Spring's Thymeleaf.
 *
 * @author the Assets for Spring Boot authors
 */
class AssetsDialectTests {

	private final SpringTemplateEngine engine = new SpringTemplateEngine();

	@BeforeEach
	void addDialect() {
		this.engine.addDialect(new AssetsDialect(new FixedUrls()));
	}

	private String render(String template, Map<String, Object> model) {
		return this.engine.process(template, new Context(null, model));
	}

	@Test
	void elementBecomesTheElementsOfTheEntry() {
		assertThat(render("<head><vite:entry src=\"src/main.ts\"/></head>", Map.of()))
			.isEqualTo("<head><script>[src/main.ts] null</script></head>");
		assertThat(render("<head><vite:entry src=\"src/main.ts, src/print.css\">here</vite:entry></head>", Map.of()))
			.isEqualTo("<head><script>[src/main.ts, src/print.css] null</script></head>");
	}

	@Test
	void attributesMayBeExpressions() {
		assertThat(render(
				"<vite:entry src=\"src/main.ts\" th:src=\"|src/${page}.ts|\" th:nonce=\"${nonce}\" th:if=\"${page}\"/>",
				Map.of("page", "home", "nonce", "r4nd0m")))
			.isEqualTo("<script>[src/home.ts] r4nd0m</script>");
		assertThat(render("<vite:entry src=\"src/main.ts\" th:nonce=\"${nonce}\"/>", Map.of()))
			.isEqualTo("<script>[src/main.ts] null</script>");
	}

	@Test
	void elementMayBeRepeatedOrLeftOut() {
		assertThat(render("<vite:entry th:each=\"name : ${names}\" th:src=\"${name}\"/>",
				Map.of("names", new String[] { "a.ts", "b.ts" })))
			.isEqualTo("<script>[a.ts] null</script><script>[b.ts] null</script>");
		assertThat(render("<vite:entry th:if=\"${false}\" src=\"a.ts\"/>", Map.of())).isEmpty();
	}

	/**
	 * A value that a user has entered would be run otherwise.
	 */
	@Test
	void valueOfAnExpressionIsNotEvaluatedAgain() {
		assertThat(render("<vite:entry src=\"a.ts\" th:nonce=\"${nonce}\"/>", Map.of("nonce", "${1 + 1}")))
			.isEqualTo("<script>[a.ts] ${1 + 1}</script>");
	}

	@Test
	void elementWithoutAnEntryIsRejected() {
		assertThatExceptionOfType(TemplateProcessingException.class).isThrownBy(() -> render("<vite:entry/>", Map.of()))
			.withStackTraceContaining("The element 'vite:entry' has no attribute 'src'");
	}

	@Test
	void expressionsHaveTheUrls() {
		assertThat(render("""
				<link th:href="${#assets.url('/a.css')}" th:attr="integrity=${#assets.integrity('/a.css')}">
				<script type="importmap" th:utext="${#assets.importMap()}"></script>
				<th:block th:utext="${#assets.vite('src/main.ts').nonce('n')}"/>""", Map.of())).isEqualTo("""
				<link href="/ctx/a.css" integrity="sha384-/a.css">
				<script type="importmap">{"imports": {}}</script>
				<script>[src/main.ts] n</script>""");
	}

	@Test
	void dialectIsThereIfThymeleafAndTheAssetsAre() {
		WebApplicationContextRunner runner = new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(AssetsThymeleafAutoConfiguration.class));
		runner.withBean(AssetUrls.class, FixedUrls::new)
			.run((context) -> assertThat(context).hasSingleBean(AssetsDialect.class));
		runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("assetsThymeleafDialect"));
		runner.withBean(AssetUrls.class, FixedUrls::new)
			.withClassLoader(new FilteredClassLoader("org.thymeleaf"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("assetsThymeleafDialect"));
	}

	private static final class FixedUrls implements AssetUrls {

		@Override
		public String url(String path) {
			return "/ctx" + path;
		}

		@Override
		public String integrity(String path) {
			return "sha384-" + path;
		}

		@Override
		public String importMap() {
			return "{\"imports\": {}}";
		}

		@Override
		public ViteTags vite(String... entries) {
			return new FixedTags(String.join(", ", entries), null);
		}

	}

	private record FixedTags(String entries, @Nullable String shown) implements ViteTags {

		@Override
		public ViteTags nonce(@Nullable String nonce) {
			return new FixedTags(this.entries, nonce);
		}

		@Override
		public void preload(HttpServletResponse response) {
		}

		@Override
		public String styles() {
			return "";
		}

		@Override
		public String scripts() {
			return toString();
		}

		@Override
		public String toString() {
			return "<script>[" + this.entries + "] " + this.shown + "</script>";
		}

	}

}
