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
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import io.github.assetsboot.html.HtmlRecording.Result;
import io.github.assetsboot.robustness.Seed;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Mutations of the recorded pages, with handlers of any recordings. Some properties hold
 * whatever the page and the handlers are.
 *
 * @author the Assets for Spring Boot authors
 */
class MutatedPagesIT {

	private static final int PAGES = 20_000;

	private static final List<String> CHARSETS = List.of("utf-8", "utf-8", "utf-8", "windows-1252", "shift_jis",
			"gb18030", "big5", "euc-jp", "x-user-defined");

	private static final List<Handler> READING = List.of(new Handler.OfElements(Selector.parse("*"), (element) -> {
		element.attributes();
		element.removeAttribute("not there").hasAttribute("id");
	}), new Handler.OfElements(Selector.parse("nope > p:not(.a):nth-child(2n)"), HtmlElement::remove),
			new Handler.OfComments(null, HtmlComment::text), new Handler.OfDoctype(HtmlDoctype::name),
			new Handler.OfEnd((end) -> {
			}));

	private static final Pattern SCRIPT = Pattern.compile("script|style", Pattern.CASE_INSENSITIVE);

	private static List<byte[]> pages;

	private static List<JsonNode> handlers;

	@BeforeAll
	static void load() {
		Seed.print(MutatedPagesIT.class);
		List<HtmlRecording> recordings = HtmlRecording.all();
		pages = recordings.stream().map(HtmlRecording::page).filter((page) -> page.length < 1_000).distinct().toList();
		handlers = new ArrayList<>();
		for (HtmlRecording recording : recordings) {
			if (recording.expected().error() == null && !recording.handlers().toString().contains("\"throw\"")) {
				recording.handlers().forEach(handlers::add);
			}
		}
	}

	@Test
	void pageThatNoHandlerChangesStaysTheSame() {
		for (int i = 0; i < Seed.cases(PAGES); i++) {
			Random random = Seed.random("unchanged", i);
			byte[] page = MutatedPage.create(random, pages);
			List<Handler> reading = new ArrayList<>(READING);
			if (isUtf8(page)) {
				reading.add(new Handler.OfText(null, HtmlText::text));
			}
			ByteArrayOutputStream output = new ByteArrayOutputStream();
			Rewriting rewriting = new Rewriting(reading, new PageEncoding(StandardCharsets.UTF_8), output::write);
			Pieces.write(page, rewriting, lengths(random));
			assertThat(output.toByteArray()).as(Seed.describe("unchanged", i)).isEqualTo(page);
			assertThat(rewriting.isChanged()).as(Seed.describe("unchanged", i)).isFalse();
		}
	}

	/**
	 * Text that a handler has seen is written anew, with malformed bytes replaced.
	 */
	private static boolean isUtf8(byte[] page) {
		try {
			StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(page));
			return true;
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

	@Test
	void resultDoesNotDependOnThePiecesInWhichThePageArrives() {
		for (int i = 0; i < Seed.cases(PAGES); i++) {
			Random random = Seed.random("pieces", i);
			byte[] page = MutatedPage.create(random, pages);
			ArrayNode some = JsonMapper.shared().createArrayNode();
			for (int count = random.nextInt(4); count >= 0; count--) {
				some.add(handlers.get(random.nextInt(handlers.size())));
			}
			String contentType = "text/html; charset=" + CHARSETS.get(random.nextInt(CHARSETS.size()));
			if (page.length > 1 && (page[0] & 0xFE) == 0xFE) {
				// UTF-16 is decoded elsewhere
				page[0] = ' ';
			}
			Result whole = HtmlRecording.replay(page, contentType, some);
			Result pieces = HtmlRecording.replay(page, contentType, some, lengths(random));
			assertThat(pieces)
				.as("%s: %s %s", Seed.describe("pieces", i), new String(page, StandardCharsets.UTF_8), some)
				.isEqualTo(whole);
			if (!SCRIPT.matcher(new String(page, StandardCharsets.ISO_8859_1) + some).find()) {
				// text in a script is refused if it would end it, or if the encoding
				// lacks it
				assertThat(whole.error()).as(Seed.describe("pieces", i)).isNull();
			}
		}
	}

	private static int[] lengths(Random random) {
		return random.ints(1 + random.nextInt(5), 1, 14).toArray();
	}

}
