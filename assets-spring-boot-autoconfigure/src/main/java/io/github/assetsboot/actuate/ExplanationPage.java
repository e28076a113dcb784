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

import io.github.assetsboot.actuate.RoutingExplanation.Outcome;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.HtmlUtils;

/**
 * An explanation as a page with a form for the next one. It works without scripts.
 *
 * @author the Assets for Spring Boot authors
 */
final class ExplanationPage {

	private static final String PAGE = """
			<!DOCTYPE html>
			<html lang="en">
			<head>
			<meta charset="utf-8">
			<meta name="viewport" content="width=device-width">
			<title>%1$s %2$s: why?</title>
			<style>
			body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 56rem; padding: 0 1rem; color: #1b1f24; background: #fff }
			h1 { font-size: 1.4rem }
			form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center }
			input[name=path] { flex: 1 1 20rem }
			input, button { font: inherit; padding: .3rem .6rem }
			input[name=method] { width: 6rem }
			svg { width: 100%%; height: auto }
			th { text-align: left; font-weight: normal; color: #57606a; padding-right: 1rem; vertical-align: top }
			td { overflow-wrap: anywhere }
			li { margin: .3rem 0 }
			</style>
			</head>
			<body>
			<h1>Who answers, and why?</h1>
			<form method="get">
			<label for="path">Path</label>
			<input id="path" name="path" value="%3$s" required spellcheck="false">
			<label for="method">Method</label>
			<input id="method" name="method" value="%1$s" size="6">
			<label for="dest">Destination</label>
			<input id="dest" name="dest" value="%4$s" size="10" list="destinations" placeholder="none">
			<datalist id="destinations"><option value="document"><option value="script"><option value="empty"></datalist>
			<label for="accept">Accept</label>
			<input id="accept" name="accept" value="%9$s" size="16" placeholder="none">
			<button>Explain</button>
			</form>
			<h2 id="outcome">%5$s</h2>
			<table>
			%6$s</table>
			%7$s
			<h2>Step by step</h2>
			<ol>
			%8$s
			</ol>
			</body>
			</html>
			""";

	private ExplanationPage() {
	}

	/**
	 * Create the page.
	 * @param explanation the explanation
	 * @param path the path as it was typed
	 * @return the HTML
	 */
	static String of(RoutingExplanation explanation, String path) {
		RoutingExplanation.Request request = explanation.request();
		Outcome outcome = explanation.outcome();
		return PAGE.formatted(escape(request.method()), escape(request.path()), escape(path),
				escape(Objects.requireNonNullElse(request.dest(), "")), escape(outcome.description()),
				rows(explanation), RoutingDiagram.of(explanation),
				explanation.steps().stream().map(ExplanationPage::item).collect(Collectors.joining("\n")),
				escape(Objects.requireNonNullElse(request.accept(), "")));
	}

	private static String rows(RoutingExplanation explanation) {
		RoutingExplanation.Request request = explanation.request();
		Outcome outcome = explanation.outcome();
		String findings = explanation.findings().isEmpty() ? null : String.join(" ", explanation.findings());
		return row("Mode", explanation.mode()) + row("Line of the table", explanation.line())
				+ row("Findings", findings) + row("Request", request.method() + " " + request.path())
				+ row("Answered by", "the " + outcome.answeredBy()) + row("Status", outcome.status())
				+ row("Asset", outcome.asset()) + row("Location", outcome.location()) + row("Header rules",
						outcome.headerRules().isEmpty() ? null : String.join(", ", outcome.headerRules()));
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
