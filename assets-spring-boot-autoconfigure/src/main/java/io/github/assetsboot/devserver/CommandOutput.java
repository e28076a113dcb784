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

package io.github.assetsboot.devserver;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Output of a command. It is read as fast as the command writes, and only the last lines
 * of it are kept.
 *
 * @author the Assets for Spring Boot authors
 */
final class CommandOutput {

	/**
	 * Number of lines that are kept.
	 */
	static final int LAST_LINES = 20;

	/**
	 * Number of characters of a line that are kept.
	 */
	static final int MAX_LENGTH = 2000;

	/**
	 * Characters that change the direction of text, with which a line shows another text
	 * than it has (Unicode Standard Annex #9, section 2).
	 */
	private static final String BIDIRECTIONAL = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
			+ "\u2066\u2067\u2068\u2069";

	/**
	 * Sequences that set colours, move the cursor or set the title of a terminal,
	 * ECMA-48, and all other control characters.
	 */
	private static final Pattern CONTROLS = Pattern
		.compile("\u001b(?:\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)?|[ -/]*[0-~])" + "|[\\p{Cc}"
				+ BIDIRECTIONAL + "&&[^\t]]");

	/**
	 * Address of this machine, after words that the tools put before it: "Local:" (Vite,
	 * Next.js, Nuxt, Astro, Rsbuild, Angular), "Loopback:" (webpack), "listening on",
	 * "running at", "open your browser on" and the like.
	 */
	private static final Pattern ADDRESS = Pattern.compile(
			"(?i)\\b(?:local|loopback|url|(?:listening|running|available|started|server|browser)\\b.*?\\b(?:at|on))\\b\\W*?"
					+ "(https?)://(localhost|127(?:\\.\\d{1,3}){3}|0\\.0\\.0\\.0|\\[::1?])(:\\d{1,5})?(?![\\w.:@-])");

	/**
	 * Text before an address that may be a part of a request: its method, its path or its
	 * query. The sender of the request chooses them.
	 */
	private static final Pattern REQUEST = Pattern
		.compile("\\b(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|CONNECT|TRACE)\\b|(?<![\\w.@-])/|\\?\\S");

	private final Deque<String> lines = new ArrayDeque<>();

	private volatile @Nullable DevServerUrl url;

	/**
	 * Read the output until its end.
	 * @param input the output, which is closed
	 * @param listener gets each line that is not blank, without control characters
	 * @throws IOException if it cannot be read
	 */
	void read(InputStream input, Consumer<String> listener) throws IOException {
		try (Reader reader = new InputStreamReader(input, StandardCharsets.UTF_8)) {
			char[] buffer = new char[8192];
			StringBuilder line = new StringBuilder();
			for (int count = reader.read(buffer); count != -1; count = reader.read(buffer)) {
				append(buffer, count, line, listener);
			}
			add(line.toString(), listener);
		}
	}

	private void append(char[] buffer, int count, StringBuilder line, Consumer<String> listener) {
		int start = 0;
		for (int i = 0; i < count; i++) {
			if (buffer[i] == '\n' || buffer[i] == '\r') {
				append(buffer, start, i, line);
				add(line.toString(), listener);
				line.setLength(0);
				start = i + 1;
			}
		}
		append(buffer, start, count, line);
	}

	/**
	 * One character more than is kept tells that a line is cut.
	 */
	private static void append(char[] buffer, int start, int end, StringBuilder line) {
		line.append(buffer, start, Math.min(end - start, MAX_LENGTH + 1 - line.length()));
	}

	private static boolean hasControls(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (Character.isISOControl(character) || BIDIRECTIONAL.indexOf(character) >= 0) {
				return true;
			}
		}
		return false;
	}

	private void add(String text, Consumer<String> listener) {
		String kept = (text.length() > MAX_LENGTH) ? text.substring(0, MAX_LENGTH) + "…" : text;
		String line = (hasControls(kept) ? CONTROLS.matcher(kept).replaceAll("") : kept).stripTrailing();
		if (line.isEmpty()) {
			return;
		}
		synchronized (this.lines) {
			if (this.lines.size() == LAST_LINES) {
				this.lines.removeFirst();
			}
			this.lines.addLast(line);
		}
		if (this.url == null && line.contains("://")) {
			this.url = findUrl(line);
		}
		listener.accept(line);
	}

	/**
	 * Return the address of this machine in a line of output.
	 * @param line the line
	 * @return the address, {@code null} if there is none
	 */
	static @Nullable DevServerUrl findUrl(String line) {
		Matcher matcher = ADDRESS.matcher(line);
		if (!matcher.find() || REQUEST.matcher(line).region(0, matcher.start(1)).find()) {
			return null;
		}
		String host = matcher.group(2);
		boolean all = host.equals("0.0.0.0") || host.equals("[::]");
		String port = (matcher.group(3) != null) ? matcher.group(3) : "";
		return DevServerUrl.of(matcher.group(1) + "://" + (all ? "localhost" : host) + port);
	}

	/**
	 * Return the first address of this machine in the output.
	 */
	@Nullable DevServerUrl url() {
		return this.url;
	}

	/**
	 * Return the last lines.
	 */
	List<String> lastLines() {
		synchronized (this.lines) {
			return List.copyOf(this.lines);
		}
	}

}
