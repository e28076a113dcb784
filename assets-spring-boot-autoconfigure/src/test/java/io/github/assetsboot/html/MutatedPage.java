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
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Pages that are a little, or very much, unlike the recorded ones.
 *
 * @author the Assets for Spring Boot authors
 */
final class MutatedPage {

	private static final int MAX_LENGTH = 2_000;

	private static final List<byte[]> TOKENS = List
		.of("<", ">", "</", "/>", "<!", "<!--", "-->", "--!>", "--", "<!-->", "<?", "<![CDATA[", "]]>", "\"", "'", "=",
				"/", "&", "&amp;", ";", " ", "\n", "\r\n", "\t", "\0", "<p>", "</p>", "<li>", "<b>", "</b>", "<div>",
				"</div>", "<br>", "<br/>", "<script>", "</script>", "</script", "<style>", "</style>", "<title>",
				"</title>", "<textarea>", "</textarea>", "<plaintext>", "<svg>", "</svg>", "<svg/>", "<math>", "<mi>",
				"<foreignObject>", "<desc>", "<annotation-xml encoding=text/html>", "<template>", "</template>",
				"<select>", "<option>", "</select>", "<table>", "<tr>", "<td>", "</table>", "<frameset>", "<noscript>",
				"</noscript>", "<iframe>", "<!doctype html>", "<a b=c d='e' f=\"g\" h>", " id=x", " class=\"a b\"",
				"</", "\u00e9", "\u20ac", "\ud83d\ude00", "<P\u00e9>", "<html>", "<head>", "</head>", "<body>",
				"</body>", "</html>", "<dd>", "<dt>", "<rt>", "<optgroup>", "<tbody>", "</p", "</b x=y>")
		.stream()
		.map((token) -> token.getBytes(StandardCharsets.UTF_8))
		.toList();

	private MutatedPage() {
	}

	/**
	 * Create a page.
	 * @param random random numbers
	 * @param pages other pages
	 * @return a mutation of one or several of them
	 */
	static byte[] create(Random random, List<byte[]> pages) {
		byte[] page = any(random, pages);
		for (int count = random.nextInt(6); count >= 0; count--) {
			int at = random.nextInt(page.length + 1);
			int end = Math.min(page.length, at + random.nextInt(12));
			page = switch (random.nextInt(8)) {
				case 0 -> splice(page, at, end, new byte[0]);
				case 1 -> splice(page, at, at, Arrays.copyOfRange(page, at, end));
				case 2 -> splice(page, at, at, new byte[] { (byte) random.nextInt(256) });
				case 3 -> splice(page, at, page.length, any(random, pages));
				case 4 -> splice(page, at, at, any(random, pages));
				default -> splice(page, at, at, any(random, TOKENS));
			};
		}
		return (page.length > MAX_LENGTH) ? Arrays.copyOf(page, MAX_LENGTH) : page;
	}

	private static byte[] any(Random random, List<byte[]> values) {
		return values.get(random.nextInt(values.size()));
	}

	private static byte[] splice(byte[] page, int from, int to, byte[] replacement) {
		byte[] result = Arrays.copyOf(page, page.length - (to - from) + replacement.length);
		System.arraycopy(replacement, 0, result, from, replacement.length);
		System.arraycopy(page, to, result, from + replacement.length, page.length - to);
		return result;
	}

}
