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

package io.github.assetsboot.actuate;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Writes a table that the script of the page can sort. On a narrow screen each row
 * becomes a list, so that the roles of the elements are written, too.
 *
 * @author the Assets for Spring Boot authors
 */
final class HtmlTable {

	private final StringBuilder markup = new StringBuilder();

	private final List<Column> columns;

	private final int maxRows;

	private int rows;

	/**
	 * Begin a table.
	 * @param name the name of the table for screen readers
	 * @param maxRows maximum number of rows. Further rows are only counted
	 * @param columns the columns
	 */
	HtmlTable(String name, int maxRows, Column... columns) {
		this.columns = List.of(columns);
		this.maxRows = maxRows;
		this.markup.append("<table class=\"list sortable\" role=\"table\" aria-label=\"")
			.append(Html.text(name))
			.append("\">\n<thead role=\"rowgroup\"><tr role=\"row\">");
		for (Column column : columns) {
			this.markup.append("<th role=\"columnheader\" scope=\"col\"%s>%s</th>".formatted(column.attribute(),
					Html.text(column.title())));
		}
		this.markup.append("</tr></thead>\n<tbody role=\"rowgroup\">\n");
	}

	/**
	 * Add a row.
	 * @param cells the cells, as many as there are columns
	 */
	void add(Cell... cells) {
		this.rows++;
		if (this.rows > this.maxRows) {
			return;
		}
		this.markup.append("<tr role=\"row\">");
		for (int i = 0; i < cells.length; i++) {
			add(this.columns.get(i), cells[i]);
		}
		this.markup.append("</tr>\n");
	}

	private void add(Column column, Cell cell) {
		String key = (cell.key() != null) ? " data-sort=\"" + cell.key() + "\"" : "";
		String attribute = cell.markup().isEmpty() ? " class=\"empty " + column.kind().css + "\"" : column.attribute();
		this.markup.append("<td role=\"cell\" data-label=\"%s\"%s%s>%s</td>".formatted(Html.text(column.title()),
				attribute, key, cell.markup().isEmpty() ? "" : "<div>" + cell.markup() + "</div>"));
	}

	/**
	 * Return the table, and the number of rows that are left out.
	 */
	@Override
	public String toString() {
		String more = (this.rows > this.maxRows)
				? "<p class=\"pale\">" + Html.count(this.rows - this.maxRows, "more row") + " are not shown.</p>\n"
				: "";
		return this.markup + "</tbody>\n</table>\n" + more;
	}

	/**
	 * A column.
	 *
	 * @param title the title
	 * @param kind the kind of its cells
	 */
	record Column(String title, Kind kind) {

		static Column text(String title) {
			return new Column(title, Kind.TEXT);
		}

		static Column shortText(String title) {
			return new Column(title, Kind.SHORT);
		}

		static Column name(String title) {
			return new Column(title, Kind.NAME);
		}

		static Column wideText(String title) {
			return new Column(title, Kind.WIDE);
		}

		static Column number(String title) {
			return new Column(title, Kind.NUMBER);
		}

		static Column bar(String title) {
			return new Column(title, Kind.BAR);
		}

		private String attribute() {
			return this.kind.css.isEmpty() ? "" : " class=\"" + this.kind.css + "\"";
		}

	}

	/**
	 * Kind of the cells of a column.
	 */
	enum Kind {

		/**
		 * Text that can be broken.
		 */
		TEXT(""),

		/**
		 * Text that stays on a line.
		 */
		SHORT("short"),

		/**
		 * A name, which is broken late.
		 */
		NAME("name"),

		/**
		 * Text with several words.
		 */
		WIDE("wide"),

		/**
		 * A number, or a value that is sorted as one.
		 */
		NUMBER("number"),

		/**
		 * A bar.
		 */
		BAR("bars");

		private final String css;

		Kind(String css) {
			this.css = css;
		}

	}

	/**
	 * A cell.
	 *
	 * @param markup the content
	 * @param key the number that it is sorted by, {@code null} to sort by the text
	 */
	record Cell(String markup, @Nullable Number key) {

		static Cell markup(String markup) {
			return new Cell(markup, null);
		}

		static Cell text(@Nullable String text) {
			return new Cell((text != null) ? Html.isolated(text) : "", null);
		}

		static Cell code(String text) {
			return new Cell(Html.code(text), null);
		}

		static Cell number(long number) {
			return new Cell(Html.number(number), number);
		}

		static Cell size(long bytes) {
			return new Cell(Html.size(bytes), bytes);
		}

		static Cell age(Instant time, Instant now) {
			return new Cell(Html.age(time, now), time.getEpochSecond());
		}

		static Cell bar(double... percentages) {
			return new Cell(Html.bar(percentages), null);
		}

	}

}
