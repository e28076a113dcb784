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

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The path of a URL as the URL standard's parser leaves it: dot segments removed,
 * characters that a path does not hold percent-encoded.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://url.spec.whatwg.org/#path-state">URL standard, path state</a>
 */
public final class UrlPath {

	private UrlPath() {
	}

	/**
	 * Normalize the path of an {@code http} or {@code https} URL, in which a backslash is
	 * a slash.
	 * @param path the path, starting with a slash
	 * @return the normalized path, the very same if it was normalized already
	 */
	public static String normalize(String path) {
		return normalizeRule((path.indexOf('\\') >= 0) ? path.replace('\\', '/') : path);
	}

	/**
	 * Normalize the path of a rule, which is parsed before its scheme is known, so that a
	 * backslash is an ordinary character.
	 * @param path the path, starting with a slash
	 * @return the normalized path
	 */
	static String normalizeRule(String path) {
		String encoded = PercentEncodeSet.PATH.encode(path);
		return mayHaveDotSegments(encoded) ? removeDotSegments(encoded) : encoded;
	}

	private static boolean mayHaveDotSegments(String path) {
		for (int i = path.indexOf('/'); i >= 0 && i + 1 < path.length(); i = path.indexOf('/', i + 1)) {
			if (path.charAt(i + 1) == '.' || path.startsWith("%2", i + 1)) {
				return true;
			}
		}
		return false;
	}

	private static String removeDotSegments(String path) {
		List<String> output = new ArrayList<>();
		String[] segments = path.substring(1).split("/", -1);
		for (int i = 0; i < segments.length; i++) {
			int dots = dots(segments[i]);
			boolean last = (i == segments.length - 1);
			if (dots == 2 && !output.isEmpty()) {
				output.remove(output.size() - 1);
			}
			if (dots == 0) {
				output.add(segments[i]);
			}
			else if (last) {
				output.add("");
			}
		}
		return "/" + String.join("/", output);
	}

	/**
	 * Count the dots of a dot segment.
	 * @param segment the segment, possibly with encoded dots
	 * @return 1 or 2, or 0 if the segment is an ordinary one
	 */
	private static int dots(String segment) {
		int dots = 0;
		for (int i = 0; i < segment.length(); dots++) {
			if (segment.charAt(i) == '.') {
				i++;
			}
			else if (segment.regionMatches(true, i, "%2e", 0, 3)) {
				i += 3;
			}
			else {
				return 0;
			}
		}
		return (dots <= 2) ? dots : 0;
	}

	/**
	 * Return the first segment of a path.
	 * @param path the path
	 * @return the segment with its slash in front
	 */
	public static String firstSegment(String path) {
		int end = path.indexOf('/', 1);
		return (end != -1) ? path.substring(0, end) : path;
	}

	/**
	 * The percent-encode sets of the URL standard: which characters a part of a URL does
	 * not hold as they are.
	 *
	 * @since 0.1.0
	 * @see <a href="https://url.spec.whatwg.org/#percent-encoded-bytes">URL standard,
	 * percent-encoded bytes</a>
	 */
	public enum PercentEncodeSet {

		/**
		 * Characters that a fragment does not hold.
		 */
		FRAGMENT(" \"<>`"),

		/**
		 * Characters that the query of a URL does not hold.
		 */
		QUERY(" \"#<>"),

		/**
		 * Characters that the query of an {@code http} or {@code https} URL does not
		 * hold.
		 */
		SPECIAL_QUERY(" \"#<>'"),

		/**
		 * Characters that a path does not hold.
		 */
		PATH(" \"#<>?^`{}");

		private static final char[] HEX = "0123456789ABCDEF".toCharArray();

		private final boolean[] encoded = new boolean[128];

		PercentEncodeSet(String characters) {
			for (int c = 0; c < this.encoded.length; c++) {
				this.encoded[c] = c < 0x20 || c == 0x7F || characters.indexOf(c) >= 0;
			}
		}

		/**
		 * Percent-encode the characters of this set, as UTF-8. Text that is
		 * percent-encoded already stays the same.
		 * @param text the text to encode
		 * @return the encoded text, the very same if nothing had to be encoded
		 */
		public String encode(String text) {
			for (int i = 0; i < text.length(); i++) {
				if (contains(text.charAt(i))) {
					return encodeFrom(i, text);
				}
			}
			return text;
		}

		boolean contains(char c) {
			return c >= this.encoded.length || this.encoded[c];
		}

		private String encodeFrom(int start, String text) {
			StringBuilder result = new StringBuilder(text.length() + 16).append(text, 0, start);
			for (int i = start; i < text.length();) {
				int codePoint = text.codePointAt(i);
				int next = i + Character.charCount(codePoint);
				if (contains(text.charAt(i))) {
					appendEncoded(text.substring(i, next), result);
				}
				else {
					result.append((char) codePoint);
				}
				i = next;
			}
			return result.toString();
		}

		/**
		 * Append every byte of the text's UTF-8 form as a percent-encoded byte, in upper
		 * case.
		 * @param text the text to encode
		 * @param target where to append
		 */
		public static void appendEncoded(String text, StringBuilder target) {
			for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
				target.append('%').append(HEX[(octet >> 4) & 0xF]).append(HEX[octet & 0xF]);
			}
		}

		/**
		 * Percent-decode a text. A percent sign without two hexadecimal digits behind it
		 * stays as it is.
		 * @param text the text to decode
		 * @return the decoded text
		 * @throws CharacterCodingException if what comes out is not UTF-8
		 */
		public static String decode(String text) throws CharacterCodingException {
			byte[] octets = text.getBytes(StandardCharsets.UTF_8);
			ByteBuffer decoded = ByteBuffer.allocate(octets.length);
			for (int i = 0; i < octets.length; i++) {
				int octet = (octets[i] == '%') ? hexOctet(octets, i + 1) : -1;
				decoded.put((octet != -1) ? (byte) octet : octets[i]);
				i += (octet != -1) ? 2 : 0;
			}
			return StandardCharsets.UTF_8.newDecoder().decode(decoded.flip()).toString();
		}

		private static int hexOctet(byte[] octets, int index) {
			if (index + 1 >= octets.length) {
				return -1;
			}
			int high = Character.digit(octets[index], 16);
			int low = Character.digit(octets[index + 1], 16);
			return (high == -1 || low == -1) ? -1 : (high << 4) | low;
		}

	}

	/**
	 * Scheme, host and port that a request was sent to.
	 *
	 * @param scheme {@code http} or {@code https}
	 * @param host the host name in lower case, without the port
	 * @param port the port, or -1 for the scheme's own
	 * @since 0.1.0
	 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-4">RFC 6454, section
	 * 4</a>
	 */
	public record Origin(String scheme, String host, int port) {

		/**
		 * Create an origin.
		 * @param scheme the scheme, in whatever case
		 * @param host the host name, in whatever case
		 * @param port the port, or -1 for the scheme's own
		 */
		public Origin {
			scheme = scheme.toLowerCase(Locale.ROOT);
			host = host.toLowerCase(Locale.ROOT);
			port = (port == defaultPort(scheme)) ? -1 : port;
		}

		static int defaultPort(String scheme) {
			return switch (scheme) {
				case "http" -> 80;
				case "https" -> 443;
				default -> -1;
			};
		}

		@Override
		public String toString() {
			return this.scheme + "://" + this.host + ((this.port != -1) ? ":" + this.port : "");
		}

	}

}
