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

package io.github.assetsboot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The files that are served: the same ones in every run.
 *
 * @author the Assets for Spring Boot authors
 */
final class GeneratedFiles {

	static final int PAGE_SIZE = 10 * 1024;

	static final int SCRIPT_SIZE = 200 * 1024;

	static final int LARGE_SIZE = 8 * 1024 * 1024;

	static final int SUB_RESOURCES = 30;

	private static final int RULES = 100;

	private static final int VOCABULARY = 1500;

	private static final int FILES_IN_FOLDER = 500;

	private static final int IMPORTS = 5;

	private static final List<String> SYLLABLES = List.of("ba", "con", "der", "el", "fi", "gra", "han", "in", "jo",
			"ka", "li", "mon", "na", "or", "per", "qui", "ren", "sta", "ter", "un", "ver", "wi", "xe", "yo", "zen");

	private GeneratedFiles() {
	}

	/**
	 * Write a page, a script and a large file.
	 */
	static void writeSite(Path directory) throws IOException {
		Random random = new Random(17);
		Files.createDirectories(directory);
		Files.write(directory.resolve("page.html"), page(random));
		Files.write(directory.resolve("script.js"), script(random));
		byte[] large = new byte[LARGE_SIZE];
		random.nextBytes(large);
		Files.write(directory.resolve("large.bin"), large);
	}

	/**
	 * Write what the page of a site would load.
	 */
	static void writeSubResources(Path directory) throws IOException {
		writeChunks(directory, SUB_RESOURCES, 1024, 20 * 1024);
	}

	/**
	 * Return the paths of what the page of a site would load.
	 */
	static List<String> subResources() {
		return IntStream.range(0, SUB_RESOURCES).mapToObj((i) -> "/assets/part-0/" + chunkName(i)).toList();
	}

	/**
	 * Write as many dynamic redirects and header rules as are allowed, none of which is
	 * about a file of the site.
	 */
	static void writeRules(Path directory) throws IOException {
		Files.writeString(directory.resolve("_redirects"),
				IntStream.range(0, RULES)
					.mapToObj((i) -> "/old-" + i + "/* /new-" + i + "/:splat 301\n")
					.collect(Collectors.joining()));
		Files.writeString(directory.resolve("_headers"),
				IntStream.range(0, RULES)
					.mapToObj((i) -> "/section-" + i + "/*\n  X-Section: " + i + "\n")
					.collect(Collectors.joining()));
	}

	/**
	 * Write files with fingerprinted names in some folders, no two of the same content.
	 * @param directory the folder of folders
	 * @param count the number of files
	 * @param minSize the size of the smallest
	 * @param maxSize the size of the largest
	 */
	static void writeChunks(Path directory, int count, int minSize, int maxSize) throws IOException {
		Random random = new Random(count);
		byte[] words = words(random, 4 * maxSize + 1024 * 1024).getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < count; i++) {
			Path folder = directory.resolve("assets").resolve("part-" + (i / FILES_IN_FOLDER));
			if (i % FILES_IN_FOLDER == 0) {
				Files.createDirectories(folder);
			}
			int size = minSize + ((count > 1) ? (int) ((maxSize - minSize) * (long) i / (count - 1)) : 0);
			byte[] content = new byte[size];
			System.arraycopy(words, random.nextInt(words.length - size), content, 0, size);
			byte[] number = String.format("//%08x\n", i).getBytes(StandardCharsets.US_ASCII);
			System.arraycopy(number, 0, content, 0, number.length);
			Files.write(folder.resolve(chunkName(i)), content);
		}
	}

	/**
	 * Write modules that import each other.
	 * @param directory the folder
	 * @param count the number of modules
	 * @param size the approximate size of each
	 */
	static void writeModules(Path directory, int count, int size) throws IOException {
		Random random = new Random(count);
		String functions = new String(script(random), StandardCharsets.US_ASCII);
		Files.createDirectories(directory);
		for (int i = 0; i < count; i++) {
			StringBuilder module = new StringBuilder();
			for (int other = 0; other < IMPORTS; other++) {
				module.append("import { number as number").append(other).append(" } from \"./module-");
				module.append(random.nextInt(count)).append(".js\";\n");
			}
			int from = functions.indexOf('\n', random.nextInt(functions.length() - 2 * size)) + 1;
			int to = functions.indexOf('\n', from + size - module.length()) + 1;
			module.append(functions, from, to).append("export const number = ").append(i).append(";\n");
			Files.writeString(directory.resolve("module-" + i + ".js"), module);
		}
	}

	/**
	 * Return the file name of a chunk.
	 * @param number its number
	 * @return its name, with a fingerprint that no other number has
	 */
	static String chunkName(int number) {
		return String.format("chunk-%08x.js", number * 0x9E3779B1);
	}

	static void delete(Path directory) throws IOException {
		try (Stream<Path> files = Files.walk(directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> {
				try {
					Files.delete(file);
				}
				catch (IOException ex) {
					throw new UncheckedIOException(ex);
				}
			});
		}
	}

	private static byte[] page(Random random) {
		StringBuilder page = new StringBuilder(
				"<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>Page</title></head>\n");
		page.append("<body>\n");
		String words = words(random, PAGE_SIZE);
		for (int i = 0; page.length() < PAGE_SIZE; i += 400) {
			page.append("<p class=\"text\">").append(words, i, i + 400).append("</p>\n");
		}
		return bytes(page, PAGE_SIZE);
	}

	private static byte[] script(Random random) {
		StringBuilder script = new StringBuilder();
		String[] vocabulary = vocabulary(random);
		for (int i = 0; script.length() < SCRIPT_SIZE; i++) {
			script.append("function ").append(pick(vocabulary, random)).append(i).append("(e,t){");
			for (int statement = 0; statement < 3; statement++) {
				script.append("var ").append((char) ('a' + random.nextInt(26)));
				script.append("=t.").append(pick(vocabulary, random)).append("(e.").append(pick(vocabulary, random));
				script.append(",\"").append(pick(vocabulary, random)).append("\",").append(random.nextInt(1000));
				script.append(");");
			}
			script.append("return e.").append(pick(vocabulary, random)).append("}\n");
		}
		return bytes(script, SCRIPT_SIZE);
	}

	private static byte[] bytes(StringBuilder text, int size) {
		text.setLength(size);
		return text.toString().getBytes(StandardCharsets.US_ASCII);
	}

	private static String words(Random random, int length) {
		String[] vocabulary = vocabulary(random);
		StringBuilder words = new StringBuilder();
		while (words.length() < length + 800) {
			words.append(pick(vocabulary, random)).append((random.nextInt(9) == 0) ? ", " : " ");
		}
		return words.toString();
	}

	/**
	 * Some words are much more frequent than others.
	 */
	private static String pick(String[] vocabulary, Random random) {
		double uniform = random.nextDouble();
		return vocabulary[(int) (vocabulary.length * uniform * uniform * uniform)];
	}

	private static String[] vocabulary(Random random) {
		return Stream
			.generate(() -> IntStream.rangeClosed(0, 1 + random.nextInt(3))
				.mapToObj((i) -> SYLLABLES.get(random.nextInt(SYLLABLES.size())))
				.collect(Collectors.joining()))
			.limit(VOCABULARY)
			.toArray(String[]::new);
	}

}
