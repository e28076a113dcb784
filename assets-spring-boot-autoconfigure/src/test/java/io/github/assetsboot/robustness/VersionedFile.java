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

package io.github.assetsboot.robustness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import io.github.assetsboot.testing.Codings;

/**
 * A file that is written again and again, and whose every line says which version of it
 * that is and where it belongs.
 *
 * @author the Assets for Spring Boot authors
 */
final class VersionedFile {

	private static final int LINE = 32;

	private final Path path;

	private final int size;

	private final Map<Integer, byte[]> versions = new ConcurrentHashMap<>();

	private final Map<String, String> tags = new ConcurrentHashMap<>();

	private volatile int last;

	VersionedFile(Path path, int size) {
		this.path = path;
		this.size = size;
	}

	/**
	 * Return the path of the file in a URL.
	 * @return the path
	 */
	String url() {
		return "/" + this.path.getFileName();
	}

	/**
	 * Return the content of the version that was written last.
	 * @return the content
	 */
	byte[] lastContent() {
		return content(this.last);
	}

	/**
	 * Write the next version.
	 * @param mode how to
	 * @throws IOException if it cannot be written
	 */
	void writeNext(Mode mode) throws IOException {
		byte[] content = content(this.last + 1);
		switch (mode) {
			case RENAME -> Files.move(temporary(content), this.path, StandardCopyOption.ATOMIC_MOVE);
			case IN_PLACE -> writeInPlace(content);
			case DELETE -> {
				Path temporary = temporary(content);
				Files.deleteIfExists(this.path);
				pause();
				Files.move(temporary, this.path);
			}
		}
		this.last++;
	}

	private Path temporary(byte[] content) throws IOException {
		Path temporary = this.path.resolveSibling("../" + this.path.getFileName() + ".tmp");
		return Files.write(temporary, content);
	}

	private void writeInPlace(byte[] content) throws IOException {
		try (FileChannel channel = FileChannel.open(this.path, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
				StandardOpenOption.TRUNCATE_EXISTING)) {
			int step = content.length / 3 + 1;
			for (int at = 0; at < content.length; at += step) {
				ByteBuffer part = ByteBuffer.wrap(content, at, Math.min(step, content.length - at));
				while (part.hasRemaining()) {
					channel.write(part);
				}
				pause();
			}
		}
	}

	private static void pause() {
		try {
			Thread.sleep(2);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Delete the file.
	 * @throws IOException if it cannot be deleted
	 */
	void delete() throws IOException {
		try {
			Files.delete(this.path);
		}
		catch (NoSuchFileException ex) {
			// as it should be
		}
	}

	/**
	 * Say what is wrong with a slice of the file.
	 * @param body the slice
	 * @param first where it begins
	 * @param total how long the file is said to be
	 * @param tag the tag of the file as it is, with its quotes
	 * @param partial whether the beginning of a version will do
	 * @return what is wrong with it, or an empty string
	 */
	String judge(byte[] body, int first, int total, String tag, boolean partial) {
		if (total == 0) {
			return (partial && tag.equals(Codings.tag(body, 0, 0))) ? "" : "empty, tag " + tag;
		}
		int version = version(body, first);
		String problem = "";
		// what is too short to say is of one of those that may be there just now
		for (int candidate : (version != -1) ? new int[] { version } : recent()) {
			problem = judge(candidate, body, first, total, tag, partial);
			if (problem.isEmpty()) {
				return "";
			}
		}
		return problem;
	}

	private int[] recent() {
		int present = this.last;
		return IntStream.rangeClosed(Math.max(1, present - 20), present + 1).toArray();
	}

	private String judge(int version, byte[] body, int first, int total, String tag, boolean partial) {
		byte[] expected = content(version);
		if (total > expected.length) {
			return "too long for version " + version + ": " + total + " instead of " + expected.length;
		}
		if (total < expected.length && !partial) {
			return "only " + total + " of " + expected.length + " of version " + version;
		}
		int mismatch = Arrays.mismatch(body, 0, body.length, expected, first, Math.min(total, first + body.length));
		if (mismatch != -1) {
			boolean tagged = first == 0 && tag.equals(Codings.tag(body, 0, body.length));
			return "torn: version " + version + " until " + (first + mismatch) + " of " + total + ", then '"
					+ new String(body, mismatch, Math.min(40, body.length - mismatch), StandardCharsets.US_ASCII)
						.replace('\n', '|')
					+ "', under " + (tagged ? "a tag of its own" : "the tag of another body");
		}
		String expectedTag = this.tags.computeIfAbsent(version + " " + total, (key) -> Codings.tag(expected, 0, total));
		return tag.equals(expectedTag) ? "" : "tag " + tag + " of " + total + " bytes of version " + version;
	}

	/**
	 * Return the version that the first whole line speaks of, or -1.
	 */
	private int version(byte[] body, int first) {
		int line = (LINE - first % LINE) % LINE;
		if (line + 8 > body.length) {
			return -1;
		}
		try {
			return Integer.parseInt(new String(body, line, 8, StandardCharsets.US_ASCII));
		}
		catch (NumberFormatException ex) {
			return -1;
		}
	}

	private byte[] content(int version) {
		return this.versions.computeIfAbsent(version, this::create);
	}

	private byte[] create(int version) {
		int length = this.size + (version % 5 - 2) * (this.size / 16);
		byte[] content = new byte[length];
		byte[] start = "%08d ".formatted(version).getBytes(StandardCharsets.US_ASCII);
		for (int at = 0; at < length; at += LINE) {
			byte[] line = new byte[LINE];
			Arrays.fill(line, (byte) ('a' + (version + at / LINE) % 26));
			System.arraycopy(start, 0, line, 0, start.length);
			int number = at / LINE;
			for (int digit = 18; digit > 9; digit--) {
				line[digit] = (byte) ('0' + number % 10);
				number /= 10;
			}
			line[LINE - 1] = '\n';
			System.arraycopy(line, 0, content, at, Math.min(LINE, length - at));
		}
		return content;
	}

	/**
	 * How a file is replaced.
	 */
	enum Mode {

		/**
		 * By another file that is given its name.
		 */
		RENAME,

		/**
		 * By truncating and writing it.
		 */
		IN_PLACE,

		/**
		 * By deleting it, a while before another is there.
		 */
		DELETE

	}

}
