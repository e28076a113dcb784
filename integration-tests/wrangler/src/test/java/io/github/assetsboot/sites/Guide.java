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

package io.github.assetsboot.sites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The guide, whose scripts are run.
 *
 * @author the Assets for Spring Boot authors
 */
final class Guide {

	private Guide() {
	}

	/**
	 * Return the only block of code with a text.
	 * @param page the name of the page
	 * @param language the language of the block
	 * @param text a text that the block has
	 */
	static String code(String page, String language, String text) throws IOException {
		String guide = Files.readString(Path.of("..", "..", "docs", page));
		Matcher block = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```").matcher(guide);
		String found = null;
		while (block.find()) {
			if (block.group(1).contains(text)) {
				assertThat(found).as("only one block with %s in %s", text, page).isNull();
				found = block.group(1);
			}
		}
		assertThat(found).as("block with %s in %s", text, page).isNotNull();
		return found;
	}

}
