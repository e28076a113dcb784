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

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.github.luben.zstd.Zstd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

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
					text/html                        | ISO-8859-2   | <META content='text/html; charset=iso-8859-2'><p>ő | <META content='text/html; charset=iso-8859-2'><p>ő&#8364;
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

	@Test
	void pageThatIsTooLongIsAnError() throws IOException {
		byte[] page = "<p>x".getBytes(StandardCharsets.UTF_8);
		ResponseEntity<Resource> response = response(200, page, "Content-Type", "text/html");
		assertThat(this.rewriter.withMaxSize(4).transform(response)).isNotSameAs(response);
		assertThatIllegalStateException().isThrownBy(() -> this.rewriter.withMaxSize(3).transform(response))
			.withMessageContaining("longer than the 3 bytes");
		ResponseEntity<Resource> bomb = response(200, encode("gzip", new byte[1 << 24]), "Content-Type", "text/html",
				"Content-Encoding", "gzip");
		assertThatIllegalStateException().isThrownBy(() -> this.rewriter.transform(bomb));
		assertThatIllegalArgumentException().isThrownBy(() -> this.rewriter.withMaxSize(0));
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

	@Test
	void pagesAreToldFromOneAnotherByTheirBytesWhateverTheirTags() throws IOException {
		HtmlRewriter shared = HtmlRewriter.create();
		for (int i = 0; i < 200; i++) {
			byte[] page = ("<p>" + i % 50 + "</p>" + " ".repeat(40_000)).getBytes(StandardCharsets.UTF_8);
			ResponseEntity<Resource> response = response(200, page, "Content-Type", "text/html", "ETag", "\"same\"");
			String text = shared.on("p", (p) -> p.append("!"))
				.transform(response)
				.getBody()
				.getContentAsString(StandardCharsets.UTF_8);
			assertThat(text.trim()).isEqualTo("<p>" + i % 50 + "!</p>");
		}
	}

}
