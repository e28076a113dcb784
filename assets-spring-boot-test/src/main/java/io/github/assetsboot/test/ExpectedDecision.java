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

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import io.github.assetsboot.explain.RoutingExplainer.Answer;
import io.github.assetsboot.explain.RoutingExplainer.ExplainedDecision;
import io.github.assetsboot.explain.RoutingExplanation;
import io.github.assetsboot.explain.RoutingExplanation.Outcome;
import io.github.assetsboot.explain.RoutingStep;
import org.jspecify.annotations.Nullable;

/**
 * An expectation of a decision.
 *
 * @param description the expected decision in words, which follow "Expecting GET /"
 * @param test whether a decision is the expected one
 * @param collection the name of the collection that has to answer, {@code null} for any
 * @author the Assets for Spring Boot authors
 */
record ExpectedDecision(String description, Predicate<ExplainedDecision> test, @Nullable String collection) {

	ExpectedDecision(String description, Predicate<ExplainedDecision> test) {
		this(description, test, null);
	}

	static ExpectedDecision redirect(String location, @Nullable Integer status) {
		return new ExpectedDecision("to redirect to " + location + ((status != null) ? " with status " + status : ""),
				(decision) -> decision.answer() == Answer.REDIRECT
						&& location.equals(decision.explanation().outcome().location())
						&& (status == null || status.equals(status(decision))));
	}

	static ExpectedDecision asset(String kind, String path, Answer... answers) {
		return new ExpectedDecision("to serve the " + kind + " " + path,
				(decision) -> List.of(answers).contains(decision.answer())
						&& path.equals(decision.explanation().outcome().asset()));
	}

	static ExpectedDecision status(int status) {
		return new ExpectedDecision("to have status " + status,
				(decision) -> Integer.valueOf(status).equals(status(decision)));
	}

	static ExpectedDecision servedBy(String collection) {
		return new ExpectedDecision("to be served by the collection " + collection,
				(decision) -> !decision.explanation().outcome().answeredBy().equals(Outcome.APPLICATION), collection);
	}

	ExpectedDecision ofCollection(String name) {
		return new ExpectedDecision(this.description + " of the collection " + name, this.test, name);
	}

	static ExpectedDecision handled() {
		return new ExpectedDecision("to be handled by the application",
				(decision) -> decision.answer() == Answer.HANDLER);
	}

	static ExpectedDecision handledBy(String handler) {
		return new ExpectedDecision("to be handled by " + handler,
				(decision) -> decision.answer() == Answer.HANDLER && isHandledBy(handler, decision));
	}

	private static @Nullable Integer status(ExplainedDecision decision) {
		return decision.explanation().outcome().status();
	}

	/**
	 * A handler is described as {@code pattern, Type#method(arguments)}, or by its
	 * pattern alone.
	 */
	private static boolean isHandledBy(String expected, ExplainedDecision decision) {
		String handler = Objects.requireNonNull(decision.handler());
		int comma = handler.indexOf(", ");
		String pattern = (comma != -1) ? handler.substring(0, comma) : handler;
		String method = (comma != -1) ? handler.substring(comma + 2) : "";
		String name = method.replaceFirst("\\(.*", "");
		return expected.equals(handler) || expected.equals(pattern) || expected.equals(method)
				|| expected.equals(decision.explanation().request().method() + " " + pattern) || expected.equals(name)
				|| (expected.contains("#") && (name.endsWith("." + expected) || name.endsWith("$" + expected)));
	}

	boolean isMetBy(ExplainedDecision decision) {
		return this.test.test(decision)
				&& (this.collection == null || this.collection.equals(decision.explanation().collection()));
	}

	/**
	 * Describe the expectation, and a name that no collection has.
	 */
	String describe(ExplainedDecision decision) {
		boolean known = this.collection == null || decision.collections().contains(this.collection);
		return this.description + (known ? "" : ".\nThere is no collection '" + this.collection
				+ "'. The collections are: " + String.join(", ", decision.collections()) + ".");
	}

	/**
	 * Describe a request, for people to read.
	 */
	static String request(ExplainedDecision decision) {
		RoutingExplanation.Request request = decision.explanation().request();
		return request.method() + " " + request.path();
	}

	/**
	 * Describe a decision in one line.
	 */
	static String outcome(ExplainedDecision decision) {
		Outcome outcome = decision.explanation().outcome();
		String collection = decision.explanation().collection();
		return ((outcome.status() != null) ? outcome.status() + ": " : "") + outcome.description()
				+ ((collection != null && decision.collections().size() > 1) ? " (collection " + collection + ")" : "");
	}

	/**
	 * Describe the steps of a decision, one on each line.
	 * @param indent the start of each line
	 */
	static String steps(ExplainedDecision decision, String indent) {
		RoutingExplanation explanation = decision.explanation();
		StringBuilder text = new StringBuilder();
		for (RoutingStep step : explanation.steps()) {
			text.append(indent).append(step.question()).append(' ').append(step.answer());
			if (step.detail() != null) {
				text.append(": ").append(step.detail());
			}
			text.append('\n');
		}
		text.append(indent).append("=> ").append(outcome(decision)).append('\n');
		explanation.findings().forEach((finding) -> text.append(indent).append("=> ").append(finding).append('\n'));
		if (!explanation.outcome().headerRules().isEmpty()) {
			text.append(indent)
				.append("Header rules: ")
				.append(String.join(", ", explanation.outcome().headerRules()))
				.append('\n');
		}
		decision.headers()
			.forEach((name, values) -> values
				.forEach((value) -> text.append(indent).append(name).append(": ").append(value).append('\n')));
		return text.toString();
	}

}
