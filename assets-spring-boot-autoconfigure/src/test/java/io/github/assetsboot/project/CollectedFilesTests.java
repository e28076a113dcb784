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

import io.github.assetsboot.storage.StorageContent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CollectedFiles}.
 *
 * @author the Assets for Spring Boot authors
 */
@ExtendWith(OutputCaptureExtension.class)
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
	@ValueSource(strings = { "*a*.*", "**/a/**/b/**", "a/*.*.*/b", "# * * * * *", "x** ", "\n\n" })
	void fewWildcardsAreTaken(String line) throws IOException {
		file("index.html");
		assertThat(stored(line)).containsExactly("/index.html");
	}

	@ParameterizedTest
	@ValueSource(strings = { "*a*b*c*", "x/**a**", "**/a/**/b/**/c/**", "!****" })
	void manyWildcardsAreRefused(String line) {
		file("index.html");
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> stored("*.map\n" + line))
			.withMessageContaining(".assetsignore has the line '" + line + "'");
	}

	@Test
	void manyRulesAreRefused() {
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> stored("*.map\n".repeat(101)))
			.withMessageContaining(".assetsignore has more than 100 rules");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[!", "[^", "?", "a/", "[", "*/", "\\" })
	@Timeout(10)
	void longLineIsRefusedAtOnce(String part) {
		file("a/".repeat(400) + "b");
		String line = part.repeat(90_000 / part.length());
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> stored("*.map\n" + line))
			.withMessageContaining("a line can have 2,000 characters at most")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(400));
	}

	/**
	 * The library would log each with a stack trace, and take it for no line.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "[a", "drafts/[", "!a[b", "[z-a]", "[[:alpha:]", "[!a/b]", "\u001b[31m" })
	void lineThatIsNoPatternIsRefusedAndNotLogged(String line, CapturedOutput output) {
		file("index.html");
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> stored(line))
			.withMessageContaining("which is no pattern");
		assertThat(output.getAll()).doesNotContain("Exception", line);
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
	 * What is the worst for the wildcards that are taken ends soon.
	 */
	@Test
	@Timeout(60)
	void comparingIsBounded() throws IOException {
		for (int file = 0; file < 10; file++) {
			file("a".repeat(200 + file));
			file("a/".repeat(100 + file) + "b");
		}
		assertThat(stored("*a*a*b\n**/a/**/a/**/c\n".repeat(5))).hasSize(20);
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
