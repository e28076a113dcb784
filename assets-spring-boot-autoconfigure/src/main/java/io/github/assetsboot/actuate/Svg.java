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

import org.springframework.web.util.HtmlUtils;

/**
 * Writes SVG. Colours are attributes rather than styles, which a content security policy
 * may forbid.
 *
 * @author the Assets for Spring Boot authors
 */
final class Svg {

	private final StringBuilder markup = new StringBuilder();

	/**
	 * Begin a drawing.
	 * @param width the width
	 * @param height the height
	 * @param label the description of the drawing for screen readers
	 */
	Svg(int width, int height, String label) {
		this.markup.append("""
				<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"\
				 font-family="system-ui, sans-serif" font-size="13" role="img" aria-label="%s">
				""".formatted(width, height, HtmlUtils.htmlEscape(label)));
	}

	void line(String path, String color, int width) {
		this.markup
			.append("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%d\"/>\n".formatted(path, color, width));
	}

	void box(int x, int y, int width, int height, String fill, String stroke) {
		this.markup.append("""
				<rect x="%d" y="%d" width="%d" height="%d" rx="8" fill="%s" stroke="%s" stroke-width="2"/>
				""".formatted(x, y, width, height, fill, stroke));
	}

	void text(int x, int y, String color, String weight, String text) {
		this.markup.append("<text x=\"%d\" y=\"%d\" fill=\"%s\" font-weight=\"%s\">%s</text>\n".formatted(x, y, color,
				weight, HtmlUtils.htmlEscape(text)));
	}

	/**
	 * Return the drawing.
	 */
	@Override
	public String toString() {
		return this.markup + "</svg>";
	}

}
