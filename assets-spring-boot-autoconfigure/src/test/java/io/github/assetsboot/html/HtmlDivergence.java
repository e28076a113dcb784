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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.github.assetsboot.html.HtmlRecording.Result;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A way in which the rewriter differs from the recordings on purpose. The list beside the
 * recordings, {@code DIVERGENCES.md}, describes each constant.
 *
 * @author the Assets for Spring Boot authors
 */
enum HtmlDivergence {

	ENCODING((recording, result) -> declaredEncoding(recording).matches("utf-16.*|nope")
			|| recording.text().startsWith("\u00ef\u00bb\u00bf") || recording.text().startsWith("<meta charset")),

	NOT_WITH_COMPOUND((recording, result) -> selectors(recording)
		.anyMatch((selector) -> find("(?i):not\\([^)]*[\\w*\\])][.#\\[:]", selector))),

	TEXT_ELEMENT_WITH_EMPTY_VALUE(
			(recording, result) -> find("(?i)<(script|style|title|textarea)\\b[^>]*=\\s*>", recording.text())),

	AMBIGUITY((recording, result) -> "ambiguity".equals(recording.expected().error())),

	CONTENT_OF_VOID_ELEMENT((recording, result) -> withoutRefused(result).equals(withoutRefused(recording.expected()))),

	ATTRIBUTE_REFERENCES((recording, result) -> hasReferences(recording)
			&& unescape(withoutRefused(result)).equals(unescape(withoutRefused(recording.expected())))),

	TEXT_IN_SCRIPT((recording, result) -> insertsTextIntoScript(recording)
			&& unescape(withoutRefused(result)).equals(unescape(withoutRefused(recording.expected())))),

	TEXT_AFTER_LESS_THAN((recording, result) -> recording.text().contains("<") && result.output() != null
			&& find("<&#\\d+;", result.output())
			&& unescape(withoutRefused(result)).equals(unescape(withoutRefused(recording.expected())))),

	OMITTED_END_TAG((recording, result) -> !recording.wellNested()
			&& Tags.of(recording).withoutEndTag().stream().anyMatch(Tags.OPTIONAL::contains)),

	HTML_IN_SVG((recording, result) -> !recording.wellNested() && Tags.of(recording).withoutEndTag().contains("svg")),

	ELEMENT_WITHOUT_END_TAG(
			(recording, result) -> !recording.wellNested() && !Tags.of(recording).withoutEndTag().isEmpty()),

	TEXT_REFUSED_IN_SCRIPT((recording, result) -> insertsTextIntoScript(recording)
			&& ops(recording)
				.anyMatch((op) -> op.size() == 2 && find("<!--|(?i)</?(script|style)", op.get(1).asString("")))
			&& isRefused(result)),

	ATTRIBUTE_REFERENCES_IN_SELECTOR((recording, result) -> selectors(recording)
		.anyMatch((selector) -> selectsByReference(selector, recording.text())));

	private static final Set<String> CONTENT = Set.of("prepend", "append", "setInnerContent", "before", "after",
			"replace");

	private final BiPredicate<HtmlRecording, Result> rule;

	HtmlDivergence(BiPredicate<HtmlRecording, Result> rule) {
		this.rule = rule;
	}

	/**
	 * Return the first divergence that explains another result than the recorded one.
	 * @param recording the recording
	 * @param result the result of the rewriter
	 * @return the divergence, or {@code null} if the result is wrong
	 */
	static @Nullable HtmlDivergence of(HtmlRecording recording, Result result) {
		for (HtmlDivergence divergence : values()) {
			if (divergence.rule.test(recording, result)) {
				return divergence;
			}
		}
		return null;
	}

	private static String declaredEncoding(HtmlRecording recording) {
		Matcher matcher = Pattern.compile("(?i)charset=(.+)").matcher(recording.contentType());
		return matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : "utf-8";
	}

	private static Stream<String> selectors(HtmlRecording recording) {
		return stream(recording.handlers()).map((handler) -> handler.path("selector").asString(""));
	}

	private static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

	/**
	 * Return the operations of all handlers, those of end tags included.
	 */
	private static Stream<JsonNode> ops(HtmlRecording recording) {
		return stream(recording.handlers()).flatMap((handler) -> stream(handler.get("ops")))
			.flatMap((op) -> op.path(1).isArray() ? stream(op.get(1)) : Stream.of(op));
	}

	private static boolean find(String regex, String text) {
		return Pattern.compile(regex).matcher(text).find();
	}

	/**
	 * Return whether a selector asks for the value of an attribute that has references.
	 */
	private static boolean selectsByReference(String selector, String page) {
		return Pattern.compile("\\[\\s*([\\w-]+)\\s*[~|^$*]?=")
			.matcher(selector)
			.results()
			.anyMatch((attribute) -> find("(?i)\\s" + attribute.group(1) + "\\s*=\\s*(\"[^\"]*&|'[^']*&|[^\\s>\"']*&)",
					page));
	}

	/**
	 * Return whether a reference is in a tag of the page, or in an attribute that a
	 * handler sets.
	 */
	private static boolean hasReferences(HtmlRecording recording) {
		return find("<[^>]*&", recording.text()) || ops(recording)
			.anyMatch((op) -> Set.of("setAttribute", "replacePrefix").contains(op.get(0).asString())
					&& op.toString().contains("&"));
	}

	private static boolean insertsTextIntoScript(HtmlRecording recording) {
		return find("(?i)<(script|style)", recording.text())
				&& ops(recording).anyMatch((op) -> CONTENT.contains(op.get(0).asString()) && op.size() == 2);
	}

	private static boolean isRefused(Result result) {
		return result.log().stream().anyMatch((event) -> event.has("refused"));
	}

	/**
	 * Leave out the operations that were refused.
	 */
	private static Result withoutRefused(Result result) {
		return new Result(result.output(), result.error(),
				result.log().stream().filter((event) -> !event.has("refused")).toList());
	}

	/**
	 * Decode character references until none is left.
	 */
	private static Result unescape(Result result) {
		List<JsonNode> log = new ArrayList<>();
		for (JsonNode event : result.log()) {
			ObjectNode copy = (ObjectNode) event.deepCopy();
			copy.propertyNames()
				.stream()
				.filter(Set.of("attributes", "value")::contains)
				.toList()
				.forEach((name) -> copy.set(name, unescape(copy.get(name))));
			log.add(copy);
		}
		return new Result((result.output() != null) ? unescape(result.output()) : null, result.error(), log);
	}

	private static JsonNode unescape(JsonNode value) {
		if (value instanceof ArrayNode array) {
			ArrayNode copy = array.arrayNode();
			array.forEach((item) -> copy.add(unescape(item)));
			return copy;
		}
		return value.isString() ? StringNode.valueOf(unescape(value.asString())) : value;
	}

	private static String unescape(String text) {
		String unescaped = Parser.unescapeEntities(text, true);
		return unescaped.equals(text) ? text : unescape(unescaped);
	}

	/**
	 * The tags of a page, paired by their names alone.
	 *
	 * @param withoutEndTag the names of the elements that do not end with an end tag of
	 * their own
	 */
	private record Tags(Set<String> withoutEndTag) {

		private static final Set<String> OPTIONAL = Set.of("p", "li", "dt", "dd", "option", "optgroup", "tr", "td",
				"th", "thead", "tbody", "tfoot", "rt", "rp");

		private static final Set<String> VOID = Set.of("area", "base", "basefont", "bgsound", "br", "col", "embed",
				"frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

		private static final Set<String> ENDS_SVG = Set.of("b", "big", "blockquote", "body", "br", "center", "code",
				"dd", "div", "dl", "dt", "em", "embed", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i",
				"img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span",
				"strong", "strike", "sub", "sup", "table", "tt", "u", "ul", "var");

		private static final Set<String> TEXT = Set.of("script", "style", "textarea", "title", "xmp", "iframe",
				"noembed", "noframes", "noscript", "plaintext");

		private static final Set<String> BESIDE_PARAGRAPH = Set.of("address", "article", "aside", "blockquote",
				"center", "details", "dialog", "dir", "div", "dl", "dt", "dd", "fieldset", "figcaption", "figure",
				"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "listing", "main",
				"menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "ul", "xmp");

		private static final List<Set<String>> SIBLINGS = List.of(Set.of("li"), Set.of("dt", "dd"), Set.of("rt", "rp"),
				Set.of("option", "optgroup"), Set.of("td", "th", "tr", "thead", "tbody", "tfoot"));

		private static final Pattern TAG = Pattern.compile(
				"<!--(?:-?>|.*?(?:-->|--!>|$))|<(/?)([a-z][^\\s/>]*)(?:=\\s*\"[^\"]*\"|=\\s*'[^']*'|[^>])*?(>|$)",
				Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

		private static Tags of(HtmlRecording recording) {
			List<String> open = new ArrayList<>();
			Set<String> withoutEndTag = new LinkedHashSet<>();
			String page = recording.text();
			Matcher tags = TAG.matcher(page);
			for (int from = 0; tags.find(from); from = Math.max(from, tags.end())) {
				String name = String.valueOf(tags.group(2)).toLowerCase(Locale.ROOT);
				boolean foreign = open.contains("svg") || open.contains("math");
				if (tags.group(2) == null || tags.group(3).isEmpty()) {
					continue;
				}
				if (tags.group(1).isEmpty()) {
					impliedEnds(name, open, withoutEndTag);
					if (VOID.contains(name)) {
						continue;
					}
					open.add(name);
					if (TEXT.contains(name) && !foreign) {
						Matcher end = Pattern.compile("(?i)</" + name + "(?=[\\s/>])").matcher(page);
						from = (!name.equals("plaintext") && end.find(tags.end())) ? end.start() : page.length();
					}
				}
				else if (open.contains(name)) {
					while (!open.get(open.size() - 1).equals(name)) {
						withoutEndTag.add(open.remove(open.size() - 1));
					}
					open.remove(open.size() - 1);
				}
				else {
					withoutEndTag.add("/" + name);
				}
			}
			withoutEndTag.addAll(open);
			return new Tags(withoutEndTag);
		}

		/**
		 * Add the elements that a start tag ends in a browser, with or without an end tag
		 * that comes later.
		 */
		private static void impliedEnds(String name, List<String> open, Set<String> ended) {
			if (BESIDE_PARAGRAPH.contains(name) && open.contains("p")) {
				ended.add("p");
			}
			for (Set<String> siblings : SIBLINGS) {
				if (siblings.contains(name)) {
					open.stream()
						.filter(siblings::contains)
						.filter((sibling) -> !isParent(sibling, name))
						.forEach(ended::add);
				}
			}
			if (ENDS_SVG.contains(name) && (open.contains("svg") || open.contains("math"))) {
				ended.add("svg");
			}
		}

		private static boolean isParent(String parent, String name) {
			return switch (name) {
				case "option" -> parent.equals("optgroup");
				case "tr" -> parent.startsWith("t") && parent.length() == 5;
				case "td", "th" -> parent.equals("tr") || parent.length() == 5;
				default -> false;
			};
		}

	}

}
