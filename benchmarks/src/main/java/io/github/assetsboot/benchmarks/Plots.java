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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plots of the results. They are drawn from the tables of the report, whose first two
 * columns name a case and what was measured in it. The plot shows the spread if the
 * columns beside a value are {@code min} and {@code max}.
 */
enum Plots {

	PAGE_BYTES("page-bytes", "Bytes received by Chromium", "kB", "Page load", "Bytes", 1e-3, Set.of()),

	PAGE_TIME("page-time", "Time to load in Chromium", "ms from the beginning of the visit to the event load",
			"Page load", "ms to load", 1, Set.of()),

	LOAD_TO_SPRING("load-to-spring", "Requests per second, compared with Spring's resource handler",
			"ratio on a logarithmic scale, more is better", "Case", "Requests/s, median of rounds", 0,
			Set.of("starter / Spring")),

	LOAD("load", "Requests per second, compared with other servers", "ratio on a logarithmic scale, more is better",
			"Case", "Requests/s, median of rounds", 0,
			Set.of("starter / ceiling", "starter / Spring", "starter / nginx", "starter / Caddy")),

	CPU("cpu", "CPU time per request, compared with other servers", "ratio on a logarithmic scale, less is better",
			"Case", "CPU time", 0,
			Set.of("starter / ceiling", "starter / Spring", "starter / nginx", "starter / Caddy"));

	private final String file;

	private final String title;

	private final String axis;

	private final String firstColumn;

	private final String valueColumn;

	private final double factor;

	private final Set<String> series;

	/**
	 * Create a plot.
	 * @param file the name of its file
	 * @param title its title
	 * @param axis what the numbers are
	 * @param firstColumn the name of the first column of its table
	 * @param valueColumn the name of the column of the values
	 * @param factor what to multiply the values with, 0 for ratios
	 * @param series what to show of the second column, nothing for all
	 */
	Plots(String file, String title, String axis, String firstColumn, String valueColumn, double factor,
			Set<String> series) {
		this.file = file + ".svg";
		this.title = title;
		this.axis = axis;
		this.firstColumn = firstColumn;
		this.valueColumn = valueColumn;
		this.factor = factor;
		this.series = series;
	}

	/**
	 * Draw the plots of a report.
	 * @param report the Markdown text
	 * @param directory where {@code plots} is
	 * @return the report with the plots ahead of their tables
	 */
	static String draw(String report, Path directory) throws IOException {
		Path folder = Files.createDirectories(directory.resolve("plots"));
		List<String> lines = new ArrayList<>(report.lines().filter((line) -> !line.startsWith("![")).toList());
		for (int i = 0; i < lines.size(); i++) {
			if (isHeader(lines, i)) {
				for (Plots plot : values()) {
					i += plot.draw(lines, i, folder);
				}
			}
		}
		return String.join("\n", lines).replaceAll("\n{3,}", "\n\n") + "\n";
	}

	private static boolean isHeader(List<String> lines, int index) {
		return lines.get(index).startsWith("|") && (index == 0 || !lines.get(index - 1).startsWith("|"));
	}

	/**
	 * Draw this plot if it is about a table.
	 * @return the number of lines that have been added ahead of the table
	 */
	private int draw(List<String> lines, int header, Path folder) throws IOException {
		List<String> columns = cells(lines.get(header));
		int value = columns.indexOf(this.valueColumn);
		if (value < 0 || !columns.get(0).equals(this.firstColumn)) {
			return 0;
		}
		boolean spread = columns.size() > value + 2 && columns.get(value + 1).equals("min");
		SvgPlot plot = new SvgPlot(this.title, this.axis, this.factor == 0);
		for (int row = header + 2; row < lines.size() && lines.get(row).startsWith("|"); row++) {
			List<String> cells = cells(lines.get(row));
			boolean shown = this.series.isEmpty() || this.series.contains(cells.get(1));
			if (shown && !cells.get(value).isEmpty()) {
				double number = number(cells.get(value));
				plot.bar(cells.get(0), cells.get(1), number, spread ? number(cells.get(value + 1)) : number,
						spread ? number(cells.get(value + 2)) : number);
			}
		}
		if (plot.isEmpty()) {
			return 0;
		}
		Files.writeString(folder.resolve(this.file), plot.toString());
		lines.addAll(header,
				List.of("![%s: %s. %s](plots/%s)".formatted(this.title, this.axis,
						spread ? "Bars are medians, lines the lowest and the highest value" : "Bars are medians",
						this.file), ""));
		return 2;
	}

	private static List<String> cells(String line) {
		return Stream.of(line.substring(1).split("\\|")).map(String::trim).toList();
	}

	private double number(String cell) {
		return Double.parseDouble(cell.replace(",", "")) * ((this.factor != 0) ? this.factor : 1);
	}

}
