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

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link Tokenizer}.
 *
 * @author the Assets for Spring Boot authors
 */
class TokenizerTests {

	private static final int MAX = 4 * 1024 * 1024;

	private final Recorder recorder = new Recorder();

	private final Tokenizer tokenizer = this.recorder.tokenizer;

	private void write(String part) {
		// the bytes are a part of a larger array
		byte[] bytes = ("12" + part + "34").getBytes(StandardCharsets.ISO_8859_1);
		this.tokenizer.write(bytes, 2, bytes.length - 4);
	}

	private int rest() {
		return this.tokenizer.limit() - this.tokenizer.start();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			text                           | text
			<a>                            | <a>
			<z><Z><A>                      | <z> <Z> <A>
			<a b=c d='e' f>                | <a b=c d=e f=>
			<a \0=b \0>                    | <a \0=b \0=>
			<a b = "c"d='">'>              | <a b=c d=">>
			</a>                           | </a>
			</z></Z>                       | </z> </Z>
			</>                            | edge
			</1>                           | <!--1-->
			</\0>                          | <!--\0-->
			<!x>                           | <!--x-->
			<!->                           | <!----->
			<?x>                           | <!--?x-->
			<!--x-->                       | <!--x-->
			<!-->                          | <!---->
			<!--->                         | <!---->
			<!---!>x-->                    | <!---!>x-->
			<!--x--!>                      | <!--x-->
			<!--x->y-->                    | <!--x->y-->
			<!doctype x>                   | <!doctype x>
			<@a>                           | <@a>
			<[a>                           | <[a>
			<`a>                           | <`a>
			<{a>                           | <{a>
			<\0a>                          | <\0a>
			1<1<a>                         | 1<1 <a>
			<![CDATA[x>y]]>                | <!--[CDATA[x--> y]]>
			<svg><![CDATA[x>y]]>           | <svg> edge x>y edge
			<svg><![CDATA[x]]]>            | <svg> edge x] edge
			<svg><![CDATA[]yy              | <svg> edge ]yy
			<script></script>              | <script> </script>
			<script>a<b></a></script>      | <script> a<b></a> </script>
			<script>1</script/>            | <script> 1 </script>
			<script></scriptx></script>    | <script> </scriptx> </script>
			<SCRIPT></SCRIPT>              | <SCRIPT> </SCRIPT>
			""")
	void tokenIsPassedOnWhenItIsComplete(String page, String expected) {
		write(page);
		assertThat(this.recorder.toString()).isEqualTo(expected);
		assertThat(rest()).isZero();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			<!-- <script></script>             | <!-- <script></script>
			<!-- <script></script> </script>   | <!-- <script></script>  </script>
			<!-- <script>--></script>          | <!-- <script>--> </script>
			<!-- <script>---></script>         | <!-- <script>---> </script>
			<!--> <script></script>            | <!--> <script> </script>
			<!-- <script>->-- ></script>       | <!-- <script>->-- ></script>
			<!-- <scripts></script>            | <!-- <scripts> </script>
			<!-- <script></scripts></script>   | <!-- <script></scripts></script>
			<!--</script>                      | <!-- </script>
			<!- <script></script>              | <!- <script> </script>
			""")
	void scriptInACommentOfAScriptHasAnEndTagOfItsOwn(String content, String expected) {
		write("<script>" + content);
		assertThat(this.recorder.toString()).isEqualTo("<script> " + expected);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
			a<b             | a                | a
			a<b c='         | a                | a
			</b             | ~~               | ~~
			a<              | a                | a <
			a</             | a                | a </
			<!              | ~~               | <!---->
			<!x             | ~~               | <!--x-->
			<?x             | ~~               | <!--?x-->
			</1             | ~~               | <!--1-->
			<!--            | ~~               | <!---->
			<!---           | ~~               | <!---->
			<!--x           | ~~               | <!--x-->
			<!--x-          | ~~               | <!--x-->
			<!--x--         | ~~               | <!--x-->
			<!--x--!        | ~~               | <!--x-->
			<!doctype x     | ~~               | <!doctype x>
			<!doctyp        | ~~               | <!--doctyp-->
			<svg><![CDATA[]]  | <svg> edge     | <svg> edge ]]
			<svg><![CDATA[  | <svg> edge       | <svg> edge
			<script>1</scri | <script> 1       | <script> 1 </scri
			<script></script  | <script>       | <script> </script
			""")
	void restOfThePageIsReadAtItsEnd(String page, String before, String after) {
		write(page);
		assertThat(this.recorder.toString()).isEqualTo(before);
		this.tokenizer.end();
		assertThat(this.recorder.toString()).isEqualTo(after);
	}

	@Test
	void longTokenIsReadAgainWhenTwiceAsMuchOfItIsThere() {
		List<Integer> sizes = new ArrayList<>();
		this.recorder.asked = () -> sizes.add(rest());
		write("<!--x-");
		write("-><![CDATA[");
		for (int i = 0; i < 1000; i++) {
			write("x");
		}
		write(">");
		assertThat(sizes).containsExactly(9, 18, 36, 72, 144, 288, 576);
		this.tokenizer.end();
		assertThat(this.recorder.toString()).startsWith("<!--x--> <!--[CDATA[xx").endsWith("x-->");
	}

	@ParameterizedTest
	@ValueSource(strings = { "<!--", "<!doctype ", "<!x", "<a ", "</a " })
	void tokenThatIsTooLongIsRefused(String start) {
		String message = "A tag, comment or doctype of the page is longer than " + MAX + " bytes";
		String end = start.startsWith("<!--") ? "-->" : ">";
		String longest = start + "x".repeat(MAX - start.length() - end.length()) + end;
		write(longest);
		assertThat(rest()).isZero();
		assertThatIllegalStateException().isThrownBy(() -> write(start + "x" + longest.substring(start.length())))
			.withMessage(message);
	}

	@Test
	void tokenThatIsTooLongIsRefusedBeforeItsEnd() {
		String piece = "x".repeat(MAX / 2);
		write("<!--");
		write(piece);
		assertThatIllegalStateException().isThrownBy(() -> write(piece));
	}

	/**
	 * Writes down the tokens, with a space between them.
	 */
	private static final class Recorder implements Tokenizer.Tokens {

		private final Tokenizer tokenizer = new Tokenizer(this);

		private final List<String> tokens = new ArrayList<>();

		private boolean inSvg;

		private Runnable asked = () -> {
		};

		private String string(int from, int to) {
			return new String(this.tokenizer.buffer(), from, to - from, StandardCharsets.ISO_8859_1);
		}

		@Override
		public void resume(int position) {
		}

		@Override
		public void pause(int position) {
		}

		@Override
		public void text(int from, int to) {
			this.tokens.add(string(from, to));
		}

		@Override
		public void edge() {
			this.tokens.add("edge");
		}

		@Override
		public void startTag(int from, int to) {
			StringBuilder tag = new StringBuilder(string(from, this.tokenizer.nameEnd()));
			for (int i = 0; i < this.tokenizer.attributeCount(); i++) {
				tag.append(' ')
					.append(string(this.tokenizer.attribute(i, 0), this.tokenizer.attribute(i, 1)))
					.append('=')
					.append(string(this.tokenizer.attribute(i, 2), this.tokenizer.attribute(i, 3)));
			}
			this.tokens.add(tag + ">");
			TagName name = TagName.of(this.tokenizer.buffer(), from + 1, this.tokenizer.nameEnd(), PageEncoding.UTF_8);
			this.inSvg |= name.is("svg");
			if (name.is("script")) {
				this.tokenizer.readText(name);
			}
		}

		@Override
		public void endTag(int from, int to) {
			this.tokens.add(string(from, this.tokenizer.nameEnd()) + ">");
		}

		@Override
		public void comment(int from, int to, int textFrom, int textTo) {
			this.tokens.add("<!--" + string(textFrom, textTo) + "-->");
		}

		@Override
		public void doctype(int from, int to, int textFrom, int textTo) {
			this.tokens.add("<!doctype" + string(textFrom, textTo) + ">");
		}

		@Override
		public boolean allowsCdata() {
			this.asked.run();
			return this.inSvg;
		}

		@Override
		public String toString() {
			return String.join(" ", this.tokens);
		}

	}

}
