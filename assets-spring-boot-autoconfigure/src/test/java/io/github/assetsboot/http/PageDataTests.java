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

package io.github.assetsboot.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import io.github.assetsboot.PageData;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.testing.Applications;
import io.github.assetsboot.testing.Client;
import io.github.assetsboot.testing.Request;
import io.github.assetsboot.testing.Response;
import io.github.assetsboot.testing.SecurityOnDemand;
import io.github.assetsboot.testing.SocketClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Values for the scripts of pages: in the pages, and in a file of their own.
 */
@ExtendWith(OutputCaptureExtension.class)
class PageDataTests {

	private static final String ELEMENT = "<script type=\"application/json\" id=\"page-data\">";

	private static final String PAGE = "<!doctype html><p>" + "text ".repeat(500) + "</p>" + ELEMENT
			+ "{\"of\": \"development\"}</script>";

	@TempDir
	private Path directory;

	private ConfigurableApplicationContext start(String... properties) {
		return start(Applications.Empty.class, properties);
	}

	private ConfigurableApplicationContext start(Class<?> application, String... properties) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("assets.directory", this.directory.toUri().toString());
		all.put(SecurityOnDemand.ACTUATOR_PROPERTY, "false");
		all.put("logging.level.io.github.assetsboot", "warn");
		for (String property : properties) {
			all.put(property.split("=", 2)[0], property.split("=", 2)[1]);
		}
		return Applications.start(application, all);
	}

	private static Response get(ConfigurableApplicationContext context, String target, String... fields)
			throws IOException {
		try (Client client = new SocketClient(Applications.port(context))) {
			Request request = Request.get(target);
			for (int i = 0; i < fields.length; i += 2) {
				request = request.with(fields[i], fields[i + 1]);
			}
			return client.send(request);
		}
	}

	private void write(String name, String content) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	@Test
	void pageHasTheValuesInThePlaceOfThoseOfTheFile() throws IOException {
		write("index.html", PAGE);
		write("other.html",
				"<p>page-data</p><script id=page-data>let a</script><script id=page type=application/json>");
		try (ConfigurableApplicationContext context = start("assets.page-data.api-url=https://a.example",
				"assets.page-data.features.checkout=true")) {
			assertThat(get(context, "/").body()).isEqualTo(PAGE.replace("{\"of\": \"development\"}",
					"{\"apiUrl\":\"https://a.example\",\"features\":{\"checkout\":true}}"));
			assertThat(get(context, "/other").body()).isEqualTo(Files.readString(this.directory.resolve("other.html")));
			assertThat(get(context, "/config.json").status()).isEqualTo(404);
		}
	}

	@Test
	void oneDirectoryServesTwoApplicationsWithTheirOwnValuesTagsAndCodings() throws Exception {
		write("index.html", PAGE);
		try (ConfigurableApplicationContext first = start("assets.page-data.name=first");
				ConfigurableApplicationContext second = start("assets.page-data.name=second")) {
			List<String> tags = new ArrayList<>();
			for (ConfigurableApplicationContext context : List.of(first, second)) {
				String name = (context == first) ? "first" : "second";
				String expected = PAGE.replace("{\"of\": \"development\"}", "{\"name\":\"" + name + "\"}");
				Response whole = get(context, "/");
				assertThat(whole.body()).isEqualTo(expected);
				assertThat(whole.header("content-length")).isEqualTo(String.valueOf(expected.length()));
				tags.add(whole.header("etag"));
				Response coded = awaitCoded(context);
				assertThat(new String(
						ContentCoding.GZIP.decode(new java.io.ByteArrayInputStream(coded.bytes())).readAllBytes(),
						StandardCharsets.UTF_8))
					.isEqualTo(expected);
				tags.add(coded.header("etag"));
				assertThat(get(context, "/", "If-None-Match", String.valueOf(whole.header("etag"))).status())
					.isEqualTo(304);
				assertThat(get(context, "/", "Range", "bytes=-9").body()).isEqualTo("</script>");
				Asset page = context.getBean(AssetCollections.class)
					.standard()
					.snapshot()
					.router()
					.assets()
					.get("/index.html");
				assertThat(page).isNotNull();
				assertThat(page.representation().blob().coded()).extracting("coding").doesNotHaveDuplicates();
			}
			assertThat(tags).doesNotHaveDuplicates();
		}
	}

	private static Response awaitCoded(ConfigurableApplicationContext context) throws Exception {
		for (int i = 0; i < 200; i++) {
			Response response = get(context, "/", "Accept-Encoding", "gzip");
			if (response.has("content-encoding")) {
				return response;
			}
			Thread.sleep(50);
		}
		throw new AssertionError("There is no coded page after 10 seconds");
	}

	@Test
	void codedSiblingOfTheFileIsNotUsed() throws IOException {
		write("index.html", PAGE);
		try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(this.directory.resolve("index.html.gz")))) {
			file.write(PAGE.getBytes(StandardCharsets.UTF_8));
		}
		try (ConfigurableApplicationContext context = start("assets.page-data.a=b")) {
			Response response = get(context, "/", "Accept-Encoding", "gzip");
			byte[] page = response.has("content-encoding") ? decode(response) : response.bytes();
			assertThat(new String(page, StandardCharsets.UTF_8)).endsWith(ELEMENT + "{\"a\":\"b\"}</script>");
		}
	}

	private static byte[] decode(Response response) throws IOException {
		return ContentCoding.GZIP.decode(new ByteArrayInputStream(response.bytes())).readAllBytes();
	}

	@Test
	void fileWithTheValues() throws IOException {
		write("index.html", "page");
		try (ConfigurableApplicationContext context = start("assets.page-data.text=</script>\u2028\u00e4",
				"assets.page-data-path=/config.json")) {
			Response response = get(context, "/config.json");
			assertThat(response.body()).isEqualTo("{\"text\":\"\\u003c/script\\u003e\\u2028\u00e4\"}");
			assertThat(response.header("content-type")).isEqualTo("application/json");
			assertThat(response.header("cache-control")).isEqualTo("public, max-age=0, must-revalidate");
			assertThat(response.has("etag")).isTrue();
		}
	}

	@Test
	void fileWithoutValuesIsAnEmptyObject() throws IOException {
		write("index.html", PAGE);
		try (ConfigurableApplicationContext context = start("assets.page-data-path=/config.json")) {
			assertThat(get(context, "/config.json").body()).isEqualTo("{}");
			assertThat(get(context, "/").body()).contains(ELEMENT + "{}</script>");
		}
	}

	@Test
	void fileOfTheDirectoryIsNotReplaced() throws IOException {
		write("config.json", "{}");
		assertThatException().isThrownBy(() -> start("assets.page-data-path=/config.json"))
			.havingRootCause()
			.withMessage(
					"Invalid value '/config.json' for property 'assets.page-data-path': the directory has a file at"
							+ " this path");
	}

	@Test
	void placeholderWithoutAValueStopsTheStart() throws IOException {
		write("index.html", PAGE);
		assertThatException().isThrownBy(() -> start("assets.page-data.api-url=${NO_SUCH_VARIABLE}"))
			.havingRootCause()
			.withMessageContaining("'assets.page-data.api-url'")
			.withMessageContaining("a placeholder in it has no value");
	}

	@Test
	void idIsASetting() throws IOException {
		write("index.html", "<script id=settings type='Application/JSON'></script>" + PAGE);
		try (ConfigurableApplicationContext context = start("assets.page-data.a=b", "assets.page-data-id=settings")) {
			assertThat(get(context, "/").body())
				.isEqualTo("<script id=settings type='Application/JSON'>{\"a\":\"b\"}</script>" + PAGE);
		}
	}

	@Test
	void pageInAnotherEncodingIsFilled() throws IOException {
		Files.writeString(this.directory.resolve("index.html"), "\uFEFF" + PAGE, StandardCharsets.UTF_16LE);
		try (ConfigurableApplicationContext context = start("assets.page-data.a=\u20ac")) {
			assertThat(new String(get(context, "/").bytes(), StandardCharsets.UTF_16LE))
				.contains(ELEMENT + "{\"a\":\"\u20ac\"}</script>");
		}
	}

	@Test
	void missingElementIsOneWarning(CapturedOutput output) throws IOException {
		write("index.html", "page");
		start("assets.page-data.a=b").close();
		assertThat(output).containsOnlyOnce("No page uses the values of 'assets.page-data'");
	}

	@Test
	void noWarningWithAnElementOrAFile(CapturedOutput output) throws IOException {
		write("index.html", "page");
		start("assets.page-data.a=b", "assets.page-data-path=/a.json").close();
		write("index.html", PAGE);
		start("assets.page-data.a=b").close();
		assertThat(output).doesNotContain("page-data'");
	}

	@Test
	void changeInPlaceIsFollowed() throws IOException {
		write("index.html", PAGE);
		try (ConfigurableApplicationContext context = start("assets.page-data.a=b")) {
			String tag = get(context, "/").header("etag");
			write("index.html", "<p>new</p>" + PAGE);
			Response response = get(context, "/");
			assertThat(response.body()).startsWith("<p>new</p>").endsWith(ELEMENT + "{\"a\":\"b\"}</script>");
			assertThat(response.header("etag")).isNotEqualTo(tag);
			write("index.html", "no element");
			assertThat(get(context, "/").body()).isEqualTo("no element");
		}
	}

	@Test
	void pageIsServedWithoutAnyMemory() throws IOException {
		write("index.html", PAGE + " ".repeat(100_000));
		try (ConfigurableApplicationContext context = start("assets.page-data.a=b", "assets.cache.memory=0",
				"assets.cache.disk=0")) {
			assertThat(get(context, "/").body()).contains(ELEMENT + "{\"a\":\"b\"}</script>");
		}
	}

	@Test
	void beansWinKeyByKey() throws IOException {
		write("index.html", PAGE);
		try (ConfigurableApplicationContext context = start(WithBeans.class, "assets.page-data.a=property",
				"assets.page-data.b=property", "assets.page-data.c=property")) {
			assertThat(get(context, "/").body())
				.contains("{\"a\":\"property\",\"b\":\"second\",\"c\":\"first\",\"list\":[1,2.5,null,{\"x\":true}]}");
			get(context, "/");
			assertThat(WithBeans.calls).hasValue(1);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class WithBeans {

		private static final AtomicInteger calls = new AtomicInteger();

		@Bean
		@Order(2)
		PageData second() {
			return () -> {
				calls.incrementAndGet();
				return Map.of("b", "second", "c", "second");
			};
		}

		@Bean
		@Order(1)
		PageData first() {
			List<Object> list = new ArrayList<>(List.of(1, 2.5));
			list.add(null);
			list.add(Map.of("x", true));
			Map<String, Object> values = new LinkedHashMap<>();
			values.put("c", "first");
			values.put("list", list);
			return () -> values;
		}

	}

}
