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

import java.util.Map;
import java.util.TreeMap;

import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * Writes parsed pages so that equal ones look the same.
 *
 * @author the Assets for Spring Boot authors
 */
final class Trees {

	private Trees() {
	}

	static String dump(Document document) {
		StringBuilder dump = new StringBuilder();
		document.childNodes().forEach((node) -> dump(node, "", dump));
		return dump.toString();
	}

	private static void dump(Node node, String indent, StringBuilder dump) {
		if (node instanceof Element element) {
			Map<String, String> attributes = new TreeMap<>();
			for (Attribute attribute : element.attributes()) {
				attributes.put(attribute.getKey(), attribute.getValue());
			}
			dump.append(indent).append(element.tagName()).append(attributes).append('\n');
			element.childNodes().forEach((child) -> dump(child, indent + "  ", dump));
			return;
		}
		boolean continued = isText(node) && isText(node.previousSibling());
		dump.setLength(dump.length() - (continued ? 1 : 0));
		dump.append(continued ? "" : indent + node.nodeName() + ' ').append(data(node)).append('\n');
	}

	private static boolean isText(@Nullable Node node) {
		return node instanceof TextNode || node instanceof DataNode;
	}

	private static String data(Node node) {
		if (node instanceof TextNode text) {
			return text.getWholeText();
		}
		if (node instanceof DataNode data) {
			return data.getWholeData();
		}
		return (node instanceof Comment comment) ? comment.getData() : node.outerHtml();
	}

}
