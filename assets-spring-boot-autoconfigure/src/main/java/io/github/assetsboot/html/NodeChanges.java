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

import org.jspecify.annotations.Nullable;

/**
 * Changes to a node that its handlers have asked for.
 *
 * @author the Assets for Spring Boot authors
 */
final class NodeChanges {

	private final SourceNode node;

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
		this.attributes = new AttributeChanges(node);
	}

	SourceNode node() {
		return this.node;
	}

	AttributeChanges attributes() {
		return this.attributes;
	}

	void insertBefore(String markup) {
		this.before += markup;
	}

	void insertAfter(String markup) {
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

	String before() {
		return this.before;
	}

	String prepended() {
		return this.prepended;
	}

	@Nullable String content() {
		return this.content;
	}

	String appended() {
		return this.appended;
	}

	String after() {
		return this.after;
	}

	@Nullable String replacement() {
		return this.replacement;
	}

	/**
	 * Return whether the tags of the node are gone, but not what is between them.
	 */
	boolean isUnwrapped() {
		return this.unwrapped;
	}

	boolean hasNewContent() {
		return !this.prepended.isEmpty() || this.content != null || !this.appended.isEmpty();
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

}
