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

import org.springframework.util.Assert;

/**
 * Writes the changes of a node.
 *
 * @author the Assets for Spring Boot authors
 */
final class NodeWriter {

	private final NodeChanges changes;

	private final SourceNode node;

	private final Bounds bounds;

	private final String source;

	private final Splice splice;

	/**
	 * Create a writer.
	 * @param changes the changes
	 * @param source the source
	 * @param splice where to write them
	 */
	NodeWriter(NodeChanges changes, String source, Splice splice) {
		this.changes = changes;
		this.node = changes.node();
		this.bounds = this.node.bounds();
		this.source = source;
		this.splice = splice;
	}

	SourceNode node() {
		return this.node;
	}

	/**
	 * Write what is due before anything that happens inside the node.
	 */
	void open() {
		int start = this.bounds.start();
		if (this.changes.isRemoved() || this.changes.isUnwrapped() || !this.changes.before().isEmpty()) {
			this.splice.close(start, this.node.before());
		}
		this.splice.insert(start, this.changes.before());
		if (this.changes.replacement() != null) {
			this.splice.replace(start, this.bounds.end(), this.changes.replacement());
			return;
		}
		checkText();
		writeStartTag();
		int contentStart = this.bounds.contentStart();
		this.splice.replace(contentStart, (this.changes.content() != null) ? this.bounds.contentEnd() : contentStart,
				firstContent());
	}

	private void writeStartTag() {
		AttributeChanges attributes = this.changes.attributes();
		if (this.changes.isUnwrapped()) {
			this.splice.replace(this.bounds.start(), this.bounds.startTagEnd(), "");
		}
		else if (this.node.hasStartTag()) {
			if (!attributes.isEmpty()) {
				attributes.write(this.source, this.splice);
			}
			if (this.bounds.selfClosed() && this.changes.hasNewContent()) {
				this.splice.replace(this.bounds.startTagEnd() - 2, this.bounds.startTagEnd() - 1, "");
			}
		}
		else if (!attributes.isEmpty() || !this.changes.prepended().isEmpty() || this.changes.content() != null
				|| (this.node.isEmpty() && this.changes.hasNewContent())) {
			this.splice.close(this.bounds.start(), this.node.before());
			this.splice.insert(this.bounds.start(), attributes.startTag());
		}
	}

	/**
	 * HTML ignores a line break right after some start tags, so content that begins with
	 * one gets a second.
	 */
	private String firstContent() {
		String content = this.changes.content();
		String first = this.changes.prepended() + Objects.requireNonNullElse(content, "");
		boolean adjacent = this.bounds.contentStart() == this.bounds.startTagEnd();
		if (adjacent && this.node.ignoresLineBreak()) {
			boolean appendedIsFirst = first.isEmpty() && (content != null || this.node.isEmpty());
			String known = appendedIsFirst ? this.changes.appended() : first;
			return (known.startsWith("\n") || known.startsWith("\r")) ? "\n" + first : first;
		}
		return first;
	}

	/**
	 * Check that text does not end its element.
	 */
	private void checkText() {
		ContentModel model = this.node.model();
		boolean text = model == ContentModel.RAW_TEXT || model == ContentModel.ESCAPABLE_TEXT;
		if (!text || !this.changes.hasNewContent()) {
			return;
		}
		String kept = Objects.requireNonNullElseGet(this.changes.content(),
				() -> this.source.substring(this.bounds.contentStart(), this.bounds.contentEnd()));
		String content = (this.changes.prepended() + kept + this.changes.appended()).toLowerCase(Locale.ROOT);
		for (String ending : endings()) {
			Assert.state(!content.contains(ending),
					() -> "The text of <" + this.node.name() + "> must not contain '" + ending + "'");
		}
	}

	private List<String> endings() {
		String endTag = "</" + this.node.name();
		return this.node.name().equals("script") ? List.of(endTag, "<script", "<!--") : List.of(endTag);
	}

	/**
	 * Write what is due after everything that happens inside the node.
	 */
	void close() {
		if (!this.changes.isRemoved()) {
			writeEnd();
		}
		this.splice.insert(this.bounds.end(), this.changes.after());
	}

	private void writeEnd() {
		SourceNode.EndTag own = this.changes.after().isEmpty() ? null : this.node.own();
		int contentEnd = this.bounds.contentEnd();
		if (own != null || this.changes.isUnwrapped() || !this.changes.appended().isEmpty()) {
			this.splice.close(contentEnd, this.node.inside());
		}
		this.splice.insert(contentEnd, this.changes.appended());
		if (this.changes.isUnwrapped()) {
			this.splice.replace(contentEnd, this.bounds.end(), "");
		}
		else if (this.bounds.selfClosed() && this.changes.hasNewContent()) {
			this.splice.insert(this.bounds.end(), "</" + this.node.name() + ">");
		}
		else if (own != null) {
			this.splice.close(this.bounds.end(), List.of(own));
		}
	}

}
