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
import java.util.stream.Stream;

import io.github.assetsboot.explain.RoutingExplanation;
import io.github.assetsboot.explain.RoutingExplanation.Outcome;
import io.github.assetsboot.explain.RoutingStep;
import io.github.assetsboot.explain.RoutingStep.Kind;
import io.github.assetsboot.explain.RoutingStep.Way;
import org.jspecify.annotations.Nullable;

/**
 * Draws the decision as SVG, with its steps from top to bottom and the way that was
 * taken. The assets are on the left, the application is on the right.
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

	static final int MAX_TEXT_LENGTH = 60;

	private static final String ASSETS_COLOR = "#1a7f37";

	private static final String APPLICATION_COLOR = "#0969da";

	private static final String NEXT_COLOR = "#1b1f24";

	private static final String IDLE_COLOR = "#d0d7de";

	private static final String PALE_COLOR = "#8c959f";

	private static final String WHITE = "#fff";

	private static final Set<Kind> OPTIONAL = EnumSet.of(Kind.PROJECT, Kind.VERSION, Kind.COLLECTION, Kind.LANGUAGE);

	private final Map<Kind, RoutingStep> taken = new EnumMap<>(Kind.class);

	private final RoutingExplanation explanation;

	/**
	 * The steps that are drawn, from top to bottom. Those about the choice of the
	 * collection and the language are drawn only if they were taken.
	 */
	private final List<Kind> kinds;

	private final int outcomeTop;

	private final Svg svg;

	private RoutingDiagram(RoutingExplanation explanation) {
		this.explanation = explanation;
		explanation.steps().forEach((step) -> this.taken.put(step.step(), step));
		this.kinds = Stream.of(Kind.values())
			.filter((kind) -> !OPTIONAL.contains(kind) || this.taken.containsKey(kind))
			.toList();
		this.outcomeTop = TOP + this.kinds.size() * ROW_HEIGHT;
		this.svg = new Svg(WIDTH, this.outcomeTop + BOX_HEIGHT + TOP, "The way of the request through the routing");
	}

	static String of(RoutingExplanation explanation) {
		return new RoutingDiagram(explanation).draw();
	}

	private String draw() {
		drawPossibleWays();
		drawTakenWay();
		for (Kind kind : this.kinds) {
			drawStep(kind, this.taken.get(kind));
		}
		boolean devServer = this.explanation.outcome().answeredBy().equals(Outcome.DEV_SERVER);
		drawOutcome(devServer ? Outcome.DEV_SERVER : Outcome.ASSETS,
				devServer ? "The development server answers" : "The assets answer", 20, ASSETS_COLOR);
		drawOutcome(Outcome.APPLICATION, "The application answers", 580, APPLICATION_COLOR);
		return this.svg.toString();
	}

	private void drawPossibleWays() {
		for (int i = 0; i < this.kinds.size(); i++) {
			Kind kind = this.kinds.get(i);
			Kind next = (i + 1 < this.kinds.size()) ? this.kinds.get(i + 1) : null;
			possibleWays(kind).forEach((way) -> drawEdge(kind, way, next, IDLE_COLOR, 2));
		}
	}

	private static Set<Way> possibleWays(Kind kind) {
		return switch (kind) {
			case PROJECT, COLLECTION -> EnumSet.of(Way.NEXT);
			case VERSION -> EnumSet.of(Way.NEXT, Way.ASSETS);
			case BASE_PATH, RUN_WORKER_FIRST, OWN_MAPPING, HANDLER -> EnumSet.of(Way.NEXT, Way.APPLICATION);
			case REDIRECT_RULE, LANGUAGE, FILE -> EnumSet.of(Way.NEXT, Way.ASSETS);
			case NOT_FOUND_HANDLING -> EnumSet.allOf(Way.class);
			case UNHANDLED -> EnumSet.of(Way.ASSETS, Way.APPLICATION);
		};
	}

	private void drawTakenWay() {
		List<RoutingStep> steps = this.explanation.steps();
		for (int i = 0; i < steps.size(); i++) {
			RoutingStep step = steps.get(i);
			Kind next = (i + 1 < steps.size()) ? steps.get(i + 1).step() : null;
			drawEdge(step.step(), step.leadsTo(), next, color(step.leadsTo()), 4);
		}
	}

	private static String color(Way way) {
		return switch (way) {
			case NEXT -> NEXT_COLOR;
			case ASSETS -> ASSETS_COLOR;
			case APPLICATION -> APPLICATION_COLOR;
		};
	}

	private int top(Kind kind) {
		return TOP + this.kinds.indexOf(kind) * ROW_HEIGHT;
	}

	private int middle(Kind kind) {
		return top(kind) + BOX_HEIGHT / 2;
	}

	private void drawEdge(Kind from, Way way, @Nullable Kind next, String color, int width) {
		int y = middle(from);
		if (way == Way.ASSETS) {
			this.svg.line("M%d %dH%dV%d".formatted(LEFT, y, ASSETS_RAIL, this.outcomeTop), color, width);
		}
		else if (way == Way.NEXT && next != null) {
			this.svg.line("M%d %dV%d".formatted(MIDDLE, y, top(next)), color, width);
		}
		else if (way == Way.APPLICATION && from.ordinal() < Kind.HANDLER.ordinal()) {
			this.svg.line("M%d %dH%dV%dH%d".formatted(RIGHT, y, CHAIN_RAIL, middle(Kind.HANDLER) - 12, RIGHT), color,
					width);
		}
		else if (way == Way.APPLICATION) {
			this.svg.line("M%d %dH%dV%d".formatted(RIGHT, y + 12, APPLICATION_RAIL, this.outcomeTop), color, width);
		}
	}

	private void drawStep(Kind kind, @Nullable RoutingStep step) {
		int y = top(kind);
		String stroke = (step != null) ? color(step.leadsTo()) : IDLE_COLOR;
		this.svg.box(LEFT, y, RIGHT - LEFT, BOX_HEIGHT, WHITE, stroke);
		drawText(LEFT, y + 23, (step != null) ? NEXT_COLOR : PALE_COLOR, "normal",
				(step != null) ? step.question() : kind.question());
		if (step != null) {
			drawText(LEFT, y + 43, stroke, "bold",
					step.answer() + ((step.detail() != null) ? ": " + step.detail() : ""));
		}
	}

	private void drawOutcome(String answeredBy, String title, int x, String color) {
		boolean answers = this.explanation.outcome().answeredBy().equals(answeredBy);
		Integer status = this.explanation.outcome().status();
		this.svg.box(x, this.outcomeTop, 300, BOX_HEIGHT, answers ? color : WHITE, answers ? color : IDLE_COLOR);
		drawText(x, this.outcomeTop + 34, answers ? WHITE : PALE_COLOR, "bold",
				title + ((answers && status != null) ? ": " + status : ""));
	}

	private void drawText(int boxLeft, int y, String color, String weight, String text) {
		String shown = (text.length() > MAX_TEXT_LENGTH) ? text.substring(0, MAX_TEXT_LENGTH) + "…" : text;
		this.svg.text(boxLeft + 14, y, color, weight, shown);
	}

}
