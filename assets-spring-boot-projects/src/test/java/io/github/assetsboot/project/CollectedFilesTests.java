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

package io.github.assetsboot.project;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CollectedFiles}.
 *
 * @author the Assets for Spring Boot authors
 */
class CollectedFilesTests {

	private final CollectedFiles files = new CollectedFiles(new ProjectLimits(1000, 100_000, 1_000_000));

	private Set<String> stored(String ignore) throws IOException {
		this.files.file(".assetsignore", StorageContent.of(ignore.getBytes(StandardCharsets.UTF_8)));
		return this.files.stored().keySet();
	}

	private void file(String path) {
		this.files.file(path, StorageContent.of(new byte[0]));
	}

	@ParameterizedTest
	@ValueSource(strings = { "*a*.*", "**/a/**/b/**", "a/*.*.*/b", "# * * * * *", "x** ", "\n\n", "*a*b*c*d*e*f",
			"**/a/**/b/**/c/**/d/**", "!****" })
	void anyNumberOfWildcardsIsTaken(String line) throws IOException {
		file("index.html");
		assertThat(stored(line)).containsExactly("/index.html");
	}

	@Test
	void manyRulesAreTaken() throws IOException {
		file("index.html");
		file("a/1999.map");
		file("a/2000.map");
		String rules = IntStream.range(0, 2000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
		assertThat(stored(rules + "\n/a/1999.map")).containsExactlyInAnyOrder("/index.html", "/a/2000.map");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a", "*a\n", "**/b/\n", "[a-z]\r\n", "\u00E9" })
	void rulesThatAreTooLongTogetherAreRefused(String part) {
		file("index.html");
		String rules = part.repeat(10_000 / part.strip().length() + 1);
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> stored(rules))
			.withMessageContaining("The rules of .assetsignore have more than 10,000 characters")
			.withMessageContaining("Write fewer rules");
	}

	@Test
	void commentsAndBlankLinesDoNotCount() throws IOException {
		file("index.html");
		file("a.map");
		assertThat(stored("# a long comment\n   \n\n".repeat(1000) + "*.map\n")).containsExactly("/index.html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "!", "!/", "\\[a", "[a]", "[]a]", "[!a]", "[^a]", "[[:digit:]]", "a]", "dir/", "\\",
			"x\\" })
	void unusualLineIsTaken(String line) throws IOException {
		file("index.html");
		assertThat(stored(line)).containsExactly("/index.html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\ud800", "\udc00\ud800.txt", "a/b\udbff", "\ud83d\u0000" })
	void pathWithHalfOfACharacterIsRefused(String path) {
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> file(path))
			.withMessageContaining("is no path of a file")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(path));
		file("\ud83d\ude00.txt");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u009b31m", "\u0085", "\u2028", "\u2029", "\u202e", "\u200b", "\r\n" })
	void messageHasNoCommandsForATerminal(String command) {
		assertThat(FileChecks.shown("a" + command + "b")).matches("'a\\?{1,2}(31m)?b'");
	}

	/**
	 * The time must not grow with the power of the number of wildcards.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "*a*a*b\n", "**/a/**/a/**/c\n", "*a*a*a*a*a*a*a*a*a*a*b\n",
			"/a/**/a/**/a/**/a/**/a/**/b\n", "[a-z]*[a-z]*[a-z]*z\n", "a/*/*/*/*/*/*/*/*/**/x/\n" })
	@Timeout(30)
	void comparingTakesLittleTime(String line) throws IOException {
		for (int file = 0; file < 400; file++) {
			file("a".repeat(200) + "-" + file);
			file("a/".repeat(500) + file + "-");
		}
		assertThat(stored(line.repeat(10_000 / (line.length() + 1)))).hasSize(800);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "!.vite", "!.vite/\n!.vite/**", "!..*\n!**", ".vite/" })
	void nothingButTheManifestIsKeptOfWhatIsNeverServed(String ignore) throws IOException {
		for (String path : new String[] { "index.html", ".vite/manifest.json", ".vite/ssr-manifest.json",
				"a/.vite/manifest.json", "..data/config.json", "a/..2026_01_01/x", "META-INF/x" }) {
			file(path);
		}
		assertThat(stored(ignore)).containsExactlyInAnyOrder("/index.html", "/.vite/manifest.json");
	}

	@Test
	void whatOperatingSystemsLeaveBehindIsIgnoredUnlessTakenBack() throws IOException {
		for (String path : new String[] { "index.html", "__MACOSX/._index.html", "a/__macosx/b", "Thumbs.db",
				"a/thumbs.db", "Desktop.ini", "a/desktop.ini.txt" }) {
			file(path);
		}
		assertThat(stored("!/thumbs.db")).containsExactlyInAnyOrder("/index.html", "/Thumbs.db", "/a/desktop.ini.txt");
	}

	@Test
	void nameThatNoFileSystemTakesIsRefused() {
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> file("a".repeat(256)))
			.withMessageContaining("is no path of a file");
	}

}
