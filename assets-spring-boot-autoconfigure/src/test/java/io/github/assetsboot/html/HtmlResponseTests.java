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

package io.github.assetsboot.html;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.Zstd;
import com.sun.management.ThreadMXBean;
import io.github.assetsboot.Assets;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link HtmlRewriter}: the response around a page.
 *
 * @author the Assets for Spring Boot authors
 */
class HtmlResponseTests {

	private static final byte[] PAGE = "<p>x</p>".getBytes(StandardCharsets.UTF_8);

	private final HtmlRewriter rewriter = HtmlRewriter.create().on("p", (p) -> p.append("\u20ac"));

	private static ResponseEntity<Resource> response(int status, byte[] body, String... fields) {
		HttpHeaders headers = new HttpHeaders();
		for (int i = 0; i < fields.length; i += 2) {
			headers.add(fields[i], fields[i + 1]);
		}
		return ResponseEntity.status(status).headers(headers).body(new ByteArrayResource(body));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			200 | text/html
			200 | TEXT/HTML; charset=utf-8
			200 | text/html;foo=bar
			404 | text/html
			500 | text/html
			""")
	void pageIsRewritten(int status, String contentType) throws IOException {
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(response(status, PAGE, "Content-Type", contentType));
		assertThat(rewritten.getStatusCode().value()).isEqualTo(status);
		assertThat(rewritten.getHeaders().getFirst("Content-Type")).isEqualTo(contentType);
		assertThat(rewritten.getHeaders().getContentLength()).isEqualTo(11);
		assertThat(rewritten.getBody().contentLength()).isEqualTo(11);
		assertThat(rewritten.getBody().getContentAsString(StandardCharsets.UTF_8)).isEqualTo("<p>x\u20ac</p>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			200 | text/plain
			200 | application/xhtml+xml
			200 | text/html-template
			200 | image/svg+xml
			200 | not a type
			206 | text/html
			""")
	void whatIsNotAWholePageIsLeftAlone(int status, String contentType) {
		ResponseEntity<Resource> response = response(status, PAGE, "Content-Type", contentType);
		assertThat(this.rewriter.transform(response)).isSameAs(response);
	}

	@Test
	void responseWithoutTypeOrBodyIsLeftAlone() {
		ResponseEntity<Resource> untyped = response(200, PAGE);
		assertThat(this.rewriter.transform(untyped)).isSameAs(untyped);
		ResponseEntity<Resource> empty = response(200, new byte[0], "Content-Type", "text/html");
		assertThat(this.rewriter.transform(empty)).isSameAs(empty);
		ResponseEntity<Resource> none = ResponseEntity.status(304).header("Content-Type", "text/html").build();
		assertThat(this.rewriter.transform(none)).isSameAs(none);
	}

	@Test
	void fieldsThatTellOfTheBodyAreTrueAgain() {
		ResponseEntity<Resource> response = response(200, PAGE, "Content-Type", "text/html", "ETag", "\"x\"",
				"Last-Modified", "x", "Accept-Ranges", "bytes", "Content-Length", "8", "Repr-Digest", "x", "Link", "a",
				"Link", "b");
		ResponseEntity<Resource> rewritten = this.rewriter.transform(response);
		assertThat(rewritten.getHeaders().headerNames()).containsExactlyInAnyOrder("Content-Type", "ETag",
				"Content-Length", "Link");
		assertThat(rewritten.getHeaders().get("Link")).containsExactly("a", "b");
		assertThat(rewritten.getHeaders().getETag()).matches("W/\"[0-9a-f]{32}\"")
			.isEqualTo(this.rewriter.transform(response).getHeaders().getETag());
		assertThat(response.getHeaders().getETag()).isEqualTo("\"x\"");
		ResponseEntity<Resource> other = this.rewriter.on("p", (p) -> p.append("!")).transform(response);
		assertThat(other.getHeaders().getETag()).isNotEqualTo(rewritten.getHeaders().getETag());
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "text/html; charset=utf-16le" })
	void tagsAreEqualIfThePageAndTheChangesAre(String contentType) throws IOException {
		String source = "<!doctype html><title>a</title><p id=a class=b>one<p title=a>two<!--a--><p>one</p>a<b";
		byte[] page = source.getBytes(contentType.endsWith("le") ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
		ResponseEntity<Resource> response = response(200, page, "Content-Type", contentType, "ETag", "\"x\"");
		Map<String, String> tags = new HashMap<>();
		Map<String, String> results = new HashMap<>();
		for (int seed = 0; seed < 2000; seed++) {
			ResponseEntity<Resource> first = withRandomChanges(seed % 1000).transform(response);
			String result = first.getBody().getContentAsString(StandardCharsets.UTF_8);
			String tag = first.getHeaders().getETag();
			assertThat(results.merge(tag, result, (one, other) -> one)).as("result of " + tag).isEqualTo(result);
			String expected = tags.merge("" + seed % 1000, tag, (one, other) -> one);
			assertThat(tag).as("seed " + seed).isEqualTo(expected);
		}
		assertThat(results).hasSizeGreaterThan(60);
	}

	private static HtmlRewriter withRandomChanges(long seed) {
		Random random = new Random(seed * 0x9E3779B97F4A7C15L);
		int chosen = random.nextInt(4);
		HtmlContent content = HtmlContent.html("a".repeat(random.nextInt(3)));
		int change = random.nextInt(6);
		int[] seen = { 0 };
		return HtmlRewriter.create().on("p", (p) -> {
			if (seen[0]++ == chosen) {
				switch (change) {
					case 0 -> p.before(content);
					case 1 -> p.setInnerContent(content);
					case 2 -> p.replace(content);
					case 3 -> p.setAttribute("class", "a" + random.nextInt(3));
					case 4 -> p.removeAttribute("class");
					default -> p.removeAndKeepContent();
				}
			}
		}).onComment((comment) -> comment.setText("c" + chosen)).onText("title", (text) -> text.after(content));
	}

	@Test
	void preconditionsAreThoseOfTheRewrittenPage() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		for (String name : List.of("If-Match", "If-None-Match", "If-Modified-Since", "Accept")) {
			request.addHeader(name, "x");
		}
		Assets assets = mock(Assets.class);
		given(assets.fetch(any(HttpServletRequest.class))).willAnswer((call) -> {
			HttpServletRequest fetched = call.getArgument(0);
			assertThat(fetched.getHeader("if-match")).isNull();
			assertThat(fetched.getHeader("IF-NONE-MATCH")).isNull();
			assertThat(fetched.getHeaders("If-Match").hasMoreElements()).isFalse();
			assertThat(fetched.getHeader("Accept")).isEqualTo("x");
			assertThat(Collections.list(fetched.getHeaders("Accept"))).containsExactly("x");
			assertThat(Collections.list(fetched.getHeaderNames())).containsExactly("If-Modified-Since", "Accept");
			return response(200, PAGE, "Content-Type", "text/html");
		});
		assertThat(this.rewriter.transform(assets, request).getHeaders().getContentLength()).isEqualTo(11);
	}

	private String tag(HtmlRewriter rewriter, String page) {
		return rewriter
			.transform(
					response(200, page.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/html", "ETag", "\"x\""))
			.getHeaders()
			.getETag();
	}

	@Test
	void tagTellsWhereAChangeIs() {
		HtmlRewriter rewriter = HtmlRewriter.create();
		assertThat(List.of(rewriter.on("p", (p) -> p.before("x")), rewriter.on("p", (p) -> p.prepend("x")),
				rewriter.on("p", (p) -> p.append("x")), rewriter.on("p", (p) -> p.after("x")),
				rewriter.on("p", HtmlElement::remove), rewriter.on("b", HtmlElement::remove),
				rewriter.on("p, b", HtmlElement::remove), rewriter.on("b", HtmlElement::removeAndKeepContent)))
			.extracting((changing) -> tag(changing, "1<p>2</p><b>3</b>"))
			.doesNotHaveDuplicates();
	}

	@Test
	void tagTellsInsertedBytesFromThePositionsOfChanges() {
		String page = "<b>12</b>x<b>12</b>y";
		HtmlRewriter removing = HtmlRewriter.create().on("b", HtmlElement::remove);
		HtmlRewriter inserting = HtmlRewriter.create()
			.on("b:first-child", (b) -> b.before(HtmlContent.html("\0\0\0\n\0\0\0\u0012")));
		assertThat(tag(removing, page)).isNotEqualTo(tag(inserting, page));
	}

	@Test
	void handlerThatChangesNothingDoesNotChangeTheTag() {
		String page = "<i>1</i><i>2</i><p>3</p><i>4</i>";
		assertThat(tag(this.rewriter.on("i", HtmlElement::tagName), page)).isEqualTo(tag(this.rewriter, page));
	}

	@Test
	void resultMayBeMuchLongerThanThePage() throws IOException {
		ResponseEntity<Resource> rewritten = HtmlRewriter.create()
			.on("p", (p) -> p.append("y".repeat(1_000_000)))
			.transform(response(200, PAGE, "Content-Type", "text/html"));
		assertThat(rewritten.getBody().getContentAsString(StandardCharsets.UTF_8))
			.isEqualTo("<p>x" + "y".repeat(1_000_000) + "</p>");
	}

	@Test
	void malformedBytesAreReplacedInATextThatAHandlerSees() throws IOException {
		byte[] page = "<p>\u00ffx\u00ff</p><b>\u00ff</b>".getBytes(StandardCharsets.ISO_8859_1);
		ResponseEntity<Resource> rewritten = HtmlRewriter.create()
			.onText("p", HtmlText::text)
			.transform(response(200, page, "Content-Type", "text/html"));
		assertThat(rewritten.getBody().getContentAsString(StandardCharsets.ISO_8859_1))
			.isEqualTo("<p>\u00ef\u00bf\u00bdx\u00ef\u00bf\u00bd</p><b>\u00ff</b>");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/html; charset=utf-16le | 3c0070003e0000
			text/html; charset=utf-16le | 3c0070003e0000d83c00
			text/html                   | feff003c0070003edc00
			""")
	void malformedUtf16IsRefused(String contentType, String hex) {
		byte[] page = HexFormat.of().parseHex(hex);
		for (int buffer : new int[] { 0, 1000 }) {
			ResponseEntity<Resource> response = response(200, page, "Content-Type", contentType);
			assertThatIllegalStateException()
				.isThrownBy(() -> this.rewriter.withBuffer(DataSize.ofBytes(buffer))
					.transform(response)
					.getBody()
					.getContentAsByteArray())
				.withMessage("The page is not valid UTF-16");
		}
	}

	@Test
	void streamedPageIsReadByteByByte() throws IOException {
		InputStream slow = new FilterInputStream(
				new ByteArrayInputStream("<meta charset=koi8-r><p>\u0434</p>".getBytes(Charset.forName("KOI8-R")))) {

			@Override
			public int read(byte[] bytes, int offset, int length) throws IOException {
				return super.read(bytes, offset, Math.min(length, 1));
			}

		};
		ResponseEntity<Resource> rewritten = this.rewriter.withBuffer(DataSize.ofBytes(0))
			.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(new InputStreamResource(slow)));
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		try (InputStream stream = rewritten.getBody().getInputStream()) {
			for (int value = stream.read(); value != -1; value = stream.read()) {
				result.write(value);
			}
			assertThat(stream.read(new byte[1], 0, 0)).isZero();
		}
		assertThat(result.toString(Charset.forName("KOI8-R"))).isEqualTo("<meta charset=koi8-r><p>\u0434&#8364;</p>");
	}

	@Test
	void pageWithoutAStrongTagHasATagOfItsBytes() {
		String tag = "";
		for (String page : List.of("<p>x</p>", "<p>y</p>", "<p>x</p>")) {
			ResponseEntity<Resource> rewritten = this.rewriter
				.transform(response(200, page.getBytes(StandardCharsets.UTF_8), "Content-Type", "text/html", "ETag",
						"W/\"" + tag.length() + "\""));
			assertThat(rewritten.getHeaders().getETag()).matches("W/\"[0-9a-f]{32}\"");
			assertThat(tag).doesNotContain(page.contains("y") ? rewritten.getHeaders().getETag() : "none");
			tag += rewritten.getHeaders().getETag();
		}
		assertThat(tag.substring(0, 36)).isEqualTo(tag.substring(72));
	}

	@Test
	void pageWithAnotherStrongTagHasAnotherTag() {
		assertThat(List.of("\"x\"", "\"y\"", "W/\"x\""))
			.extracting((tag) -> this.rewriter.transform(response(200, PAGE, "Content-Type", "text/html", "ETag", tag))
				.getHeaders()
				.getETag())
			.doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "GZIP", "br", "zstd", "identity", "" })
	void contentCodingIsUndone(String coding) throws IOException {
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(response(200, encode(coding, PAGE), "Content-Type", "text/html", "Content-Encoding", coding));
		assertThat(rewritten.getHeaders().containsHeader("Content-Encoding")).isFalse();
		assertThat(rewritten.getBody().getContentAsString(StandardCharsets.UTF_8)).isEqualTo("<p>x\u20ac</p>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "compress", "gzip, br", "x" })
	void pageUnderAnUnknownContentCodingIsLeftAlone(String coding) {
		ResponseEntity<Resource> response = response(200, PAGE, "Content-Type", "text/html", "Content-Encoding",
				coding);
		assertThat(this.rewriter.transform(response)).isSameAs(response);
	}

	private static byte[] encode(String coding, byte[] bytes) throws IOException {
		Brotli4jLoader.ensureAvailability();
		ByteArrayOutputStream result = new ByteArrayOutputStream();
		switch (coding.toLowerCase()) {
			case "gzip" -> {
				try (OutputStream stream = new GZIPOutputStream(result)) {
					stream.write(bytes);
				}
			}
			case "br" -> {
				try (OutputStream stream = new BrotliOutputStream(result)) {
					stream.write(bytes);
				}
			}
			case "zstd" -> result.writeBytes(Zstd.compress(bytes));
			default -> result.writeBytes(bytes);
		}
		return result.toByteArray();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					text/html                        | UTF-8        | <p>é                              | <p>é€
					text/html; charset=windows-1252  | windows-1252 | <p>é                              | <p>é€
					text/html; charset="ISO-8859-1"  | windows-1252 | <p>é                              | <p>é€
					text/html; charset=koi8-r        | KOI8-R       | <p>я                              | <p>я&#8364;
					text/html; charset=utf-16le      | UTF-16LE     | <p>é                              | <p>é€
					text/html; charset=no-such       | UTF-8        | <p>é                              | <p>é€
					text/html                        | windows-1252 | <meta charset=windows-1252><p>é   | <meta charset=windows-1252><p>é€
					text/html                        | ISO-8859-2   | <META http-equiv=content-type content='text/html; charset=iso-8859-2'><p>ő | <META http-equiv=content-type content='text/html; charset=iso-8859-2'><p>ő&#8364;
					text/html                        | UTF-8        | <meta charset=utf-16><p>é         | <meta charset=utf-16><p>é€
					text/html; charset=utf-8         | UTF-8        | <meta charset=windows-1252><p>é   | <meta charset=windows-1252><p>é€
					""")
	void pageKeepsItsEncoding(String contentType, String charset, String page, String expected) throws IOException {
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(response(200, page.getBytes(Charset.forName(charset)), "Content-Type", contentType));
		assertThat(rewritten.getBody().getContentAsByteArray()).isEqualTo(expected.getBytes(Charset.forName(charset)));
	}

	@Test
	void attributesAreDecodedFromThatEncoding() {
		byte[] page = "<p title='\u00e9'>".getBytes(Charset.forName("windows-1252"));
		StringBuilder seen = new StringBuilder();
		HtmlRewriter.create()
			.on("[title=\u00e9]", (p) -> seen.append(p.getAttribute("title")))
			.transform(response(200, page, "Content-Type", "text/html; charset=windows-1252"));
		assertThat(seen).hasToString("\u00e9");
	}

	@ParameterizedTest
	@ValueSource(ints = { 7, 0 })
	void pageThatIsLargerThanTheBufferIsStreamed(int buffer) throws IOException {
		ResponseEntity<Resource> response = response(200, PAGE, "Content-Type", "text/html", "ETag", "\"x\"",
				"Last-Modified", "x", "Content-Length", "8", "Link", "a");
		ResponseEntity<Resource> rewritten = this.rewriter.withBuffer(DataSize.ofBytes(buffer)).transform(response);
		assertThat(rewritten.getHeaders().headerNames()).containsExactlyInAnyOrder("Content-Type", "Link");
		Resource body = rewritten.getBody();
		assertThat(body.contentLength()).isEqualTo(-1);
		assertThat(body.isOpen()).isFalse();
		for (int i = 0; i < 2; i++) {
			assertThat(body.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("<p>x\u20ac</p>");
		}
	}

	@Test
	void pageThatJustFitsIntoTheBufferIsNotStreamed() {
		ResponseEntity<Resource> response = response(200, PAGE, "Content-Type", "text/html");
		ResponseEntity<Resource> rewritten = this.rewriter.withBuffer(DataSize.ofBytes(PAGE.length))
			.transform(response);
		assertThat(rewritten.getHeaders().getContentLength()).isEqualTo(11);
	}

	@ParameterizedTest
	@ValueSource(strings = { "gzip", "br", "zstd" })
	void contentCodingOfALargePageIsUndoneWhileItIsStreamed(String coding) throws IOException {
		byte[] page = "<p>x</p>".repeat(100_000).getBytes(StandardCharsets.UTF_8);
		Source source = new Source(encode(coding, page), false, -1);
		ResponseEntity<Resource> rewritten = this.rewriter.transform(ResponseEntity.ok()
			.header("Content-Type", "text/html")
			.header("Content-Encoding", coding)
			.body(source));
		assertThat(source.closed).hasValue(source.opened);
		assertThat(rewritten.getHeaders().headerNames()).containsExactly("Content-Type");
		assertThat(rewritten.getBody().getContentAsString(StandardCharsets.UTF_8))
			.isEqualTo("<p>x\u20ac</p>".repeat(100_000));
		assertThat(source.closed).hasValue(source.opened).hasValue(2);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			100     | 100    | 1
			100     | 0      | 1
			100     | 1000   | 1
			100     | -1     | 1
			100000  | -1     | 1
			262144  | -1     | 1
			262144  | 10     | 1
			""")
	void pageThatFitsIntoTheBufferIsReadOnceWhateverLengthIsTold(int size, int told, int opened) throws IOException {
		Source source = new Source(page(size), false, told);
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(source));
		assertThat(rewritten.getHeaders().getContentLength()).isEqualTo(size + 3);
		assertThat(rewritten.getBody().getContentAsString(StandardCharsets.UTF_8)).hasSize(size + 1).startsWith("<p>");
		assertThat(source.opened).isEqualTo(opened);
		assertThat(source.closed).hasValue(opened);
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 0, 262_142, 262_143, 262_144 })
	void largePageIsWholeWhateverLengthIsTold(int told) throws IOException {
		Source source = new Source(page(300_000), false, told);
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(source));
		assertThat(rewritten.getBody().getContentAsByteArray()).hasSize(300_003);
		assertThat(source.closed).hasValue(source.opened);
	}

	@Test
	void streamIsClosedIfItsContentCodingIsWrong() {
		Source source = new Source(PAGE, false, PAGE.length);
		ResponseEntity<Resource> response = ResponseEntity.ok()
			.header("Content-Type", "text/html")
			.header("Content-Encoding", "gzip")
			.body(source);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.rewriter.transform(response));
		assertThat(source.closed).hasValue(1);
	}

	@Test
	void largePageOfKnownLengthIsNotReadBeforeItsResult() throws IOException {
		Source source = new Source(page(300_000), false, 300_000);
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(source));
		assertThat(source.opened).isZero();
		try (InputStream stream = rewritten.getBody().getInputStream()) {
			assertThat(stream.readNBytes(10)).hasSize(10);
			assertThat(source.read).hasValueLessThanOrEqualTo(16 * 1024);
			assertThat(source.closed).hasValue(0);
		}
		assertThat(source.closed).hasValue(1);
	}

	@Test
	void openStreamIsContinuedOnce() throws IOException {
		Source source = new Source(page(300_000), true, -1);
		Resource body = this.rewriter.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(source))
			.getBody();
		assertThat(body.isOpen()).isTrue();
		assertThat(source.closed).hasValue(0);
		assertThat(body.getContentAsByteArray()).hasSize(300_003);
		assertThat(source.opened).isEqualTo(1);
		assertThat(source.closed).hasValue(1);
		assertThatIllegalStateException().isThrownBy(body::getInputStream);
	}

	@Test
	void openStreamThatFitsIntoTheBufferIsRead() throws IOException {
		Resource body = new InputStreamResource(new ByteArrayInputStream(PAGE));
		ResponseEntity<Resource> rewritten = this.rewriter
			.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(body));
		assertThat(rewritten.getHeaders().getContentLength()).isEqualTo(11);
		assertThat(rewritten.getBody().isOpen()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "UTF-16LE, 3", "UTF-16BE, 1000000", "UTF-8, 3", "windows-1252, 3", "windows-31j, 3" })
	void streamedPageKeepsItsEncoding(String charset, int buffer) throws IOException {
		Charset encoding = Charset.forName(charset);
		String text = "<p>caf\u00c9 <!-- \u20ac -->".replaceAll("[\u00c9\u20ac]",
				charset.equals("windows-31j") ? "\u8868" : "$0");
		byte[] page = text.repeat(5000).getBytes(encoding);
		ResponseEntity<Resource> rewritten = HtmlRewriter.create()
			.withBuffer(DataSize.ofBytes(buffer))
			.onComment((comment) -> comment.setText(comment.text() + "!"))
			.transform(response(200, page, "Content-Type", "text/html; charset=" + charset));
		assertThat(new String(rewritten.getBody().getContentAsByteArray(), encoding))
			.isEqualTo(text.replace(" -->", " !-->").repeat(5000));
	}

	@Test
	void failureOfAHandlerInTheMiddleIsNotAnEnd() throws IOException {
		byte[] page = (" ".repeat(300_000) + "<p>x</p>").getBytes(StandardCharsets.UTF_8);
		HtmlRewriter failing = HtmlRewriter.create().on("p", (p) -> {
			throw new IllegalArgumentException("no");
		});
		Source source = new Source(page, false, page.length);
		Resource body = failing.transform(ResponseEntity.ok().header("Content-Type", "text/html").body(source))
			.getBody();
		try (InputStream stream = body.getInputStream()) {
			assertThatIllegalArgumentException().isThrownBy(() -> stream.transferTo(OutputStream.nullOutputStream()));
			assertThatIllegalStateException().isThrownBy(stream::read);
		}
		assertThat(source.closed).hasValue(1);
	}

	@Test
	void failureOfAHandlerLeavesNothingOfABufferedPage() {
		HtmlRewriter failing = HtmlRewriter.create().on("p", (p) -> {
			throw new IllegalArgumentException("no");
		});
		assertThatIllegalArgumentException()
			.isThrownBy(() -> failing.transform(response(200, PAGE, "Content-Type", "text/html")));
	}

	@Test
	void encodingThatIsNotSupportedIsRefused() {
		assertThatIllegalStateException().isThrownBy(
				() -> this.rewriter.transform(response(200, PAGE, "Content-Type", "text/html; charset=iso-2022-jp")))
			.withMessageContaining("'iso-2022-jp'");
	}

	@Test
	void pageIsRewrittenWithLittleMemory() {
		byte[] page = ("<p>" + "<i>some text as long as it is in pages</i>\n".repeat(250) + "</p>")
			.getBytes(StandardCharsets.UTF_8);
		ResponseEntity<Resource> response = response(200, page, "Content-Type", "text/html; charset=utf-8");
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 2000; i++) {
			long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
			this.rewriter.transform(response);
			least = Math.min(least, threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before);
		}
		assertThat(least).isLessThanOrEqualTo(3L * page.length);
	}

	private static byte[] page(int size) {
		return ("<p>x</p>" + " ".repeat(size - 8)).getBytes(StandardCharsets.UTF_8);
	}

	@Test
	void streamIsClosedAndItsFailureIsPassedOn() {
		boolean[] closed = new boolean[1];
		Resource failing = new AbstractResource() {

			@Override
			public String getDescription() {
				return "failing";
			}

			@Override
			public long contentLength() {
				return 10;
			}

			@Override
			public InputStream getInputStream() {
				return new FilterInputStream(InputStream.nullInputStream()) {

					@Override
					public int read(byte[] bytes, int offset, int length) throws IOException {
						throw new IOException("no");
					}

					@Override
					public void close() {
						closed[0] = true;
					}

				};
			}

		};
		ResponseEntity<Resource> response = ResponseEntity.ok().header("Content-Type", "text/html").body(failing);
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.rewriter.transform(response));
		assertThat(closed[0]).isTrue();
	}

	/**
	 * A body whose streams are counted.
	 */
	private static final class Source extends AbstractResource {

		private final byte[] content;

		private final boolean open;

		private final long told;

		private final AtomicInteger closed = new AtomicInteger();

		private final AtomicInteger read = new AtomicInteger();

		private int opened;

		Source(byte[] content, boolean open, long told) {
			this.content = content;
			this.open = open;
			this.told = told;
		}

		@Override
		public String getDescription() {
			return "source";
		}

		@Override
		public boolean isOpen() {
			return this.open;
		}

		@Override
		public long contentLength() {
			assertThat(this.open).isFalse();
			return this.told;
		}

		@Override
		public InputStream getInputStream() {
			this.opened++;
			return new FilterInputStream(new ByteArrayInputStream(this.content)) {

				@Override
				public int read(byte[] bytes, int offset, int length) throws IOException {
					int count = super.read(bytes, offset, length);
					Source.this.read.addAndGet(Math.max(count, 0));
					return count;
				}

				@Override
				public void close() {
					Source.this.closed.incrementAndGet();
				}

			};
		}

	}

}
