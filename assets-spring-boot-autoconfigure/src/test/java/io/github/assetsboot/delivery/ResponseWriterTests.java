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

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ResponseWriter}, {@link ServletResponses} and
 * {@link MultipartByteRanges}, the first test to read of this package.
 *
 * <p>
 * The writer turns a decision into status, header fields and bytes: the representation
 * that the client accepts, the ranges that it asks for, or a 304. It never decides who
 * answers a request.
 *
 * @author the Assets for Spring Boot authors
 */
class ResponseWriterTests {

	private static final HeaderRule RULE = new HeaderRule("/*", List.of(), Map.of("X-Rule", "1"));

	private final StoredAssets store = new StoredAssets();

	private final Asset asset = this.store.asset("/a.txt", "0123456789", Map.of(ContentCoding.GZIP, "gzip"));

	private final BlobCache blobs = new BlobCache(0);

	private final List<ServedResponse> deliveries = new ArrayList<>();

	private final List<Long> times = new ArrayList<>();

	private final ResponseWriter writer = new ResponseWriter(this.blobs,
			List.of((request, answer, delivery, nanoseconds) -> {
				this.deliveries.add(delivery);
				this.times.add(nanoseconds);
			}));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/a.txt");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	private Decision.ServeAsset decision() {
		return new Decision.ServeAsset(this.asset, AssetMatch.EXACT, "/a.txt", false, null);
	}

	private AssetResponse.WithAsset answer(int status) {
		return new AssetResponse.WithAsset(decision(), status,
				AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, List.of(RULE)));
	}

	private void write() throws IOException {
		this.writer.write(answer(200), this.request, this.response);
	}

	private String tag() {
		return this.asset.representation().entityTag();
	}

	@Test
	void assetIsWrittenWithItsFields() throws IOException {
		write();
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
		assertThat(this.response.getContentType()).isEqualTo("text/plain");
		assertThat(this.response.getContentLengthLong()).isEqualTo(10);
		assertThat(this.response.getHeader("ETag")).isEqualTo(tag());
		assertThat(this.response.getHeader("Vary")).isEqualTo("Accept-Encoding");
		assertThat(this.response.getHeader("X-Rule")).isEqualTo("1");
		assertThat(this.response.getHeader("Content-Encoding")).isNull();
		assertThat(this.response.getHeader("Content-Range")).isNull();
		assertThat(this.response.isCommitted()).isFalse();
	}

	@Test
	void statusIsThatOfTheAnswer() throws IOException {
		this.writer.write(answer(404), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(404);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void codedRepresentationNamesItsCoding() throws IOException {
		this.request.addHeader("Accept-Encoding", "gzip");
		write();
		assertThat(this.response.getHeader("Content-Encoding")).isEqualTo("gzip");
		assertThat(this.response.getContentAsString()).isEqualTo("gzip");
		assertThat(this.deliveries).containsExactly(
				new ServedResponse(ServedResponse.Outcome.ASSET, ContentCoding.GZIP, ServedResponse.Source.MEMORY));
	}

	@Test
	void headHasTheFieldsOnly() throws IOException {
		this.request.setMethod("HEAD");
		write();
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.getContentLengthLong()).isEqualTo(10);
		assertThat(this.response.getContentType()).isEqualTo("text/plain");
		assertThat(this.deliveries)
			.containsExactly(new ServedResponse(ServedResponse.Outcome.ASSET, null, ServedResponse.Source.NONE));
	}

	@Test
	void notModifiedIsSentAtOnceSoThatNoLengthIsAdded() throws IOException {
		this.request.addHeader("If-None-Match", tag());
		this.request.addHeader("Accept-Encoding", "gzip");
		write();
		assertThat(this.response.getStatus()).isEqualTo(304);
		assertThat(this.response.isCommitted()).isTrue();
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.getContentType()).isNull();
		assertThat(this.response.getHeader("Content-Encoding")).isNull();
		assertThat(this.response.getHeader("Content-Length")).isNull();
		assertThat(this.response.getHeader("X-Rule")).isEqualTo("1");
		assertThat(this.deliveries).containsExactly(ServedResponse.NOT_MODIFIED);
	}

	@Test
	void rangeIsWrittenAlone() throws IOException {
		this.request.addHeader("Range", "bytes=2-4");
		write();
		assertThat(this.response.getStatus()).isEqualTo(206);
		assertThat(this.response.getContentAsString()).isEqualTo("234");
		assertThat(this.response.getHeader("Content-Range")).isEqualTo("bytes 2-4/10");
		assertThat(this.response.getContentLengthLong()).isEqualTo(3);
		assertThat(this.response.getContentType()).isEqualTo("text/plain");
		assertThat(this.response.getHeader("Cache-Control")).isNull();
	}

	@Test
	void severalRangesAreWrittenAsParts() throws IOException {
		this.request.addHeader("Range", "bytes=5-6,0-1");
		write();
		assertThat(this.response.getStatus()).isEqualTo(206);
		assertThat(this.response.getHeader("Content-Range")).isNull();
		String contentType = this.response.getContentType();
		assertThat(contentType).matches("multipart/byteranges; boundary=[0-9a-f]+");
		String boundary = contentType.substring(contentType.indexOf('=') + 1);
		assertThat(this.response.getContentAsString()).isEqualTo("""
				\r
				--B\r
				Content-Type: text/plain\r
				Content-Range: bytes 5-6/10\r
				\r
				56\r
				--B\r
				Content-Type: text/plain\r
				Content-Range: bytes 0-1/10\r
				\r
				01\r
				--B--\r
				""".replace("B", boundary));
		assertThat(this.response.getContentLengthLong()).isEqualTo(this.response.getContentAsByteArray().length);
	}

	@Test
	void partOfUnknownTypeHasNone() throws IOException {
		this.request.addHeader("Range", "bytes=5-6,0-1");
		this.writer.write(
				new AssetResponse.WithAsset(decision(), 200,
						AssetHeaders.of(null, CachePolicy.DEFAULT, true, false, List.of())),
				this.request, this.response);
		assertThat(this.response.getContentAsString()).contains("Content-Range: bytes 5-6/10")
			.doesNotContain("Content-Type");
	}

	@Test
	void refusalIsWrittenInPlaceOfTheAsset() throws IOException {
		this.request.addHeader("Range", "bytes=10-");
		write();
		assertThat(this.response.getStatus()).isEqualTo(416);
		assertThat(this.response.getHeader("Content-Range")).isEqualTo("bytes */10");
		assertThat(this.response.getHeader("X-Rule")).isEqualTo("1");
		assertThat(this.response.getHeader("ETag")).isNull();
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.deliveries).containsExactly(ServedResponse.FAILED);
	}

	@Test
	void answerWithoutAnAssetIsWritten() throws IOException {
		this.writer.write(new AssetResponse.Empty(302, new HeaderFields().add("Location", "/b"), List.of(), null),
				this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(302);
		assertThat(this.response.getHeader("Location")).isEqualTo("/b");
		assertThat(ServletResponses.isNotFound(this.request)).isFalse();
		assertThat(this.deliveries).singleElement()
			.extracting(ServedResponse::outcome)
			.isEqualTo(ServedResponse.Outcome.REDIRECT);
	}

	@Test
	void notFoundIsLeftToTheErrorHandling() throws IOException {
		this.writer.write(AssetResponse.Empty.notFound(new Decision.NotFound(null), List.of(RULE)), this.request,
				this.response);
		assertThat(this.response.getStatus()).isEqualTo(404);
		assertThat(this.response.isCommitted()).isTrue();
		assertThat(this.response.getHeader("X-Rule")).isNull();
		assertThat(ServletResponses.isNotFound(this.request)).isTrue();
		assertThat(this.deliveries).containsExactly(ServedResponse.NOT_FOUND);
	}

	@Test
	void fileThatIsGoneIsNotFound() throws IOException {
		this.store.fail(new NoSuchFileException("a.txt"), 1);
		write();
		assertThat(this.response.getStatus()).isEqualTo(404);
		assertThat(ServletResponses.isNotFound(this.request)).isTrue();
		assertThat(this.deliveries).containsExactly(ServedResponse.NOT_FOUND);
	}

	@Test
	void fileThatCannotBeReadIsUnavailable() throws IOException {
		this.store.fail(new IOException("too many open files"), 1);
		write();
		assertThat(this.response.getStatus()).isEqualTo(503);
		assertThat(this.response.getHeader("Retry-After")).isEqualTo("5");
		assertThat(this.response.getHeader("ETag")).isNull();
		assertThat(this.deliveries).containsExactly(ServedResponse.FAILED);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 7 })
	void fileThatChangesIsReadAgainAndSentAsItIs(int changes) throws IOException {
		this.request.addHeader("Accept-Encoding", "gzip");
		this.store.fail(new FileChangedException(this.asset.representation().source()), changes);
		write();
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
		assertThat(this.response.getHeader("Content-Encoding")).isNull();
	}

	@Test
	void fileThatNeverStopsChangingIsUnavailable() throws IOException {
		this.store.fail(new FileChangedException(this.asset.representation().source()), 8);
		write();
		assertThat(this.response.getStatus()).isEqualTo(503);
	}

	@Test
	void whoWritesAFileHasAQuarterOfASecondToFinish() throws IOException {
		this.store.fail(new FileChangedException(this.asset.representation().source()), 7);
		long start = System.nanoTime();
		write();
		assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(250));
		assertThat(this.response.getStatus()).isEqualTo(200);
	}

	@Test
	void whoIsInterruptedDoesNotWaitForAFile() throws IOException {
		this.store.fail(new FileChangedException(this.asset.representation().source()), 7);
		Thread.currentThread().interrupt();
		write();
		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.response.getStatus()).isEqualTo(503);
	}

	@Test
	void listenerHearsHowLongItTook() throws IOException {
		write();
		assertThat(this.times).singleElement()
			.satisfies((time) -> assertThat(time).isBetween(0L, TimeUnit.MINUTES.toNanos(1)));
	}

	@Test
	void listenerHearsOfAFailure() {
		AssetResponse answer = new AssetResponse.FromDevServer("/a.txt", null,
				new Decision.AskDevServer("/a.txt", false, true, false, null), List.of());
		assertThatIllegalStateException().isThrownBy(() -> this.writer.write(answer, this.request, this.response));
		assertThat(this.deliveries).containsExactly(ServedResponse.FAILED);
	}

	@Test
	void answerIsWrittenWithoutAListener() throws IOException {
		new ResponseWriter(this.blobs, List.of()).write(answer(200), this.request, this.response);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void dispatchKeepsTheStatusAndWhatIsThere() throws IOException {
		this.response.setStatus(403);
		this.response.setHeader("ETag", "\"x\"");
		this.request.addHeader("Range", "bytes=0-1");
		this.request.addHeader("Accept-Encoding", "gzip");
		this.writer.write(this.asset, this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(403);
		assertThat(this.response.getHeader("ETag")).isEqualTo("\"x\"");
		assertThat(this.response.getContentType()).isEqualTo("text/plain; charset=utf-8");
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void whatOthersHaveSetBeforeIsNotLost() throws IOException {
		this.response.addHeader("Vary", "Origin");
		this.response.addHeader("Set-Cookie", "a=b");
		this.response.addHeader("X-Rule", "2");
		write();
		ServletResponses.setField("set-cookie", "c=d", this.response);
		assertThat(this.response.getHeaders("Vary")).containsExactly("Origin", "Accept-Encoding");
		assertThat(this.response.getHeaders("Set-Cookie")).containsExactly("a=b", "c=d");
		assertThat(this.response.getHeaders("X-Rule")).containsExactly("1");
	}

	@Test
	void firstOfSeveralValuesTakesThePlaceOfOthers() {
		this.response.addHeader("X-A", "0");
		ServletResponses.setFields("X-A", List.of("1", "2", "3"), this.response);
		assertThat(this.response.getHeaders("X-A")).containsExactly("1", "2", "3");
	}

	private ResponseEntity<?> returned(AssetResource resource, String tag) {
		HttpHeaders headers = new HttpHeaders();
		headers.setETag(tag);
		headers.set("Content-Type", "text/plain");
		headers.set("X-A", "1");
		return ResponseEntity.ok().headers(headers).body(resource);
	}

	private AssetResource resource(boolean head) {
		return new AssetResource(this.asset, this.asset.representation(), tag(), head, this.writer, List.of());
	}

	@Test
	void whatAControllerReturnsIsNegotiated() throws IOException {
		this.request.addHeader("Accept-Encoding", "gzip");
		this.request.addHeader("Range", "bytes=0-1");
		AssetResource resource = resource(false);
		resource.write(returned(resource, tag()), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(206);
		assertThat(this.response.getContentAsString()).isEqualTo("gz");
		assertThat(this.response.getHeader("X-A")).isEqualTo("1");
	}

	@Test
	void whatAControllerReturnsUnderItsOwnTagIsSentWhole() throws IOException {
		this.request.addHeader("Accept-Encoding", "gzip");
		this.request.addHeader("Range", "bytes=0-1");
		this.request.addHeader("If-None-Match", "*");
		AssetResource resource = resource(false);
		resource.write(returned(resource, "\"own\""), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void whatWasFetchedByHeadHasNoContent() throws IOException {
		AssetResource resource = resource(true);
		resource.write(returned(resource, tag()), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.getContentType()).isEqualTo("text/plain");
		assertThat(this.response.getHeader("X-A")).isEqualTo("1");
		assertThat(this.response.getHeader("Content-Length")).isNull();
	}

	@Test
	void whatWasFetchedByHeadForAHeadRequestHasItsLength() throws IOException {
		this.request.setMethod("HEAD");
		AssetResource resource = resource(true);
		resource.write(returned(resource, tag()), this.request, this.response);
		assertThat(this.response.getContentAsByteArray()).isEmpty();
		assertThat(this.response.getContentLengthLong()).isEqualTo(10);
	}

	@Test
	void whatWasFetchedByHeadHasNoTypeIfTheControllerTookItAway() throws IOException {
		AssetResource resource = resource(true);
		resource.write(ResponseEntity.ok().eTag(tag()).body(resource), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentType()).isNull();
		assertThat(this.response.getContentAsByteArray()).isEmpty();
	}

}
