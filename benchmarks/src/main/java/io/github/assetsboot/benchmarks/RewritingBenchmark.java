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

package io.github.assetsboot.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.html.HtmlContent;
import io.github.assetsboot.html.HtmlRewriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A single-page shell of 10 KB on its way through two handlers, as in a request:
 * {@code benchmarks/run.sh --part=html}.
 *
 * @author the Assets for Spring Boot authors
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RewritingBenchmark {

	private static final int SIZE = 10_000;

	private static final String DATA = "{\"user\":\"Ada\",\"notes\":[{\"id\":1,\"title\":\"Water the ficus\"}]}";

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	private final ResponseEntity<Resource> shell = shell();

	private int count;

	private static ResponseEntity<Resource> shell() {
		StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
				+ "<title>Shell</title>\n<script type=\"application/json\" id=\"data\"></script>\n");
		for (int i = 0; i < 8; i++) {
			page.append("<link rel=\"modulepreload\" crossorigin href=\"/assets/chunk-").append(i).append(".js\">\n");
			page.append("<script type=\"module\" src=\"/assets/entry-").append(i).append(".js\"></script>\n");
		}
		page.append("</head>\n<body>\n<div id=\"root\">\n");
		while (page.length() < SIZE) {
			page.append("<div class=\"skeleton\"><span class=\"bar\">Loading &amp; waiting</span><p>Item</p></div>\n");
		}
		byte[] bytes = page.append("</div>\n</body>\n</html>\n").toString().getBytes(StandardCharsets.UTF_8);
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
			.eTag("\"shell\"")
			.body(new ByteArrayResource(bytes));
	}

	@Benchmark
	public Object known() {
		return rewrite(this.rewriter);
	}

	@Benchmark
	public Object unknown() {
		return rewrite(HtmlRewriter.create());
	}

	private Object rewrite(HtmlRewriter with) {
		String nonce = "nonce-" + this.count++;
		return with.on("script", (script) -> script.setAttribute("nonce", nonce))
			.on("#data", (data) -> data.setInnerContent(HtmlContent.json(DATA)))
			.transform(this.shell);
	}

}
