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

package io.github.assetsboot.collection;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import io.github.assetsboot.collection.BlobSource.FileChangedException;
import io.github.assetsboot.collection.Representation.Blob;
import org.jspecify.annotations.Nullable;

/**
 * A file of a collection. The content is known from the last check of the file.
 * {@link #current()} repeats a check that is older than 100 microseconds.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class Asset {

	/**
	 * A check for every request would cost too much for a file that is requested often. A
	 * client that got a response needs longer than this to change the file.
	 */
	private static final long LOOK_AFTER_NANOSECONDS = 100_000;

	private final String path;

	private final @Nullable String contentType;

	/**
	 * The only content of this path, {@code null} if the content may change.
	 */
	private final @Nullable Blob only;

	private volatile Representation representation;

	/**
	 * Only for a file that was changed, because there may be many assets.
	 */
	private @Nullable Rereading rereading;

	private long looked;

	Asset(String path, Representation representation) {
		this(path, representation, false);
	}

	private Asset(String path, Representation representation, boolean immutable) {
		this.only = immutable ? representation.blob() : null;
		this.path = path;
		this.contentType = ContentTypes.forPath(path);
		this.representation = representation;
		this.looked = System.nanoTime() - LOOK_AFTER_NANOSECONDS;
	}

	/**
	 * Create an asset that no file has.
	 * @param path the decoded path, starting with a slash
	 * @param content the content, never to be changed
	 * @return the asset
	 */
	public static Asset of(String path, byte[] content) {
		return new Asset(path, Representation.of(Blob.of(content), new BlobSource.InMemory(content)));
	}

	/**
	 * Return the path in the collection.
	 * @return the decoded path, starting with a slash
	 */
	public String path() {
		return this.path;
	}

	/**
	 * Return an asset with the same content under another path.
	 * @param path the decoded path, starting with a slash
	 * @param immutable whether the path never has another content: it has none when the
	 * file is changed
	 * @return the asset
	 */
	public Asset withPath(String path, boolean immutable) {
		return new Asset(path, this.representation, immutable);
	}

	/**
	 * Return an asset whose content is made of that of this asset.
	 * @param path the decoded path, starting with a slash
	 * @param change makes the bytes of those of this asset, the same each time, without
	 * changing the array that it gets
	 * @param result identity of the bytes that it makes at present
	 * @param immutable whether the path never has another content: it has none when the
	 * file is changed
	 * @return the asset
	 */
	public Asset derive(String path, UnaryOperator<byte[]> change, Blob result, boolean immutable) {
		BlobSource source = new BlobSource.Derived(this.representation.source(), change, result.size());
		return new Asset(path, Representation.of(result, source), immutable);
	}

	/**
	 * Return this asset with the coded representations that another one has of the same
	 * content.
	 * @param other the other asset
	 * @return the asset
	 */
	public Asset sharing(Asset other) {
		Blob known = other.representation.blob();
		return known.equals(this.representation.blob())
				? new Asset(this.path, Representation.of(known, this.representation.source()), isImmutable()) : this;
	}

	/**
	 * Return whether the path never has another content.
	 * @return {@code true} if the path tells the content
	 */
	public boolean isImmutable() {
		return this.only != null;
	}

	/**
	 * Return the media type of a file.
	 * @param path the path or the name of the file
	 * @return the value of {@code Content-Type}, or {@code null} if the file extension is
	 * not known
	 */
	public static @Nullable String contentTypeOf(String path) {
		return ContentTypes.forPath(path);
	}

	/**
	 * Return the media type.
	 * @return the value of {@code Content-Type}, or {@code null} if it is not known
	 */
	public @Nullable String contentType() {
		return this.contentType;
	}

	/**
	 * Return the representation without a content coding, as of the last check of the
	 * file.
	 * @return the representation
	 */
	public Representation representation() {
		return this.representation;
	}

	/**
	 * Return the present representation. The file is checked for changes.
	 * @return the representation, without any content coding
	 * @throws FileChangedException if the file is being written, or is too large to be
	 * read at once
	 * @throws NoSuchFileException if the path is immutable and the file has another
	 * content
	 * @throws IOException if the file is missing or cannot be read
	 */
	public Representation current() throws IOException {
		Representation last = this.representation;
		long now = System.nanoTime();
		boolean known = now - this.looked < LOOK_AFTER_NANOSECONDS;
		Representation present = known ? last : (isCurrent(last) ? looked(last, now) : rereading().read(this, last));
		return (this.only != null) ? checked(present, this.only) : present;
	}

	private Representation checked(Representation present, Blob only) throws NoSuchFileException {
		if (!only.equals(present.blob())) {
			throw new NoSuchFileException(this.path, null, "its file has another content by now");
		}
		return present;
	}

	/**
	 * Read the file again, whatever is known of it.
	 * @return the representation, without any content coding
	 * @throws FileChangedException if the file is being written, or is too large to be
	 * read at once
	 * @throws IOException if the file is missing or cannot be read
	 */
	public Representation reread() throws IOException {
		Representation present = rereading().read(this, null);
		return (this.only != null) ? checked(present, this.only) : present;
	}

	/**
	 * A file that cannot be checked counts as changed. The next read finds out whether it
	 * was moved. A file that has not been read is read first: the check then tells
	 * whether the hash is that of the present content.
	 */
	static boolean isCurrent(Representation representation) {
		try {
			return !representation.blob().isLost() && representation.source().isCurrent();
		}
		catch (IOException ex) {
			return false;
		}
	}

	private synchronized Rereading rereading() {
		Rereading result = this.rereading;
		if (result == null) {
			result = new Rereading();
			this.rereading = result;
		}
		return result;
	}

	Representation looked(Representation representation, long now) {
		this.representation = representation;
		this.looked = now;
		return representation;
	}

	/**
	 * Compare the content with another's.
	 * @param other the other asset
	 * @return whether both hold the same bytes
	 */
	public boolean hasSameContent(Asset other) {
		return this.representation.blob().equals(other.representation.blob());
	}

	/**
	 * Return whether this asset has the given content. A large file that was changed is
	 * read by the next request for it.
	 */
	boolean holds(BlobSource content) {
		BlobSource known = this.representation.source();
		if (content instanceof BlobSource.InFile file) {
			return (file.settled() && content.equals(known)) || (Rereading.isLarge(content) && file.isSameFile(known));
		}
		return content instanceof BlobSource.InMemory inMemory && known instanceof BlobSource.InMemory knownBytes
				&& inMemory.bytes() == knownBytes.bytes();
	}

	@Override
	public String toString() {
		return this.path;
	}

	/**
	 * The part of a file's name that may be a fingerprint of its content: hexadecimal or
	 * base64url, of 8 and more characters.
	 *
	 * @param token the part
	 * @param start the position of the part in the name
	 * @param separator the character before it, empty at the start of the name
	 * @param stem the name without it
	 * @param strong whether the part alone says that it is a fingerprint. Otherwise, it
	 * is one only if others beside it say so
	 * @since 0.1.0
	 */
	public record NameFingerprint(String token, int start, String separator, String stem, boolean strong) {

		/**
		 * The fingerprints of Rollup, which may have hyphens and underscores in them.
		 */
		private static final int ROLLUP_LENGTH = 8;

		private static final int MIN_WORD = 3;

		private static final int LONG_WORD = 4;

		private static final int MAX_WORDS = 3;

		private static final int MIN_LENGTH = 8;

		private static final int MAX_LENGTH = 64;

		private static final Pattern BASE64_URL = Pattern.compile("[0-9A-Za-z_-]+");

		private static final Pattern UUID = Pattern
			.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

		private static final int UUID_LENGTH = 36;

		private static final Pattern DATE = Pattern.compile("(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01]).*");

		private static final Pattern SIZE = Pattern.compile("(?i)\\d{2,5}x\\d{2,5}.*|\\d{3,4}p.*");

		private static final int LONG = 16;

		private static final Pattern LONG_HEXADECIMAL = Pattern.compile("(?=.*[0-9])(?=.*[a-f])[0-9a-f]{16,}");

		private static final Pattern DIGITS_AT_ONE_END = Pattern.compile("[0-9]*[^0-9]+|[^0-9]+[0-9]*");

		private static final String VOWELS = "aeiouy";

		private static final int UNREADABLE_CONSONANTS = 3;

		private static final Set<String> ABBREVIATIONS = Set.of("html", "http", "https", "css", "xml", "svg", "pdf",
				"png", "jpg", "btn", "img", "src", "md", "lg", "sm", "xs", "xl", "px", "db", "js", "ts", "mp");

		/**
		 * Find the fingerprint in the name of a file.
		 * @param name the name
		 * @return the fingerprint, or {@code null} if the name has none
		 */
		public static @Nullable NameFingerprint find(String name) {
			String[] parts = name.split("\\.", -1);
			if (parts[parts.length - 1].toLowerCase(Locale.ROOT).startsWith("htm")) {
				return null;
			}
			NameFingerprint found = null;
			int start = 0;
			for (int index = 0; index < parts.length - 1; index++) {
				NameFingerprint fingerprint = hasUuid(parts[index]) ? null
						: findInPart(name, start, parts[index], (index == 0) ? "" : ".");
				if (fingerprint != null && (found == null || fingerprint.strong())) {
					found = fingerprint;
				}
				start += parts[index].length() + 1;
			}
			return found;
		}

		private static boolean hasUuid(String part) {
			return part.length() >= UUID_LENGTH && UUID.matcher(part).find();
		}

		private static @Nullable NameFingerprint findInPart(String name, int start, String part, String before) {
			NameFingerprint weak = null;
			int end = -1;
			while (end < part.length()) {
				int from = end + 1;
				end = endOfPiece(part, from);
				String piece = part.substring(from, end);
				boolean last = end == part.length();
				if ((last || from == 0 && !before.isEmpty()) && isPlain(piece) && !isMeant(piece)) {
					String separator = (from == 0) ? before : part.substring(from - 1, from);
					NameFingerprint fingerprint = of(name, start + from, piece, separator, isStrong(piece));
					if (fingerprint.strong()) {
						return fingerprint;
					}
					weak = fingerprint;
				}
			}
			int cut = part.length() - ROLLUP_LENGTH;
			if (weak != null || cut < 0 || (cut > 0 && part.charAt(cut - 1) != '-')) {
				return weak;
			}
			String tail = part.substring(cut);
			boolean separated = tail.indexOf('-') != -1 || tail.indexOf('_') != -1;
			return (separated && BASE64_URL.matcher(tail).matches() && !isMeant(tail))
					? of(name, start + cut, tail, (cut > 0) ? "-" : before, false) : null;
		}

		private static int endOfPiece(String part, int from) {
			int end = from;
			while (end < part.length() && part.charAt(end) != '-' && part.charAt(end) != '_') {
				end++;
			}
			return end;
		}

		/**
		 * The names of all files are looked at when the application starts, and a regular
		 * expression is slow until it is compiled.
		 */
		private static boolean isPlain(String piece) {
			if (piece.length() < MIN_LENGTH || piece.length() > MAX_LENGTH) {
				return false;
			}
			int end = 0;
			for (int start = 0; start < piece.length(); start = end) {
				end = endOfChunk(piece, start);
				if (end == start) {
					return false;
				}
			}
			return true;
		}

		private static NameFingerprint of(String name, int start, String token, String separator, boolean strong) {
			return new NameFingerprint(token, start, separator,
					name.substring(0, start) + "*" + name.substring(start + token.length()), strong);
		}

		/**
		 * Return whether the part is a number.
		 * @return {@code true} if it has digits only
		 */
		public boolean isNumber() {
			return digits(this.token) == this.token.length();
		}

		/**
		 * Return whether the part is hexadecimal.
		 * @return {@code true} if it has digits and the letters from a to f only
		 */
		public boolean isHexadecimal() {
			return AssetCollection.Fingerprints.isHex(this.token, 0, this.token.length());
		}

		/**
		 * Whether a part is made of words, or is a number, a date or a size.
		 */
		private static boolean isMeant(String token) {
			boolean digits = digits(token) > 0;
			boolean lowerCase = token.equals(token.toLowerCase(Locale.ROOT));
			return (lowerCase && !digits) || (Character.isDigit(token.charAt(0)) && isDateOrSize(token))
					|| (!isLongHexadecimal(token) && isText(token, digits));
		}

		private static int digits(String token) {
			int digits = 0;
			for (int i = 0; i < token.length(); i++) {
				digits += Character.isDigit(token.charAt(i)) ? 1 : 0;
			}
			return digits;
		}

		private static boolean isDateOrSize(String token) {
			int digits = endOf(token, 0, '0', '9');
			boolean date = digits >= MIN_LENGTH && DATE.matcher(token).matches();
			return date || (digits < token.length() && "xXpP".indexOf(token.charAt(digits)) != -1
					&& SIZE.matcher(token).matches());
		}

		private static boolean isWordWithNumbers(String token) {
			int start = endOf(token, 0, '0', '9');
			int word = Math.min(start + 1, endOf(token, start, 'A', 'Z'));
			int end = endOf(token, word, 'a', 'z');
			return end - word >= MIN_WORD && endOf(token, end, '0', '9') == token.length();
		}

		/**
		 * Words in camel case, few and not too short, with digits at most between two of
		 * them.
		 */
		private static boolean isText(String token, boolean digits) {
			if (isWordWithNumbers(token)) {
				return true;
			}
			List<String> words = words(token);
			if (words.isEmpty() || hasUnreadable(words)) {
				return false;
			}
			boolean capitals = token.equals(token.toUpperCase(Locale.ROOT));
			int longest = 0;
			int letters = 0;
			for (String word : words) {
				letters += word.length();
				if (capitals || !word.equals(word.toUpperCase(Locale.ROOT))) {
					longest = Math.max(longest, word.length());
				}
			}
			boolean apart = !digits || DIGITS_AT_ONE_END.matcher(token).matches();
			return (words.size() <= MAX_WORDS && longest >= LONG_WORD)
					|| (apart && letters * 2 >= words.size() * LONG_WORD);
		}

		private static boolean isLongHexadecimal(String token) {
			return token.length() >= LONG && LONG_HEXADECIMAL.matcher(token).matches();
		}

		/**
		 * Digits, small and capital letters take turns in a fingerprint.
		 */
		private static boolean isStrong(String token) {
			if (isLongHexadecimal(token)) {
				return true;
			}
			int digits = digits(token);
			if (digits == 0 || digits * 4 > token.length() * 3) {
				return false;
			}
			List<String> chunks = chunks(token);
			return chunks.size() > 3 || (chunks.size() > 2 && hasUnreadable(words(token)));
		}

		/**
		 * Return the parts that are written in one go, a word in camel case each.
		 */
		private static List<String> chunks(String token) {
			List<String> chunks = new ArrayList<>();
			int start = 0;
			while (start < token.length()) {
				int end = endOfChunk(token, start);
				if (end > start) {
					chunks.add(token.substring(start, end));
				}
				start = Math.max(end, start + 1);
			}
			return chunks;
		}

		private static int endOfChunk(String token, int start) {
			int capitals = endOf(token, start, 'A', 'Z');
			int first = Math.min(start + 1, capitals);
			int word = endOf(token, first, 'a', 'z');
			if (word > first) {
				return word;
			}
			return (capitals > start) ? capitals : endOf(token, start, '0', '9');
		}

		private static int endOf(String token, int start, char lowest, char highest) {
			int end = start;
			while (end < token.length() && token.charAt(end) >= lowest && token.charAt(end) <= highest) {
				end++;
			}
			return end;
		}

		private static List<String> words(String token) {
			List<String> words = chunks(token);
			words.removeIf((chunk) -> Character.isDigit(chunk.charAt(0)));
			return words;
		}

		private static boolean hasUnreadable(List<String> words) {
			for (String word : words) {
				if (!isReadable(word)) {
					return true;
				}
			}
			return false;
		}

		private static boolean isReadable(String text) {
			String word = text.toLowerCase(Locale.ROOT);
			return word.length() == 1 || ABBREVIATIONS.contains(word) || isPronounceable(word);
		}

		private static boolean isPronounceable(String word) {
			boolean vowels = false;
			int consonants = 0;
			for (int i = 0; i < word.length() && consonants < UNREADABLE_CONSONANTS; i++) {
				boolean vowel = VOWELS.indexOf(word.charAt(i)) != -1;
				vowels |= vowel;
				consonants = vowel ? 0 : consonants + 1;
			}
			return vowels && consonants < UNREADABLE_CONSONANTS;
		}

	}

}
