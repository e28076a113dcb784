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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for pages that are rewritten while they are written.
 */
class WrittenPageTests {

	private static final String TYPE = "text/html;charset=UTF-8";

	private static final HtmlRewriter REWRITER = HtmlRewriter.create()
		.on("p", (element) -> element.setAttribute("id", "é"))
		.onEnd((end) -> end.append("<end>"));

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 3, 1000, 1024, 1025, 20_000, 100_000 })
	void resultIsThatOfTheWholePageHoweverItIsWritten(int piece) throws IOException {
		for (int lines : new int[] { 0, 1, 30, 3000 }) {
			String page = "<!doctype html><title>ä</title>" + "<p class=x>täxt</p>\n<b>".repeat(lines);
			byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
			ByteArrayOutputStream target = new ByteArrayOutputStream();
			try (OutputStream stream = REWRITER.transform(target, TYPE)) {
				for (int i = 0; i < bytes.length; i += piece) {
					stream.write(bytes, i, Math.min(piece, bytes.length - i));
				}
			}
			assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo(REWRITER.transform(page));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE" })
	void pageInUtf16IsWrittenInPiecesOfBytes(String charset) throws IOException {
		String page = "\ufeff" + "<p>täxt</p>".repeat(500);
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (OutputStream stream = REWRITER.transform(target, "text/html")) {
			for (byte value : page.getBytes(Charset.forName(charset))) {
				stream.write(value);
			}
		}
		assertThat(target.toString(Charset.forName(charset))).isEqualTo(REWRITER.transform(page));
	}

	@Test
	void completeTagsAreSentAtOnce() throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		OutputStream stream = REWRITER.transform(target, TYPE);
		stream.write("<p>a</p>text".getBytes(StandardCharsets.UTF_8));
		assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("<p id=\"é\">a</p>text");
	}

	@Test
	void flushSendsWhatIsCompleteThoughTheEncodingIsNotDeclared() throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		OutputStream stream = REWRITER.transform(target, "text/html");
		stream.write("<p>a</p><p".getBytes(StandardCharsets.UTF_8));
		assertThat(target.size()).isZero();
		stream.flush();
		assertThat(target.toString(StandardCharsets.UTF_8)).startsWith("<p id=\"é\">").doesNotContain("<p<");
		stream.write(" x>b".getBytes(StandardCharsets.UTF_8));
		stream.close();
		assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("<p id=\"é\">a</p><p x id=\"é\">b&lt;end&gt;");
	}

	@Test
	void malformedUtf16IsRefusedBeforeTheEndOfThePage() {
		OutputStream stream = REWRITER.transform(new ByteArrayOutputStream(), "text/html;charset=utf-16be");
		byte[] page = new byte[] { 0, '<', (byte) 0xD8, 0, 0, 'p', 0, '>' };
		assertThatIllegalStateException().isThrownBy(() -> stream.write(page))
			.withMessage("The page is not valid UTF-16");
	}

	@Test
	void shortPageIsWrittenWhenItIsClosed() throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (OutputStream stream = REWRITER.transform(target, "text/html")) {
			stream.write("<p>".getBytes(StandardCharsets.UTF_8));
			assertThat(target.size()).isZero();
		}
		assertThat(target.toString(StandardCharsets.UTF_8)).isEqualTo("<p id=\"é\">&lt;end&gt;");
	}

	@Test
	void flushBeforeThePageDoesNotDecideItsEncoding() throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		try (OutputStream stream = REWRITER.transform(target, "text/html")) {
			stream.flush();
			stream.write("<meta charset=windows-1252><p>".getBytes(StandardCharsets.US_ASCII));
		}
		assertThat(target.toString(Charset.forName("windows-1252")))
			.isEqualTo("<meta charset=windows-1252><p id=\"é\">&lt;end&gt;");
	}

	@Test
	void targetIsFlushedAndClosedWithThePage() throws IOException {
		List<String> calls = new ArrayList<>();
		OutputStream target = new ByteArrayOutputStream() {

			@Override
			public void flush() {
				calls.add("flush");
			}

			@Override
			public void close() {
				calls.add("close");
			}

		};
		OutputStream stream = REWRITER.transform(target, TYPE);
		stream.flush();
		stream.close();
		stream.close();
		assertThat(calls).containsExactly("flush", "close");
	}

	@Test
	void encodingThatCannotBeRewrittenIsRefusedBeforeAnythingIsWritten() throws IOException {
		ByteArrayOutputStream target = new ByteArrayOutputStream();
		OutputStream stream = REWRITER.transform(target, "text/html;charset=ISO-2022-JP");
		assertThatIllegalStateException().isThrownBy(() -> stream.write(new byte[2000]));
		assertThat(target.size()).isZero();
	}

	@Test
	void failedHandlerIsNotCalledAgain() throws IOException {
		HtmlRewriter failing = HtmlRewriter.create().on("b", (element) -> {
			throw new IllegalArgumentException("no b");
		});
		OutputStream stream = failing.transform(new ByteArrayOutputStream(), TYPE);
		byte[] page = ("<p>" + " ".repeat(2000) + "<b>").getBytes(StandardCharsets.UTF_8);
		assertThat(catchThrowable(() -> stream.write(page))).isNotNull();
		assertThatIllegalStateException().isThrownBy(() -> stream.write(page))
			.withMessage("The page could not be rewritten");
	}

}
