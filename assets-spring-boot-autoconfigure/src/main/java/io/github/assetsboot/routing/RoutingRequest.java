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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.rules.UrlPath;
import io.github.assetsboot.rules.UrlPath.Origin;
import io.github.assetsboot.rules.UrlPath.PercentEncodeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that a decision depends on.
 *
 * @param method the method
 * @param path the path as it was sent, normalized, without the context path
 * @param query the query with its question mark, or an empty string
 * @param origin the origin that the request was sent to
 * @param contextPath the context path, to be put back in front of a path on this host
 * @param purpose the header fields that tell a document from a script or data
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RoutingRequest(String method, String path, String query, Origin origin, String contextPath,
		RequestPurpose purpose) {

	/**
	 * Create a request from its parts as they were sent.
	 * @param method the method
	 * @param rawPath the path as it was sent, starting with the context path
	 * @param rawQuery the query as it was sent, without its question mark
	 * @param origin the origin that the request was sent to
	 * @param contextPath the context path, without a slash at the end
	 * @param purpose the header fields that tell a document from a script or data
	 * @return the request
	 */
	public static RoutingRequest of(String method, String rawPath, @Nullable String rawQuery, Origin origin,
			String contextPath, RequestPurpose purpose) {
		String query = (rawQuery == null || rawQuery.isEmpty()) ? ""
				: "?" + PercentEncodeSet.SPECIAL_QUERY.encode(rawQuery);
		return new RoutingRequest(method, path(rawPath, contextPath), query, origin, normalizeContextPath(contextPath),
				purpose);
	}

	/**
	 * Return the path that a decision depends on.
	 * @param rawPath the path as it was sent, starting with the context path
	 * @param contextPath the context path, without a slash at the end
	 * @return the path, normalized and without the context path
	 */
	public static String path(String rawPath, String contextPath) {
		String path = UrlPath.normalize(rawPath);
		String prefix = normalizeContextPath(contextPath);
		String inside = path.startsWith(prefix) ? path.substring(prefix.length()) : path;
		return inside.startsWith("/") ? inside : "/" + inside;
	}

	/**
	 * The context path may be as it was sent, dot segments included, or a proxy's, and
	 * must not look like a host or a whole URL.
	 */
	private static String normalizeContextPath(String contextPath) {
		return contextPath.isEmpty() ? "" : "/" + UrlPath.normalize(contextPath).replaceFirst("^/+", "");
	}

	/**
	 * Return this request with another context path.
	 * @param contextPath the context path to put in front of a path on this host
	 * @return the request
	 */
	public RoutingRequest withContextPath(String contextPath) {
		return new RoutingRequest(this.method, this.path, this.query, this.origin, normalizeContextPath(contextPath),
				this.purpose);
	}

	/**
	 * Return this request for another path.
	 * @param path the normalized path inside the context path
	 * @return the request
	 */
	public RoutingRequest withPath(String path) {
		return new RoutingRequest(this.method, path, this.query, this.origin, this.contextPath, this.purpose);
	}

	/**
	 * Return whether the method asks for a representation.
	 * @return {@code true} for GET and HEAD
	 */
	public boolean isRead() {
		return this.method.equals("GET") || this.method.equals("HEAD");
	}

	/**
	 * Return whether the method asks for the methods that the path allows.
	 * @return {@code true} for OPTIONS
	 */
	boolean isOptions() {
		return this.method.equals("OPTIONS");
	}

	/**
	 * Target of a request as code or a person writes it: an absolute URL or a path. User
	 * information and the fragment are left out, because a client does not send them.
	 *
	 * @param origin where the URL leads to, {@code null} if it is a path
	 * @param path the path as it is written, empty or starting with a slash
	 * @param query the query without its question mark, {@code null} if there is none
	 * @since 0.1.0
	 */
	public record RequestTarget(@Nullable Origin origin, String path, @Nullable String query) {

		private static final Pattern FORM = Pattern.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*+)://(?:[^/?#@]*+@)?"
				+ "(?<host>\\[[^/?#\\]]*+]|[^/?#:\\[]++)(?::(?<port>\\d{1,5}+))?(?=[/?#]|$)|(?=/))"
				+ "(?<path>[^?#]*+)(?:\\?(?<query>[^#]*+))?(?:#.*+)?", Pattern.DOTALL);

		/**
		 * Parse a target.
		 * @param text an absolute URL, or a path that starts with a slash
		 * @return the target, or {@code null} if the text is neither
		 */
		public static @Nullable RequestTarget parse(String text) {
			Matcher matcher = FORM.matcher(text);
			if (!matcher.matches()) {
				return null;
			}
			String port = matcher.group("port");
			Origin origin = (matcher.group("scheme") != null) ? new Origin(matcher.group("scheme"),
					matcher.group("host"), (port != null) ? Integer.parseInt(port) : -1) : null;
			return new RequestTarget(origin, matcher.group("path"), matcher.group("query"));
		}

	}

	/**
	 * The header fields of a request that tell the purpose of it: a document for a tab of
	 * the browser, a script of a page, data.
	 *
	 * @param secFetchMode the value of {@code Sec-Fetch-Mode}
	 * @param secFetchDest the value of {@code Sec-Fetch-Dest}
	 * @param accept the value of {@code Accept}, several fields joined by commas
	 * @param requestedWith the value of {@code X-Requested-With}
	 * @since 0.1.0
	 * @see <a href="https://www.w3.org/TR/fetch-metadata/">Fetch Metadata Request
	 * Headers</a>
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
		 * The header fields that tell a request for a document from others, as the value
		 * of {@code Vary}.
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
		 * @param secFetchDest the value of {@code Sec-Fetch-Dest}. A value for a
		 * document, such as {@code document}, implies a navigation request
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
		 * @param path the undecoded path. Without {@code Sec-Fetch-Dest}, a path with a
		 * file extension is usually not for a document
		 * @param notFoundHandling the page that a document would get. For a 404 page, the
		 * extension does not matter if the request accepts HTML
		 * @return {@code true} for a document
		 */
		boolean isForDocument(String path, NotFoundHandling notFoundHandling) {
			return otherPurpose(path, notFoundHandling) == null;
		}

		/**
		 * Name the part of the request by which it does not ask for a document.
		 * @param path the undecoded path
		 * @param notFoundHandling the page that a document would get
		 * @return the name and the value of the part, for people to read, or {@code null}
		 * for a document
		 */
		@Nullable String describeOtherPurpose(String path, NotFoundHandling notFoundHandling) {
			OtherPurpose part = otherPurpose(path, notFoundHandling);
			if (part == null) {
				return null;
			}
			return switch (part) {
				case REQUESTED_WITH -> "X-Requested-With is " + this.requestedWith;
				case DESTINATION -> "Sec-Fetch-Dest is " + this.secFetchDest
						+ ("empty".equals(this.secFetchDest) ? ", and Accept does not list text/html" : "");
				case ACCEPT -> "Accept does not list text/html";
				case EXTENSION -> "the path has the extension of a file, and there is no Sec-Fetch-Dest";
			};
		}

		private @Nullable OtherPurpose otherPurpose(String path, NotFoundHandling notFoundHandling) {
			if ("XMLHttpRequest".equalsIgnoreCase(this.requestedWith)) {
				return OtherPurpose.REQUESTED_WITH;
			}
			if (this.secFetchDest != null) {
				boolean document = DOCUMENTS.contains(this.secFetchDest)
						|| (this.secFetchDest.equals("empty") && acceptsHtml());
				return document ? null : OtherPurpose.DESTINATION;
			}
			if (acceptsHtml()) {
				boolean document = notFoundHandling == NotFoundHandling._404_PAGE || !hasFileExtension(path);
				return document ? null : OtherPurpose.EXTENSION;
			}
			if (!acceptsAnything()) {
				return OtherPurpose.ACCEPT;
			}
			return hasFileExtension(path) ? OtherPurpose.EXTENSION : null;
		}

		/**
		 * Return whether the request accepts HTML explicitly.
		 * @return {@code true} if {@code Accept} lists {@code text/html} with a weight
		 * above 0
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

		/**
		 * The parts of a request that tell another purpose than a document.
		 */
		private enum OtherPurpose {

			REQUESTED_WITH, DESTINATION, ACCEPT, EXTENSION

		}

	}

}
