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

import java.util.Set;
import java.util.function.Consumer;

import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * A change of an element: to the source by the rewriter, and to the tree.
 *
 * @author the Assets for Spring Boot authors
 */
enum Change {

	SET_ATTRIBUTE((element) -> element.setAttribute("data-new", "a \"b\" & <c> 'd'"),
			(element) -> element.attr("data-new", "a \"b\" & <c> 'd'"), Fit.ANYWHERE),

	REPLACE_ATTRIBUTE((element) -> element.setAttribute("CLASS", "other"), (element) -> element.attr("class", "other"),
			Fit.ANYWHERE),

	REMOVE_ATTRIBUTE((element) -> element.removeAttribute("class"), (element) -> element.removeAttr("class"),
			Fit.ANYWHERE),

	BEFORE_COMMENT((element) -> element.before(HtmlContent.html("<!--before-->")),
			(element) -> element.before(new Comment("before")), Fit.BESIDE),

	BEFORE_SCRIPT((element) -> element.before(HtmlContent.html("<script>before</script>")),
			(element) -> element.before(script("before")), Fit.BESIDE),

	BEFORE_TEXT((element) -> element.before("<before & >"), (element) -> element.before(new TextNode("<before & >")),
			Fit.BESIDE_TEXT),

	AFTER_COMMENT((element) -> element.after(HtmlContent.html("<!--after-->")),
			(element) -> element.after(new Comment("after")), Fit.BESIDE),

	AFTER_SCRIPT((element) -> element.after(HtmlContent.html("<script>after</script>")),
			(element) -> element.after(script("after")), Fit.BESIDE),

	AFTER_TEXT((element) -> element.after("<after & >"), (element) -> element.after(new TextNode("<after & >")),
			Fit.BESIDE_TEXT),

	PREPEND_COMMENT((element) -> element.prepend(HtmlContent.html("<!--first-->")),
			(element) -> element.prependChild(new Comment("first")), Fit.AT_START),

	PREPEND_TEXT((element) -> element.prepend("first"), (element) -> element.prependChild(text(element, "first")),
			Fit.TEXT_AT_START),

	APPEND_COMMENT((element) -> element.append(HtmlContent.html("<!--last-->")),
			(element) -> element.appendChild(new Comment("last")), Fit.INSIDE),

	APPEND_SCRIPT((element) -> element.append(HtmlContent.html("<script>last</script>")),
			(element) -> element.appendChild(script("last")), Fit.INSIDE),

	APPEND_TEXT((element) -> element.append("last"), (element) -> element.appendChild(text(element, "last")),
			Fit.INSIDE_TEXT),

	SET_COMMENT((element) -> element.setInnerContent(HtmlContent.html("<!--content-->")),
			(element) -> element.empty().appendChild(new Comment("content")), Fit.INSIDE),

	SET_TEXT((element) -> element.setInnerContent("two\nlines\n"),
			(element) -> element.empty().appendChild(text(element, "two\nlines\n")), Fit.INSIDE_TEXT),

	REPLACE((element) -> element.replace(HtmlContent.html("<!--replaced-->")),
			(element) -> element.replaceWith(new Comment("replaced")), Fit.BESIDE),

	REMOVE(HtmlElement::remove, Node::remove, Fit.BESIDE),

	UNWRAP(HtmlElement::removeAndKeepContent, (element) -> element.attr("unwrapped", ""), Fit.UNWRAPPABLE);

	private static final Set<String> RAW_TEXT = Set.of("script", "style");

	private static final Set<String> ESCAPABLE_TEXT = Set.of("textarea", "title");

	private static final Set<String> WITHOUT_CONTENT = Set.of("br", "img", "path");

	private final Consumer<HtmlElement> inSource;

	private final Consumer<Element> inTree;

	private final Fit fit;

	Change(Consumer<HtmlElement> inSource, Consumer<Element> inTree, Fit fit) {
		this.inSource = inSource;
		this.inTree = inTree;
		this.fit = fit;
	}

	void apply(HtmlElement element) {
		this.inSource.accept(element);
	}

	void apply(Element element) {
		this.inTree.accept(element);
	}

	/**
	 * Return whether the tree that this makes can be written as HTML.
	 * @param element an element with its position in the source
	 */
	boolean fits(Element element) {
		return this.fit.test(element);
	}

	private static Node script(String text) {
		return new Element("script").appendChild(new DataNode(text));
	}

	private static Node text(Element parent, String text) {
		return RAW_TEXT.contains(parent.normalName()) ? new DataNode(text) : new TextNode(text);
	}

	private enum Fit {

		ANYWHERE, BESIDE, BESIDE_TEXT, INSIDE, INSIDE_TEXT, AT_START, TEXT_AT_START, UNWRAPPABLE;

		private static final Set<String> WITH_LINE_BREAK = Set.of("pre", "textarea");

		private static final Set<String> WITH_TEXT = Set.of("a", "b", "body", "dd", "div", "dt", "h1", "i", "li", "p",
				"pre", "section", "span", "td", "template");

		boolean test(Element element) {
			String name = element.normalName();
			boolean isText = RAW_TEXT.contains(name) || ESCAPABLE_TEXT.contains(name);
			return switch (this) {
				case ANYWHERE -> true;
				case BESIDE -> isBeside(element);
				case BESIDE_TEXT -> isBeside(element) && WITH_TEXT.contains(element.parent().normalName());
				case INSIDE -> !isText && !isImpliedBody(element.lastElementChild()) && !WITHOUT_CONTENT.contains(name)
						&& !Set.of("html", "head").contains(name);
				// the first line break of the content does not count, if it is the first
				// thing
				case AT_START -> INSIDE.test(element) && !WITH_LINE_BREAK.contains(name);
				case TEXT_AT_START -> INSIDE_TEXT.test(element) && !WITH_LINE_BREAK.contains(name);
				case INSIDE_TEXT -> isText || WITH_TEXT.contains(name);
				case UNWRAPPABLE -> isBeside(element) && Set.of("b", "div", "p", "section", "span").contains(name)
						&& WITH_TEXT.contains(element.parent().normalName());
			};
		}

		/**
		 * Return whether an element is a {@code tbody} without tags. It goes on after its
		 * last row.
		 */
		private static boolean isImpliedBody(@Nullable Element element) {
			return element != null && element.normalName().equals("tbody") && element.sourceRange().isImplicit();
		}

		/**
		 * What comes before the first element in one that has no start tag is put by the
		 * parser where it belongs.
		 */
		private static boolean isBeside(Element element) {
			Element parent = element.parent();
			return !Set.of("html", "head", "body").contains(element.normalName())
					&& !isImpliedBody(element.previousElementSibling()) && !(parent.sourceRange().isImplicit()
							&& parent.sourceRange().startPos() == element.sourceRange().startPos());
		}

	}

}
