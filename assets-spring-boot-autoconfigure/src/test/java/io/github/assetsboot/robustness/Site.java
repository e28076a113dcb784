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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import io.github.assetsboot.testing.Applications;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Applications without a handler of their own, and what they serve.
 *
 * @author the Assets for Spring Boot authors
 */
final class Site {

	private Site() {
	}

	/**
	 * Start an application that serves a directory.
	 * @param directory the directory
	 * @param properties further properties, as names and values
	 * @return its context
	 */
	static ConfigurableApplicationContext start(Path directory, String... properties) {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("assets.directory", directory.toString());
		all.put("server.tomcat.max-keep-alive-requests", "-1");
		for (int i = 0; i < properties.length; i += 2) {
			all.put(properties[i], properties[i + 1]);
		}
		return Applications.start(Application.class, all);
	}

	/**
	 * Write files.
	 * @param directory where to
	 * @param files the contents by path, with a slash in front
	 * @throws IOException if they cannot be written
	 */
	static void write(Path directory, Map<String, byte[]> files) throws IOException {
		for (Map.Entry<String, byte[]> file : files.entrySet()) {
			Path path = directory.resolve(file.getKey().substring(1));
			Files.createDirectories(path.getParent());
			Files.write(path, file.getValue());
		}
	}

	/**
	 * Make a text that can be made smaller.
	 * @param random random numbers
	 * @param size its size in bytes
	 * @return the text
	 */
	static byte[] text(Random random, int size) {
		String[] words = { "let", "const", "function", "return", "value", "if", "else", "export", "import", "=>", "{",
				"}", "();", "\n", "ü", "await" };
		ByteArrayOutputStream text = new ByteArrayOutputStream(size + 16);
		while (text.size() < size) {
			text.writeBytes(words[random.nextInt(words.length)].getBytes(StandardCharsets.UTF_8));
			text.write((random.nextInt(8) == 0) ? '0' + random.nextInt(10) : ' ');
		}
		byte[] result = new byte[size];
		System.arraycopy(text.toByteArray(), 0, result, 0, size);
		return result;
	}

	/**
	 * Make a content that cannot be made smaller.
	 * @param random random numbers
	 * @param size its size in bytes
	 * @return the content
	 */
	static byte[] noise(Random random, int size) {
		byte[] noise = new byte[size];
		random.nextBytes(noise);
		return noise;
	}

	/**
	 * Return the tag of a content, as it is specified.
	 * @param content the content
	 * @param offset where it begins
	 * @param length how long it is
	 * @return the tag of the content as it is, with its quotes
	 */
	/**
	 * Return the tag of a representation.
	 * @param content the content without a coding
	 * @param coding the coding, or {@code null} for none
	 * @param body the content under the coding
	 * @return the tag, in quotes
	 */
	static String tag(byte[] content, @Nullable String coding, byte[] body) {
		String plain = tag(content, 0, content.length);
		return (coding != null) ? plain.substring(0, 17) + '-' + (coding.equals("gzip") ? "gz" : coding) + '-'
				+ tag(body, 0, body.length).substring(1, 17) + '"' : plain;
	}

	static String tag(byte[] content, int offset, int length) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(content, offset, length);
			return '"' + HexFormat.of().formatHex(digest.digest()).substring(0, 32) + '"';
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Application {

	}

}
