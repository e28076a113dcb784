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

package io.github.assetsboot.guide;

import java.util.List;

/**
 * The blocks that tests look at, and the few that none does.
 */
final class CheckedBlocks {

	/**
	 * Blocks that no test looks at: the page, a text that the block contains, and the
	 * reason.
	 */
	static final List<UncheckedBlock> EXCEPTIONS = List.of(new UncheckedBlock("migration.md",
			"class SpaErrorController", "code of several applications, in parts, which the reader deletes"));

	private CheckedBlocks() {
	}

	static List<CodeBlock> in(String... languages) {
		return CodeBlock.in(languages)
			.stream()
			.filter((block) -> EXCEPTIONS.stream().noneMatch((exception) -> exception.is(block)))
			.toList();
	}

	/**
	 * A block that no test looks at.
	 *
	 * @param page the name of its page
	 * @param text a text that it contains
	 * @param reason why no test can look at it
	 */
	record UncheckedBlock(String page, String text, String reason) {

		boolean is(CodeBlock block) {
			return block.page().equals(this.page) && block.code().contains(this.text);
		}

	}

}
