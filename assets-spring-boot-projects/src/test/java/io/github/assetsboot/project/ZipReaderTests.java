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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.assetsboot.project.ProjectFiles.ZippedProjectFiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ZipReader}, with zips of many programs and hostile ones.
 */
class ZipReaderTests {

	private static final ProjectLimits LIMITS = new ProjectLimits(100, 10_000, 20_000);

	private static final Map<String, String> TREE = new TreeMap<>(Map.of("index.html", "<h1>x</h1>\n", "empty.txt", "",
			"a/stored.txt", "x", "a/größe.txt", "text", "a/b/numbers.txt",
			IntStream.rangeClosed(1, 200).mapToObj((i) -> i + "\n").collect(Collectors.joining())));

	@TempDir
	private Path directory;

	@AfterEach
	void nothingIsLeftBehind() throws IOException {
		assertThat(Zips.spoolFiles()).isZero();
	}

	private static Map<String, String> read(ZippedProjectFiles files) throws IOException {
		Map<String, String> texts = new TreeMap<>();
		try (files) {
			files.visit((path, content) -> {
				try (InputStream stream = content.open()) {
					texts.put(path, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
				}
			});
		}
		return texts;
	}

	private static Map<String, String> unzip(byte[] zip) throws IOException {
		return read(ProjectFiles.ofZip(new ByteArrayInputStream(zip), LIMITS));
	}

	private static Map<String, String> unzip(byte[] zip, int strip) throws IOException {
		return read(ProjectFiles.ofZip(new ByteArrayInputStream(zip), LIMITS, strip));
	}

	private static Map<String, String> unzip(RawZip zip) throws IOException {
		return unzip(zip.toBytes());
	}

	private static void assertRefused(byte[] zip, String message) {
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> unzip(zip))
			.withMessageContaining(message);
	}

	private static void assertRefused(RawZip zip, String message) {
		assertRefused(zip.toBytes(), message);
	}

	private static void assertRefused(Consumer<RawZip.Entry> change, String message) {
		assertRefused(new RawZip().entry("index.html", "page").entry("a.txt", "text", change), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "7z", "bsdtar-to-a-pipe", "jar", "perl-zip64-to-a-pipe", "python-to-a-pipe",
			"zip-stored-to-a-pipe", "zip-to-a-file", "zip-to-a-pipe", "zip-zip64-to-a-pipe" })
	void zipOfAnotherProgram(String program) throws IOException {
		try (InputStream zip = getClass().getResourceAsStream("/zips/" + program + ".zip")) {
			assertThat(unzip(zip.readAllBytes())).isEqualTo(TREE);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-r", "-r0", "-r9", "-rD", "-rX" })
	void zipThatInfoZipWritesToAPipe(String options) throws Exception {
		boolean installed = Arrays.stream(System.getenv("PATH").split(":"))
			.anyMatch((folder) -> Files.isExecutable(Path.of(folder, "zip")));
		Assumptions.assumeTrue(installed || "true".equals(System.getenv("CI")), "There is no 'zip' on the PATH");
		for (Map.Entry<String, String> file : TREE.entrySet()) {
			Path path = this.directory.resolve(file.getKey());
			Files.createDirectories(path.getParent());
			Files.writeString(path, file.getValue());
		}
		ProcessBuilder builder = new ProcessBuilder("zip", "-q", options, "-", ".").directory(this.directory.toFile());
		builder.environment().put("LC_ALL", "C.UTF-8");
		Process process = builder.start();
		try (InputStream zip = process.getInputStream()) {
			assertThat(read(ProjectFiles.ofZip(zip, LIMITS))).isEqualTo(TREE);
		}
		assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void zipWithMoreEntriesThanItCanCount() throws IOException {
		int count = 70_000;
		ProjectLimits limits = new ProjectLimits(count, 10, count);
		ByteArrayOutputStream zip64 = new ByteArrayOutputStream();
		RawZip wrapping = new RawZip().count(count & 0xffff);
		try (ZipOutputStream zip = new ZipOutputStream(zip64)) {
			zip.setLevel(Deflater.BEST_SPEED);
			for (int i = 0; i < count; i++) {
				zip.putNextEntry(new ZipEntry("f" + i));
				wrapping.entry("f" + i, "");
			}
		}
		for (byte[] zip : new byte[][] { zip64.toByteArray(), wrapping.toBytes() }) {
			assertThat(read(ProjectFiles.ofZip(new ByteArrayInputStream(zip), limits))).hasSize(count);
			assertThatExceptionOfType(InvalidProjectFilesException.class)
				.isThrownBy(() -> ProjectFiles.ofZip(new ByteArrayInputStream(zip), new ProjectLimits(9, 9, 1 << 25)))
				.withMessageContaining("more than 9 files");
		}
	}

	@Test
	void numberOfEntriesMustBeTheAnnouncedOne() {
		assertRefused(new RawZip().entry("a.txt", "a").count(2), "announces 2 entries, and has 1");
		assertRefused(new RawZip().entry("a.txt", "a").entry("b.txt", "b").count(1), "announces 1 entries, and has 2");
		assertRefused(new RawZip().entry("a.txt", "a").zip64().count(65537), "announces 65537 entries, and has 1");
	}

	@Test
	void endForLargeZips() throws IOException {
		RawZip zip = new RawZip().entry("a.txt", "text").zip64();
		assertThat(unzip(zip)).isEqualTo(Map.of("a.txt", "text"));
		assertThat(unzip(zip.toBytes(1000))).isEqualTo(Map.of("a.txt", "text"));
		byte[] lost = zip.toBytes();
		lost[lost.length - 22 - 20 - 56] = 0;
		assertRefused(lost, "record for large zips is missing");
		byte[] differing = zip.toBytes();
		differing[differing.length - 22 + 10] = 3;
		differing[differing.length - 22 + 11] = 0;
		assertRefused(differing, "its two ends differ");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 100, 100_000 })
	void zipBehindAProgram(int size) throws IOException {
		RawZip zip = new RawZip().entry("a.txt", "text").entry("b/c.txt", "c");
		assertThat(unzip(zip.toBytes(size))).isEqualTo(Map.of("a.txt", "text", "b/c.txt", "c"));
		RawZip adjusted = new RawZip().bytes("#".repeat(size)).entry("a.txt", "text");
		assertThat(unzip(adjusted)).isEqualTo(Map.of("a.txt", "text"));
	}

	@Test
	void bytesBehindTheEndAreRefused() {
		byte[] zip = Zips.of("a.txt", "text");
		for (int more : new int[] { 1, 2, 100, 60_000 }) {
			byte[] longer = Arrays.copyOf(zip, zip.length + more);
			longer[longer.length - 1] = 'x';
			assertRefused(longer, "more bytes follow its end");
		}
		assertRefused(Arrays.copyOf(zip, zip.length + 140_000), "does not end as it should");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 511, 10_240, 65_536 })
	void zerosBehindTheEndAreNoPartOfTheZip(int padding) throws IOException {
		byte[] comment = new byte[20];
		for (byte[] zip : new byte[][] { Zips.of("a.txt", "text"),
				new RawZip().entry("a.txt", "text").comment(comment).toBytes() }) {
			assertThat(unzip(Arrays.copyOf(zip, zip.length + padding))).isEqualTo(Map.of("a.txt", "text"));
		}
	}

	@Test
	void comments() throws IOException {
		byte[] largest = new byte[0xffff];
		assertThat(unzip(new RawZip().entry("a.txt", "text").comment(largest))).containsOnlyKeys("a.txt");
		byte[] end = Arrays.copyOfRange(Zips.of(), 0, 21);
		assertThat(unzip(new RawZip().entry("a.txt", "text").comment(end))).containsOnlyKeys("a.txt");
	}

	@Test
	void partOfAZipIsRefused() {
		assertRefused(new RawZip().entry("a.txt", "text").disk(1), "one part of several");
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 1 << 6, 1 << 13, 1 | 1 << 3 })
	void encryptedFileIsRefused(int flags) {
		assertRefused((entry) -> entry.flags(flags), "'a.txt' is encrypted");
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "9, Deflate64", "12, BZIP2", "14, LZMA", "93, Zstandard", "95, XZ", "98, PPMd", "99, 99",
			"65535, 65535" })
	void unknownMethodIsRefused(int method, String name) {
		assertRefused((entry) -> entry.method(method), "'a.txt' is compressed by the method " + name + ".");
	}

	@ParameterizedTest
	@CsvSource({ "0120777, is a symbolic link", "0010644, is no regular file", "0060644, is no regular file",
			"0040755, is no regular file", "0140755, is no regular file" })
	void onlyRegularFilesAreTaken(String mode, String message) {
		assertRefused((entry) -> entry.unix(Integer.parseInt(mode, 8)), "'a.txt' " + message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0100644", "0100777", "0104755", "0000644", "0" })
	void modesOfRegularFilesAreTaken(String mode) throws IOException {
		assertThat(unzip(new RawZip().entry("a.txt", "text", (entry) -> entry.unix(Integer.parseInt(mode, 8)))))
			.isEqualTo(Map.of("a.txt", "text"));
	}

	@Test
	void headersThatDifferAreRefused() {
		String message = "'a.txt' has two headers that differ";
		assertRefused((entry) -> entry.localName("b.txt"), message);
		assertRefused((entry) -> entry.localName("a.txt2"), message);
		assertRefused((entry) -> entry.localMethod = 8, message);
		assertRefused((entry) -> entry.localSize = 3, message);
		assertRefused((entry) -> entry.compressedSize = 3, message);
		assertRefused((entry) -> entry.flags(8).size = 5, "'a.txt' is not the file that was put into it");
		assertRefused((entry) -> entry.flags(8).size = 3, "'a.txt' is not the file that was put into it");
		assertRefused((entry) -> entry.crc++, "'a.txt' is not the file that was put into it");
	}

	@Test
	void entryThatIsSomewhereElseIsRefused() {
		assertRefused((entry) -> entry.offset = 1, "'a.txt' is not where it should be");
		assertRefused((entry) -> entry.offset = 70, "'a.txt' is outside of the zip");
		assertRefused((entry) -> entry.offset = Integer.MAX_VALUE, "'a.txt' is outside of the zip");
		assertRefused((entry) -> entry.offset = -2, "'a.txt' is outside of the zip");
		assertRefused((entry) -> entry.flags(8).compressedSize = 50, "'a.txt' is outside of the zip");
		assertRefused((entry) -> {
			entry.flags(8).compressedSize = -1;
			entry.extra = zip64Field(Long.MAX_VALUE);
		}, "'a.txt' is outside of the zip");
		assertRefused((entry) -> {
			entry.flags(8).compressedSize = -1;
			entry.extra = zip64Field(Long.MIN_VALUE);
		}, "'a.txt' is outside of the zip");
	}

	private static byte[] zip64Field(long number) {
		return ByteBuffer.allocate(12).put(new byte[] { 1, 0, 8, 0 }).putLong(Long.reverseBytes(number)).array();
	}

	/**
	 * Many entries that share one content are a small zip with a large content.
	 */
	@Test
	void entriesThatOverlapAreRefused() {
		RawZip same = new RawZip().entry("a.txt", "text").entry("a.txt", "text", (entry) -> {
			entry.withData = false;
			entry.offset = 0;
		});
		assertRefused(same, "'a.txt' shares bytes with another file");
		byte[] header = new RawZip().entry("b.txt", "y").toBytes();
		RawZip inside = new RawZip().entry("b.txt", "y", (entry) -> {
			entry.withData = false;
			entry.offset = 35;
		}).entry("a.txt", "", (entry) -> entry.content(Arrays.copyOf(header, 36)));
		assertRefused(inside, "'a.txt' shares bytes with another file");
	}

	@Test
	@Timeout(60)
	void bombIsInflatedNoFurtherThanTheLimits() {
		byte[] bomb = Zips.of("a.txt", "0".repeat(100_000_000));
		assertThat(bomb.length).isLessThan(200_000);
		assertRefused(bomb, "'a.txt' has");
		String[] files = new String[200];
		for (int i = 0; i < files.length; i += 2) {
			files[i] = "f" + i;
			files[i + 1] = "0".repeat(9_999);
		}
		assertRefused(Zips.of(files), "more than");
	}

	@Test
	void bombThatAnnouncesLessIsInflatedNoFurtherThanTheLimits() {
		byte[] deflated = deflate(new byte[1_000_000]);
		assertRefused((entry) -> {
			entry.method(8).flags(8);
			entry.data = deflated;
			entry.compressedSize = deflated.length;
			entry.size = 4;
		}, "'a.txt' has");
	}

	@Test
	void dataThatCannotBeInflatedIsRefused() {
		assertRefused((entry) -> entry.method(8), "'a.txt' cannot be inflated");
		byte[] deflated = deflate("text".getBytes(StandardCharsets.UTF_8));
		assertRefused((entry) -> {
			entry.method(8).flags(8);
			entry.data = Arrays.copyOf(deflated, deflated.length - 2);
			entry.compressedSize = entry.data.length;
		}, "'a.txt' cannot be inflated");
	}

	private static byte[] deflate(byte[] bytes) {
		Deflater deflater = new Deflater(9, true);
		deflater.setInput(bytes);
		deflater.finish();
		byte[] buffer = new byte[bytes.length + 100];
		int length = deflater.deflate(buffer);
		deflater.end();
		return Arrays.copyOf(buffer, length);
	}

	/**
	 * Nothing in such a zip is a file, so that no limit of files ends it.
	 */
	@Test
	@Timeout(60)
	void zipThatOnlyHasEmptySpaceIsBounded() throws IOException {
		InputStream endless = new InputStream() {

			@Override
			public int read() {
				return 'P';
			}

			@Override
			public int read(byte[] buffer, int offset, int length) {
				Arrays.fill(buffer, offset, offset + length, (byte) 'P');
				return length;
			}

		};
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> ProjectFiles.ofZip(endless, LIMITS))
			.withMessageContaining("The zip has more than 1,273,576 bytes");
	}

	@Test
	void zipInsideAZipStaysAFile() throws IOException {
		byte[] inner = Zips.of("inner.txt", "x");
		RawZip outer = new RawZip().entry("site.zip", "", (entry) -> entry.content(inner));
		assertThat(unzip(outer)).containsOnlyKeys("site.zip");
	}

	@ParameterizedTest
	@CsvSource({ "a\\b\\c.txt, a/b/c.txt", ".\\a.txt, a.txt", "./a.txt, a.txt", "././a/b.txt, a/b.txt",
			"a\\b/c.txt, a/b/c.txt", ".a/b, .a/b", "a/.b, a/.b" })
	void nameIsReadWithSlashes(String name, String path) throws IOException {
		assertThat(unzip(new RawZip().entry(name, "text"))).containsOnlyKeys(path);
	}

	@Test
	void folderWithABackslashIsAFolder() throws IOException {
		assertThat(unzip(new RawZip().entry("a\\", "").entry("a\\b.txt", "text"))).containsOnlyKeys("a/b.txt");
	}

	@ParameterizedTest
	@ValueSource(strings = { "../a.txt", "..\\a.txt", "a\\..\\..\\b", "/a.txt", "\\a.txt", "\\\\server\\a", "C:\\a.txt",
			"c:\\..\\a", "a//b", "a/./b", "./../a", ".", "..", "a/..", "a\u0000.txt", "a\u001f", "a\u007f" })
	void nameThatLeadsElsewhereIsRefused(String name) {
		assertRefused(new RawZip().entry(name, "text"), "is no path of a file inside a project");
	}

	@ParameterizedTest
	@ValueSource(ints = { 256, 1025, 65_000 })
	void longNameIsRefused(int length) {
		assertRefused(new RawZip().entry("a".repeat(length), "text"), "is no path of a file inside a project");
	}

	@Test
	void namesThatAreTheSameOnceTheyAreReadAreRefused() {
		assertRefused(new RawZip().entry("a/b", "1").entry("a\\b", "2"), "'a/b' is there twice");
		assertRefused(new RawZip().entry("b", "1").entry("./b", "2"), "'b' is there twice");
		assertRefused(new RawZip().entry("ä", "1").entry("x", "2", (entry) -> entry.name(new byte[] { (byte) 0x84 })),
				"'ä' is there twice");
	}

	@Test
	void nameInTheCodePageOfMsDos() throws IOException {
		byte[] name = new byte[128];
		for (int i = 0; i < name.length; i++) {
			name[i] = (byte) (128 + i);
		}
		String path = new String(name, Charset.forName("IBM437"));
		assertThat(unzip(new RawZip().entry("x", "text", (entry) -> entry.name(name)))).containsOnlyKeys(path);
		byte[] short437 = { 'c', 'a', 'f', (byte) 0x82, '.', 'h', 't', 'm', 'l' };
		assertThat(unzip(new RawZip().entry("x", "text", (entry) -> entry.name(short437))))
			.containsOnlyKeys("café.html");
	}

	@Test
	void nameInAFieldOfItsOwn() throws IOException {
		byte[] name = { 'c', 'a', 'f', '?', '.', 'h', 't', 'm', 'l' };
		assertThat(unzip(new RawZip().entry("x", "text", (entry) -> {
			entry.name(name);
			entry.extra = RawZip.unicodePath(name, "日本/café.html");
		}))).containsOnlyKeys("日本/café.html");
		assertRefused((entry) -> {
			entry.name(name);
			entry.extra = RawZip.unicodePath(name, "../café.html");
		}, "'../café.html' is no path");
		byte[] renamed = "caf.html".getBytes(StandardCharsets.UTF_8);
		assertThat(unzip(new RawZip().entry("x", "text", (entry) -> {
			entry.name(renamed);
			entry.extra = RawZip.unicodePath(name, "café.html");
		}))).containsOnlyKeys("caf.html");
		assertThat(
				unzip(new RawZip().entry("a.txt", "text", (entry) -> entry.extra = new byte[] { 0x75, 0x70, 9, 9, 1 })))
			.containsOnlyKeys("a.txt");
	}

	@Test
	void nameInUtf8WithAndWithoutTheFlag() throws IOException {
		assertThat(unzip(new RawZip().entry("größe.txt", "text"))).containsOnlyKeys("größe.txt");
		assertThat(unzip(new RawZip().entry("größe.txt", "text", (entry) -> entry.flags(1 << 11))))
			.containsOnlyKeys("größe.txt");
	}

	@Test
	void nameThatIsNotWhatTheZipSaysIsNamed() {
		assertRefused((entry) -> entry.flags(1 << 11).name(new byte[] { 'c', 'a', 'f', (byte) 0x82 }),
				"The name of 'café' in the zip is not valid UTF-8, although the zip says so.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "dist/index.html dist/assets/app.js | dist/ | 1", "dist/ dist/index.html | dist/ | 1",
					"dist/_redirects dist/a.html | dist/ | 1", "dist/_headers dist/a/b.html | dist/ | 1",
					"dist/.assetsignore dist/a.html | dist/ | 1",
					"my-site-main/dist/index.html my-site-main/dist/a/b.js | my-site-main/dist/ | 2",
					"dist/index.html __MACOSX/dist/._index.html | dist/ | 1",
					"dist/index.html .DS_Store Thumbs.db .git/config ..data/x | dist/ | 1",
					"dist\\index.html dist\\a\\b.js | dist/ | 1", "./dist/index.html | dist/ | 1" })
	void folderAroundTheSiteIsRefusedUnlessItIsStripped(String names, String folder, int count) throws IOException {
		RawZip zip = new RawZip();
		for (String name : names.split(" ")) {
			zip.entry(name, name.endsWith("/") ? "" : "x");
		}
		assertRefused(zip, "All files of the zip are in the folder '" + folder + "'. ");
		assertRefused(zip, "strip=" + count);
		assertThat(unzip(zip.toBytes(), count).keySet()).isNotEmpty()
			.noneMatch((path) -> path.startsWith("dist/") || path.startsWith("__MACOSX/") || path.contains("Store"));
		assertThat(unzip(zip.toBytes(), 0).keySet()).anyMatch((path) -> path.startsWith(folder));
	}

	@ParameterizedTest
	@ValueSource(strings = { "index.html assets/app.js", "assets/app.js assets/app.css", "a/index.html b/index.html",
			"docs/index.html _redirects", "docs/index.html robots.txt", "assets/a/index.html assets/b/x.js",
			".well-known/acme", "__MACOSX/index.html" })
	void siteWithoutAFolderAroundItIsTakenAsItIs(String names) throws IOException {
		RawZip zip = new RawZip();
		for (String name : names.split(" ")) {
			zip.entry(name, "x");
		}
		assertThat(unzip(zip)).containsOnlyKeys(names.split(" ")).isEqualTo(unzip(zip.toBytes(), 0));
	}

	@Test
	void strippingNeedsAFolderAroundEverything() throws IOException {
		byte[] zip = Zips.of("a/b/c.txt", "1", "a/d.txt", "2");
		assertThat(unzip(zip, 1)).isEqualTo(Map.of("b/c.txt", "1", "d.txt", "2"));
		assertThatExceptionOfType(InvalidProjectFilesException.class).isThrownBy(() -> unzip(zip, 2))
			.withMessageContaining("strip=2 needs a zip whose files are all in 2 nested folders")
			.withMessageContaining("'a/'");
		assertThatExceptionOfType(InvalidProjectFilesException.class)
			.isThrownBy(() -> unzip(Zips.of("a/b.txt", "1", "c.txt", "2"), 1))
			.withMessageContaining("strip=1 needs a zip whose files are all in one folder");
		assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> unzip(zip, -1));
	}

}
