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
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The handlers of a recording, and the log of the calls that they receive. The README of
 * the recordings describes both.
 *
 * @author the Assets for Spring Boot authors
 */
final class RecordedHandlers {

	private static final JsonMapper json = JsonMapper.shared();

	private final List<JsonNode> log = new ArrayList<>();

	List<JsonNode> log() {
		return this.log;
	}

	List<Handler> create(JsonNode descriptions) {
		List<Handler> handlers = new ArrayList<>();
		for (int i = 0; i < descriptions.size(); i++) {
			handlers.add(create(descriptions.get(i), i));
		}
		return handlers;
	}

	private Handler create(JsonNode description, int h) {
		JsonNode ops = description.get("ops");
		Selector selector = description.has("selector") ? Selector.parse(description.get("selector").asString()) : null;
		return switch (description.get("kind").asString()) {
			case "element" -> new Handler.OfElements(selector, (element) -> {
				logElement(h, element);
				run(h, "", ops, (op, call) -> call(h, element, op, call));
			});
			case "text" -> new Handler.OfText(selector, new OfText(h, ops)::accept);
			case "comments" -> new Handler.OfComments(selector, (comment) -> {
				log(h, "comment", comment.text(), comment);
				run(h, "", ops, (op, call) -> call(h, comment, op, call));
			});
			case "doctype" -> new Handler.OfDoctype((doctype) -> {
				event(h).put("doctype", doctype.name())
					.put("publicId", doctype.publicId())
					.put("systemId", doctype.systemId());
				run(h, "", ops, (op, call) -> call.unknown());
			});
			case "end" -> new Handler.OfEnd((end) -> {
				event(h).put("end", true);
				run(h, "", ops, (op, call) -> {
					if (!call.name().equals("append")) {
						call.unknown();
					}
					end.append(call.content());
				});
			});
			default -> throw new IllegalStateException(description.toString());
		};
	}

	private void logElement(int h, HtmlElement element) {
		ObjectNode event = log(h, "element", element.tagName(), null);
		if (!element.attributes().isEmpty()) {
			event.set("attributes", attributes(element));
		}
		if (!element.namespaceUri().endsWith("/xhtml")) {
			event.put("namespaceURI", element.namespaceUri());
		}
		if (element.isRemoved()) {
			event.put("removed", true);
		}
	}

	private static JsonNode attributes(HtmlElement element) {
		return json.valueToTree(
				element.attributes().stream().map((entry) -> List.of(entry.getKey(), entry.getValue())).toList());
	}

	private ObjectNode log(int h, String kind, String text, @Nullable HtmlNode<?> node) {
		ObjectNode event = event(h).put(kind, text);
		if (node != null && node.isRemoved()) {
			event.put("removed", true);
		}
		return event;
	}

	private ObjectNode event(int h) {
		ObjectNode event = json.createObjectNode().put("h", h);
		this.log.add(event);
		return event;
	}

	private void run(int h, String prefix, JsonNode ops, BiConsumer<String, Call> handler) {
		for (int i = 0; i < ops.size(); i++) {
			run(h, prefix + i, new Call(ops.get(i)), handler);
		}
	}

	/**
	 * Run an operation. If it is refused, the next ones are run nevertheless.
	 */
	private void run(int h, String op, Call call, BiConsumer<String, Call> handler) {
		if (call.name().equals("throw")) {
			throw new Failure(call.argument(1));
		}
		if (!call.name().equals("await")) {
			try {
				handler.accept(op, call);
			}
			catch (IllegalArgumentException | IllegalStateException ex) {
				event(h).put("op", op).put("refused", true);
			}
		}
	}

	private void answer(int h, String op, Supplier<@Nullable Object> value) {
		JsonNode answer = json.valueToTree(value.get());
		event(h).put("op", op).set("value", answer);
	}

	private void call(int h, HtmlElement element, String op, Call call) {
		switch (call.name()) {
			case "prepend" -> element.prepend(call.content());
			case "append" -> element.append(call.content());
			case "setInnerContent" -> element.setInnerContent(call.content());
			case "removeAndKeepContent" -> element.removeAndKeepContent();
			case "setAttribute" -> element.setAttribute(call.argument(1), call.argument(2));
			case "removeAttribute" -> element.removeAttribute(call.argument(1));
			case "replacePrefix" -> {
				String value = element.getAttribute(call.argument(1));
				if (value != null && value.startsWith(call.argument(2))) {
					element.setAttribute(call.argument(1),
							call.argument(3) + value.substring(call.argument(2).length()));
				}
			}
			case "setTagName" -> element.setTagName(call.argument(1));
			case "getAttribute" -> answer(h, op, () -> element.getAttribute(call.argument(1)));
			case "hasAttribute" -> answer(h, op, () -> element.hasAttribute(call.argument(1)));
			case "attributes" -> answer(h, op, () -> attributes(element));
			case "removed" -> answer(h, op, element::isRemoved);
			case "name" -> answer(h, op, element::tagName);
			case "onEndTag" -> element.onEndTag((tag) -> {
				log(h, "endTag", tag.name(), null);
				run(h, op + ".", call.op().get(1), (inner, innerCall) -> call(h, tag, inner, innerCall));
			});
			default -> call(element, call);
		}
	}

	private void call(int h, HtmlEndTag tag, String op, Call call) {
		switch (call.name()) {
			case "setName" -> tag.setName(call.argument(1));
			case "name" -> answer(h, op, tag::name);
			default -> call(tag, call);
		}
	}

	private void call(int h, HtmlComment comment, String op, Call call) {
		switch (call.name()) {
			case "setText" -> comment.setText(call.argument(1));
			case "name" -> answer(h, op, comment::text);
			case "removed" -> answer(h, op, comment::isRemoved);
			default -> call(comment, call);
		}
	}

	private void call(HtmlNode<?> node, Call call) {
		switch (call.name()) {
			case "before" -> node.before(call.content());
			case "after" -> node.after(call.content());
			case "replace" -> node.replace(call.content());
			case "remove" -> node.remove();
			default -> call.unknown();
		}
	}

	/**
	 * A handler of text that comes in chunks.
	 */
	private final class OfText {

		private final int h;

		private final JsonNode ops;

		private final StringBuilder text = new StringBuilder();

		private boolean first = true;

		private OfText(int h, JsonNode ops) {
			this.h = h;
			this.ops = ops;
		}

		private void accept(HtmlText chunk) {
			this.text.append(chunk.text());
			boolean last = chunk.isLastInTextNode();
			if (last) {
				log(this.h, "text", this.text.toString(), chunk);
				this.text.setLength(0);
			}
			for (int i = 0; i < this.ops.size(); i++) {
				Call call = new Call(this.ops.get(i));
				if (call.isFor(this.first, last)) {
					run(this.h, String.valueOf(i), call, (op, one) -> {
						if (one.name().equals("replace") && !last) {
							chunk.remove();
						}
						else {
							call(chunk, one);
						}
					});
				}
			}
			this.first = last;
		}

	}

	/**
	 * A call of an operation.
	 *
	 * @param op the name and the arguments
	 */
	private record Call(JsonNode op) {

		private String name() {
			return argument(0);
		}

		private String argument(int index) {
			return this.op.get(index).asString();
		}

		private HtmlContent content() {
			return (this.op.size() > 2) ? HtmlContent.html(argument(1)) : HtmlContent.text(argument(1));
		}

		/**
		 * Return whether the operation is for a chunk of text.
		 */
		private boolean isFor(boolean first, boolean last) {
			return switch (name()) {
				case "before" -> first;
				case "after", "throw" -> last;
				default -> true;
			};
		}

		private void unknown() {
			throw new UnsupportedOperationException(this.op.toString());
		}

	}

	/**
	 * The failure of a handler.
	 */
	static final class Failure extends RuntimeException {

		Failure(String message) {
			super(message);
		}

	}

}
