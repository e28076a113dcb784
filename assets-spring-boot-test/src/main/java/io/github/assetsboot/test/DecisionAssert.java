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

import io.github.assetsboot.explain.RoutingExplainer.Answer;
import io.github.assetsboot.explain.RoutingExplainer.ExplainedDecision;
import org.assertj.core.api.AbstractAssert;

import org.springframework.http.HttpHeaders;

/**
 * AssertJ assertions on the decision on a request. A failure shows all steps of the
 * decision.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class DecisionAssert extends AbstractAssert<DecisionAssert, ExplainedDecision> {

	DecisionAssert(ExplainedDecision actual) {
		super(actual, DecisionAssert.class);
	}

	/**
	 * Verify that a file is the response, by its own path, by html handling or by a rule
	 * with status 200. A fallback page is not such a file.
	 * @param path the path of the file in the directory of its collection, such as
	 * {@code /docs/index.html}, without a base path
	 * @return this assertion
	 */
	public DecisionAssert servesFile(String path) {
		return is(ExpectedDecision.asset("file", path, Answer.FILE));
	}

	/**
	 * Verify that the fallback page of a single-page application is the response.
	 * @param path the path of the file in the directory, such as {@code /index.html}
	 * @return this assertion
	 */
	public DecisionAssert servesFallbackPage(String path) {
		return is(ExpectedDecision.asset("fallback page", path, Answer.FALLBACK_PAGE));
	}

	/**
	 * Verify that a 404 page of the assets is the response.
	 * @param path the path of the file in the directory, such as {@code /404.html}
	 * @return this assertion
	 */
	public DecisionAssert servesNotFoundPage(String path) {
		return is(ExpectedDecision.asset("404 page", path, Answer.NOT_FOUND_PAGE));
	}

	/**
	 * Verify that the request is redirected, with any status.
	 * @param location the value of {@code Location}
	 * @return this assertion
	 */
	public DecisionAssert redirectsTo(String location) {
		return is(ExpectedDecision.redirect(location, null));
	}

	/**
	 * Verify that the request is redirected.
	 * @param location the value of {@code Location}
	 * @param status the status code
	 * @return this assertion
	 */
	public DecisionAssert redirectsTo(String location, int status) {
		return is(ExpectedDecision.redirect(location, status));
	}

	/**
	 * Verify that the assets of a collection answer: with a file, a page, a redirect or a
	 * status of theirs.
	 * @param collection the name of the collection, such as {@code admin} for
	 * {@code assets.collections.admin}, or {@code default}
	 * @return this assertion
	 */
	public DecisionAssert isServedBy(String collection) {
		return is(ExpectedDecision.servedBy(collection));
	}

	/**
	 * Verify that a handler of the application takes the request.
	 * @return this assertion
	 */
	public DecisionAssert isHandled() {
		return is(ExpectedDecision.handled());
	}

	/**
	 * Verify that a certain handler of the application takes the request.
	 * @param handler the path pattern of the handler such as {@code /api/users/{id}}, the
	 * method and the pattern such as {@code GET /api/users}, or the class and the Java
	 * method such as {@code UserController#list}
	 * @return this assertion
	 */
	public DecisionAssert isHandledBy(String handler) {
		return is(ExpectedDecision.handledBy(handler));
	}

	/**
	 * Verify that a certain method of a controller takes the request.
	 * @param controller the class of the controller
	 * @param method the name of the method
	 * @return this assertion
	 */
	public DecisionAssert isHandledBy(Class<?> controller, String method) {
		return is(ExpectedDecision.handledBy(controller.getName() + "#" + method));
	}

	/**
	 * Verify that the response has status 404, with a page or without. The status of a
	 * handler is not known.
	 * @return this assertion
	 */
	public DecisionAssert isNotFound() {
		return hasStatus(404);
	}

	/**
	 * Verify the status of the response. The status of a handler is not known.
	 * @param status the status code
	 * @return this assertion
	 */
	public DecisionAssert hasStatus(int status) {
		return is(ExpectedDecision.status(status));
	}

	/**
	 * Verify a header field of the response of the assets. It is the response to a
	 * request without conditions and without content coding.
	 * @param name the name
	 * @param value the value. If there are several fields of the name, one of them has it
	 * @return this assertion
	 */
	public DecisionAssert hasHeader(String name, String value) {
		List<String> values = this.actual.headers().getOrEmpty(name);
		return is(
				new ExpectedDecision(
						"to have the header field " + name + ": " + value
								+ (values.isEmpty() ? ", but there is none"
										: ", but it is " + String.join(" and ", values)),
						(decision) -> values.stream().anyMatch((found) -> isSame(name, found, value))));
	}

	/**
	 * Verify that the response of the assets has no header field of a name.
	 * @param name the name
	 * @return this assertion
	 */
	public DecisionAssert doesNotContainHeader(String name) {
		List<String> values = this.actual.headers().getOrEmpty(name);
		return is(
				new ExpectedDecision("to have no header field " + name + ", but it is " + String.join(" and ", values),
						(decision) -> values.isEmpty()));
	}

	/**
	 * Servers write a media type with or without a blank before its parameters.
	 */
	private static boolean isSame(String name, String found, String expected) {
		return found.equals(expected) || (name.equalsIgnoreCase(HttpHeaders.CONTENT_TYPE)
				&& found.replace("; ", ";").equals(expected.replace("; ", ";")));
	}

	private DecisionAssert is(ExpectedDecision expected) {
		if (!expected.isMetBy(this.actual)) {
			throw failure("%s",
					"Expecting " + ExpectedDecision.request(this.actual) + " " + expected.describe(this.actual)
							+ "\nbut the decision was\n  " + ExpectedDecision.outcome(this.actual)
							+ "\nby these steps:\n" + ExpectedDecision.steps(this.actual, "  "));
		}
		return this;
	}

}
