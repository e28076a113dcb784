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

package io.github.assetsboot.fingerprint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The text of a file with its references marked, as in {@code import "«./a.js»"}.
 *
 * @author the Assets for Spring Boot authors
 */
record MarkedText(byte[] file, List<Reference> references) {

	static MarkedText of(String text) {
		List<Reference> references = new ArrayList<>();
		StringBuilder file = new StringBuilder();
		int from = 0;
		for (char character : text.toCharArray()) {
			if (character == '\u00ab') {
				from = file.length();
			}
			else if (character == '\u00bb') {
				String url = file.substring(from);
				int start = bytes(file.substring(0, from)).length;
				references.add(new Reference(start, start + bytes(url).length, url));
			}
			else {
				file.append(character);
			}
		}
		return new MarkedText(bytes(file.toString()), references);
	}

	void assertFoundBy(Function<byte[], List<Reference>> find) {
		assertThat(find.apply(this.file)).as(new String(this.file, StandardCharsets.UTF_8)).isEqualTo(this.references);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
