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
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * What handlers want of a node, and how that is written.
 *
 * @author the Assets for Spring Boot authors
 */
final class NodeChanges {

	private final SourceNode node;

	private final Bounds bounds;

	private final AttributeChanges attributes;

	private String before = "";

	private String prepended = "";

	private @Nullable String content;

	private String appended = "";

	private String after = "";

	private @Nullable String replacement;

	private boolean unwrapped;

	NodeChanges(SourceNode node) {
		this.node = node;
		this.bounds = node.bounds();
		this.attributes = new AttributeChanges(node);
	}

	SourceNode node() {
		return this.node;
	}

	AttributeChanges attributes() {
		return this.attributes;
	}

	void before(String markup) {
		this.before += markup;
	}

	void after(String markup) {
		this.after = markup + this.after;
	}

	void prepend(String markup) {
		this.prepended = markup + this.prepended;
	}

	void append(String markup) {
		this.appended += markup;
	}

	void setContent(String markup) {
		this.prepended = "";
		this.content = markup;
		this.appended = "";
	}

	void replace(String markup) {
		this.replacement = markup;
	}

	void unwrap() {
		this.unwrapped = true;
	}

	/**
	 * Return whether the node is gone, with all that was in it.
	 */
	boolean isRemoved() {
		return this.replacement != null;
	}

	/**
	 * Return whether what was in the node is gone.
	 */
	boolean isEmptied() {
		return isRemoved() || this.content != null;
	}

	/**
	 * Write what is due before anything that happens inside the node.
	 * @param source the source
	 * @param splice where to write it
	 */
	void open(String source, Splice splice) {
		int start = this.bounds.start();
		if (isRemoved() || this.unwrapped || !this.before.isEmpty()) {
			splice.close(start, this.node.before());
		}
		splice.insert(start, this.before);
		if (this.replacement != null) {
			splice.replace(start, this.bounds.end(), this.replacement);
			return;
		}
		checkText(source);
		writeStartTag(source, splice);
		String first = firstContent();
		int contentStart = this.bounds.contentStart();
		splice.replace(contentStart, (this.content != null) ? this.bounds.contentEnd() : contentStart, first);
	}

	private void writeStartTag(String source, Splice splice) {
		if (this.unwrapped) {
			splice.replace(this.bounds.start(), this.bounds.startTagEnd(), "");
		}
		else if (this.node.hasStartTag()) {
			if (!this.attributes.isEmpty()) {
				this.attributes.write(source, splice);
			}
			if (this.bounds.selfClosed() && hasNewContent()) {
				splice.replace(this.bounds.startTagEnd() - 2, this.bounds.startTagEnd() - 1, "");
			}
		}
		else if (!this.attributes.isEmpty() || !this.prepended.isEmpty() || this.content != null
				|| (this.node.isEmpty() && hasNewContent())) {
			splice.close(this.bounds.start(), this.node.before());
			splice.insert(this.bounds.start(), this.attributes.startTag());
		}
	}

	private boolean hasNewContent() {
		return !this.prepended.isEmpty() || this.content != null || !this.appended.isEmpty();
	}

	/**
	 * Where a line break does not count, it takes two for one.
	 */
	private String firstContent() {
		String first = this.prepended + Objects.requireNonNullElse(this.content, "");
		boolean adjacent = this.bounds.contentStart() == this.bounds.startTagEnd();
		if (adjacent && this.node.ignoresLineBreak()) {
			String known = (first.isEmpty() && (this.content != null || this.node.isEmpty())) ? this.appended : first;
			return (known.startsWith("\n") || known.startsWith("\r")) ? "\n" + first : first;
		}
		return first;
	}

	/**
	 * Write what is due after everything that happens inside the node.
	 * @param splice where to write it
	 */
	void close(Splice splice) {
		int end = this.bounds.end();
		if (isRemoved()) {
			splice.insert(end, this.after);
			return;
		}
		boolean closing = !this.after.isEmpty() && this.node.own() != null;
		if (closing || this.unwrapped || !this.appended.isEmpty()) {
			splice.close(this.bounds.contentEnd(), this.node.inside());
		}
		splice.insert(this.bounds.contentEnd(), this.appended);
		if (this.unwrapped) {
			splice.replace(this.bounds.contentEnd(), end, "");
		}
		else if (this.bounds.selfClosed() && hasNewContent()) {
			splice.insert(end, "</" + this.node.name() + ">");
		}
		else if (closing) {
			splice.close(end, List.of(this.node.own()));
		}
		splice.insert(end, this.after);
	}

	/**
	 * Check that text does not end its element.
	 */
	private void checkText(String source) {
		ContentModel model = this.node.model();
		if (!hasNewContent() || (model != ContentModel.RAW_TEXT && model != ContentModel.ESCAPABLE_TEXT)) {
			return;
		}
		String kept = (this.content != null) ? this.content
				: source.substring(this.bounds.contentStart(), this.bounds.contentEnd());
		String text = (this.prepended + kept + this.appended).toLowerCase(Locale.ROOT);
		for (String ending : endings()) {
			Assert.state(!text.contains(ending),
					() -> "The text of <" + this.node.name() + "> must not contain '" + ending + "'");
		}
	}

	private List<String> endings() {
		String endTag = "</" + this.node.name();
		return this.node.name().equals("script") ? List.of(endTag, "<script", "<!--") : List.of(endTag);
	}

}
