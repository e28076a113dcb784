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
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link PageWriter}: texts next to bytes of the page.
 *
 * @author the Assets for Spring Boot authors
 */
class PageWriterTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private final PageWriter writer = new PageWriter(this.output::write, PageEncoding.UTF_8);

	private void writePage(String source) {
		// the bytes are a part of a piece of the page
		byte[] bytes = ("x" + source + "y").getBytes(StandardCharsets.UTF_8);
		this.writer.write(bytes, 1, bytes.length - 1);
	}

	private void insert(String text, String rawText) {
		this.writer.insert(HtmlContent.text(text), rawText);
	}

	private String result() {
		return this.output.toString(StandardCharsets.UTF_8);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			b   | &#98;
			bc  | &#98;c
			a   | &#97;
			z   | &#122;
			A   | &#65;
			Z   | &#90;
			/b  | &#47;b
			!-- | &#33;--
			?x  | &#63;x
			1   | 1
			=   | =
			@   | @
			[   | [
			`{` | {
			` b`| ` b`
			é   | é
			``  | ``
			""")
	void textDoesNotBecomeATagTogetherWithALessThanSign(String text, String expected) {
		writePage("1 <");
		insert(text, null);
		assertThat(result()).isEqualTo("1 <" + expected);
	}

	@ParameterizedTest
	@CsvSource({ "b, &#98;", "/b, &#47;b", "1, 1", "é, é" })
	void partsOfThePageDoNotBecomeATagTogether(String text, String expected) {
		writePage("1 <");
		this.writer.leaveOut();
		writePage("");
		writePage(text);
		assertThat(result()).isEqualTo("1 <" + expected);
	}

	@Test
	void partsOfThePageStayTogether() {
		writePage("1 <");
		writePage("b");
		writePage("><");
		this.writer.leaveOut();
		writePage("1");
		writePage("<");
		writePage("/b>");
		assertThat(result()).isEqualTo("1 <b><1</b>");
	}

	@Test
	void markupIsInsertedAsItIs() {
		writePage("1 <");
		this.writer.insert(HtmlContent.html("b"), null);
		assertThat(result()).isEqualTo("1 <b");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			1</         | textarea   | &#116;extarea
			1</textare  | a          | &#97;
			1</textarea | ` x`       | `&#32;x`
			1</TEXTAREA | >          | &#38;gt;
			</plaintext | ` x`       | `&#32;x`
			1<textarea  | ` x`       | ` x`
			1/textarea  | ` x`       | ` x`
			1< /x       | ` x`       | ` x`
			1</x1       | ` x`       | ` x`
			1 2 3 4 5 6 | ` x`       | ` x`
			abcdefghijk | l          | l
			1</textarea | é          | é
			1</textarea | ``         | ``
			""")
	void textDoesNotEndTheElementThatContainsIt(String before, String text, String expected) {
		this.writer.startTextElement();
		writePage(before);
		insert(text, null);
		assertThat(result()).isEqualTo(before + expected);
	}

	@Test
	void endTagOfAnElementThatContainsOtherElementsIsNotLookedFor() {
		writePage("1</textarea");
		insert(" x", null);
		this.writer.startTextElement();
		this.writer.endElement();
		writePage("1</textarea");
		insert(" x", null);
		assertThat(result()).isEqualTo("1</textarea x1</textarea x");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			script | <       | /script | </script
			script | a</scri | pt      | </script
			script | 1</     | SCRIPT  | </script
			script | <s      | cript   | <script
			script | <!-     | -       | <!--
			script | <!      | -- x    | <!--
			style  | <       | /style  | </style
			""")
	void textThatEndsItsScriptTogetherWithTheTextBesideItIsRefused(String element, String one, String other,
			String refused) {
		String message = "Text in <" + element + "> must not make '" + refused + "' with the text next to it";
		writePage("<" + element + ">" + one);
		assertThatIllegalStateException().isThrownBy(() -> insert(other, element)).withMessage(message);
		this.writer.endElement();
		insert(one, element);
		assertThatIllegalStateException().isThrownBy(() -> writePage(other)).withMessage(message);
		this.writer.endElement();
		insert(one, element);
		assertThatIllegalStateException().isThrownBy(() -> insert(other, element)).withMessage(message);
		this.writer.endElement();
		insert(one, element);
		assertThatIllegalStateException()
			.isThrownBy(() -> other.chars().forEach((c) -> writePage(Character.toString(c))))
			.withMessage(message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "<", "<!", "</", "12345678901234567890" })
	void markupOfThePageStaysInAScriptWithInsertedText(String text) {
		for (String source : new String[] { "</script>", "<script>", "<!--x-->", "1234</script>",
				"123456789</script>" }) {
			this.writer.endElement();
			this.output.reset();
			insert(text, "script");
			source.chars().forEach((c) -> writePage(Character.toString(c)));
			assertThat(result()).isEqualTo(text + source);
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			<!--     | x    | y
			<!--     | -    | ->
			<!-      | x    | -
			</script | x    | y
			<        | b    | c
			</       | b    | >
			""")
	void textThatDoesNotEndItsScriptIsInsertedAsItIs(String before, String text, String after) {
		this.writer.startTextElement();
		writePage(before);
		insert(text, "script");
		this.writer.leaveOut();
		writePage(after);
		assertThat(result()).isEqualTo(before + text + after);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!--", "</script", "<script" })
	void emptyTextDoesNotRefuseTheMarkupAroundIt(String markup) {
		for (int i = 1; i < markup.length(); i++) {
			this.writer.endElement();
			insert("1234567890 ", "script");
			writePage(markup.substring(0, i));
			insert("", "script");
			writePage(markup.substring(i));
		}
		assertThat(result()).contains(markup);
	}

	@Test
	void bytesOfThePageAreNoChange() {
		writePage("<p>");
		assertThat(this.writer.isChanged()).isFalse();
		this.writer.leaveOut();
		assertThat(this.writer.isChanged()).isTrue();
	}

	@Test
	void insertedContentAndMarkupAreChanges() {
		insert("x", null);
		assertThat(this.writer.isChanged()).isTrue();
		PageWriter other = new PageWriter(this.output::write, PageEncoding.UTF_8);
		other.write("</p>");
		assertThat(other.isChanged()).isTrue();
	}

	@Test
	void decodedTextIsAChangeIfItsBytesAreOthers() {
		byte[] bytes = { 'x', (byte) 0xC3, (byte) 0xA9, (byte) 0xC3 };
		this.writer.writeDecoded("x\u00e9", bytes, 3);
		assertThat(this.writer.isChanged()).isFalse();
		this.writer.writeDecoded("x\u00e9\ufffd", bytes, 4);
		assertThat(this.writer.isChanged()).isTrue();
		this.writer.writeDecoded("x", bytes, 1);
		assertThat(this.writer.isChanged()).isTrue();
		assertThat(result()).isEqualTo("x\u00e9x\u00e9\ufffdx");
	}

}
