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
import java.util.HashMap;
import java.util.Map;

/**
 * The name of a tag, with what the HTML standard says of elements of that name.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html">HTML, parsing</a>
 */
final class TagName {

	static final int COUNT = 1024;

	static final int VOID = 1;

	static final int TEXT = 1 << 1;

	static final int FORMATTING = 1 << 2;

	static final int SPECIAL = 1 << 3;

	static final int SCOPE = 1 << 4;

	static final int CLOSES_PARAGRAPH = 1 << 5;

	static final int LEAVES_FOREIGN_CONTENT = 1 << 6;

	static final int MATHML_TEXT = 1 << 7;

	private static final Map<String, Integer> FLAGS = new HashMap<>();

	static {
		// the elements that may be empty only, obsolete ones included
		flag(VOID,
				"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");
		// the elements whose content is text
		flag(TEXT, "iframe noembed noframes noscript plaintext script style textarea title xmp");
		flag(FORMATTING, "a b big code em font i nobr s small strike strong tt u");
		flag(SPECIAL,
				"address applet area article aside base basefont bgsound blockquote body br button caption center "
						+ "col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 "
						+ "h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu "
						+ "meta nav noembed noframes noscript object ol p param plaintext pre script search section select "
						+ "source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp");
		flag(SCOPE, "applet caption html marquee object select table td template th");
		flag(CLOSES_PARAGRAPH, "address article aside blockquote center dd details dialog dir div dl dt fieldset "
				+ "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p "
				+ "plaintext pre search section summary table ul xmp");
		flag(LEAVES_FOREIGN_CONTENT,
				"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head "
						+ "hr i img li listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul "
						+ "var");
		flag(MATHML_TEXT, "mi mo mn ms mtext");
		flag(0, "annotation-xml audio canvas desc foreignobject g label math optgroup option path picture rp rt svg "
				+ "video");
	}

	/**
	 * The names above, each in the slot of its hash or the next free one.
	 */
	private static final TagName[] KNOWN = new TagName[COUNT];

	static {
		FLAGS.forEach((name, flags) -> {
			int slot = slot(name);
			while (KNOWN[slot] != null) {
				slot = (slot + 1) % KNOWN.length;
			}
			KNOWN[slot] = new TagName(name.intern(), slot, flags);
		});
	}

	static final TagName SCRIPT = known("script");

	private final String name;

	private final byte[] bytes;

	private final int index;

	private final int flags;

	private TagName(String name, int index, int flags) {
		this.name = name;
		this.index = index;
		this.bytes = name.getBytes(StandardCharsets.UTF_8);
		this.flags = flags;
	}

	private static void flag(int flag, String names) {
		for (String name : names.split(" ")) {
			FLAGS.merge(name, flag, (one, other) -> one | other);
		}
	}

	static TagName known(String name) {
		byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
		return of(bytes, 0, bytes.length, PageEncoding.UTF_8);
	}

	private static int slot(String name) {
		int hash = 0;
		for (int i = 0; i < name.length(); i++) {
			hash = 31 * hash + name.charAt(i);
		}
		return (hash ^ (hash >>> 10)) & (KNOWN.length - 1);
	}

	/**
	 * Return the name that stands in the source of a page.
	 */
	static TagName of(byte[] source, int from, int to, PageEncoding encoding) {
		int hash = 0;
		for (int i = from; i < to; i++) {
			hash = 31 * hash + lower(source[i]);
		}
		for (int slot = (hash ^ (hash >>> 10)) & (KNOWN.length - 1); KNOWN[slot] != null; slot = (slot + 1)
				% KNOWN.length) {
			if (KNOWN[slot].matches(source, from, to)) {
				return KNOWN[slot];
			}
		}
		return new TagName(lower(encoding.decode(source, from, to)), -1, 0);
	}

	/**
	 * Return the letter in lower case, if the byte is one of ASCII.
	 */
	static int lower(int value) {
		return (value >= 'A' && value <= 'Z') ? value + ('a' - 'A') : value;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Return a number of this name below {@link #COUNT}, or -1 if the standard does not
	 * know it.
	 */
	int index() {
		return this.index;
	}

	boolean is(int flag) {
		return (this.flags & flag) != 0;
	}

	boolean is(String name) {
		return this.name.equals(name);
	}

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * Return a text with the letters of ASCII in lower case, and no others.
	 */
	static String lower(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
				StringBuilder lower = new StringBuilder(text);
				for (; i < text.length(); i++) {
					char c = text.charAt(i);
					lower.setCharAt(i, (c >= 'A' && c <= 'Z') ? (char) (c + ('a' - 'A')) : c);
				}
				return lower.toString();
			}
		}
		return text;
	}

	private boolean matches(byte[] source, int from, int to) {
		if (to - from != this.bytes.length) {
			return false;
		}
		for (int i = 0; i < this.bytes.length; i++) {
			if (lower(source[from + i]) != this.bytes[i]) {
				return false;
			}
		}
		return true;
	}

}
