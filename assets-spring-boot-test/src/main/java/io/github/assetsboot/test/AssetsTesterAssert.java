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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.assetsboot.explain.RoutingExplainer.ExplainedDecision;
import io.github.assetsboot.test.AssetsTester.AssetsRequestBuilder;
import org.assertj.core.api.AbstractAssert;

import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

/**
 * AssertJ assertions on a table of decisions. All rows are compared. A failure lists each
 * row with another decision, and shows the steps of the first ten.
 * <p>
 * A row has a path and the expected decision, in the form of {@code _redirects}:
 *
 * <pre>
 * /old               /new              301
 * /about             /about.html       200
 * /notes/7           /index.html       200
 * /admin/orders/7    admin:/index.html 200
 * /gone              404
 * /missing           /404.html         404
 * /api/users         handler
 * POST /api/users    UserController#create handler
 * </pre>
 *
 * A row without a method is a navigation request, as from the address bar of a browser. A
 * row with a method is a request without header fields. The name of a collection may be
 * in front of a file: {@code admin:/index.html}.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class AssetsTesterAssert extends AbstractAssert<AssetsTesterAssert, AssetsTester> {

	private static final int MAX_EXPLANATIONS = 10;

	AssetsTesterAssert(AssetsTester actual) {
		super(actual, AssetsTesterAssert.class);
	}

	/**
	 * Verify the decisions of a file.
	 * @param location the location of the file, such as {@code classpath:redirects.txt}
	 * or {@code file:src/test/redirects.csv}. Commas separate the columns of a file whose
	 * name ends with {@code .csv}
	 * @return this assertion
	 * @throws IllegalArgumentException if the file does not exist, a row is not a
	 * decision, or there is no row
	 */
	public AssetsTesterAssert hasDecisionsOf(String location) {
		Resource resource = new DefaultResourceLoader().getResource(location);
		if (!resource.exists()) {
			throw new IllegalArgumentException("The table '" + location + "' does not exist");
		}
		try {
			return verify(DecisionTable.of(location, resource.getContentAsString(StandardCharsets.UTF_8),
					location.toLowerCase(Locale.ROOT).endsWith(".csv")));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Verify the decisions of a text, such as a text block.
	 * @param lines the rows, one on each line
	 * @return this assertion
	 * @throws IllegalArgumentException if a row is not a decision, or there is no row
	 */
	public AssetsTesterAssert hasDecisions(String lines) {
		return verify(DecisionTable.of("the text", lines, false));
	}

	/**
	 * Verify the decisions of a map.
	 * @param decisions the expected decisions such as {@code /new 301}, by the path,
	 * which may have a method in front
	 * @return this assertion
	 * @throws IllegalArgumentException if a row is not a decision, or there is no row
	 */
	public AssetsTesterAssert hasDecisions(Map<String, String> decisions) {
		return verify(DecisionTable.of(decisions));
	}

	private AssetsTesterAssert verify(DecisionTable table) {
		List<String> failures = new ArrayList<>();
		for (DecisionTable.Row row : table.rows()) {
			AssetsRequestBuilder request = row.request(this.actual);
			ExplainedDecision decision = request.decide();
			if (!row.expected().isMetBy(decision)) {
				String steps = (failures.size() < MAX_EXPLANATIONS) ? ExpectedDecision.steps(request.explain(), "    ")
						: "";
				failures.add(row.place() + ": expecting " + ExpectedDecision.request(decision) + " "
						+ row.expected().describe(decision) + "\n  but the decision was "
						+ ExpectedDecision.outcome(decision) + "\n" + steps);
			}
		}
		if (!failures.isEmpty()) {
			throw failure("%s", failures.size() + " of " + table.rows().size() + " decisions differ from "
					+ table.source() + ":\n" + String.join("", failures));
		}
		return this;
	}

}
