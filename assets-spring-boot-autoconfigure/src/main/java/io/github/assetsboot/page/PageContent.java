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

package io.github.assetsboot.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import io.github.assetsboot.html.HtmlElement;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.html.HtmlText;

import org.springframework.web.util.HtmlUtils;

/**
 * The parts of a page that its header fields depend on.
 *
 * @param scriptHashes the hashes of its inline scripts, as sources of a policy
 * @param styleHashes the hashes of its style elements, as sources of a policy
 * @param links the values of {@code Link}
 * @param scriptAttributes whether it has event-handler attributes or {@code javascript:}
 * URLs
 * @param styleAttributes whether it has {@code style} attributes
 * @author the Assets for Spring Boot authors
 */
record PageContent(List<String> scriptHashes, List<String> styleHashes, List<String> links, boolean scriptAttributes,
		boolean styleAttributes) {

	static final PageContent NONE = new PageContent(List.of(), List.of(), List.of(), false, false);

	/**
	 * The media types of JavaScript, and the types of scripts that are no code.
	 *
	 * @see <a href=
	 * "https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element">HTML,
	 * prepare the script element</a>
	 */
	private static final Pattern GOVERNED = Pattern
		.compile("(?:application|text)/(?:x-)?(?:ecma|java)script|text/javascript1\\.[0-5]|text/(?:jscript|livescript)"
				+ "|module|importmap|speculationrules");

	private static final Pattern EVENT_HANDLER = Pattern.compile("on[a-z]+");

	private static final Set<String> URL_ATTRIBUTES = Set.of("href", "src", "action", "formaction", "data",
			"xlink:href");

	private static final Pattern JAVASCRIPT_URL = Pattern.compile("[\\x00-\\x20]*javascript:.*",
			Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

	private static final String HTML = "http://www.w3.org/1999/xhtml";

	/**
	 * Read a page.
	 * @param page the page
	 * @param contentType the value of {@code Content-Type}
	 * @return its content
	 * @throws IllegalStateException if the page cannot be read as HTML
	 */
	static PageContent of(byte[] page, String contentType) {
		return of(page, contentType, true);
	}

	/**
	 * A browser without scripts reads the text of {@code <noscript>} as elements. Inside
	 * of another one, it is an error of the page.
	 */
	private static PageContent of(byte[] page, String contentType, boolean withScripts) {
		Reader reader = new Reader(HtmlPages.isXml(contentType));
		HtmlPages.rewrite(page, contentType, (rewriter) -> {
			HtmlRewriter all = rewriter.on("*", reader::element)
				.onText("script", reader::text)
				.onText("style", reader::text);
			return withScripts ? all.onText("noscript", (text) -> reader.withoutScripts.append(text.text())) : all;
		});
		return reader.content();
	}

	/**
	 * Return whether a policy governs a script that is in the page itself.
	 */
	private static boolean isInlineScript(HtmlElement script) {
		boolean external = script.hasAttribute("src") || (!script.namespaceUri().equals(HTML)
				&& (script.hasAttribute("href") || script.hasAttribute("xlink:href")));
		return !external && GOVERNED.matcher(type(script)).matches();
	}

	private static String type(HtmlElement script) {
		String type = script.getAttribute("type");
		String language = script.getAttribute("language");
		if (type == null && language != null && !language.isEmpty()) {
			return "text/" + language.toLowerCase(Locale.ROOT);
		}
		return (type == null || type.isEmpty()) ? "text/javascript" : type.strip().toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the hash of a text as browsers compute it, with the line ends that the
	 * parser makes.
	 */
	static String hash(String text) {
		String normalized = text.replace("\r\n", "\n").replace('\r', '\n').replace('\0', '\uFFFD');
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(normalized.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	/**
	 * Collects the content while the page is read.
	 */
	private static final class Reader {

		private final Set<String> scripts = new LinkedHashSet<>();

		private final Set<String> styles = new LinkedHashSet<>();

		private final PageLinks links = new PageLinks();

		/**
		 * The markup for browsers that run no scripts.
		 */
		private final StringBuilder withoutScripts = new StringBuilder();

		private final Deque<Inline> open = new ArrayDeque<>();

		private final boolean xml;

		private boolean scriptAttributes;

		private boolean styleAttributes;

		Reader(boolean xml) {
			this.xml = xml;
		}

		void element(HtmlElement element) {
			element.attributes().forEach((attribute) -> attribute(attribute.getKey(), attribute.getValue()));
			this.links.add(element);
			String name = element.tagName();
			if (name.equals("style")) {
				read(element, this.styles::add);
			}
			else if (name.equals("script") && isInlineScript(element)) {
				read(element, this.scripts::add);
			}
			else if (name.equals("script")) {
				read(element, (hash) -> {
				});
			}
		}

		private void attribute(String name, String value) {
			this.styleAttributes |= name.equals("style");
			this.scriptAttributes |= EVENT_HANDLER.matcher(name).matches()
					|| (URL_ATTRIBUTES.contains(name) && JAVASCRIPT_URL.matcher(withoutBreaks(value)).matches());
		}

		private static String withoutBreaks(String url) {
			return url.replaceAll("[\\t\\n\\r]", "");
		}

		/**
		 * An empty style is compared with the policy, an empty script is not.
		 */
		private void read(HtmlElement element, Consumer<String> target) {
			boolean decoded = this.xml || !element.namespaceUri().equals(HTML);
			Inline inline = new Inline(element.tagName().equals("style") ? target : ignoringEmpty(target), decoded);
			this.open.push(inline);
			try {
				element.onEndTag((end) -> close(inline));
			}
			catch (IllegalStateException ex) {
				// an element of SVG without content
				close(inline);
			}
		}

		private static Consumer<String> ignoringEmpty(Consumer<String> target) {
			String empty = hash("");
			return (hash) -> {
				if (!hash.equals(empty)) {
					target.accept(hash);
				}
			};
		}

		private void close(Inline inline) {
			if (this.open.remove(inline)) {
				inline.close();
			}
		}

		void text(HtmlText text) {
			Inline inline = this.open.peek();
			if (inline != null) {
				inline.text.append(text.text());
			}
		}

		PageContent content() {
			// a style without an end tag applies, a script does not run
			this.open.forEach(Inline::close);
			if (!this.withoutScripts.isEmpty()) {
				PageContent other = of(this.withoutScripts.toString().getBytes(StandardCharsets.UTF_8),
						"text/html;charset=utf-8", false);
				this.styles.addAll(other.styleHashes());
				this.styleAttributes |= other.styleAttributes();
			}
			return new PageContent(List.copyOf(this.scripts), List.copyOf(this.styles), this.links.values(),
					this.scriptAttributes, this.styleAttributes);
		}

	}

	/**
	 * An open script or style.
	 */
	private static final class Inline {

		private static final String CDATA_START = "<![CDATA[";

		private static final String CDATA_END = "]]>";

		private final StringBuilder text = new StringBuilder();

		private final Consumer<String> target;

		private final boolean decoded;

		Inline(Consumer<String> target, boolean decoded) {
			this.target = target;
			this.decoded = decoded;
		}

		/**
		 * The text in SVG does not tell whether it was in a CDATA section.
		 */
		void close() {
			String content = this.text.toString();
			this.target.accept(hash(content));
			if (this.decoded) {
				this.target.accept(hash(decode(content)));
			}
		}

		/**
		 * Outside of HTML, a script has character references and CDATA sections.
		 */
		private static String decode(String content) {
			StringBuilder result = new StringBuilder();
			int start = 0;
			int end = content.lastIndexOf(CDATA_END);
			for (int open = content.indexOf(CDATA_START); open >= 0
					&& open < end; open = content.indexOf(CDATA_START, start)) {
				int close = content.indexOf(CDATA_END, open);
				result.append(HtmlUtils.htmlUnescape(content.substring(start, open)))
					.append(content, open + CDATA_START.length(), close);
				start = close + CDATA_END.length();
			}
			return result.append(HtmlUtils.htmlUnescape(content.substring(start))).toString();
		}

	}

}
