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

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;

import io.github.assetsboot.html.HtmlContent;
import io.github.assetsboot.html.HtmlElement;
import io.github.assetsboot.html.HtmlRewriter;
import io.github.assetsboot.testing.Browser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Rewritten pages, as a browser reads them.
 *
 * @author the Assets for Spring Boot authors
 */
class RewrittenPagesIT {

	@RegisterExtension
	static final Browser browser = new Browser();

	private static final int PAGES = 500;

	private static final int PAGES_AT_ONCE = 500;

	/**
	 * Compares a page with the rewritten one. The markers are comments and templates,
	 * which may be anywhere, and which end no other element.
	 */
	private static final String COMPARE = """
			const parser = new DOMParser();
			const isMarker = (node) => node && (node.nodeType === 8 || node.localName === 'template');
			const skip = (node, direction) => {
				while (isMarker(node)) {
					node = node[direction];
				}
				return node;
			};
			const places = {
				before: (marker) => skip(marker, 'nextSibling'),
				after: (marker) => skip(marker, 'previousSibling'),
				prepend: (marker) => skip(marker, 'previousSibling') ? null : marker.parentNode,
				append: (marker) => skip(marker, 'nextSibling') ? null : marker.parentNode
			};
			const problems = [];
			for (const page of pages) {
				const original = parser.parseFromString(page.original, 'text/html');
				const rewritten = parser.parseFromString(page.rewritten, 'text/html');
				const found = [];
				const nodes = rewritten.createNodeIterator(rewritten, NodeFilter.SHOW_ALL);
				for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
					if (isMarker(node)) {
						const text = node.nodeType === 8 ? node.data : node.id;
						const [operation, id] = text.split(' ');
						const place = places[operation](node);
						found.push(text);
						if (!place || place.id !== id) {
							problems.push(`${text} is ${operation} ${place && place.id}: ${page.rewritten}`);
						}
					}
				}
				if (found.sort().join() !== page.markers.sort().join()) {
					problems.push(`markers ${found}, not ${page.markers}: ${page.rewritten}`);
				}
				for (const element of original.querySelectorAll('[id]')) {
					const same = rewritten.getElementById(element.id);
					if (page.removed.some((id) => element.closest('#' + id))) {
						if (same) {
							problems.push(`${element.id} is there: ${page.rewritten}`);
						}
					}
					else if (!same || same.localName !== element.localName
							|| same.parentNode.id !== element.parentNode.id
							|| same.parentNode.localName !== element.parentNode.localName) {
						problems.push(`${element.id} is in ${same && same.parentNode.id}: ${page.rewritten}`);
					}
				}
			}
			return problems;
			""";

	private static final String FIND_EVIL = """
			const problems = [];
			for (const page of pages) {
				const bytes = Uint8Array.from(atob(page.bytes), (c) => c.charCodeAt(0));
				const html = new TextDecoder(page.charset).decode(bytes);
				const document = new DOMParser().parseFromString(html, 'text/html');
				const roots = [document];
				for (const root of roots) {
					for (const element of root.querySelectorAll('*')) {
						if (element.content) {
							roots.push(element.content);
						}
						if (/evil/.test([element.localName, ...element.getAttributeNames()])) {
							problems.push(page.description + ': ' + html);
						}
					}
				}
			}
			return problems;
			""";

	private static final List<String> HOSTILE = List.of("<evil onevil=1>", "evil onevil=1 ", "/x><evil onevil=1>",
			"</script><evil onevil=1>", "</style><evil onevil=1>",
			"</title></textarea></xmp></iframe></noscript><evil>", "--><evil onevil=1>", "--!><evil onevil=1>",
			"]]><evil onevil=1>", "\"><evil onevil=1>", "' onevil=1 x='", "&lt;evil onevil=1&gt;", "\0<evil onevil=1>",
			"\ud800<evil onevil=1>", "\u001b$B<evil>\u001b(B<evil onevil=1>", "+ADw-evil onevil=1+AD4-",
			"\uff1cevil onevil=1\uff1e", "\u20ac\u65e5<evil>", "<!--<script>", "<!--");

	private static final List<String> CONTEXTS = List.of("<p>1<b id=x>y</b>2</p>", "<p>1 <<b id=x>y<</b>2</p>",
			"<p>1</<b id=x>y</b>", "<ul><li>1<li id=x>2<li>3</ul>", "<p>1<p id=x>2<div>3</div>",
			"<title id=x>t</title>", "<textarea id=x>t</textarea>", "<script id=x>s</script>",
			"<script id=x><</script>", "<style id=x>s</style>", "<iframe id=x>t</iframe>",
			"<noscript id=x>t</noscript>", "<head><noscript id=x></noscript></head>", "<xmp id=x>t</xmp>",
			"<plaintext id=x>t", "<svg><title id=x>t</title></svg>", "<svg><style id=x>t</style></svg>",
			"<svg><![CDATA[a]]><g id=x><![CDATA[b]]></g><![CDATA[c]]></svg>",
			"<svg><foreignObject><p id=x>t</foreignObject></svg>", "<math><mi id=x>t</mi></math>",
			"<math><annotation-xml encoding=text/html><p id=x>t</annotation-xml></math>",
			"<select><option id=x>1<option>2</select>", "<table><tr><td id=x>1<td>2</table>",
			"<table id=x><tr><td>1</table>", "<template><b id=x>y</b></template>", "<a title=\"x\"id=x>y</a>",
			"<!--c--><b id=x><!--d--></b><!--e-->", "<br id=x>", "<script id=x><!--<script></script>--></script>",
			"<b id=x>y<", "<b id=x>y<a b='", "<b id=x>y<!--");

	private static final Map<String, BiConsumer<HtmlElement, String>> OPERATIONS = operations();

	private static Map<String, BiConsumer<HtmlElement, String>> operations() {
		Map<String, BiConsumer<HtmlElement, String>> operations = new LinkedHashMap<>();
		operations.put("before", HtmlElement::before);
		operations.put("after", HtmlElement::after);
		operations.put("prepend", HtmlElement::prepend);
		operations.put("append", HtmlElement::append);
		operations.put("setInnerContent", HtmlElement::setInnerContent);
		operations.put("replace", HtmlElement::replace);
		operations.put("setAttribute", (element, text) -> element.setAttribute("id", text).setAttribute("new", text));
		return operations;
	}

	@Test
	void contentIsWhereItWasInsertedThoughEndTagsAreOmitted() {
		List<Map<String, Object>> pages = new ArrayList<>();
		for (int i = 0; i < PAGES; i++) {
			pages.add(rewrite(new Random(i)));
		}
		assertThat(run(COMPARE, pages)).isEmpty();
	}

	private static Map<String, Object> rewrite(Random random) {
		PageWithoutEndTags page = new PageWithoutEndTags(random);
		HtmlRewriter rewriter = HtmlRewriter.create();
		List<String> markers = new ArrayList<>();
		List<String> removed = new ArrayList<>();
		int first = random.nextInt(page.names().size());
		for (int count = 1 + random.nextInt(4), index = first; count > 0 && index < page.names().size(); count--) {
			String id = "e" + index;
			if (random.nextInt(6) == 0) {
				removed.add(id);
				rewriter = rewriter.on("#" + id, HtmlElement::remove);
				break;
			}
			boolean hasContent = !page.names().get(index).equals("hr");
			String operation = List.of("before", "after", "prepend", "append").get(random.nextInt(hasContent ? 4 : 2));
			String marker = operation + " " + id;
			HtmlContent content = HtmlContent
				.html(random.nextBoolean() ? "<!--" + marker + "-->" : "<template id='" + marker + "'></template>");
			markers.add(marker);
			rewriter = rewriter.on("#" + id, (element) -> insert(element, operation, content));
			index += 1 + random.nextInt(6);
		}
		return Map.of("original", page.html(), "rewritten", rewriter.transform(page.html()), "markers", markers,
				"removed", removed);
	}

	private static void insert(HtmlElement element, String operation, HtmlContent content) {
		switch (operation) {
			case "before" -> element.before(content);
			case "after" -> element.after(content);
			case "prepend" -> element.prepend(content);
			default -> element.append(content);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "utf-8", "windows-1252", "shift_jis", "gb18030", "utf-16le" })
	void insertedTextIsNoMarkup(String charset) throws Exception {
		List<Map<String, Object>> pages = new ArrayList<>();
		for (String context : CONTEXTS) {
			for (Map.Entry<String, BiConsumer<HtmlElement, String>> operation : OPERATIONS.entrySet()) {
				for (String text : HOSTILE) {
					byte[] page = rewrite(context, charset,
							HtmlRewriter.create().on("#x", (element) -> operation.getValue().accept(element, text)));
					pages.add(Map.of("description", context + " | " + operation.getKey() + " | " + text, "charset",
							charset, "bytes", Base64.getEncoder().encodeToString(page)));
				}
			}
			for (String text : HOSTILE) {
				byte[] page = rewrite(context, charset,
						HtmlRewriter.create()
							.onText((chunk) -> chunk.before(text).after(text))
							.onComment((comment) -> comment.replace(text))
							.onEnd((end) -> end.append(text).append(HtmlContent.html("<hr>"))));
				pages.add(Map.of("description", context + " | text | " + text, "charset", charset, "bytes",
						Base64.getEncoder().encodeToString(page)));
			}
		}
		assertThat(run(FIND_EVIL, pages)).isEmpty();
	}

	/**
	 * Return the rewritten page, or the page itself if the text is refused.
	 */
	private static byte[] rewrite(String page, String charset, HtmlRewriter rewriter) throws Exception {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.CONTENT_TYPE, "text/html; charset=" + charset);
		byte[] bytes = page.getBytes(Charset.forName(charset));
		try {
			ResponseEntity<Resource> response = rewriter
				.transform(ResponseEntity.ok().headers(headers).body(new ByteArrayResource(bytes)));
			return response.getBody().getContentAsByteArray();
		}
		catch (IllegalStateException ex) {
			return bytes;
		}
	}

	private static List<?> run(String script, List<Map<String, Object>> pages) {
		browser.open("about:blank");
		List<Object> problems = new ArrayList<>();
		for (int from = 0; from < pages.size(); from += PAGES_AT_ONCE) {
			List<Map<String, Object>> some = pages.subList(from, Math.min(pages.size(), from + PAGES_AT_ONCE));
			problems.addAll((List<?>) browser
				.run("const pages = " + JsonMapper.shared().writeValueAsString(some) + ";\n" + script));
		}
		return problems.subList(0, Math.min(problems.size(), 10));
	}

}
