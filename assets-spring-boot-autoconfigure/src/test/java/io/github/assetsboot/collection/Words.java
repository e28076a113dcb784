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

package io.github.assetsboot.collection;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * Texts that a content coding makes clearly smaller, but not to nothing.
 *
 * @author the Assets for Spring Boot authors
 */
public final class Words {

	private Words() {
	}

	/**
	 * Make a text, which is the same each time.
	 * @param size its size in bytes
	 * @return the text
	 */
	public static byte[] words(int size) {
		String[] words = "function return const import export await class this null true of in".split(" ");
		Random random = new Random(size);
		StringBuilder text = new StringBuilder();
		while (text.length() < size) {
			text.append(words[random.nextInt(words.length)]).append(random.nextInt(100)).append(' ');
		}
		return text.substring(0, size).getBytes(StandardCharsets.US_ASCII);
	}

}
