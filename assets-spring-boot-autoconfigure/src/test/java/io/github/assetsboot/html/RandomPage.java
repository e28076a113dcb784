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

package io.github.assetsboot.html;

import java.util.List;
import java.util.Random;

/**
 * Writes a random page, with many of the tags left out that may be left out.
 *
 * @author the Assets for Spring Boot authors
 */
final class RandomPage {

	private static final List<String> BLOCKS = List.of("p", "p", "p", "div", "div", "section", "ul", "dl", "table",
			"select", "pre", "h1", "template", "ruby");

	private static final List<String> OTHERS = List.of("text", "text", "comment", "script", "style", "textarea", "br",
			"img", "svg", "span", "b", "i");

	private static final List<String> TEXTS = List.of("text", " ", "\n", "a &amp; b", "&lt;&copy;", "x < y", "\r\n",
			"\u00e9\u20ac", "\ud83d\ude00", "&", "5 > 4", "'\"");

	private final Random random;

	private final StringBuilder page = new StringBuilder();

	private int id;

	RandomPage(Random random) {
		this.random = random;
	}

	private boolean chance(double probability) {
		return this.random.nextDouble() < probability;
	}

	private <T> T any(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	String write() {
		if (chance(0.7)) {
			this.page.append(any(List.of("<!doctype html>", "<!DOCTYPE HTML>\n")));
		}
		boolean html = chance(0.5);
		if (html) {
			open("html");
		}
		boolean head = chance(0.5);
		if (head) {
			open("head");
		}
		if (chance(0.6)) {
			open("title");
			this.page.append("A &amp; <B></title>");
		}
		boolean headClosed = false;
		if (head && chance(0.5)) {
			this.page.append("</HEAD>");
			headClosed = true;
		}
		boolean body = chance(0.5);
		if (body) {
			open("body");
		}
		else if (headClosed) {
			// the parser would put a script back into the head
			this.page.append("text");
		}
		flow(0);
		if (body && chance(0.5)) {
			this.page.append("</body>");
		}
		if (html && chance(0.5)) {
			this.page.append("</html>");
		}
		return this.page.toString();
	}

	private void flow(int depth) {
		for (int count = this.random.nextInt(5); count >= 0; count--) {
			if (depth < 4 && chance(0.5)) {
				block(any(BLOCKS), depth);
			}
			else {
				other(any(OTHERS), depth);
			}
		}
	}

	private void block(String name, int depth) {
		open(name);
		switch (name) {
			case "ul" -> children(depth, "li");
			case "dl" -> children(depth, "dt", "dd");
			case "table" -> table(depth);
			case "select" -> options();
			case "ruby" -> {
				this.page.append("x");
				children(6, "rt", "rp");
			}
			case "pre" -> {
				this.page.append(any(List.of("x", "\nx", "\n\nx", "\r\nx")));
				phrasing(depth);
			}
			case "p", "h1" -> phrasing(depth);
			default -> flow(depth + 1);
		}
		close(name, name.equals("p") ? 0.5 : 1);
	}

	private void children(int depth, String... names) {
		for (int count = this.random.nextInt(4); count > 0; count--) {
			String name = any(List.of(names));
			open(name);
			flow(depth + 1);
			close(name, 0.5);
		}
	}

	private void table(int depth) {
		for (String name : List.of("thead", "tbody", "tfoot")) {
			boolean part = chance(0.4);
			if (part) {
				open(name);
			}
			for (int rows = (part || name.equals("tbody")) ? this.random.nextInt(3) : 0; rows > 0; rows--) {
				open("tr");
				children(depth, "td", "th");
				close("tr", 0.5);
			}
			if (part) {
				close(name, 0.5);
			}
		}
	}

	private void options() {
		for (int count = this.random.nextInt(5); count > 0; count--) {
			String name = any(List.of("option", "option", "optgroup"));
			open(name);
			if (name.equals("option")) {
				this.page.append("choice");
				close(name, 0.5);
			}
			else {
				for (int inner = this.random.nextInt(3); inner > 0; inner--) {
					open("option");
					this.page.append("choice");
					close("option", 0.5);
				}
				close(name, 0.5);
			}
		}
	}

	private void phrasing(int depth) {
		for (int count = this.random.nextInt(4); count > 0; count--) {
			other(any(OTHERS), depth);
		}
	}

	private void other(String name, int depth) {
		switch (name) {
			case "text" -> this.page.append(any(TEXTS));
			case "comment" -> this.page.append(any(List.of("<!-- <p>comment</p> -->", "<!---->", "<?php x ?>")));
			case "br", "img" -> {
				open(name);
				if (chance(0.2)) {
					this.page.insert(this.page.length() - 1, " /");
				}
			}
			case "svg" -> {
				open("svg");
				this.page.append("<path id=\"n").append(this.id++).append("\" d='M0'/><g><title>t</title></g></svg>");
			}
			case "script", "style", "textarea" -> {
				open(name);
				this.page.append(any(List.of("", "\n", "\nif (a < b && c) '<p>'", "a &amp; b", "\r\nx")));
				close(name, 1);
			}
			default -> {
				open(name);
				if (depth < 6) {
					phrasing(depth + 2);
				}
				close(name, 1);
			}
		}
	}

	private void open(String name) {
		this.page.append('<').append(chance(0.1) ? name.toUpperCase() : name);
		if (chance(0.2)) {
			this.page.append(any(List.of(" hidden", "\n\tdata-a='\"'", " data-b=1 ", " x = y", " data-c=\"&quot;>\"")));
		}
		if (chance(0.8)) {
			String format = any(List.of(" id=n%d", " id='n%d'", " id=\"n%d\"", "\nID = n%d ", " id=\"n%d\"class=b"));
			this.page.append(String.format(format, this.id++));
		}
		if (chance(0.3)) {
			this.page.append(any(List.of(" class=a", " class", " class='a b' ", " class=\"x\"", " class=a CLASS=b")));
		}
		this.page.append('>');
	}

	private void close(String name, double probability) {
		if (chance(probability)) {
			this.page.append(any(List.of("</" + name + ">", "</" + name + " >", "</" + name.toUpperCase() + ">")));
		}
	}

}
