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
 * The doctype of a page.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlDoctype {

	private final @Nullable String name;

	private final @Nullable String publicId;

	private final @Nullable String systemId;

	private boolean removed;

	HtmlDoctype(@Nullable String name, @Nullable String publicId, @Nullable String systemId) {
		this.name = name;
		this.publicId = publicId;
		this.systemId = systemId;
	}

	/**
	 * Return the name.
	 * @return the name in lower case, {@code html} as a rule, or {@code null} without one
	 */
	public @Nullable String name() {
		return this.name;
	}

	/**
	 * Return the public identifier.
	 * @return the identifier, or {@code null} without one
	 */
	public @Nullable String publicId() {
		return this.publicId;
	}

	/**
	 * Return the system identifier.
	 * @return the identifier, or {@code null} without one
	 */
	public @Nullable String systemId() {
		return this.systemId;
	}

	/**
	 * Remove the doctype. A browser shows the page in quirks mode then.
	 */
	public void remove() {
		this.removed = true;
	}

	/**
	 * Return whether the doctype has been removed.
	 * @return {@code true} if it has been
	 */
	public boolean isRemoved() {
		return this.removed;
	}

}
