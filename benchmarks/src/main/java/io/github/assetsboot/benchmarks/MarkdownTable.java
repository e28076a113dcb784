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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table for people: numbers to the right, columns in line.
 *
 * @author the Assets for Spring Boot authors
 */
final class MarkdownTable {

	private final int textColumns;

	private final List<List<String>> rows = new ArrayList<>();

	/**
	 * Create a table.
	 * @param textColumns how many of the first columns are text rather than numbers
	 * @param header the names of the columns
	 */
	MarkdownTable(int textColumns, String... header) {
		this.textColumns = textColumns;
		this.rows.add(List.of(header));
	}

	MarkdownTable row(String... cells) {
		this.rows.add(List.of(cells));
		return this;
	}

	@Override
	public String toString() {
		int columns = this.rows.get(0).size();
		int[] widths = new int[columns];
		for (int column = 0; column < columns; column++) {
			int index = column;
			widths[column] = this.rows.stream().mapToInt((row) -> row.get(index).length()).max().orElse(0);
		}
		List<String> rule = new ArrayList<>();
		for (int column = 0; column < columns; column++) {
			boolean text = column < this.textColumns;
			rule.add("-".repeat(Math.max(3, widths[column]) - (text ? 0 : 1)) + (text ? "" : ":"));
		}
		return Stream.concat(Stream.of(this.rows.get(0), rule), this.rows.stream().skip(1))
			.map((row) -> line(row, widths))
			.collect(Collectors.joining());
	}

	private String line(List<String> row, int[] widths) {
		StringBuilder line = new StringBuilder("|");
		for (int column = 0; column < widths.length; column++) {
			String padding = " ".repeat(Math.max(0, Math.max(3, widths[column]) - row.get(column).length()));
			boolean text = column < this.textColumns;
			line.append(' ').append(text ? "" : padding).append(row.get(column)).append(text ? padding : "");
			line.append(" |");
		}
		return line.append('\n').toString();
	}

}
