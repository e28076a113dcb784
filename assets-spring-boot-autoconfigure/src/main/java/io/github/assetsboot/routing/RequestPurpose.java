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

package io.github.assetsboot.routing;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.assetsboot.collection.Asset;
import org.jspecify.annotations.Nullable;

/**
 * The header fields of a request that tell the purpose of it: a document for a tab of the
 * browser, a script of a page, data.
 *
 * @param secFetchMode the value of {@code Sec-Fetch-Mode}
 * @param secFetchDest the value of {@code Sec-Fetch-Dest}
 * @param accept the value of {@code Accept}, several fields joined by commas
 * @param requestedWith the value of {@code X-Requested-With}
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request Headers</a>
 */
public record RequestPurpose(@Nullable String secFetchMode, @Nullable String secFetchDest, @Nullable String accept,
		@Nullable String requestedWith) {

	/**
	 * The purpose of a request without any of these fields.
	 */
	public static final RequestPurpose UNKNOWN = new RequestPurpose(null, null, null, null);

	/**
	 * The purpose of a request by which a browser navigates.
	 */
	public static final RequestPurpose NAVIGATION = new RequestPurpose("navigate", "document",
			"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", null);

	/**
	 * The header fields that tell a request for a document from others, as the value of
	 * {@code Vary}.
	 */
	public static final String VARY = "Sec-Fetch-Dest, Accept, X-Requested-With";

	private static final Set<String> DOCUMENTS = Set.of("document", "iframe", "frame", "object", "embed");

	private static final String TEXT_HTML = "text/html";

	/**
	 * A quoted value of a parameter, which may hold a comma.
	 */
	private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

	private static final String ANYTHING = "*/*";

	/**
	 * Return the purpose of a request for a destination.
	 * @param secFetchDest the value of {@code Sec-Fetch-Dest}. A value for a document,
	 * such as {@code document}, implies a navigation request
	 * @param accept the value of {@code Accept}
	 * @return the purpose
	 */
	public static RequestPurpose of(@Nullable String secFetchDest, @Nullable String accept) {
		boolean navigation = secFetchDest != null && DOCUMENTS.contains(secFetchDest);
		return new RequestPurpose(navigation ? "navigate" : null, secFetchDest, accept, null);
	}

	/**
	 * Return whether a browser navigates.
	 * @return {@code true} if {@code Sec-Fetch-Mode} is exactly {@code navigate}
	 */
	public boolean isNavigation() {
		return "navigate".equals(this.secFetchMode);
	}

	/**
	 * Return whether the request asks for a document.
	 * @param path the undecoded path. Without {@code Sec-Fetch-Dest}, a path with a file
	 * extension is usually not for a document
	 * @param notFoundHandling the page that a document would get. For a 404 page, the
	 * extension does not matter if the request accepts HTML
	 * @return {@code true} for a document
	 */
	boolean isForDocument(String path, NotFoundHandling notFoundHandling) {
		if ("XMLHttpRequest".equalsIgnoreCase(this.requestedWith)) {
			return false;
		}
		if (this.secFetchDest != null) {
			return DOCUMENTS.contains(this.secFetchDest) || (this.secFetchDest.equals("empty") && acceptsHtml());
		}
		if (acceptsHtml()) {
			return notFoundHandling == NotFoundHandling._404_PAGE || !hasFileExtension(path);
		}
		return acceptsAnything() && !hasFileExtension(path);
	}

	/**
	 * Return whether the request accepts HTML explicitly.
	 * @return {@code true} if {@code Accept} lists {@code text/html} with a weight above
	 * 0
	 */
	public boolean acceptsHtml() {
		if (this.accept == null) {
			return false;
		}
		for (String range : QUOTED.matcher(this.accept).replaceAll("").split(",")) {
			if (isAcceptable(range, TEXT_HTML)) {
				return true;
			}
		}
		return false;
	}

	private boolean acceptsAnything() {
		return this.accept == null || this.accept.isBlank()
				|| (this.accept.indexOf(',') == -1 && isAcceptable(this.accept, ANYTHING));
	}

	/**
	 * RFC 9110, section 12.5.1: a weight of 0 means not acceptable.
	 */
	private static boolean isAcceptable(String range, String type) {
		String[] parts = range.split(";");
		if (parts.length == 0 || !parts[0].trim().equalsIgnoreCase(type)) {
			return false;
		}
		for (int i = 1; i < parts.length; i++) {
			String parameter = parts[i].trim().toLowerCase(Locale.ROOT);
			if (parameter.matches("q\\s*=\\s*0(\\.0*)?")) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Path parameters, such as a session's, are no part of a file's name.
	 */
	private static boolean hasFileExtension(String path) {
		String segment = path.substring(path.lastIndexOf('/') + 1);
		int parameters = segment.indexOf(';');
		String name = PathCoding.decode((parameters != -1) ? segment.substring(0, parameters) : segment);
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return Asset.contentTypeOf(name) != null && !lowerCase.endsWith(".html") && !lowerCase.endsWith(".htm");
	}

}
