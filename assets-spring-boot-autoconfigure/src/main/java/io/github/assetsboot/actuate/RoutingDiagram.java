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

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.assetsboot.actuate.RoutingStep.Kind;
import io.github.assetsboot.actuate.RoutingStep.Way;
import org.jspecify.annotations.Nullable;

/**
 * Draws the decision as SVG: its steps from top to bottom, the assets on the left, the
 * application on the right, and the way that was taken. Colours are attributes rather
 * than styles, which a content security policy may forbid.
 *
 * @author the Assets for Spring Boot authors
 */
final class RoutingDiagram {

	private static final int WIDTH = 900;

	private static final int LEFT = 190;

	private static final int RIGHT = 710;

	private static final int MIDDLE = 450;

	private static final int ASSETS_RAIL = 100;

	private static final int CHAIN_RAIL = 760;

	private static final int APPLICATION_RAIL = 810;

	private static final int BOX_HEIGHT = 56;

	private static final int ROW_HEIGHT = 82;

	private static final int TOP = 10;

	private static final int MAX_TEXT_LENGTH = 76;

	private static final String ASSETS_COLOR = "#1a7f37";

	private static final String APPLICATION_COLOR = "#0969da";

	private static final String NEXT_COLOR = "#1b1f24";

	private static final String IDLE_COLOR = "#d0d7de";

	private static final Map<Kind, Set<Way>> WAYS = ways();

	private final Map<Kind, RoutingStep> taken = new EnumMap<>(Kind.class);

	private final RoutingExplanation explanation;

	private final StringBuilder svg = new StringBuilder();

	private RoutingDiagram(RoutingExplanation explanation) {
		this.explanation = explanation;
		explanation.steps().forEach((step) -> this.taken.put(step.step(), step));
	}

	private static Map<Kind, Set<Way>> ways() {
		Map<Kind, Set<Way>> ways = new EnumMap<>(Kind.class);
		for (Kind kind : Kind.values()) {
			ways.put(kind, switch (kind) {
				case BASE_PATH, RUN_WORKER_FIRST, OWN_MAPPING, HANDLER -> EnumSet.of(Way.NEXT, Way.APPLICATION);
				case REDIRECT_RULE, FILE -> EnumSet.of(Way.NEXT, Way.ASSETS);
				case NOT_FOUND_HANDLING -> EnumSet.allOf(Way.class);
				case NAVIGATION, DEFER_UNHANDLED -> EnumSet.of(Way.ASSETS, Way.APPLICATION);
			});
		}
		return ways;
	}

	static String of(RoutingExplanation explanation) {
		return new RoutingDiagram(explanation).draw();
	}

	private String draw() {
		int height = top(Kind.values().length) + BOX_HEIGHT + TOP;
		this.svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"".formatted(WIDTH, height))
			.append(" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-label=\"")
			.append("The way of the request through the routing\">\n");
		WAYS.forEach((kind, ways) -> ways.forEach((way) -> edge(kind, way, next(kind), IDLE_COLOR, 2)));
		List<RoutingStep> steps = this.explanation.steps();
		for (int i = 0; i < steps.size(); i++) {
			RoutingStep step = steps.get(i);
			Kind next = (i + 1 < steps.size()) ? steps.get(i + 1).step() : null;
			edge(step.step(), step.leadsTo(), next, color(step.leadsTo()), 4);
		}
		for (Kind kind : Kind.values()) {
			box(kind, this.taken.get(kind));
		}
		boolean devServer = this.explanation.outcome().answeredBy().equals("dev-server");
		outcome(devServer ? "dev-server" : "assets", devServer ? "The development server answers" : "The assets answer",
				20, ASSETS_COLOR);
		outcome("application", "The application answers", 580, APPLICATION_COLOR);
		return this.svg.append("</svg>").toString();
	}

	private static @Nullable Kind next(Kind kind) {
		return (kind.ordinal() + 1 < Kind.values().length) ? Kind.values()[kind.ordinal() + 1] : null;
	}

	private static String color(Way way) {
		return switch (way) {
			case NEXT -> NEXT_COLOR;
			case ASSETS -> ASSETS_COLOR;
			case APPLICATION -> APPLICATION_COLOR;
		};
	}

	private static int top(int row) {
		return TOP + row * ROW_HEIGHT;
	}

	private static int middle(Kind kind) {
		return top(kind.ordinal()) + BOX_HEIGHT / 2;
	}

	private void edge(Kind from, Way way, @Nullable Kind next, String color, int width) {
		int end = top(Kind.values().length);
		int y = middle(from);
		switch (way) {
			case NEXT -> {
				if (next != null) {
					line("M%d %dV%d".formatted(MIDDLE, y, top(next.ordinal())), color, width);
				}
			}
			case ASSETS -> line("M%d %dH%dV%d".formatted(LEFT, y, ASSETS_RAIL, end), color, width);
			case APPLICATION -> {
				if (from.ordinal() < Kind.HANDLER.ordinal()) {
					line("M%d %dH%dV%dH%d".formatted(RIGHT, y, CHAIN_RAIL, middle(Kind.HANDLER) - 12, RIGHT), color,
							width);
				}
				else {
					line("M%d %dH%dV%d".formatted(RIGHT, y + 12, APPLICATION_RAIL, end), color, width);
				}
			}
		}
	}

	private void line(String path, String color, int width) {
		this.svg
			.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>\n".formatted(path, color, width));
	}

	private void box(Kind kind, @Nullable RoutingStep step) {
		int y = top(kind.ordinal());
		String stroke = (step != null) ? color(step.leadsTo()) : IDLE_COLOR;
		this.svg.append(
				"<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"2\"/>\n"
					.formatted(LEFT, y, RIGHT - LEFT, BOX_HEIGHT, stroke));
		text(LEFT + 14, y + 23, (step != null) ? NEXT_COLOR : "#8c959f", "normal", kind.question());
		if (step != null) {
			text(LEFT + 14, y + 43, stroke, "bold",
					step.answer() + ((step.detail() != null) ? ": " + step.detail() : ""));
		}
	}

	private void outcome(String id, String title, int x, String color) {
		boolean answers = this.explanation.outcome().answeredBy().equals(id);
		Integer status = this.explanation.outcome().status();
		int y = top(Kind.values().length);
		this.svg.append(
				"<rect x=\"%d\" y=\"%d\" width=\"300\" height=\"%d\" rx=\"8\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>\n"
					.formatted(x, y, BOX_HEIGHT, answers ? color : "#fff", answers ? color : IDLE_COLOR));
		text(x + 14, y + 34, answers ? "#fff" : "#8c959f", "bold",
				title + ((answers && status != null) ? ": " + status : ""));
	}

	private void text(int x, int y, String color, String weight, String text) {
		String shown = (text.length() > MAX_TEXT_LENGTH) ? text.substring(0, MAX_TEXT_LENGTH) + "…" : text;
		this.svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\" font-weight=\"%s\">%s</text>\n".formatted(x, y, color,
				weight, ExplanationPage.escape(shown)));
	}

}
