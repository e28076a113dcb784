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

package io.github.assetsboot.sample.react;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A generated page, in which most end tags that may be omitted are omitted. Each element
 * has an id.
 *
 * @author the Assets for Spring Boot authors
 */
final class PageWithoutEndTags {

	private static final Set<String> ENDS_PARAGRAPH = Set.of("blockquote", "div", "dl", "h1", "hr", "ol", "p", "pre",
			"section", "table", "ul");

	private static final Set<String> LAST_MAY_OMIT = Set.of("p", "li", "dd", "option", "optgroup", "tr", "td", "th",
			"tbody", "tfoot", "rt", "rp");

	private static final Map<String, Set<String>> MAY_OMIT_BEFORE = Map.ofEntries(Map.entry("p", ENDS_PARAGRAPH),
			Map.entry("li", Set.of("li")), Map.entry("dt", Set.of("dt", "dd")), Map.entry("dd", Set.of("dt", "dd")),
			Map.entry("option", Set.of("option", "optgroup")), Map.entry("optgroup", Set.of("optgroup")),
			Map.entry("tr", Set.of("tr")), Map.entry("td", Set.of("td", "th")), Map.entry("th", Set.of("td", "th")),
			Map.entry("thead", Set.of("tbody", "tfoot")), Map.entry("tbody", Set.of("tbody", "tfoot")),
			Map.entry("rt", Set.of("rt", "rp")), Map.entry("rp", Set.of("rt", "rp")));

	private final Random random;

	private final StringBuilder html = new StringBuilder("<!doctype html><html><head><title>t</title></head><body>");

	private final List<String> names = new ArrayList<>();

	PageWithoutEndTags(Random random) {
		this.random = random;
		flow(0, "body");
		this.html.append("</body></html>");
	}

	String html() {
		return this.html.toString();
	}

	/**
	 * Return the names of the elements: the element of index {@code 3} has the id
	 * {@code e3}.
	 */
	List<String> names() {
		return this.names;
	}

	private void flow(int depth, String parent) {
		List<String> children = new ArrayList<>();
		for (int count = 1 + this.random.nextInt(4); count > 0; count--) {
			children.add(any((depth < 4) ? List.of("p", "p", "div", "ul", "ol", "dl", "table", "select", "ruby",
					"section", "blockquote", "h1", "b", "pre", "hr", "#text") : List.of("p", "b", "#text")));
		}
		write(children, depth, parent);
	}

	private void write(List<String> children, int depth, String parent) {
		for (int i = 0; i < children.size(); i++) {
			String name = children.get(i);
			if (name.equals("#text")) {
				this.html.append(any(List.of("text ", "1 < 2", "&amp;", "\n")));
				continue;
			}
			this.html.append('<').append(name).append(" id=e").append(this.names.size()).append('>');
			this.names.add(name);
			if (name.equals("hr")) {
				continue;
			}
			content(name, depth + 1);
			String next = (i + 1 < children.size()) ? children.get(i + 1) : null;
			boolean optional = (next != null) ? MAY_OMIT_BEFORE.getOrDefault(name, Set.of()).contains(next)
					: LAST_MAY_OMIT.contains(name) && !(name.equals("p") && parent.equals("b"));
			if (!optional || this.random.nextInt(5) == 0) {
				this.html.append("</").append(name).append('>');
			}
		}
	}

	private void content(String name, int depth) {
		switch (name) {
			case "ul", "ol" -> write(some("li"), depth, name);
			case "dl" -> write(some("dt", "dd"), depth, name);
			case "select" -> write(some("option", "option", "optgroup"), depth, name);
			case "optgroup" -> write(some("option"), depth, name);
			case "option" -> this.html.append("choice");
			case "ruby" -> {
				this.html.append('x');
				write(some("rt", "rp"), depth, name);
			}
			case "table" -> {
				List<String> parts = new ArrayList<>(List.of("thead", "tbody", "tfoot"));
				parts.removeIf((part) -> this.random.nextInt(3) == 0);
				write(parts.isEmpty() ? List.of("tbody") : parts, depth, name);
			}
			case "thead", "tbody", "tfoot" -> write(some("tr"), depth, name);
			case "tr" -> write(some("td", "th"), depth, name);
			case "p", "h1", "b", "pre", "rt", "rp" -> write(
					List.of("#text", any(List.of("#text", "b")), "#text").subList(0, (depth > 6) ? 1 : 3), depth, name);
			default -> flow(depth, name);
		}
	}

	private List<String> some(String... names) {
		List<String> some = new ArrayList<>();
		for (int count = 1 + this.random.nextInt(4); count > 0; count--) {
			some.add(any(List.of(names)));
		}
		return some;
	}

	private <T> T any(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

}
