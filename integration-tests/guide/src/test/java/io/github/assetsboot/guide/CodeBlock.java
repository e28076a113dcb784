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

package io.github.assetsboot.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code of the README, of CONTRIBUTING or of the guide.
 *
 * @param page the name of the file
 * @param line the line of its first line of code
 * @param language the language, empty if none is written down
 * @param code the code, without the indentation of a list
 */
record CodeBlock(String page, int line, String language, String code) {

	static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

	private static final Pattern FENCE = Pattern.compile("(?ms)^( *)```(\\S*)\\n(.*?)^ *```$");

	static List<CodeBlock> all() {
		return pages().stream().flatMap((page) -> of(page).stream()).toList();
	}

	static List<CodeBlock> in(String... languages) {
		return all().stream().filter((block) -> Set.of(languages).contains(block.language)).toList();
	}

	static List<Path> pages() {
		try (Stream<Path> guide = Files.list(ROOT.resolve("docs"))) {
			return Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve), guide)
				.filter((file) -> file.toString().endsWith(".md"))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static List<CodeBlock> of(Path page) {
		String text = read(page);
		List<CodeBlock> blocks = new ArrayList<>();
		for (Matcher fence = FENCE.matcher(text); fence.find();) {
			int line = (int) text.substring(0, fence.start(3)).lines().count() + 1;
			blocks
				.add(new CodeBlock(page.getFileName().toString(), line, fence.group(2), fence.group(3).stripIndent()));
		}
		return blocks;
	}

	private static String read(Path page) {
		try {
			return Files.readString(page);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return whether a line of the code begins with a text.
	 * @param text the text
	 */
	boolean hasLine(String text) {
		return this.code.lines().anyMatch((line) -> line.startsWith(text));
	}

	@Override
	public String toString() {
		return this.page + ":" + this.line;
	}

}
