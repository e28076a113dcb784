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

import java.io.IOException;
import java.io.InputStream;
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
import org.springframework.util.Assert;

/**
 * Pages on their way through handlers that are added for the request, as in a controller:
 * {@code benchmarks/run.sh --part=html}. This class uses only methods that the rewriter
 * of version 4a49df8 has as well, so that it runs with the classes of both.
 *
 * @author the Assets for Spring Boot authors
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RewritingBenchmark {

	private static final String DATA = "{\"user\":\"Ada\",\"notes\":[{\"id\":1,\"title\":\"Water the ficus\"}]}";

	/**
	 * Tag soup: each piece is repeated, so that a rewriter which searches for an end
	 * again and again takes a time that is quadratic in the size.
	 */
	private static final String[] INGREDIENTS = { "<", "<b a=1 a=2 A b c d e=\"&amp;\" ", "'>", "<div><p><li>", "</",
			"&", "<a href=x><b><i></a>", "<!-", "-->", "<table><tr><td>", "</div></b>", "<script><!--<script>",
			"--></script></script>", "<!doctype", ">" };

	private final HtmlRewriter rewriter = HtmlRewriter.create();

	private final ResponseEntity<Resource> shell = page("shell");

	private final ResponseEntity<Resource> largePage = page("largePage");

	private final ResponseEntity<Resource> smallSoup = page("smallSoup");

	private final ResponseEntity<Resource> soup = page("soup");

	private final byte[] read = new byte[16 * 1024];

	private int count;

	private static ResponseEntity<Resource> page(String benchmark) {
		return ResponseEntity.ok()
			.header(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
			.eTag("\"page\"")
			.body(new ByteArrayResource(source(benchmark)));
	}

	/**
	 * Return the page of a benchmark.
	 * @param benchmark the name of the method
	 * @return the page
	 */
	static byte[] source(String benchmark) {
		String source = switch (benchmark) {
			case "smallSoup" -> soup(24_000);
			case "soup" -> soup(240_000);
			case "largePage" -> shell(10_000_000);
			default -> shell(10_000);
		};
		return source.getBytes(StandardCharsets.UTF_8);
	}

	private static String shell(int size) {
		StringBuilder page = new StringBuilder("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
				+ "<title>Shell</title>\n<script type=\"application/json\" id=\"data\"></script>\n");
		for (int i = 0; i < 8; i++) {
			page.append("<link rel=\"modulepreload\" crossorigin href=\"/assets/chunk-").append(i).append(".js\">\n");
			page.append("<script type=\"module\" src=\"/assets/entry-").append(i).append(".js\"></script>\n");
		}
		page.append("</head>\n<body>\n<div id=\"root\">\n");
		while (page.length() < size) {
			page.append("<div class=\"skeleton\"><span class=\"bar\">Loading &amp; waiting</span><p>Item</p></div>\n");
		}
		return page.append("</div>\n</body>\n</html>\n").toString();
	}

	private static String soup(int size) {
		StringBuilder page = new StringBuilder("<!doctype html><title>Soup</title>");
		for (String piece : INGREDIENTS) {
			page.append(piece.repeat(size / INGREDIENTS.length / piece.length()));
		}
		return page.toString();
	}

	/**
	 * A new rewriter for each page, which has seen no page before.
	 */
	@Benchmark
	public Object shell() {
		return rewrite(HtmlRewriter.create(), this.shell);
	}

	/**
	 * The rewriter of an application. Version 4a49df8 keeps the parsed page in it.
	 */
	@Benchmark
	public Object shellOfSharedRewriter() {
		return rewrite(this.rewriter, this.shell);
	}

	@Benchmark
	public Object smallSoup() {
		return rewrite(HtmlRewriter.create(), this.smallSoup);
	}

	@Benchmark
	public Object soup() {
		return rewrite(HtmlRewriter.create(), this.soup);
	}

	@Benchmark
	public long largePage() throws IOException {
		Resource body = rewrite(HtmlRewriter.create(), this.largePage).getBody();
		Assert.state(body != null, "There is no page");
		long size = 0;
		try (InputStream page = body.getInputStream()) {
			for (int length = page.read(this.read); length >= 0; length = page.read(this.read)) {
				size += length;
			}
		}
		return size;
	}

	private ResponseEntity<Resource> rewrite(HtmlRewriter with, ResponseEntity<Resource> page) {
		String nonce = "nonce-" + this.count++;
		return with.on("script", (script) -> script.setAttribute("nonce", nonce))
			.on("#data", (data) -> data.setInnerContent(HtmlContent.json(DATA)))
			.transform(page);
	}

}
