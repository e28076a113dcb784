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

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import org.springframework.web.util.HtmlUtils;

/**
 * Bars from left to right, each with a line from its lowest to its highest value, as SVG.
 * The picture is readable on a light and on a dark page.
 */
final class SvgPlot {

	private static final int WIDTH = 860;

	private static final int LINE = 18;

	private static final int BAR = 13;

	private static final int GAP = 10;

	private static final int TOP = 62;

	private static final int BOTTOM = 46;

	private static final int RIGHT = 70;

	private static final double CHARACTER = 6.8;

	private static final double MAX_RATIO = 4;

	private static final String STYLE = """
			text { font: 12px system-ui, sans-serif; fill: #1f2328 }
			.title { font-size: 15px; font-weight: 600 }
			.end { text-anchor: end }
			.middle { text-anchor: middle }
			.grid { stroke: #d0d7de }
			.base, .spread { stroke: #1f2328 }
			.s0 { fill: #0072b2 } .s1 { fill: #e69f00 } .s2 { fill: #009e73 } .s3 { fill: #cc79a7 } .s4 { fill: #8c959f }
			@media (prefers-color-scheme: dark) {
			text { fill: #e6edf3 }
			.grid { stroke: #3d444d }
			.base, .spread { stroke: #e6edf3 }
			.s0 { fill: #3f9be0 } .s1 { fill: #c98500 } .s2 { fill: #16a37f } .s3 { fill: #c7689c } .s4 { fill: #768390 }
			}
			""";

	private final String title;

	private final String axis;

	private final boolean ratio;

	private final Map<String, List<Bar>> groups = new LinkedHashMap<>();

	private final List<String> series = new ArrayList<>();

	/**
	 * Create a plot without bars.
	 * @param title what it shows
	 * @param axis what the numbers are, with their unit
	 * @param ratio whether they are ratios: bars begin at 1, and the scale is logarithmic
	 */
	SvgPlot(String title, String axis, boolean ratio) {
		this.title = title;
		this.axis = axis;
		this.ratio = ratio;
	}

	/**
	 * Add a bar.
	 * @param group what it stands beside
	 * @param series what its colour means
	 * @param value its end
	 * @param min the lowest value
	 * @param max the highest value
	 */
	void bar(String group, String series, double value, double min, double max) {
		if (!this.series.contains(series)) {
			this.series.add(series);
		}
		this.groups.computeIfAbsent(group, (key) -> new ArrayList<>()).add(new Bar(series, value, min, max));
	}

	boolean isEmpty() {
		return this.groups.isEmpty();
	}

	@Override
	public String toString() {
		int left = 20 + (int) (CHARACTER * this.groups.keySet().stream().mapToInt(String::length).max().orElse(0));
		int rows = this.groups.values().stream().mapToInt(List::size).sum();
		int bottom = TOP + LINE * rows + GAP * this.groups.size();
		Scale scale = scale(left);
		StringBuilder svg = new StringBuilder();
		add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">",
				WIDTH, bottom + BOTTOM, WIDTH, bottom + BOTTOM);
		add(svg, "<title>%s</title>", escape(this.title));
		add(svg, "<style>\n%s</style>", STYLE);
		text(svg, "title", 10, 22, this.title);
		legend(svg);
		DecimalFormat ticks = new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.ROOT));
		for (double tick : scale.ticks()) {
			double x = scale.x(tick);
			add(svg, "<line class=\"%s\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
					(tick == scale.base()) ? "base" : "grid", x, TOP - 4, x, bottom);
			text(svg, "middle", x, bottom + 16, ticks.format(tick));
		}
		text(svg, "middle", (left + WIDTH - RIGHT) / 2.0, bottom + 36, this.axis);
		double y = TOP;
		for (Map.Entry<String, List<Bar>> group : this.groups.entrySet()) {
			text(svg, "end", left - 10, y + (LINE * (group.getValue().size() - 1) + BAR) / 2.0 + 4, group.getKey());
			for (Bar bar : group.getValue()) {
				draw(svg, bar, scale, y);
				y += LINE;
			}
			y += GAP;
		}
		return svg.append("</svg>\n").toString();
	}

	private void legend(StringBuilder svg) {
		double x = 10;
		for (String name : this.series) {
			add(svg, "<rect class=\"s%d\" x=\"%.1f\" y=\"34\" width=\"12\" height=\"12\"/>", color(name), x);
			text(svg, "legend", x + 17, 44, name);
			x += 36 + CHARACTER * name.length();
		}
	}

	private void draw(StringBuilder svg, Bar bar, Scale scale, double y) {
		double from = Math.min(scale.x(bar.value), scale.x(scale.base()));
		double to = Math.max(scale.x(bar.value), scale.x(scale.base()));
		double middle = y + BAR / 2.0;
		add(svg, "<rect class=\"s%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\"/>", color(bar.series), from, y,
				to - from, BAR);
		double min = scale.x(bar.min);
		double max = scale.x(bar.max);
		if (bar.max > bar.min) {
			add(svg, "<path class=\"spread\" d=\"M%.1f %.1fH%.1fM%.1f %.1fv6M%.1f %.1fv6\"/>", min, middle, max, min,
					middle - 3, max, middle - 3);
		}
		text(svg, "value", Math.max(to, max) + 6, middle + 4, label(bar.value, scale));
	}

	private static String label(double value, Scale scale) {
		String number = (value < 0.1) ? Statistics.ratio(value) : Statistics.format(value);
		return (value < scale.min()) ? "← " + number : (value > scale.max()) ? number + " →" : number;
	}

	private int color(String series) {
		return this.series.indexOf(series) % 5;
	}

	private static void text(StringBuilder svg, String style, double x, double y, String text) {
		add(svg, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>", style, x, y, escape(text));
	}

	private static void add(StringBuilder svg, String format, Object... arguments) {
		svg.append(String.format(Locale.ROOT, format, arguments)).append('\n');
	}

	private static String escape(String text) {
		return HtmlUtils.htmlEscape(text, "UTF-8");
	}

	private Scale scale(int left) {
		double max = values().max().orElse(1);
		if (this.ratio) {
			// beyond that, differences around 1 would not be seen any more
			double min = values().min().orElse(1);
			return new Scale(true, 1, Math.max(1 / MAX_RATIO, Math.min(0.5, min)),
					Math.min(MAX_RATIO, Math.max(2, max)), left);
		}
		return new Scale(false, 0, 0, max, left);
	}

	private DoubleStream values() {
		return this.groups.values()
			.stream()
			.flatMap(List::stream)
			.flatMapToDouble((bar) -> DoubleStream.of(bar.value, bar.min, bar.max));
	}

	private record Bar(String series, double value, double min, double max) {

	}

	/**
	 * From values to positions.
	 *
	 * @param logarithmic whether equal distances are equal ratios
	 * @param base where the bars begin
	 * @param min the value at the left
	 * @param max the value at the right
	 * @param left the position of the left
	 */
	private record Scale(boolean logarithmic, double base, double min, double max, int left) {

		double x(double value) {
			double shown = Math.max(this.min, Math.min(this.max, value));
			double part = this.logarithmic ? Math.log(shown / this.min) / Math.log(this.max / this.min)
					: (shown - this.min) / (this.max - this.min);
			return this.left + part * (WIDTH - RIGHT - this.left);
		}

		double[] ticks() {
			int from = (int) Math.floor(Math.log10(this.logarithmic ? this.min : this.max / 8));
			if (this.logarithmic) {
				return IntStream.rangeClosed(from, (int) Math.log10(this.max))
					.boxed()
					.flatMapToDouble(
							(exponent) -> DoubleStream.of(1, 1.5, 2, 3, 5, 7).map((digit) -> power(digit, exponent)))
					.filter((tick) -> tick >= this.min && tick <= this.max)
					.toArray();
			}
			double step = DoubleStream.of(power(1, from), power(2, from), power(5, from), power(1, from + 1))
				.filter((candidate) -> this.max / candidate <= 8)
				.findFirst()
				.orElseThrow();
			return IntStream.rangeClosed(0, (int) (this.max / step)).mapToDouble((i) -> i * step).toArray();
		}

		private static double power(double digit, int exponent) {
			return (exponent < 0) ? digit / Math.pow(10, -exponent) : digit * Math.pow(10, exponent);
		}

	}

}
