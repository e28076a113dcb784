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

package io.github.assetsboot.html;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.assetsboot.html.HtmlRecording.Result;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Replays the recordings of the {@code HTMLRewriter} of Workers. A result that differs
 * must be one of the divergences on the list beside the recordings, which also tells how
 * many there are.
 *
 * @author the Assets for Spring Boot authors
 */
class HtmlRewriterRecordingsTests {

	private static final Path LIST = Path.of("src/test/resources/html-rewriter/DIVERGENCES.md");

	private static final int MAX_REPORTED = 10;

	@Test
	void resultsAreTheRecordedOnesExceptForTheListedDivergences() throws IOException {
		Map<String, Agreement> agreements = new TreeMap<>();
		Map<HtmlDivergence, Integer> divergences = new EnumMap<>(HtmlDivergence.class);
		List<String> wrong = new ArrayList<>();
		for (HtmlRecording recording : HtmlRecording.all()) {
			Result result = recording.replay();
			boolean same = result.equals(recording.expected());
			agreements.computeIfAbsent(recording.file(), (file) -> new Agreement()).add(recording, same);
			HtmlDivergence divergence = same ? null : HtmlDivergence.of(recording, result);
			if (divergence != null) {
				divergences.merge(divergence, 1, Integer::sum);
			}
			else if (!same) {
				wrong.add(String.format("%s%n  %s%n  %s%n  expected %s%n  but was  %s%n", recording, recording.text(),
						recording.handlers(), recording.expected(), result));
			}
		}
		List<String> rows = new ArrayList<>();
		agreements.forEach((file, agreement) -> rows.add("| `%s` | %s |".formatted(file, agreement)));
		divergences.forEach((divergence, count) -> rows.add("| `%s` | %s |".formatted(divergence, count)));
		System.out.println(String.join("\n", rows));
		assertThat(wrong.subList(0, Math.min(MAX_REPORTED, wrong.size()))).as("%s results are wrong", wrong.size())
			.isEmpty();
		assertThat(listed()).containsExactlyElementsOf(rows);
	}

	/**
	 * Return the rows of both tables of the list, without the descriptions.
	 */
	private static List<String> listed() throws IOException {
		return Files.readAllLines(LIST).stream().filter((line) -> line.startsWith("| `")).map((line) -> {
			String[] cells = line.split(" \\| ");
			int count = cells[0].matches("\\| `[A-Z_]+`") ? 2 : cells.length;
			String row = String.join(" | ", Arrays.copyOf(cells, count));
			return row.endsWith("|") ? row : row + " |";
		}).toList();
	}

	@Test
	void resultsDoNotDependOnThePiecesInWhichThePageArrives() {
		for (HtmlRecording recording : HtmlRecording.all()) {
			assertThat(recording.replay(Pieces.SMALL)).as("%s: %s", recording, recording.text())
				.isEqualTo(recording.replay());
		}
	}

	@Test
	void everyDivergenceIsOnTheList() throws IOException {
		assertThat(listed().stream().filter((row) -> row.matches("\\| `[A-Z_]+`.*")).map((row) -> row.split("`")[1]))
			.containsExactlyElementsOf(Arrays.stream(HtmlDivergence.values()).map(HtmlDivergence::name).toList());
	}

	/**
	 * How many results are as recorded.
	 */
	private static final class Agreement {

		private final int[] same = new int[2];

		private final int[] all = new int[2];

		private void add(HtmlRecording recording, boolean same) {
			int column = recording.wellNested() ? 0 : 1;
			this.all[column]++;
			this.same[column] += same ? 1 : 0;
		}

		@Override
		public String toString() {
			return this.same[0] + " of " + this.all[0] + " | " + this.same[1] + " of " + this.all[1];
		}

	}

}
