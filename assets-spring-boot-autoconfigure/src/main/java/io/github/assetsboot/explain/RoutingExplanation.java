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

package io.github.assetsboot.explain;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.assetsboot.explain.RoutingExplainer.ProjectsView.Choice;
import org.jspecify.annotations.Nullable;

/**
 * The explanation of a decision: the answering side, and the reasons.
 * <p>
 * Immutable and safe for use by many threads.
 *
 * @param mode how requests are divided between the application and the assets:
 * {@code spring} or {@code workers}
 * @param line the line of the table in the guide that decided, {@code null} with
 * {@code workers} and outside the base path
 * @param request the request
 * @param steps the steps of the decision, in their order
 * @param outcome the answer to the request
 * @param devServer the requests that the development server was sent, and its answers,
 * empty if it was not asked
 * @param collection the name of the collection of the application that the request
 * belongs to, {@code null} if the request is for a project or outside the context path
 * @param project the project and its version, {@code null} if the request is not for a
 * project
 * @param findings the possible reasons why there is no asset, or why the request does not
 * reach the assets
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RoutingExplanation(String mode, @Nullable Integer line, Request request, List<RoutingStep> steps,
		Outcome outcome, List<AskedDevServer> devServer, @Nullable String collection, @Nullable ProjectChoice project,
		List<String> findings) {

	/**
	 * Create an explanation.
	 * @param mode how requests are divided between the application and the assets
	 * @param line the line of the table in the guide that decided
	 * @param request the request
	 * @param steps the steps of the decision, in their order
	 * @param outcome the answer to the request
	 * @param devServer the requests that the development server was sent
	 * @param collection the name of the collection that the request belongs to
	 * @param project the project and its version
	 * @param findings the possible reasons why there is no asset, or why the request does
	 * not reach the assets
	 */
	public RoutingExplanation {
		steps = List.copyOf(steps);
		devServer = List.copyOf(devServer);
		findings = List.copyOf(findings);
	}

	/**
	 * The request that was asked about.
	 *
	 * @param method the method
	 * @param path the normalized path inside the context path
	 * @param dest the value of {@code Sec-Fetch-Dest}, {@code null} without one
	 * @param accept the value of {@code Accept}, {@code null} without one
	 * @param host the host
	 * @param headers the further header fields, by name
	 * @since 0.1.0
	 */
	public record Request(String method, String path, @Nullable String dest, @Nullable String accept, String host,
			Map<String, String> headers) {

		/**
		 * Create a request.
		 * @param method the method
		 * @param path the normalized path inside the context path
		 * @param dest the value of {@code Sec-Fetch-Dest}
		 * @param accept the value of {@code Accept}
		 * @param host the host
		 * @param headers the further header fields, by name
		 */
		public Request {
			headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
		}

	}

	/**
	 * The project and the version that answer.
	 *
	 * @param name the name of the project
	 * @param version the name of the version, {@code null} if there is none
	 * @param chosenBy the rule that chose the version, as in the endpoint
	 * @param reason the rule in words
	 * @since 0.1.0
	 */
	public record ProjectChoice(String name, @Nullable String version, String chosenBy, String reason) {

		static @Nullable ProjectChoice of(@Nullable Choice choice) {
			return (choice != null)
					? new ProjectChoice(choice.project(), choice.version(), choice.chosenBy(), choice.reason()) : null;
		}

	}

	/**
	 * A request that the development server was sent, and its answer.
	 *
	 * @param method the method
	 * @param target the path and query
	 * @param answered whether the server answered. Otherwise, the status is that of the
	 * answer in its place
	 * @param status the status code
	 * @param contentType the value of {@code Content-Type}, {@code null} without one
	 * @since 0.1.0
	 */
	public record AskedDevServer(String method, String target, boolean answered, int status,
			@Nullable String contentType) {

		/**
		 * Describe the request and the answer.
		 * @return the start of a sentence, for people to read
		 */
		public String describe() {
			String request = this.method + " " + this.target;
			if (!this.answered) {
				return request + " got no answer, so that the response is " + this.status;
			}
			return request + " was answered with " + this.status
					+ ((this.contentType != null) ? ", " + this.contentType : "");
		}

	}

	/**
	 * The answer to the request.
	 *
	 * @param answeredBy the answering side: {@code assets}, {@code application},
	 * {@code dev-server} or {@code web-server}
	 * @param status the status code, {@code null} if that is up to the application
	 * @param description the answer in words
	 * @param asset the path of the asset in its directory, {@code null} if none is sent
	 * @param location value of the {@code Location} header, {@code null} without one
	 * @param headerRules scopes of the header rules that apply
	 * @param policy the field with the Content Security Policy of a page, {@code null}
	 * without one
	 * @since 0.1.0
	 */
	public record Outcome(String answeredBy, @Nullable Integer status, String description, @Nullable String asset,
			@Nullable String location, List<String> headerRules, @Nullable String policy) {

		/**
		 * The assets answer.
		 */
		public static final String ASSETS = "assets";

		/**
		 * The application answers.
		 */
		public static final String APPLICATION = "application";

		/**
		 * The development server answers.
		 */
		public static final String DEV_SERVER = "dev-server";

		/**
		 * The web server answers, because the URL is outside the context path.
		 */
		public static final String WEB_SERVER = "web-server";

		/**
		 * Create an outcome.
		 * @param answeredBy the answering side
		 * @param status the status code
		 * @param description the answer in words
		 * @param asset path of the asset
		 * @param location value of the {@code Location} header
		 * @param headerRules scopes of the header rules that apply
		 * @param policy the field with the Content Security Policy of a page
		 */
		public Outcome {
			headerRules = List.copyOf(headerRules);
		}

		Outcome(String answeredBy, @Nullable Integer status, String description, @Nullable String asset,
				@Nullable String location, List<String> headerRules) {
			this(answeredBy, status, description, asset, location, headerRules, null);
		}

		static Outcome ofApplication(@Nullable Integer status, String description) {
			return new Outcome(APPLICATION, status, description, null, null, List.of());
		}

	}

}
