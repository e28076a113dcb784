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

package io.github.assetsboot.conformance;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import org.springframework.util.ClassUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares the list of divergences, which lies beside the recordings, with the tests.
 */
class DivergenceListTests {

	private static final Path LIST = Path.of("src/test/resources/conformance/DIVERGENCES.md");

	private static final Pattern FIRST_CELL = Pattern.compile("(?m)^\\| `([^`]*)` \\|(?: [^|]+ \\|){4}$");

	private static final String PACKAGE = "io.github.assetsboot.";

	/**
	 * Return the first cell of each row of a table.
	 */
	private static List<String> rows(int section) throws IOException {
		String text = Files.readString(LIST).split("(?m)^## ")[section];
		List<String> rows = FIRST_CELL.matcher(text).results().map((MatchResult row) -> row.group(1)).toList();
		assertThat(rows).hasSameSizeAs(text.lines().filter((line) -> line.startsWith("| `")).toList());
		return rows;
	}

	@Test
	void everyDivergenceOfTheReplayIsInTheListAndNoOther() throws IOException {
		assertThat(rows(1))
			.containsExactlyElementsOf(Arrays.stream(Divergence.values()).map(Divergence::name).toList());
	}

	@Test
	void everyOtherDivergenceHasATest() throws IOException {
		assertThat(rows(2)).isNotEmpty().doesNotHaveDuplicates().allSatisfy((row) -> {
			String[] test = row.split("#");
			Class<?> type = ClassUtils.forName(PACKAGE + test[0], getClass().getClassLoader());
			assertThat(Arrays.stream(type.getDeclaredMethods()).map(Method::getName)).as(row).contains(test[1]);
		});
	}

}
