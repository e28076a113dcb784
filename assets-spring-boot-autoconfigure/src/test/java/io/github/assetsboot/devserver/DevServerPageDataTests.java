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

package io.github.assetsboot.devserver;

import java.io.IOException;

import io.github.assetsboot.testing.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pages of a development server get the values that pages of the directory get.
 */
class DevServerPageDataTests {

	private static final String ELEMENT = "<script type=\"application/json\" id=\"page-data\"></script>";

	@RegisterExtension
	final DevServerApplication application = new DevServerApplication();

	private void page(String page) {
		this.application.devServer().on("/", (exchange) -> {
			exchange.getResponseHeaders().set("ETag", "W/\"dev\"");
			FakeDevServer.respond(exchange, 200, "text/html", page);
		});
	}

	@Test
	void pageHasTheValues() throws IOException {
		page("<p>\u00e4</p>" + ELEMENT);
		this.application.start("assets.page-data.api-url=https://a.example");
		Response response = this.application.get("/", DevServerApplication.NAVIGATE);
		assertThat(response.body())
			.isEqualTo("<p>\u00e4</p>" + ELEMENT.replace("></", ">{\"apiUrl\":\"https://a.example\"}</"));
		assertThat(response.header("etag")).startsWith("W/").isNotEqualTo("W/\"dev\"");
		Response again = this.application.get("/", "If-None-Match", String.valueOf(response.header("etag")));
		assertThat(again.status()).isEqualTo(304);
		assertThat(this.application.send("HEAD", "/", DevServerApplication.NAVIGATE).status()).isEqualTo(200);
		Response failure = this.application.get("/forwarding/after/a/failure");
		assertThat(failure.status()).isEqualTo(500);
		assertThat(failure.body()).isEqualTo(response.body());
	}

	@Test
	void otherResponsesStayTheSame() throws IOException {
		page("<p>no element</p>");
		this.application.devServer().file("/text", ELEMENT);
		this.application.start("assets.page-data.a=b");
		Response page = this.application.get("/", DevServerApplication.NAVIGATE);
		assertThat(page.body()).isEqualTo("<p>no element</p>");
		assertThat(page.header("etag")).isEqualTo("W/\"dev\"");
		assertThat(this.application.get("/text").body()).isEqualTo(ELEMENT);
	}

	@Test
	void emptyPageIsSent() throws IOException {
		page("");
		this.application.start("assets.page-data.a=b");
		Response page = this.application.get("/", DevServerApplication.NAVIGATE);
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.body()).isEmpty();
	}

	@Test
	void fileWithTheValuesIsNotAskedFor() throws IOException {
		this.application.start("assets.page-data.a=b", "assets.page-data-path=/config.json");
		Response response = this.application.get("/config.json", DevServerApplication.SCRIPT);
		assertThat(response.body()).isEqualTo("{\"a\":\"b\"}");
		assertThat(response.header("content-type")).isEqualTo("application/json");
		assertThat(this.application.devServer().received()).isEmpty();
		assertThat(this.application.get("/notes/2", DevServerApplication.NAVIGATE).body())
			.isEqualTo(FakeDevServer.PAGE);
	}

	@Test
	void pageHasNeitherPolicyNorLinks() throws IOException {
		page("<head><link rel=stylesheet href=a.css></head>" + ELEMENT);
		this.application.start("assets.page-data.a=b", "assets.csp.policy=script-src {nonce}",
				"assets.preload=headers");
		Response response = this.application.get("/", DevServerApplication.NAVIGATE);
		assertThat(response.body()).contains("{\"a\":\"b\"}").doesNotContain("nonce");
		assertThat(response.has("content-security-policy") || response.has("link")).isFalse();
	}

}
