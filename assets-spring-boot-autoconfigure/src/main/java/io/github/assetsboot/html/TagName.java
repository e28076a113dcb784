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

	/**
	 * The element is always empty.
	 */
	static final int VOID = 1;

	/**
	 * The content of the element is text.
	 */
	static final int TEXT = 1 << 1;

	/**
	 * A browser goes on with the element after the end of its parent.
	 */
	static final int FORMATTING = 1 << 2;

	/**
	 * The element hides the list items around it from the items in it.
	 */
	static final int SPECIAL = 1 << 3;

	/**
	 * The element hides the elements around it from the end tags in it.
	 */
	static final int SCOPE = 1 << 4;

	/**
	 * The element belongs to the structure of a table.
	 */
	static final int TABLE = 1 << 5;

	/**
	 * The start tag ends a paragraph.
	 */
	static final int ENDS_PARAGRAPH = 1 << 6;

	/**
	 * The start tag ends SVG and MathML.
	 */
	static final int ENDS_FOREIGN = 1 << 7;

	/**
	 * The start tag ends other elements of the same kind.
	 */
	static final int ENDS_SIBLING = 1 << 8;

	/**
	 * The names with flags, and their number.
	 */
	static final int COUNT;

	/**
	 * These names, each in the slot of its hash or the next free one.
	 */
	private static final TagName[] KNOWN = new TagName[1024];

	static {
		Map<String, Integer> flags = new HashMap<>();
		add(flags, VOID,
				"area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");
		add(flags, TEXT, "iframe noembed noframes noscript plaintext script style textarea title xmp");
		add(flags, FORMATTING, "a b big code em font i nobr s small strike strong tt u");
		add(flags, SPECIAL,
				"applet area article aside base basefont bgsound blockquote body br button caption center col colgroup "
						+ "dd details dir dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 "
						+ "h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu "
						+ "meta nav noembed noframes noscript object ol param plaintext pre script search section "
						+ "select source style summary table tbody td template textarea tfoot th thead title tr track "
						+ "ul wbr xmp");
		add(flags, SCOPE, "applet caption html marquee object select table td template th");
		add(flags, TABLE, "caption table tbody td template tfoot th thead tr");
		add(flags, ENDS_PARAGRAPH,
				"address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
						+ "footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre "
						+ "search section summary table ul xmp");
		add(flags, ENDS_FOREIGN,
				"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing "
						+ "menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var");
		add(flags, ENDS_SIBLING, "dd dt li optgroup option rp rt tbody td tfoot th thead tr");
		add(flags, 0, "button datalist path svg");
		COUNT = flags.size();
		int index = 0;
		for (Map.Entry<String, Integer> entry : flags.entrySet()) {
			long key = key(entry.getKey().getBytes(StandardCharsets.US_ASCII), 0, entry.getKey().length());
			TagName name = new TagName(entry.getKey(), key, entry.getValue(), index++);
			int slot = slot(key);
			while (KNOWN[slot] != null) {
				slot = (slot + 1) % KNOWN.length;
			}
			KNOWN[slot] = name;
		}
	}

	static final TagName NONE = new TagName("", 0, 0, -1);

	private final String name;

	private final long key;

	private final int flags;

	private final int index;

	private TagName(String name, long key, int flags, int index) {
		this.name = name;
		this.key = key;
		this.flags = flags;
		this.index = index;
	}

	private static void add(Map<String, Integer> flags, int flag, String names) {
		for (String name : names.split(" ")) {
			flags.merge(name, flag, (one, other) -> one | other);
		}
	}

	/**
	 * Return a number that only this name of up to ten letters and digits has, or 0 for
	 * all other names.
	 */
	private static long key(byte[] page, int from, int to) {
		long key = 0;
		for (int i = from; i < to; i++) {
			int c = page[i] - ((page[i] >= 'a') ? 'a' - 'A' : 0) - ' ';
			if (c < 0 || c >= 64 || key >>> 54 != 0 || page[i] > 'z') {
				return 0;
			}
			key = key << 6 | c;
		}
		return key;
	}

	private static int slot(long key) {
		return (int) ((key * 0x9E3779B97F4A7C15L) >>> 54);
	}

	/**
	 * Return the name that stands in a page.
	 */
	static TagName of(byte[] page, int from, int to, PageEncoding encoding) {
		long key = key(page, from, to);
		for (int slot = slot(key); KNOWN[slot] != null; slot = (slot + 1) % KNOWN.length) {
			if (KNOWN[slot].key == key) {
				return KNOWN[slot];
			}
		}
		return new TagName(lower(encoding.decode(page, from, to)), 0, 0, -1);
	}

	/**
	 * Return whether a name of ASCII characters stands in a page, in any case.
	 */
	static boolean matches(byte[] page, int from, int to, String name) {
		if (to - from != name.length()) {
			return false;
		}
		for (int i = 0; i < name.length(); i++) {
			if (lower(page[from + i]) != name.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Return a letter of ASCII in lower case, and every other character as it is.
	 */
	static int lower(int c) {
		return (c >= 'A' && c <= 'Z') ? c + ('a' - 'A') : c;
	}

	static String lower(String text) {
		StringBuilder lower = null;
		for (int i = 0; i < text.length(); i++) {
			char c = text.charAt(i);
			if (lower(c) != c) {
				lower = (lower != null) ? lower : new StringBuilder(text);
				lower.setCharAt(i, (char) lower(c));
			}
		}
		return (lower != null) ? lower.toString() : text;
	}

	/**
	 * Return a number below {@link #COUNT}, or -1 if the name has no flags.
	 */
	int index() {
		return this.index;
	}

	/**
	 * Return whether the name has one of some flags.
	 */
	boolean is(int flags) {
		return (this.flags & flags) != 0;
	}

	boolean is(String name) {
		return this.name.equals(name);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
