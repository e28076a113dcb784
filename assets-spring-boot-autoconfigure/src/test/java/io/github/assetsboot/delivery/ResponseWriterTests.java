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
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import com.sun.net.httpserver.HttpServer;
import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.AssetCollection;
import io.github.assetsboot.collection.AssetLocation;
import io.github.assetsboot.collection.BlobCache;
import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.ContentCoding;
import io.github.assetsboot.collection.Representation.Blob;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.delivery.ResponseWriter.EarlyHints;
import io.github.assetsboot.delivery.ResponseWriter.SocketUpgrade;
import io.github.assetsboot.delivery.ServedResponse.ResponseListener;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;

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
@ExtendWith(OutputCaptureExtension.class)
class ResponseWriterTests {

	private static final HeaderRule RULE = new HeaderRule("/*", List.of(), Map.of("X-Rule", "1"));

	private final StoredAssets store = new StoredAssets();

	private final Asset asset = this.store.asset("/a.txt", "0123456789", Map.of(ContentCoding.GZIP, "gzip"));

	private final BlobCache blobs = new BlobCache(0);

	private final List<ServedResponse> deliveries = new ArrayList<>();

	private final List<AssetResponse> answers = new ArrayList<>();

	private final List<Long> times = new ArrayList<>();

	private final ResponseWriter writer = new ResponseWriter(this.blobs,
			List.of((request, answer, delivery, nanoseconds) -> {
				this.answers.add(answer);
				this.deliveries.add(delivery);
				this.times.add(nanoseconds);
			}));

	private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/a.txt");

	private final MockHttpServletResponse response = new MockHttpServletResponse();

	/**
	 * Other tests in the same process may have made it quiet.
	 */
	@BeforeEach
	void logWarnings() {
		LoggingSystem.get(getClass().getClassLoader()).setLogLevel(ResponseWriter.class.getName(), LogLevel.WARN);
	}

	private Decision.ServeAsset decision() {
		return new Decision.ServeAsset(this.asset, AssetMatch.EXACT, "/a.txt", false, null);
	}

	private AssetResponse.WithAsset answer(int status) {
		return new AssetResponse.WithAsset(decision(), status,
				AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, List.of(RULE)));
	}

	private static AssetResponse.WithAsset ruled(Decision.ServeAsset decision, String name, String value) {
		return new AssetResponse.WithAsset(decision, 200, AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true,
				false, List.of(new HeaderRule("/*", List.of(), Map.of(name, value)))));
	}

	private void write() throws IOException {
		assertThat(this.writer.write(answer(200), this.request, this.response)).isTrue();
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
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("no-store");
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
	void listenerHearsOfTheDecisionAndItsRules() throws IOException {
		RedirectRule rule = new RedirectRule("/b", "/a.txt", 200, 1);
		Decision.ServeAsset decision = new Decision.ServeAsset(this.asset, AssetMatch.EXACT, "/a.txt", false, rule);
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, List.of(RULE));
		this.writer.write(new AssetResponse.WithAsset(decision, 200, headers), this.request, this.response);
		assertThat(this.answers).singleElement().isInstanceOfSatisfying(AssetResponse.WithAsset.class, (answer) -> {
			assertThat(answer.decision()).isSameAs(decision);
			assertThat(answer.redirectRule()).isSameAs(rule);
			assertThat(answer.rules()).containsExactly(RULE);
		});
	}

	@Test
	void listenerHearsHowLongItTook() throws IOException {
		write();
		assertThat(this.times).singleElement()
			.satisfies((time) -> assertThat(time).isBetween(0L, TimeUnit.MINUTES.toNanos(1)));
	}

	@Test
	void listenerHearsOfAFailure() {
		this.request.addHeader("Upgrade", "websocket");
		this.request.setProtocol("HTTP/2.0");
		this.response.setCommitted(true);
		assertThatIllegalStateException()
			.isThrownBy(() -> this.writer.write(fromDevServer(false, 1), this.request, this.response));
		assertThat(this.deliveries).containsExactly(ServedResponse.FAILED);
	}

	@Test
	void answerIsWrittenWithoutAListener() throws IOException {
		assertThat(new ResponseWriter(this.blobs, List.of()).write(answer(200), this.request, this.response)).isTrue();
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void assetWithACookieIsPrivate() throws IOException {
		this.response.addHeader("Set-Cookie", "a=b");
		this.writer.write(ruled(decision(), "Cache-Control", "public, max-age=60"), this.request, this.response);
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("private, max-age=60");
	}

	@Test
	void redirectWithACookieIsPrivate() throws IOException {
		this.response.addHeader("Set-Cookie", "a=b");
		HeaderFields fields = new HeaderFields().add("Location", "/b").add("Cache-Control", "public, max-age=60");
		this.writer.write(new AssetResponse.Empty(302, fields, List.of(), null), this.request, this.response);
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("private, max-age=60");
	}

	private void writeBehindSpringSecurity(AssetResponse answer) throws Exception {
		new HeaderWriterFilter(List.of(new XFrameOptionsHeaderWriter())).doFilter(this.request, this.response, (request,
				response) -> this.writer.write(answer, (HttpServletRequest) request, (HttpServletResponse) response));
	}

	@Test
	void fieldOfARuleIsNotReplacedBySpringSecurity() throws Exception {
		writeBehindSpringSecurity(ruled(decision(), "X-Frame-Options", "SAMEORIGIN"));
		assertThat(this.response.getHeader("X-Frame-Options")).isEqualTo("SAMEORIGIN");
	}

	@Test
	void fieldOfARuleForARedirectIsNotReplacedBySpringSecurity() throws Exception {
		HeaderRule rule = new HeaderRule("/*", List.of(), Map.of("X-Frame-Options", "SAMEORIGIN"));
		writeBehindSpringSecurity(
				AssetResponse.Empty.redirect(new Decision.Redirect(302, "/b", true, null), List.of(rule)));
		assertThat(this.response.getHeader("X-Frame-Options")).isEqualTo("SAMEORIGIN");
	}

	@Test
	void fieldWithoutARuleIsSpringSecuritys() throws Exception {
		writeBehindSpringSecurity(answer(200));
		assertThat(this.response.getHeader("X-Frame-Options")).isEqualTo("DENY");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void responseForAUserHasCacheControlOfItsOwnIfTheApplicationWouldAddOne(boolean added) throws IOException {
		this.request.addHeader("Authorization", "Basic eA==");
		new ResponseWriter(this.blobs, List.of(), (request) -> added, EarlyHints.NONE, SocketUpgrade.NONE).write(
				new AssetResponse.WithAsset(decision(), 200,
						AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, List.of())),
				this.request, this.response);
		assertThat(this.response.getHeader("Cache-Control"))
			.isEqualTo(added ? "private, max-age=0, must-revalidate" : null);
	}

	@Test
	void bytesOfARepresentationAreThoseOfTheAsset() throws IOException {
		assertThat(this.writer.bytes(this.asset.representation())).asString(StandardCharsets.US_ASCII)
			.isEqualTo("0123456789");
	}

	@Test
	void storageItselfReportsItsFailures(CapturedOutput output) throws IOException {
		this.store.fail(new IOException("no connection"), 1);
		write();
		assertThat(output).doesNotContain("no connection");
	}

	@Test
	void fileThatIsBeingWrittenIsWarnedOfOnce(CapturedOutput output) throws IOException {
		for (int i = 0; i < 2; i++) {
			this.store.fail(new FileChangedException(this.asset.representation().source()), 8);
			this.writer.write(answer(200), this.request, new MockHttpServletResponse());
		}
		assertThat(output.toString().split("its file is being written", -1)).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void requestThatTheDevelopmentServerHasNothingForIsTheApplications(boolean reported) throws IOException {
		List<ResponseListener> listeners = reported ? List.of((request, answer, served, nanoseconds) -> {
			throw new IllegalStateException("nothing was written");
		}) : List.of();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.start();
		try {
			ResponseWriter writer = new ResponseWriter(this.blobs, listeners);
			AssetResponse answer = fromDevServer(true, server.getAddress().getPort());
			assertThat(writer.write(answer, this.request, this.response)).isFalse();
			this.request.addHeader("Upgrade", "websocket");
			assertThat(writer.write(answer, this.request, this.response)).isFalse();
		}
		finally {
			server.stop(0);
		}
		assertThat(this.response.isCommitted()).isFalse();
	}

	@Test
	void webSocketOverHttp2IsNotImplemented() throws IOException {
		this.request.addHeader("Upgrade", "websocket");
		this.request.setProtocol("HTTP/2.0");
		assertThat(this.writer.write(fromDevServer(false, 1), this.request, this.response)).isTrue();
		assertThat(this.response.getStatus()).isEqualTo(501);
	}

	private static AssetResponse.FromDevServer fromDevServer(boolean elseApplication, int port) {
		return new AssetResponse.FromDevServer("/a?b", "/page",
				new Decision.AskDevServer("/a", true, true, elseApplication, new RedirectRule("/c", "/a", 200, 1)),
				List.of(RULE), Pages.NONE, new DevServer("http://localhost:" + port, List.of()));
	}

	@Test
	void developmentServerIsAskedForThePageIfTheFileIsMissing() throws IOException {
		List<String> asked = new CopyOnWriteArrayList<>();
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			asked.add(exchange.getRequestURI().toString());
			byte[] body = "page".getBytes(StandardCharsets.US_ASCII);
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/page") ? 200 : 404, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		server.start();
		try {
			new ResponseWriter(this.blobs, List.of()).write(fromDevServer(false, server.getAddress().getPort()),
					this.request, this.response);
		}
		finally {
			server.stop(0);
		}
		assertThat(asked).containsExactly("/a?b", "/page");
		assertThat(this.response.getContentAsString()).isEqualTo("page");
		assertThat(this.response.getHeader("X-Rule")).isEqualTo("1");
	}

	@Test
	void answerOfTheDevelopmentServerKnowsItsDecision() {
		AssetResponse.FromDevServer answer = fromDevServer(true, 1);
		assertThat(answer.pages()).isTrue();
		assertThat(answer.isElseApplication()).isTrue();
		assertThat(fromDevServer(false, 1).isElseApplication()).isFalse();
		assertThat(answer.rules()).containsExactly(RULE);
		assertThat(answer.redirectRule()).isEqualTo(new RedirectRule("/c", "/a", 200, 1));
		assertThat(
				new AssetResponse.FromDevServer("/a", null, new Decision.AskDevServer("/a", false, true, false, null),
						List.of(), Pages.NONE, new DevServer("http://localhost:1", List.of()))
					.pages())
			.isFalse();
	}

	@Test
	void dispatchKeepsTheStatusAndWhatIsThere() throws IOException {
		this.response.setStatus(403);
		this.response.setHeader("ETag", "\"x\"");
		this.request.addHeader("Range", "bytes=0-1");
		this.request.addHeader("Accept-Encoding", "gzip");
		this.writer.write(this.asset, Pages.NONE, this.request, this.response);
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

	private ResponseEntity<?> returned(AssetResource resource, @Nullable String tag) {
		HttpHeaders headers = new HttpHeaders();
		headers.setETag(tag);
		headers.set("Content-Type", "text/plain");
		headers.set("X-A", "1");
		return ResponseEntity.ok().headers(headers).body(resource);
	}

	private AssetResource resource(boolean head) {
		return new AssetResource(this.asset, this.asset.representation(), tag(), head, this.writer, List.of(),
				List.of());
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

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void whatAControllerReturnsIsKnownByItsTagOnly(boolean tagged) throws IOException {
		this.request.addHeader("If-None-Match", tag());
		AssetResource resource = resource(false);
		resource.write(returned(resource, tagged ? tag() : null), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(tagged ? 304 : 200);
	}

	@Test
	void fieldOfARuleForWhatAControllerReturnsIsNotReplacedBySpringSecurity() throws Exception {
		HeaderRule rule = new HeaderRule("/*", List.of(), Map.of("X-Frame-Options", "SAMEORIGIN"));
		AssetResource resource = new AssetResource(this.asset, this.asset.representation(), tag(), false, this.writer,
				List.of(rule), List.of());
		ResponseEntity<?> entity = ResponseEntity.ok()
			.eTag(tag())
			.header("X-Frame-Options", "SAMEORIGIN")
			.body(resource);
		new HeaderWriterFilter(List.of(new XFrameOptionsHeaderWriter())).doFilter(this.request, this.response, (request,
				response) -> resource.write(entity, (HttpServletRequest) request, (HttpServletResponse) response));
		assertThat(this.response.getHeader("X-Frame-Options")).isEqualTo("SAMEORIGIN");
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

	/**
	 * The limit is 64 MiB. The first repetition is free.
	 */
	@ParameterizedTest
	@CsvSource({ "3, 206", "4, 503" })
	void largeFileThatChangesIsNotReadAgainWithoutEnd(int changes, int status) throws IOException {
		Asset large = this.store.asset("/large", "x".repeat(32 * 1024 * 1024), Map.of());
		this.request.addHeader("Range", "bytes=0-1");
		this.store.fail(new FileChangedException(large.representation().source()), changes);
		this.writer.write(
				new AssetResponse.WithAsset(Decision.ServeAsset.exactly(large), 200,
						AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, List.of())),
				this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(status);
	}

	@Test
	void contentIsReadAgainIfItIsNotWhatItWas() throws IOException {
		byte[] made = "made".getBytes(StandardCharsets.US_ASCII);
		Asset derived = this.asset.derive("/b.txt", (bytes) -> made, Blob.of(new byte[4]), false);
		this.writer.write(derived, Pages.NONE, this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getContentAsString()).isEqualTo("made");
	}

	@Test
	void fileIsSentIfItsCodedFileCannotBeRead(@TempDir Path directory) throws IOException {
		String text = "text".repeat(1000);
		Files.writeString(directory.resolve("a.txt"), text);
		Path coded = directory.resolve("a.txt.gz");
		try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(coded))) {
			stream.write(text.getBytes(StandardCharsets.US_ASCII));
		}
		Asset file = AssetCollection.read(AssetLocation.of(directory.toString(), null).open(), (path) -> false)
			.get("/a.txt");
		assertThat(file.representation().blob().coded()).hasSize(1);
		Files.delete(coded);
		Files.createSymbolicLink(coded, coded.getFileName());
		this.request.addHeader("Accept-Encoding", "gzip");
		this.writer.write(
				new AssetResponse.WithAsset(Decision.ServeAsset.exactly(file), 200,
						AssetHeaders.of("text/plain", CachePolicy.DEFAULT, true, false, List.of())),
				this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getHeader("Content-Encoding")).isNull();
		assertThat(this.response.getContentAsString()).isEqualTo(text);
	}

	private AssetResponse.WithAsset page(Pages pages) {
		return new AssetResponse.WithAsset(decision(), 200,
				AssetHeaders.of("text/html", CachePolicy.DEFAULT, true, "", null, List.of(RULE), pages));
	}

	private List<List<String>> writeWithEarlyHints(Pages pages) throws IOException {
		List<List<String>> hints = new ArrayList<>();
		EarlyHints earlyHints = new EarlyHints(List.of((response, links) -> hints.add(links)));
		this.request.addHeader("Sec-Fetch-Mode", "navigate");
		ResponseWriter writer = new ResponseWriter(this.blobs, List.of(), (request) -> false, earlyHints,
				SocketUpgrade.NONE);
		assertThat(writer.write(page(pages), this.request, this.response)).isTrue();
		return hints;
	}

	@Test
	void linksOfAPageAreSentAheadAndWithIt() throws IOException {
		this.request.setProtocol("HTTP/2.0");
		assertThat(writeWithEarlyHints(GivenPages.withLinks())).containsExactly(List.of(GivenPages.LINK));
		assertThat(this.response.getHeaders("Link")).containsExactly(GivenPages.LINK);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void oldClientGetsNoLinks() throws IOException {
		this.request.setProtocol("HTTP/1.0");
		assertThat(writeWithEarlyHints(GivenPages.withLinks())).isEmpty();
		assertThat(this.response.getHeader("Link")).isNull();
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789");
	}

	@Test
	void notModifiedHasNoLinks() throws IOException {
		this.request.setProtocol("HTTP/2.0");
		this.request.addHeader("If-None-Match", tag());
		assertThat(writeWithEarlyHints(GivenPages.withLinks())).isEmpty();
		assertThat(this.response.getStatus()).isEqualTo(304);
		assertThat(this.response.getHeader("Link")).isNull();
	}

	@Test
	void pageWithANonceIsMadeForTheResponse() throws IOException {
		this.request.setProtocol("HTTP/2.0");
		List<List<String>> hints = writeWithEarlyHints(GivenPages.withNonces());
		String nonce = this.response.getContentAsString().substring(10);
		assertThat(nonce).hasSize(24);
		assertThat(this.response.getContentAsString()).isEqualTo("0123456789" + nonce);
		assertThat(this.response.getHeader("Content-Security-Policy")).isEqualTo("script-src 'nonce-" + nonce + "'");
		assertThat(this.response.getHeader("Cache-Control")).isEqualTo("no-store");
		assertThat(this.response.getHeader("ETag")).isNull();
		assertThat(this.response.getHeader("X-Rule")).isEqualTo("1");
		assertThat(hints).containsExactly(List.of(GivenPages.LINK + "; nonce=" + nonce));
	}

	@Test
	void listenerHearsOfAPageThatWasMade() throws IOException {
		assertThat(this.writer.write(page(GivenPages.withNonces()), this.request, this.response)).isTrue();
		assertThat(this.deliveries)
			.containsExactly(new ServedResponse(ServedResponse.Outcome.ASSET, null, ServedResponse.Source.MEMORY));
	}

	@Test
	void pageWhosePolicyCannotBeMadeIsUnavailable() throws IOException {
		this.writer.write(page(GivenPages.unreadable()), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(503);
		assertThat(this.deliveries).containsExactly(ServedResponse.FAILED);
	}

	@Test
	void dispatchToAPageWhosePolicyCannotBeMadeIsUnavailable() throws IOException {
		Asset page = this.store.asset("/page.html", "page", Map.of());
		this.writer.write(page, GivenPages.unreadable(), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(503);
	}

	@Test
	void contentThatIsNoPageIsNotReadForAPolicy() throws IOException {
		this.writer.write(this.asset, GivenPages.unreadable(), this.request, this.response);
		assertThat(this.response.getStatus()).isEqualTo(200);
		assertThat(this.response.getHeader("Content-Security-Policy")).isNull();
	}

	private void writeNewVersion(@Nullable String available) throws IOException {
		Asset version = this.store.asset("/app-2.txt", "the new text", Map.of(ContentCoding.GZIP, "gzip"), "the text",
				Map.of(ContentCoding.DCB, "dcb"));
		this.request.addHeader("Accept-Encoding", "gzip, dcb");
		this.request.setContextPath("/shop");
		if (available != null) {
			this.request.addHeader("Available-Dictionary", available);
		}
		AssetHeaders headers = AssetHeaders.of("text/plain", CachePolicy.IMMUTABLE, true, "", "/app-*.txt", List.of(),
				Pages.NONE);
		this.writer.write(new AssetResponse.WithAsset(Decision.ServeAsset.exactly(version), 200, headers), this.request,
				this.response);
	}

	@Test
	void clientWithAnEarlierVersionGetsTheDifference() throws IOException {
		writeNewVersion(StoredAssets.available("the text"));
		assertThat(this.response.getHeader("Content-Encoding")).isEqualTo("dcb");
		assertThat(this.response.getContentAsString()).isEqualTo("dcb");
		assertThat(this.response.getHeader("Vary")).isEqualTo("Accept-Encoding, Available-Dictionary");
	}

	@Test
	void clientWithoutAnEarlierVersionIsOfferedThisOne() throws IOException {
		writeNewVersion(null);
		assertThat(this.response.getHeader("Content-Encoding")).isEqualTo("gzip");
		assertThat(this.response.getHeader("Use-As-Dictionary")).startsWith("match=\"/shop/app-*.txt\", id=\"");
	}

	@Test
	void partOfAVersionIsNotOffered() throws IOException {
		this.request.addHeader("Range", "bytes=0-1");
		writeNewVersion(null);
		assertThat(this.response.getStatus()).isEqualTo(206);
		assertThat(this.response.getHeaderNames()).doesNotContain("Use-As-Dictionary");
	}

	@Test
	void developmentServerIsProbedAsByABrowser() throws IOException {
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(exchange.getRequestURI().getPath().equals("/page") ? 200 : 404, -1);
			exchange.close();
		});
		server.start();
		try {
			AssetResponse.DevServerProbe probe = this.writer.probe(fromDevServer(true, server.getAddress().getPort()),
					"GET", "localhost", new HttpHeaders());
			assertThat(probe.requests()).extracting(AssetResponse.ProbedRequest::target)
				.containsExactly("/a?b", "/page");
			assertThat(probe.requests()).extracting(AssetResponse.ProbedRequest::status).containsExactly(404, 200);
			assertThat(probe.elseApplication()).isFalse();
		}
		finally {
			server.stop(0);
		}
		assertThat(this.deliveries).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "true, false, true, first", "false, true, true, first second", "false, false, false, first second" })
	void webSocketIsTakenByTheContainerOfTheRequest(boolean first, boolean second, boolean taken, String asked)
			throws IOException {
		List<String> containers = new ArrayList<>();
		SocketUpgrade upgrade = ((SocketUpgrade) (request, response, socket) -> {
			containers.add("first");
			return first;
		}).or((request, response, socket) -> {
			containers.add("second");
			return second;
		});
		assertThat(upgrade.upgrade(this.request, this.response, null)).isEqualTo(taken);
		assertThat(String.join(" ", containers)).isEqualTo(asked);
	}

	@Test
	void cacheControlForOneUserIsPrivate() {
		assertThat(ServletResponses.privateCacheControl("public, max-age=60")).isEqualTo("private, max-age=60");
	}

}
