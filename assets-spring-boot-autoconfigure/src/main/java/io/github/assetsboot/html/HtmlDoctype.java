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

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The doctype of a page. An instance may be used only while its handler runs, and by the
 * thread that called the handler.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public final class HtmlDoctype {

	/**
	 * Every group is optional, so that this finds something in every text. An identifier
	 * may lack its closing quote.
	 */
	private static final Pattern PATTERN = Pattern
		.compile("^[\\t\\n\\f\\r ]*(?<name>[^\\t\\n\\f\\r ]+)?[\\t\\n\\f\\r ]*+"
				+ "(?:(?:(?<public>public)|system)[\\t\\n\\f\\r ]*+(?<first>\"[^\"]*+\"?|'[^']*+'?)?"
				+ "[\\t\\n\\f\\r ]*+(?<second>\"[^\"]*+\"?|'[^']*+'?)?)?", Pattern.CASE_INSENSITIVE);

	/**
	 * The public identifiers of documents that a browser does not show in quirks mode.
	 */
	private static final Pattern STANDARD = Pattern.compile("-//W3C//DTD (XHTML 1|HTML 4\\.01).*",
			Pattern.CASE_INSENSITIVE);

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
	 * Parse a doctype.
	 * @param text the text between {@code <!doctype} and {@code >}
	 * @return the doctype
	 */
	static HtmlDoctype parse(String text) {
		Matcher matcher = PATTERN.matcher(text);
		matcher.find();
		String name = matcher.group("name");
		boolean isPublic = matcher.group("public") != null;
		String first = id(matcher, "first");
		return new HtmlDoctype((name != null) ? TagName.lower(name) : null, isPublic ? first : null,
				isPublic ? id(matcher, "second") : first);
	}

	private static @Nullable String id(Matcher matcher, String group) {
		String quoted = matcher.group(group);
		if (quoted == null) {
			return null;
		}
		boolean closed = quoted.length() > 1 && quoted.charAt(quoted.length() - 1) == quoted.charAt(0);
		return quoted.substring(1, quoted.length() - (closed ? 1 : 0));
	}

	/**
	 * Return whether a browser shows a page with this doctype in quirks mode, in which a
	 * table does not end a paragraph.
	 */
	boolean isQuirky() {
		return !"html".equals(this.name)
				|| (this.publicId != null && (this.systemId == null || !STANDARD.matcher(this.publicId).matches()));
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
