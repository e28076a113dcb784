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

package io.github.assetsboot.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;

/**
 * Contents of files.
 */
public final class Contents {

	private static final String[] WORDS = "function return const import export await class this null true of in"
		.split(" ");

	private Contents() {
	}

	/**
	 * Make a text that a content coding makes clearly smaller, but not to nothing. It is
	 * the same for each call with the same size.
	 * @param size its size in bytes
	 * @return the text
	 */
	public static byte[] words(int size) {
		return words(new Random(size), size);
	}

	/**
	 * Make a text that a content coding makes clearly smaller, but not to nothing.
	 * @param random random numbers
	 * @param size its size in bytes
	 * @return the text
	 */
	public static byte[] words(Random random, int size) {
		StringBuilder text = new StringBuilder();
		while (text.length() < size) {
			text.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(100)).append(' ');
		}
		return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
	}

	/**
	 * Make a content that no coding makes smaller. It is the same for each call with the
	 * same size.
	 * @param size its size in bytes
	 * @return the content
	 */
	public static byte[] noise(int size) {
		return noise(new Random(size), size);
	}

	/**
	 * Make a content that no coding makes smaller.
	 * @param random random numbers
	 * @param size its size in bytes
	 * @return the content
	 */
	public static byte[] noise(Random random, int size) {
		byte[] noise = new byte[size];
		random.nextBytes(noise);
		return noise;
	}

	/**
	 * Write files and the folders that they are in.
	 * @param directory the directory
	 * @param files the contents by path, with or without a slash in front
	 * @throws IOException if they cannot be written
	 */
	public static void write(Path directory, Map<String, byte[]> files) throws IOException {
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			Path path = directory.resolve(file.getKey().replaceFirst("^/", ""));
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}
	}

}
