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

import java.util.Arrays;

/**
 * Writes a page in pieces.
 *
 * @author the Assets for Spring Boot authors
 */
final class Pieces {

	static final int[] SMALL = { 1, 2, 3, 5, 8, 13 };

	private Pieces() {
	}

	/**
	 * Write a page and its end.
	 * @param page the bytes of the page
	 * @param rewriting the rewriting of the page
	 * @param lengths the lengths of the pieces, in turn; without them, the page is one
	 * piece
	 */
	static void write(byte[] page, Rewriting rewriting, int... lengths) {
		if (lengths.length == 0) {
			rewriting.write(page, 0, page.length);
		}
		byte[] last = {};
		for (int from = 0, i = 0; lengths.length > 0 && from < page.length; i++) {
			byte[] piece = Arrays.copyOfRange(page, from, Math.min(page.length, from + lengths[i % lengths.length]));
			rewriting.write(piece, 0, piece.length);
			// a piece may be used until the next one is written
			Arrays.fill(last, (byte) '%');
			last = piece;
			from += piece.length;
		}
		rewriting.end();
	}

}
