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

package io.github.assetsboot.project;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The author, the means and the reason of a change of a project. Versions and deployments
 * keep them.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param source the means of the change
 * @param author the name of the author, {@code null} if it is not known
 * @param message a description, {@code null} if there is none
 * @param tag a label of the uploaded version, such as the name of a release, {@code null}
 * if there is none. Other changes ignore it
 * @param alias a name for previews of the uploaded version, {@code null} if there is
 * none. Other changes ignore it
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record ProjectChange(Source source, @Nullable String author, @Nullable String message, @Nullable String tag,
		@Nullable String alias) {

	/**
	 * A change by Java code of which nothing else is known.
	 */
	public static final ProjectChange NONE = new ProjectChange(Source.JAVA, null, null, null, null);

	private static final int MAX_AUTHOR_LENGTH = 200;

	private static final int MAX_MESSAGE_LENGTH = 1000;

	private static final int MAX_TAG_LENGTH = 100;

	/**
	 * Create the description of a change.
	 * @param source the means of the change
	 * @param author the name of the author, or {@code null}. A long one is cut to 200
	 * characters
	 * @param message a description with at most 1,000 characters, or {@code null}
	 * @param tag a label with at most 100 characters, or {@code null}
	 * @param alias a name for previews, or {@code null}. It is checked when the version
	 * is uploaded
	 * @throws IllegalArgumentException if a text is too long, or has characters that
	 * cannot be printed
	 */
	public ProjectChange {
		Objects.requireNonNull(source);
		author = (author != null) ? printable(author) : null;
		message = check("message", message, MAX_MESSAGE_LENGTH);
		tag = check("tag", tag, MAX_TAG_LENGTH);
		if (tag != null && tag.indexOf('\n') != -1) {
			throw new IllegalArgumentException("The tag must be one line");
		}
	}

	private static String printable(String author) {
		String text = author.codePoints()
			.limit(MAX_AUTHOR_LENGTH)
			.collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
			.toString();
		return FileChecks.printable(text);
	}

	/**
	 * An empty text is none. Clients send it where their user has given nothing.
	 */
	private static @Nullable String check(String name, @Nullable String text, int maxLength) {
		if (text == null || text.isEmpty()) {
			return null;
		}
		String normalized = text.replace("\r\n", "\n");
		if (normalized.codePointCount(0, normalized.length()) > maxLength) {
			throw new IllegalArgumentException("The " + name + " has more than " + maxLength + " characters");
		}
		if (!FileChecks.isUnicode(normalized) || !normalized.codePoints().allMatch(ProjectChange::isText)) {
			throw new IllegalArgumentException("The " + name + " has characters that cannot be printed");
		}
		return normalized;
	}

	private static boolean isText(int character) {
		return character == '\n' || character == '\t' || !Character.isISOControl(character);
	}

	/**
	 * Return this change with another author.
	 * @param author the name of the author, or {@code null}
	 * @return the change
	 */
	public ProjectChange withAuthor(@Nullable String author) {
		return new ProjectChange(this.source, author, this.message, this.tag, this.alias);
	}

	/**
	 * Return this change with another message.
	 * @param message a description with at most 1,000 characters, or {@code null}
	 * @return the change
	 * @throws IllegalArgumentException if it is too long, or has characters that cannot
	 * be printed
	 */
	public ProjectChange withMessage(@Nullable String message) {
		return new ProjectChange(this.source, this.author, message, this.tag, this.alias);
	}

	/**
	 * Return this change with another tag.
	 * @param tag a label with at most 100 characters, or {@code null}
	 * @return the change
	 * @throws IllegalArgumentException if it is too long, has more than one line, or has
	 * characters that cannot be printed
	 */
	public ProjectChange withTag(@Nullable String tag) {
		return new ProjectChange(this.source, this.author, this.message, tag, this.alias);
	}

	/**
	 * Return this change with another alias.
	 * @param alias a name for previews, or {@code null}
	 * @return the change
	 */
	public ProjectChange withAlias(@Nullable String alias) {
		return new ProjectChange(this.source, this.author, this.message, this.tag, alias);
	}

	/**
	 * The means of a change.
	 *
	 * @since 0.1.0
	 */
	public enum Source {

		/**
		 * The HTTP API.
		 */
		API,

		/**
		 * The command {@code wrangler}.
		 */
		WRANGLER,

		/**
		 * Java code of the application.
		 */
		JAVA

	}

}
