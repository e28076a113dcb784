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

package io.github.assetsboot.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.explain.RoutingExplainer.Answer;
import io.github.assetsboot.test.AssetsTester.AssetsRequestBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpMethod;

/**
 * A table of requests and the expected decisions, in the form of {@code _redirects}.
 *
 * @param source the name of the table, for failures
 * @param rows the rows
 * @author the Assets for Spring Boot authors
 */
record DecisionTable(String source, List<Row> rows) {

	private static final Pattern METHOD = Pattern.compile("[A-Z]+");

	private static final Pattern STATUS = Pattern.compile("[1-5]\\d\\d");

	private static final Pattern BLANKS = Pattern.compile("\\s+");

	private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

	/**
	 * The name of a collection, and the path of a file in its directory.
	 */
	private static final Pattern FILE_OF_COLLECTION = Pattern.compile("([a-z0-9-]+):(/(?!/).*)");

	private static final String HANDLER = "handler";

	private static final String FORMS = "Write a path and the expected decision, such as '/old /new 301',"
			+ " '/about /about.html 200', '/admin/about admin:/about.html 200', '/gone 404', '/api/users handler' or 'POST /api/users"
			+ " UserController#create handler'.";

	/**
	 * Parse a text.
	 * @param source the name of the text
	 * @param text the text, with a row on each line
	 * @param csv whether commas separate the columns, instead of blanks
	 * @return the table
	 */
	static DecisionTable of(String source, String text, boolean csv) {
		List<Row> rows = new ArrayList<>();
		List<String> lines = text.lines().toList();
		for (int i = 0; i < lines.size(); i++) {
			String line = lines.get(i).strip();
			String place = "line " + (i + 1);
			if (line.isEmpty() || line.startsWith("#") || (csv && rows.isEmpty() && line.startsWith("path,"))) {
				continue;
			}
			if (csv && line.contains("\"")) {
				throw new IllegalArgumentException(
						source + ", " + place + ": a quotation mark is not allowed. Write a comma in a path as %2C.");
			}
			String[] cells = (csv ? COMMA : BLANKS).split(line);
			rows.add(row(place, line, Arrays.stream(cells).filter((cell) -> !cell.isEmpty()).toList(), source));
		}
		return new DecisionTable(source, requireRows(source, rows));
	}

	/**
	 * Create a table of a map.
	 * @param decisions the expected decisions, by path
	 * @return the table
	 */
	static DecisionTable of(Map<String, String> decisions) {
		List<Row> rows = new ArrayList<>();
		decisions.forEach((request, decision) -> {
			String line = request.strip() + " " + decision.strip();
			rows.add(row("entry " + (rows.size() + 1), line, Arrays.asList(BLANKS.split(line)), "the map"));
		});
		return new DecisionTable("the map", requireRows("the map", rows));
	}

	/**
	 * A test that compares nothing would never fail.
	 */
	private static List<Row> requireRows(String source, List<Row> rows) {
		if (rows.isEmpty()) {
			throw new IllegalArgumentException(source + " has no rows. " + FORMS);
		}
		return List.copyOf(rows);
	}

	private static Row row(String place, String line, List<String> cells, String source) {
		boolean method = METHOD.matcher(cells.get(0)).matches();
		int expectation = method ? 2 : 1;
		int count = cells.size() - expectation;
		ExpectedDecision expected = (count == 1 || count == 2)
				? expected(cells.get(expectation), (count == 2) ? cells.get(expectation + 1) : null) : null;
		String path = (cells.size() > expectation) ? cells.get(expectation - 1) : "";
		if (expected == null || !(path.startsWith("/") || path.matches("https?://.+"))) {
			throw new IllegalArgumentException(source + ", " + place + ": '" + line + "' is not a decision. " + FORMS);
		}
		return new Row(place, method ? cells.get(0) : null, path, expected);
	}

	private static @Nullable ExpectedDecision expected(String first, @Nullable String second) {
		if (second == null) {
			if (first.equals(HANDLER)) {
				return ExpectedDecision.handled();
			}
			return STATUS.matcher(first).matches() ? ExpectedDecision.status(Integer.parseInt(first))
					: isTarget(first) ? ExpectedDecision.redirect(first, 302) : null;
		}
		if (second.equals(HANDLER)) {
			return ExpectedDecision.handledBy(first);
		}
		Matcher named = FILE_OF_COLLECTION.matcher(first);
		if (named.matches()) {
			ExpectedDecision expected = second.startsWith("3") ? null : expected(named.group(2), second);
			return (expected != null) ? expected.ofCollection(named.group(1)) : null;
		}
		if (!STATUS.matcher(second).matches() || !isTarget(first)) {
			return null;
		}
		return switch (second) {
			case "200" -> ExpectedDecision.asset("file", first, Answer.FILE, Answer.FALLBACK_PAGE);
			case "404" -> ExpectedDecision.asset("404 page", first, Answer.NOT_FOUND_PAGE);
			default -> second.startsWith("3") ? ExpectedDecision.redirect(first, Integer.valueOf(second)) : null;
		};
	}

	private static boolean isTarget(String text) {
		return text.startsWith("/") || text.contains("://");
	}

	/**
	 * A row.
	 *
	 * @param place the place in the table
	 * @param method the method, {@code null} for a navigation request
	 * @param path the path
	 * @param expected the expected decision
	 */
	record Row(String place, @Nullable String method, String path, ExpectedDecision expected) {

		AssetsRequestBuilder request(AssetsTester tester) {
			return (this.method != null) ? tester.method(HttpMethod.valueOf(this.method), this.path)
					: tester.navigate(this.path);
		}

	}

}
