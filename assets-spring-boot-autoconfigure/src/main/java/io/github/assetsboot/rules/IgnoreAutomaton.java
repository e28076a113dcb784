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

package io.github.assetsboot.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

import io.github.assetsboot.rules.IgnorePattern.Kind;
import io.github.assetsboot.rules.IgnorePattern.Token;

/**
 * Compares a path with many patterns at once, without backtracking.
 * <p>
 * Every token of every pattern has a bit. The bit is set while the characters that were
 * read match all tokens of the pattern before it. Each character of a path takes one step
 * for every 64 bits. So the time is at most the length of the path times that of the
 * patterns, and the memory is linear in the length of the patterns.
 * <p>
 * Immutable and safe for use by many threads.
 */
final class IgnoreAutomaton {

	private static final int NONE = -1;

	/**
	 * The extensions of files that hold another one in a content coding.
	 */
	static final List<String> CODED = List.of(".br", ".gz", ".zst");

	private final Word[] words;

	private final Tokens[] ascii = new Tokens[128];

	private final long[] runs;

	private final long[] folders;

	private final long[] ends;

	private final long[] folderEnds;

	private final long[] start;

	/**
	 * The numbers of the patterns that the bits belong to.
	 */
	private final int[] patterns;

	private final BitSet negated = new BitSet();

	IgnoreAutomaton(List<IgnorePattern> patterns) {
		List<Token> tokens = new ArrayList<>();
		for (IgnorePattern pattern : patterns) {
			tokens.addAll(pattern.tokens());
		}
		this.runs = bits(tokens, Kind.RUN, Kind.RUN);
		this.folders = bits(tokens, Kind.FOLDERS, Kind.FOLDERS);
		this.ends = bits(tokens, Kind.END, Kind.END);
		this.folderEnds = bits(tokens, Kind.END, Kind.FOLDER_END);
		this.words = new Word[this.runs.length];
		for (int i = 0; i < this.words.length; i++) {
			this.words[i] = new Word(tokens.subList(i * Long.SIZE, Math.min((i + 1) * Long.SIZE, tokens.size())));
		}
		for (char character = 0; character < this.ascii.length; character++) {
			this.ascii[character] = find(character);
		}
		this.patterns = new int[tokens.size()];
		BitSet starts = new BitSet();
		int bit = 0;
		for (int i = 0; i < patterns.size(); i++) {
			int end = bit + patterns.get(i).tokens().size();
			Arrays.fill(this.patterns, bit, end, i);
			this.negated.set(i, patterns.get(i).negated());
			starts.set(bit);
			for (int next = bit; tokens.get(next).mayBeEmpty(); next++) {
				starts.set(next + 1);
			}
			bit = end;
		}
		this.start = Arrays.copyOf(starts.toLongArray(), this.words.length);
	}

	private static long[] bits(List<Token> tokens, Kind one, Kind other) {
		BitSet bits = new BitSet();
		for (int i = 0; i < tokens.size(); i++) {
			Kind kind = tokens.get(i).kind();
			bits.set(i, kind == one || kind == other);
		}
		return Arrays.copyOf(bits.toLongArray(), (tokens.size() + Long.SIZE - 1) / Long.SIZE);
	}

	/**
	 * Find the pattern that decides on a path by itself, the last one that matches. If
	 * none matches a coded file, the one for its plain file decides.
	 * @param path the path relative to the root, a folder's with a slash at the end
	 * @return the number of the pattern, or -1 if the path is not ignored
	 */
	int ignoring(String path) {
		return ignoring(path, false);
	}

	/**
	 * Find the pattern that decides on a path, or on a folder that it lies in.
	 * @param path the path of a file relative to the root
	 * @return the number of the pattern, or -1 if the path is not ignored
	 */
	int ignoringWithFolders(String path) {
		return ignoring(path, true);
	}

	private int ignoring(String path, boolean withFolders) {
		boolean folder = path.endsWith("/");
		int length = folder ? path.length() - 1 : path.length();
		int plainLength = plainLength(path);
		int ofPlainFile = NONE;
		long[] state = this.start.clone();
		for (int i = 0; i < length; i++) {
			char character = path.charAt(i);
			if (withFolders && character == '/') {
				int pattern = unlessNegated(deciding(state, this.folderEnds));
				if (pattern != NONE) {
					return pattern;
				}
			}
			if (i == plainLength) {
				ofPlainFile = deciding(state, this.ends);
			}
			step(state, tokens(IgnorePattern.fold(character)));
		}
		int pattern = deciding(state, folder ? this.folderEnds : this.ends);
		return unlessNegated((pattern != NONE) ? pattern : ofPlainFile);
	}

	/**
	 * A file such as {@code notes.txt.gz} holds what {@code notes.txt} does.
	 */
	private static int plainLength(String path) {
		for (String extension : CODED) {
			if (path.endsWith(extension)) {
				return path.length() - extension.length();
			}
		}
		return NONE;
	}

	private int unlessNegated(int pattern) {
		return (pattern != NONE && this.negated.get(pattern)) ? NONE : pattern;
	}

	private int deciding(long[] state, long[] ends) {
		for (int i = state.length - 1; i >= 0; i--) {
			long ended = state[i] & ends[i];
			if (ended != 0) {
				return this.patterns[(i + 1) * Long.SIZE - 1 - Long.numberOfLeadingZeros(ended)];
			}
		}
		return NONE;
	}

	private void step(long[] state, Tokens tokens) {
		long carry = 0;
		for (int i = 0; i < state.length; i++) {
			long matched = state[i] & tokens.matched()[i];
			long bits = (matched << 1) | carry;
			long folders = bits & this.folders[i];
			bits |= (folders << 1) | (state[i] & tokens.repeated()[i]);
			long runs = bits & this.runs[i];
			state[i] = bits | (runs << 1);
			carry = (matched | folders | runs) >>> (Long.SIZE - 1);
		}
	}

	private Tokens tokens(char character) {
		return (character < this.ascii.length) ? this.ascii[character] : find(character);
	}

	private Tokens find(char character) {
		Tokens tokens = new Tokens(new long[this.words.length], new long[this.words.length]);
		for (int i = 0; i < this.words.length; i++) {
			Word word = this.words[i];
			int index = Arrays.binarySearch(word.ranges, character);
			int range = (index >= 0) ? index : -index - 2;
			tokens.matched()[i] = word.matched[range];
			tokens.repeated()[i] = word.repeated[range];
		}
		return tokens;
	}

	/**
	 * The tokens of all patterns that a character is for.
	 *
	 * @param matched those that end with it
	 * @param repeated those that may go on after it
	 */
	private record Tokens(long[] matched, long[] repeated) {

	}

	/**
	 * The tokens of 64 bits, with the characters divided into ranges that they do not
	 * tell apart.
	 */
	private static final class Word {

		private final char[] ranges;

		private final long[] matched;

		private final long[] repeated;

		private Word(List<Token> tokens) {
			TreeSet<Integer> starts = new TreeSet<>(List.of(0));
			for (Token token : tokens) {
				addStarts(starts, token.matched());
				addStarts(starts, token.repeated());
			}
			this.ranges = new char[starts.size()];
			this.matched = new long[starts.size()];
			this.repeated = new long[starts.size()];
			int range = 0;
			for (int start : starts) {
				for (int i = 0; i < tokens.size(); i++) {
					this.matched[range] |= tokens.get(i).matched().get(start) ? 1L << i : 0;
					this.repeated[range] |= tokens.get(i).repeated().get(start) ? 1L << i : 0;
				}
				this.ranges[range++] = (char) start;
			}
		}

		private static void addStarts(TreeSet<Integer> starts, BitSet characters) {
			int start = characters.nextSetBit(0);
			while (start != -1) {
				int end = characters.nextClearBit(start);
				starts.add(start);
				if (end <= Character.MAX_VALUE) {
					starts.add(end);
				}
				start = characters.nextSetBit(end);
			}
		}

	}

}
