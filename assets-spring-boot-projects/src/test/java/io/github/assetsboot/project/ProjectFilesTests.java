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

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import io.github.assetsboot.project.ProjectFiles.ZippedProjectFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProjectFiles}.
 *
 * @author the Assets for Spring Boot authors
 */
class ProjectFilesTests {

	private static final ProjectLimits LIMITS = new ProjectLimits(3, 100, 150);

	@TempDir
	private Path directory;

	@AfterEach
	void nothingIsLeftBehind() throws IOException {
		assertThat(Zips.spoolFiles()).isZero();
	}

	private static Map<String, String> read(ProjectFiles files) throws IOException {
		Map<String, String> texts = new TreeMap<>();
		files.visit((path, content) -> {
			try (InputStream stream = content.open(); InputStream again = content.open()) {
				byte[] bytes = stream.readAllBytes();
				assertThat(bytes).hasSize((int) content.size());
				assertThat(again.read()).isEqualTo((bytes.length > 0) ? bytes[0] : -1);
				texts.put(path, new String(bytes, StandardCharsets.UTF_8));
			}
		});
		return texts;
	}

	private static Map<String, String> unzip(byte[] zip) throws IOException {
		try (ZippedProjectFiles files = ProjectFiles.ofZip(new ByteArrayInputStream(zip), LIMITS)) {
			return read(files);
		}
	}

	private static void assertRefused(byte[] zip, String message) {
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> unzip(zip))
			.withMessageContaining(message);
	}

	@Test
	void mapIsRead() throws IOException {
		assertThat(read(ProjectFiles.ofMap(Map.of("a/b.txt", new byte[] { 'b' })))).isEqualTo(Map.of("a/b.txt", "b"));
	}

	@Test
	void directoryIsReadWithLinksThatStayInside() throws IOException {
		Files.createDirectories(this.directory.resolve("a/b"));
		Files.writeString(this.directory.resolve("a/b/c.txt"), "c");
		Files.writeString(this.directory.resolve("empty.txt"), "");
		Files.createSymbolicLink(this.directory.resolve("link.txt"), Path.of("a/b/c.txt"));
		assertThat(read(ProjectFiles.ofDirectory(this.directory)))
			.isEqualTo(Map.of("a/b/c.txt", "c", "empty.txt", "", "link.txt", "c"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "../outside.txt", "../outside", "/etc/hostname", "nothing" })
	void linkThatLeadsOutIsRefused(String target) throws IOException {
		Files.writeString(this.directory.resolve("outside.txt"), "secret");
		Files.createDirectories(this.directory.resolve("outside"));
		Files.writeString(this.directory.resolve("outside/secret.txt"), "secret");
		Path site = Files.createDirectory(this.directory.resolve("site"));
		Files.createSymbolicLink(site.resolve("link"), Path.of(target));
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> read(ProjectFiles.ofDirectory(site)))
			.withMessageContaining("'link' is a symbolic link");
	}

	@Test
	void linkThatLeadsInACircleIsRefused() throws IOException {
		Files.createSymbolicLink(this.directory.resolve("loop"), Path.of("."));
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> read(ProjectFiles.ofDirectory(this.directory)))
			.withMessageContaining("'loop' leads back");
	}

	@Test
	@Timeout(30)
	void folderIsVisitedOnceHoweverManyLinksLeadToIt() throws IOException {
		for (int depth = 0; depth <= 16; depth++) {
			Path folder = Files.createDirectories(this.directory.resolve("d" + depth));
			Files.writeString(folder.resolve("file.txt"), String.valueOf(depth));
			if (depth > 0) {
				Files.createSymbolicLink(this.directory.resolve("d" + (depth - 1) + "/a"), folder);
				Files.createSymbolicLink(this.directory.resolve("d" + (depth - 1) + "/b"), Path.of("../d" + depth));
			}
		}
		assertThat(read(ProjectFiles.ofDirectory(this.directory))).hasSize(17).containsEntry("d16/file.txt", "16");
	}

	@Test
	void linkToAFolderAndAFileInItAreLookedThrough() throws IOException {
		Files.createDirectories(this.directory.resolve("v2/sub"));
		Files.writeString(this.directory.resolve("v2/sub/a.txt"), "a");
		Files.createSymbolicLink(this.directory.resolve("latest"), Path.of("v2"));
		Files.createSymbolicLink(this.directory.resolve("v2/copy.txt"), Path.of("../latest/sub/a.txt"));
		assertThat(read(ProjectFiles.ofDirectory(this.directory)))
			.isEqualTo(Map.of("v2/sub/a.txt", "a", "v2/copy.txt", "a"));
	}

	@Test
	void directoryMayItselfBeALink() throws IOException {
		Path real = Files.createDirectories(this.directory.resolve("releases/2"));
		Files.writeString(real.resolve("a.txt"), "a");
		Path current = Files.createSymbolicLink(this.directory.resolve("current"), real);
		assertThat(read(ProjectFiles.ofDirectory(current))).isEqualTo(Map.of("a.txt", "a"));
	}

	@Test
	void foldersCountAgainstTheLimits() throws IOException {
		for (int i = 0; i < 4; i++) {
			Files.createDirectories(this.directory.resolve("empty" + i));
		}
		CollectedFiles collected = new CollectedFiles(LIMITS);
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectFiles.ofDirectory(this.directory).visit(collected))
			.withMessageContaining("more than 3 folders")
			.withMessageContaining("'assets.projects.limits.files'");
	}

	@Test
	void linksToFoldersCountAgainstTheLimits() throws IOException {
		Files.createDirectories(this.directory.resolve("a"));
		for (int i = 0; i < 3; i++) {
			Files.createSymbolicLink(this.directory.resolve("link" + i), Path.of("a"));
		}
		CollectedFiles collected = new CollectedFiles(LIMITS);
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectFiles.ofDirectory(this.directory).visit(collected))
			.withMessageContaining("more than 3 folders");
	}

	@Test
	void directoryThatIsNotThereIsAFailure() {
		assertThatExceptionOfType(NoSuchFileException.class)
			.isThrownBy(() -> read(ProjectFiles.ofDirectory(this.directory.resolve("nothing"))));
	}

	@Test
	void zipIsReadWithoutItsFolders() throws IOException {
		byte[] zip = Zips.of("index.html", "page", "a/", "", "a/b.txt", "b", "a/empty.txt", "");
		assertThat(unzip(zip)).isEqualTo(Map.of("index.html", "page", "a/b.txt", "b", "a/empty.txt", ""));
		assertThat(unzip(Zips.of())).isEmpty();
	}

	@Test
	void zipThatIsCutAnywhereIsRefused() {
		byte[] zip = Zips.of("index.html", "page", "a/", "", "a/b.txt", "some text");
		for (int length = 0; length < zip.length; length++) {
			byte[] cut = Arrays.copyOf(zip, length);
			assertThatExceptionOfType(InvalidProjectFilesException.class).as(length + " bytes")
				.isThrownBy(() -> unzip(cut))
				.withMessageContaining("The zip is broken");
		}
	}

	@Test
	void zipThatCannotBeReadToItsEndIsAFailureAndNotABrokenOne() {
		byte[] zip = Zips.of("index.html", "page", "a/", "", "a/b.txt", "some text");
		for (int length = 0; length < zip.length; length++) {
			InputStream breaking = new SequenceInputStream(new ByteArrayInputStream(zip, 0, length),
					new BreakingStream());
			assertThatExceptionOfType(UnreadableContentException.class).as(length + " bytes")
				.isThrownBy(() -> ProjectFiles.ofZip(breaking, LIMITS))
				.withCauseInstanceOf(EOFException.class)
				.withMessageContaining("The client is gone");
		}
	}

	@Test
	void zipWithAnyByteChangedIsReadOrRefused() throws IOException {
		byte[] zip = Zips.of("index.html", "page", "a/", "", "a/b.txt", "some text");
		for (int i = 0; i < zip.length; i++) {
			for (int change : new int[] { 1, 0x80, 0xff }) {
				byte[] changed = zip.clone();
				changed[i] ^= (byte) change;
				try {
					assertThat(unzip(changed)).as("byte " + i).hasSizeBetween(2, 3);
				}
				catch (InvalidProjectFilesException ex) {
					assertThat(ex).hasMessageNotContaining("null");
				}
			}
		}
	}

	@Test
	void whatIsNoZipIsRefused() {
		assertRefused("<html>".getBytes(StandardCharsets.UTF_8), "does not end as it should");
		assertRefused(new byte[200_000], "does not end as it should");
		assertRefused(new byte[2_000_000], "The zip has more than 1,054,871 bytes");
	}

	@Test
	void zipWithAComment() throws IOException {
		byte[] zip = Zips.of("a.txt", "a");
		byte[] commented = Arrays.copyOf(zip, zip.length + 2000);
		commented[zip.length - 2] = (byte) (2000 & 0xff);
		commented[zip.length - 1] = (byte) (2000 >> 8);
		assertThat(unzip(commented)).containsOnlyKeys("a.txt");
	}

	@Test
	void zipThatIsLargerThanItsEndIsKept() throws IOException {
		StringBuilder text = new StringBuilder();
		for (int i = 0; i < 60_000; i++) {
			text.append((char) ('!' + (i * 7919L * i) % 90));
		}
		byte[] zip = Zips.of("a.txt", text.toString(), "b.txt", text.reverse().toString());
		ProjectLimits limits = new ProjectLimits(3, 100_000, 1_000_000);
		try (ZippedProjectFiles files = ProjectFiles.ofZip(new ByteArrayInputStream(zip), limits)) {
			assertThat(read(files)).hasSize(2).containsEntry("b.txt", text.toString());
		}
	}

	@Test
	void zipBombIsNotInflated() {
		assertRefused(Zips.of("a.txt", "0".repeat(50_000_000)), "'a.txt' has more than 100 bytes");
		assertRefused(Zips.of("a.txt", "0".repeat(100), "b.txt", "0".repeat(100)), "more than 150 bytes together");
		assertRefused(Zips.of("a", "", "b", "", "c", "", "d", ""), "more than 3 files");
		assertRefused(Zips.of("a/", "", "b/", "", "c/", "", "d/", ""), "more than 3 folders");
		assertRefused(Zips.rename(Zips.of("a.txt", "0".repeat(1_000_000)), "a.txt", "a.tx/"), "a folder has content");
	}

	@ParameterizedTest
	@CsvSource({ "abcdef.txt, ../def.txt", "abcdef.txt, a/../b.txt", "abcdef.txt, /bcdef.txt",
			"abcdef.txt, C:\\def.txt", "abcdef.txt, ..\\def.txt", "abcdef.txt, a//def.txt" })
	void nameThatLeadsElsewhereIsRefused(String name, String other) {
		assertRefused(Zips.rename(Zips.of(name, "text"), name, other), "is no path of a file inside a project");
	}

	@Test
	void nameWithControlCharactersIsRefused() {
		assertRefused(Zips.of("a\0.txt", "text"), "'a?.txt' is no path");
		assertRefused(Zips.of("a\n.txt", "text"), "'a?.txt' is no path");
		assertRefused(Zips.of("a".repeat(1025), "text"), "is no path");
	}

	@Test
	void nameThatIsThereTwiceIsRefused() {
		assertRefused(Zips.rename(Zips.of("a.txt", "1", "b.txt", "2"), "b.txt", "a.txt"), "'a.txt' is there twice");
	}

	private static final class BreakingStream extends InputStream {

		@Override
		public int read() throws IOException {
			throw new EOFException("The client is gone");
		}

	}

}
