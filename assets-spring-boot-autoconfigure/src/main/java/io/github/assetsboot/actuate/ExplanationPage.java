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

import java.util.Objects;
import java.util.stream.Collectors;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.explain.RoutingExplanation;
import io.github.assetsboot.explain.RoutingExplanation.Outcome;
import io.github.assetsboot.explain.RoutingStep;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/**
 * An explanation as a page with a form for the next one. It works without scripts.
 *
 * @author the Assets for Spring Boot authors
 */
final class ExplanationPage {

	private static final String BODY = """
			<h1>Who answers, and why?</h1>
			<form method="get">
			<label class="long">Path <input id="path" name="path" value="%3$s" required spellcheck="false"></label>
			<label>Method <input id="method" name="method" value="%1$s" size="6"></label>
			<label>Destination <input id="dest" name="dest" value="%4$s" size="10" list="destinations" placeholder="none"></label>
			<datalist id="destinations"><option value="document"><option value="script"><option value="empty"></datalist>
			<label>Accept <input id="accept" name="accept" value="%9$s" size="16" placeholder="none"></label>
			<label>Host <input id="host" name="host" value="%10$s" size="24" placeholder="localhost"></label>
			%11$s<button>Explain</button>
			</form>
			<h2 id="outcome">%5$s</h2>
			<table class="facts">
			%6$s</table>
			<div class="drawing">%7$s</div>
			<h2>Step by step</h2>
			<ol>
			%8$s
			</ol>
			<p>The web server, Spring Security and other filters can answer before, and are not asked. A path is what
			a URL has after the context path. A whole URL can be explained, too.</p>
			""";

	private static final String MISTAKE = """
			<h1>Who answers, and why?</h1>
			<p id="mistake">%1$s</p>
			<form method="get">
			<label class="long">Path <input id="path" name="path" value="%2$s" required spellcheck="false"></label>
			<button>Explain</button>
			</form>
			""";

	private static final String HEADERS = """
			<label class="lines">Header fields, one on each line
			<textarea id="header" name="header" rows="2" spellcheck="false">%s</textarea></label>
			""";

	private ExplanationPage() {
	}

	/**
	 * Create the page.
	 * @param explanation the explanation
	 * @param path the path as it was typed
	 * @param host the host as it was typed, {@code null} if it was not
	 * @param projects whether the form asks for the header fields that choose a version
	 * @return the page
	 */
	static ResponseEntity<String> of(RoutingExplanation explanation, String path, @Nullable String host,
			boolean projects) {
		RoutingExplanation.Request request = explanation.request();
		Outcome outcome = explanation.outcome();
		String body = BODY.formatted(escape(request.method()), escape(request.path()), escape(path),
				escape(Objects.requireNonNullElse(request.dest(), "")), escape(outcome.description()),
				rows(explanation), RoutingDiagram.of(explanation),
				explanation.steps().stream().map(ExplanationPage::item).collect(Collectors.joining("\n")),
				escape(Objects.requireNonNullElse(request.accept(), "")), escape(Objects.requireNonNullElse(host, "")),
				projects ? HEADERS.formatted(headers(request)) : "");
		return EndpointPage.of(request.method() + " " + request.path() + ": why?", true, body);
	}

	/**
	 * Create the page for a question that cannot be answered.
	 * @param reason the reason
	 * @param path the path as it was typed
	 * @return the page
	 */
	static ResponseEntity<String> ofMistake(String reason, String path) {
		ResponseEntity<String> page = EndpointPage.of("why?", true, MISTAKE.formatted(escape(reason), escape(path)));
		return ResponseEntity.badRequest().headers(page.getHeaders()).body(page.getBody());
	}

	private static String headers(RoutingExplanation.Request request) {
		return request.headers()
			.entrySet()
			.stream()
			.map((field) -> escape(field.getKey() + ": " + field.getValue()))
			.collect(Collectors.joining("\n"));
	}

	private static String rows(RoutingExplanation explanation) {
		RoutingExplanation.Request request = explanation.request();
		Outcome outcome = explanation.outcome();
		return row("Mode", explanation.mode()) + row("Line of the table", explanation.line())
				+ row("Collection", collection(explanation)) + row("Project", project(explanation))
				+ findings(explanation) + row("Request", request.method() + " " + request.path())
				+ row("Answered by", "the " + outcome.answeredBy().replace('-', ' ')) + row("Status", outcome.status())
				+ row("Asset", outcome.asset()) + row("Location", outcome.location())
				+ row("Header rules", outcome.headerRules().isEmpty() ? null : String.join(", ", outcome.headerRules()))
				+ row("Policy", outcome.policy()) + row("Development server", devServer(explanation));
	}

	private static String findings(RoutingExplanation explanation) {
		String items = explanation.findings()
			.stream()
			.map((finding) -> "<li>" + escape(finding) + "</li>")
			.collect(Collectors.joining("\n"));
		return items.isEmpty() ? "" : "<tr><th>Findings</th><td><ul id=\"findings\">\n" + items + "\n</ul></td></tr>\n";
	}

	private static @Nullable String devServer(RoutingExplanation explanation) {
		String asked = explanation.devServer()
			.stream()
			.map(RoutingExplanation.AskedDevServer::describe)
			.collect(Collectors.joining("; "));
		return asked.isEmpty() ? null : asked;
	}

	private static @Nullable String collection(RoutingExplanation explanation) {
		String collection = explanation.collection();
		return AssetCollections.DEFAULT.equals(collection) ? null : collection;
	}

	private static @Nullable String project(RoutingExplanation explanation) {
		RoutingExplanation.ProjectChoice project = explanation.project();
		if (project == null) {
			return null;
		}
		return project.name() + ", version " + Objects.requireNonNullElse(project.version(), "none") + ": "
				+ project.reason();
	}

	private static String row(String name, @Nullable Object value) {
		return (value != null) ? "<tr><th>" + name + "</th><td>" + escape(value.toString()) + "</td></tr>\n" : "";
	}

	private static String item(RoutingStep step) {
		return "<li>" + escape(step.question()) + " <b>" + escape(step.answer()) + "</b>"
				+ ((step.detail() != null) ? ": " + escape(step.detail()) : "") + "</li>";
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text);
	}

}
