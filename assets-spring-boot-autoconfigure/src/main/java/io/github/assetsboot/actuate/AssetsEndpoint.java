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

package io.github.assetsboot.actuate;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.assetsboot.delivery.AssetCollections;
import io.github.assetsboot.explain.RoutingExplainer;
import io.github.assetsboot.explain.RoutingExplainer.ProjectsView;
import io.github.assetsboot.explain.RoutingExplanation;
import io.github.assetsboot.routing.RoutingRequest.RequestPurpose;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.http.HttpHeaders;
import org.springframework.util.LinkedCaseInsensitiveMap;
import org.springframework.util.StringUtils;

/**
 * Endpoint that describes the assets, and explains the decision on a request.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
@WebEndpoint(id = "assets")
@RegisterReflectionForBinding({ RoutingExplanation.class, AssetsDescription.class, AssetsListing.class,
		ProjectsView.Project.class })
class AssetsEndpoint {

	private static final String EXPLAIN = "explain";

	private static final Pattern HEADER = Pattern
		.compile("(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}):(?<value>[\\x20-\\x7E]{0,2000})");

	private static final int MAX_HEADERS = 20;

	/**
	 * A URL as the address bar of a browser shows it.
	 */
	private static final Pattern URL_WITHOUT_SCHEME = Pattern
		.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):\\d{1,5}(?:[/?#].*)?");

	private final DescribedCollections collections;

	private final @Nullable ProjectsView projects;

	private final RoutingExplainer explainer;

	/**
	 * Create the endpoint.
	 * @param collections the collections of the application
	 * @param projects the projects, {@code null} if the application has none
	 * @param explainer explains requests
	 */
	AssetsEndpoint(DescribedCollections collections, @Nullable ProjectsView projects, RoutingExplainer explainer) {
		this.collections = collections;
		this.projects = projects;
		this.explainer = explainer;
	}

	/**
	 * Describe the collections and the projects, or one collection or project, or list
	 * the assets below a path.
	 * @param path the path to list the assets below, {@code null} for the description
	 * @param page the number of the page of the list of assets or projects, from 1,
	 * {@code null} for the first
	 * @param project the name of a project, {@code null} for the description
	 * @param collection the name of a collection, {@code null} for all of them, or for a
	 * list of the default one
	 * @param format the format of the answer
	 * @return an {@link AssetsDescription}, an {@link AssetsListing} or a
	 * {@link ProjectsView.Project}, or a page with the same facts
	 */
	@ReadOperation(producesFrom = EndpointFormat.class)
	public Object assets(@Nullable String path, @Nullable Integer page, @Nullable String project,
			@Nullable String collection, EndpointFormat format) {
		if (page != null && page < 1) {
			throw invalid("'page' must be a number from 1");
		}
		Object facts = describe(path, (page != null) ? page : 1, project, collection);
		if (facts == null) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		return (format == EndpointFormat.PAGE) ? ConsolePage.of(facts) : facts;
	}

	private @Nullable Object describe(@Nullable String path, int page, @Nullable String project,
			@Nullable String collection) {
		if (path != null) {
			return this.collections.list(Objects.requireNonNullElse(collection, AssetCollections.DEFAULT), path, page);
		}
		if (project != null) {
			return (this.projects != null) ? this.projects.describe(project) : null;
		}
		return (collection != null) ? this.collections.describe(collection)
				: this.collections.describe((this.projects != null) ? this.projects.describe(page) : null);
	}

	/**
	 * Explain the decision on a request.
	 * @param operation {@code explain}, everything else is not found
	 * @param path the path inside the context path, with a slash in front or without, or
	 * a URL of this application; with a query or without
	 * @param method the method, GET by default
	 * @param dest the value of {@code Sec-Fetch-Dest}, none by default. A value for a
	 * document, such as {@code document}, implies a navigation request
	 * @param accept the value of {@code Accept}, none by default
	 * @param host the host, for header rules that name one, and for projects
	 * @param header further header fields, such as those that choose the version of a
	 * project: one text or a list of texts, each of lines such as {@code Name: value}
	 * @param format the format of the explanation
	 * @return a {@link RoutingExplanation}, or a page that draws it
	 */
	@ReadOperation(producesFrom = EndpointFormat.class)
	public Object explain(@Selector String operation, @Nullable String path, @Nullable String method,
			@Nullable String dest, @Nullable String accept, @Nullable String host, @Nullable Object header,
			EndpointFormat format) {
		if (!operation.equals(EXPLAIN)) {
			return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND);
		}
		boolean page = format == EndpointFormat.PAGE;
		try {
			if (path == null && !page) {
				throw new IllegalArgumentException("The parameter 'path' is missing, or its value is not encoded");
			}
			Map<String, String> headers = headers(header);
			put("Sec-Fetch-Dest", "dest", (path != null) ? dest : "document", headers);
			put(HttpHeaders.ACCEPT, "accept", (path != null) ? accept : RequestPurpose.NAVIGATION.accept(), headers);
			put(HttpHeaders.HOST, "host", host, headers);
			RoutingExplanation explanation = explain(Objects.requireNonNullElse(textOrNull(method), "GET"),
					Objects.requireNonNullElse(path, "/").strip(), headers);
			return page ? ExplanationPage.of(explanation, Objects.requireNonNullElse(path, "/"), host,
					this.projects != null) : new WebEndpointResponse<>(explanation, format);
		}
		catch (IllegalArgumentException ex) {
			String reason = ex.getMessage() + ".";
			return page ? ExplanationPage.ofMistake(reason, Objects.requireNonNullElse(path, ""))
					: new WebEndpointResponse<>(Map.of("error", reason), WebEndpointResponse.STATUS_BAD_REQUEST,
							format.getProducedMimeType());
		}
	}

	private RoutingExplanation explain(String method, String target, Map<String, String> headers) {
		String url = URL_WITHOUT_SCHEME.matcher(target).matches() ? "http://" + target : target;
		boolean complete = url.startsWith("/") || url.contains("://");
		return this.explainer.explain(method, complete ? url : "/" + url, headers).explanation();
	}

	/**
	 * A field can be given as a parameter of its own, or as one of the others.
	 */
	private static void put(String name, String parameter, @Nullable String value, Map<String, String> headers) {
		String text = textOrNull(value);
		String other = (text != null) ? headers.put(name, text) : null;
		if (other != null && !other.equals(text)) {
			throw new IllegalArgumentException(
					"The parameter '" + parameter + "' and the field " + name + " of 'header' differ");
		}
	}

	/**
	 * A list would be split or joined at commas if the parameter were a text.
	 */
	private static Map<String, String> headers(@Nullable Object header) {
		Map<String, String> headers = new LinkedCaseInsensitiveMap<>(Locale.ROOT);
		Collection<?> texts = (header instanceof Collection<?> several) ? several
				: List.of((header != null) ? header : "");
		texts.stream()
			.flatMap((text) -> String.valueOf(text).lines())
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.forEach((line) -> addHeader(line, headers));
		if (headers.size() > MAX_HEADERS) {
			throw new IllegalArgumentException("'header' must not have more than " + MAX_HEADERS + " fields");
		}
		return headers;
	}

	private static void addHeader(String line, Map<String, String> headers) {
		Matcher field = HEADER.matcher(line);
		if (!field.matches()) {
			throw new IllegalArgumentException(
					"'header' must have lines such as 'Name: value', and has '" + line + "'");
		}
		headers.merge(field.group("name"), field.group("value").strip(), (first, second) -> first + ", " + second);
	}

	private static @Nullable String textOrNull(@Nullable String value) {
		return StringUtils.hasText(value) ? value.strip() : null;
	}

	private static InvalidEndpointRequestException invalid(String reason) {
		return new InvalidEndpointRequestException(reason, reason);
	}

}
