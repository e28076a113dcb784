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

package io.github.assetsboot.delivery;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.delivery.DefaultAssets.RewrittenResource;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link RewrittenResource}.
 *
 * @author the Assets for Spring Boot authors
 */
class RewrittenResourceTests {

	private final RewrittenResource resource = rewritten(false);

	private final HttpHeaders headers = new HttpHeaders();

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private int closed;

	private static RewrittenResource rewritten(boolean head) {
		Asset asset = new StoredAssets().asset("/folder/page.html", "page", Map.of());
		return rewritten("new page", new AssetResource(asset, asset.representation(), null, head,
				new ResponseWriter(new BlobCache(0), List.of()), List.of(), List.of()));
	}

	private static RewrittenResource rewritten(String text, AssetResource original) {
		byte[] content = (text + "!").getBytes(StandardCharsets.UTF_8);
		return new RewrittenResource(content, content.length - 1, original);
	}

	private void write(int status) throws IOException {
		write(status, this.resource);
	}

	private void write(int status, RewrittenResource resource) throws IOException {
		resource.write(ResponseEntity.status(status).headers(this.headers).body(resource), this.request, this.response);
	}

	@Test
	void nameAndDescriptionAreThoseOfTheAsset() {
		assertThat(this.resource.getFilename()).isEqualTo("page.html");
		assertThat(this.resource.getDescription()).contains("rewritten asset [/folder/page.html]");
	}

	@Test
	void assetIsIdentifiedByItsHashAlsoIfARuleSetsItsTag() {
		Asset asset = new StoredAssets().asset("/page.html", "page", Map.of());
		AssetResource body = new AssetResource(asset, asset.representation(), "\"rule\"", false,
				new ResponseWriter(new BlobCache(0), List.of()), List.of(), List.of());
		assertThat(DefaultAssets.identity(ResponseEntity.ok().eTag("\"rule\"").body(body), new byte[0], 0))
			.isEqualTo(asset.representation().entityTag());
	}

	@Test
	void otherPageIsIdentifiedByItsStrongTagOrItsBytes() {
		byte[] page = "page!".getBytes(StandardCharsets.UTF_8);
		Resource body = new ByteArrayResource(page);
		assertThat(DefaultAssets.identity(ResponseEntity.ok().eTag("\"x\"").body(body), page, 4)).isEqualTo("\"x\"");
		String ofBytes = DefaultAssets.identity(ResponseEntity.ok().eTag("W/\"x\"").body(body), page, 4);
		assertThat(ofBytes).hasSize(64)
			.isEqualTo(DefaultAssets.identity(ResponseEntity.ok().body(body), page, 4))
			.isNotEqualTo(DefaultAssets.identity(ResponseEntity.ok().body(body), page, 5));
		assertThat(DefaultAssets.identity(ResponseEntity.ok().eTag("\"x\"").body(this.resource), page, 4))
			.isEqualTo(ofBytes);
	}

	@Test
	void everyOneIsAnother() {
		RewrittenResource same = rewritten(false);
		assertThat(this.resource).isNotEqualTo(same).isEqualTo(this.resource);
		assertThat(this.resource.hashCode()).isEqualTo(System.identityHashCode(this.resource));
	}

	@Test
	void contentIsWrittenWhole() throws IOException {
		this.request.addHeader("Range", "bytes=0-1");
		this.headers.set("Content-Type", "text/html");
		this.headers.set("X-A", "1");
		write(200);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsString()).isEqualTo("new page");
		assertThat(this.response.getContentType()).isEqualTo("text/html");
		assertThat(this.response.getHeader("X-A")).isEqualTo("1");
		assertThat(this.response.isCommitted()).isFalse();
	}

	@Test
	void pageWithACookieIsPrivate() throws IOException {
		this.response.addHeader("Set-Cookie", "a=b");
		this.headers.set("Cache-Control", "public, max-age=60");
		write(200);
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("private, max-age=60");
	}

	@Test
	void fieldOfARuleIsNotReplacedBySpringSecurity() throws Exception {
		Asset asset = new StoredAssets().asset("/page.html", "page", Map.of());
		RewrittenResource ruled = rewritten("new page",
				new AssetResource(asset, asset.representation(), null, false,
						new ResponseWriter(new BlobCache(0), List.of()),
						List.of(new HeaderRule("/*", List.of(), Map.of("X-Frame-Options", "SAMEORIGIN"))), List.of()));
		this.headers.set("X-Frame-Options", "SAMEORIGIN");
		ResponseEntity<?> entity = ResponseEntity.ok().headers(this.headers).body(ruled);
		new HeaderWriterFilter(List.of(new XFrameOptionsHeaderWriter())).doFilter(this.request, this.response, (request,
				response) -> ruled.write(entity, (HttpServletRequest) request, (HttpServletResponse) response));
		assertThat(this.response.getHeader("X-Frame-Options")).isEqualTo("SAMEORIGIN");
	}

	@Test
	void headHasNoContent() throws IOException {
		this.request.setMethod("HEAD");
		write(200);
		assertThat(this.response.getContentAsByteArray()).isEmpty();
	}

	@Test
	void whatWasFetchedByHeadHasNoContent() throws IOException {
		write(200, rewritten(true));
		assertThat(this.response.getContentAsByteArray()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '\'', value = { "W/\"x\"", "\"x\"" })
	void contentThatTheClientHasIsNotSent(String tag) throws IOException {
		this.request.addHeader("If-None-Match", "\"x\"");
		this.headers.set("ETag", tag);
		this.headers.set("content-type", "text/html");
		this.headers.set("Content-Language", "en");
		this.headers.set("content-location", "/page");
		this.headers.set("content-security-policy", "default-src 'self'");
		this.headers.set("X-A", "1");
		write(200);
		assertThat(this.response.getStatus()).isEqualTo(304);
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.isCommitted()).isTrue();
		assertThat(this.response.getHeaderNames()).containsExactlyInAnyOrder("ETag", "content-location",
				"content-security-policy", "X-A");
	}

	@Test
	void preconditionThatFailsIsAnswered() throws IOException {
		this.request.addHeader("If-Match", "\"y\"");
		this.headers.set("ETag", "\"x\"");
		write(200);
		assertThat(this.response.getStatus()).isEqualTo(412);
		assertThat(this.response.getContentAsByteArray()).isEmpty();
	}

	@Test
	void preconditionIsNotRegardedWithoutATag() throws IOException {
		this.request.addHeader("If-None-Match", "*");
		write(200);
		assertThat(this.response.getStatus()).isEqualTo(200);
	}

	@Test
	void preconditionIsNotRegardedWhereTheAnswerIsNot200() throws IOException {
		this.request.addHeader("If-None-Match", "*");
		this.headers.set("ETag", "\"x\"");
		write(404);
		assertThat(this.response.getStatus()).isEqualTo(404);
		assertThat(this.response.getContentAsString()).isEqualTo("new page");
	}

	@Test
	void anyResourceCanBeRewritten() throws IOException {
		RewrittenResource other = new RewrittenResource("new".getBytes(StandardCharsets.UTF_8), 3,
				new ByteArrayResource("old".getBytes(StandardCharsets.UTF_8)));
		write(200, other);
		assertThat(this.response.getContentAsString()).isEqualTo("new");
		assertThat(other.getFilename()).isNull();
	}

	private RewrittenResource streamed(String text, boolean open) {
		Resource original = open ? new InputStreamResource(InputStream.nullInputStream())
				: new ByteArrayResource(new byte[0]);
		return new RewrittenResource(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {

			@Override
			public void close() {
				RewrittenResourceTests.this.closed++;
			}

		}, original);
	}

	@Test
	void streamIsSentWithoutALengthAndClosed() throws IOException {
		write(200, streamed("x".repeat(100_000), false));
		assertThat(this.response.getContentAsString()).isEqualTo("x".repeat(100_000));
		assertThat(this.response.getHeader("Content-Length")).isNull();
		assertThat(this.response.isCommitted()).isTrue();
		assertThat(this.closed).isEqualTo(1);
	}

	@Test
	void headDoesNotReadTheStream() throws IOException {
		this.request.setMethod("HEAD");
		this.headers.set("X-A", "1");
		write(200, streamed("x", false));
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.getHeader("X-A")).isEqualTo("1");
		assertThat(this.response.isCommitted()).as("completed, so that no length is added").isTrue();
		assertThat(this.closed).isZero();
	}

	@Test
	void headClosesAStreamThatIsOpen() throws IOException {
		this.request.setMethod("HEAD");
		write(200, streamed("x", true));
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.closed).isEqualTo(1);
	}

	@Test
	void failureAtTheBeginningLeavesTheResponseAsItWas() {
		this.headers.set("X-A", "1");
		RewrittenResource failing = new RewrittenResource(() -> new InputStream() {

			@Override
			public int read() {
				throw new IllegalArgumentException("no");
			}

			@Override
			public void close() {
				RewrittenResourceTests.this.closed++;
			}

		}, new ByteArrayResource(new byte[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> write(404, failing));
		assertThat(this.response.isCommitted()).isFalse();
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getHeaderNames()).isEmpty();
		assertThat(this.closed).isEqualTo(1);
	}

	@Test
	void contentCanBeReadAgain() throws IOException {
		assertThat(this.resource.exists()).isTrue();
		assertThat(this.resource.contentLength()).isEqualTo(8);
		for (int i = 0; i < 2; i++) {
			assertThat(this.resource.getContentAsString(StandardCharsets.UTF_8)).isEqualTo("new page");
		}
	}

	@Test
	void failureLaterOnFindsTheResponseCommitted() {
		byte[] beginning = new byte[this.response.getBufferSize()];
		RewrittenResource failing = new RewrittenResource(
				() -> new SequenceInputStream(new ByteArrayInputStream(beginning), new InputStream() {

					@Override
					public int read() {
						throw new IllegalArgumentException("no");
					}

				}), new ByteArrayResource(new byte[0]));
		assertThatIllegalArgumentException().isThrownBy(() -> write(200, failing));
		assertThat(this.response.isCommitted()).isTrue();
		assertThat(this.response.getContentAsByteArray()).isEqualTo(beginning);
	}

}
