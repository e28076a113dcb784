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

package io.github.assetsboot.delivery;

import java.io.IOException;
import java.util.List;

import io.github.assetsboot.collection.Asset;
import io.github.assetsboot.collection.Representation;
import io.github.assetsboot.delivery.AssetSnapshot.Pages;
import io.github.assetsboot.devserver.DevServer;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AssetMatch;
import io.github.assetsboot.routing.RoutingSettings.Languages;
import io.github.assetsboot.rules.HeaderRules.HeaderRule;
import io.github.assetsboot.rules.Redirects.RedirectRule;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * The response to a request, before its representation and range are selected.
 *
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public sealed interface AssetResponse {

	/**
	 * Return the header rules that were applied.
	 * @return the rules in the order in which they apply
	 */
	List<HeaderRule> rules();

	/**
	 * Return the redirect rule that was applied.
	 * @return the rule, or {@code null} if none was
	 */
	@Nullable RedirectRule redirectRule();

	/**
	 * Return this response with another status, if it has an asset. Only one with status
	 * 200 depends on the preconditions and the range of a request (RFC 9110, section
	 * 13.2.1).
	 * @param status the status code
	 * @return the response
	 */
	default AssetResponse withStatus(int status) {
		return this;
	}

	/**
	 * Return the response where the content of an asset cannot be read at this moment.
	 * @return a response with status 503
	 */
	static Empty unavailable() {
		return new Empty(503, new HeaderFields().add(HttpHeaders.RETRY_AFTER, ServletResponses.RETRY_AFTER_SECONDS)
			.add(HttpHeaders.CACHE_CONTROL, ServletResponses.NO_STORE), List.of(), null);
	}

	/**
	 * A response without content.
	 */
	final class Empty implements AssetResponse {

		private static final int MAX_LOCATION_LENGTH = 4096;

		private final int status;

		private final HeaderFields fields;

		private final List<HeaderRule> rules;

		private final @Nullable RedirectRule redirectRule;

		Empty(int status, HeaderFields fields, List<HeaderRule> rules, @Nullable RedirectRule redirectRule) {
			this.status = status;
			this.fields = fields;
			this.rules = rules;
			this.redirectRule = redirectRule;
		}

		/**
		 * Create a redirect. A location that was built from a long path may not fit into
		 * the header section of a container: RFC 9110, section 15.5.15.
		 */
		static Empty redirect(Decision.Redirect redirect, List<HeaderRule> rules) {
			return redirect(redirect, new HeaderFields(), rules);
		}

		/**
		 * Create a redirect that depends on the language of the request.
		 * @param toLanguage whether it leads to the path of the language, so that each
		 * use is checked
		 */
		static Empty redirectByLanguage(Decision.Redirect redirect, boolean toLanguage, List<HeaderRule> rules) {
			HeaderFields fields = new HeaderFields().add(HttpHeaders.VARY, Languages.VARY);
			if (toLanguage) {
				fields.add(HttpHeaders.CACHE_CONTROL, "private, no-cache");
			}
			Empty response = redirect(redirect, fields, rules);
			String vary = fields.get(HttpHeaders.VARY);
			fields.set(HttpHeaders.VARY, (vary != null) ? AssetHeaders.add(Languages.VARY, vary) : Languages.VARY);
			return response;
		}

		private static Empty redirect(Decision.Redirect redirect, HeaderFields fields, List<HeaderRule> rules) {
			if (redirect.location().length() > MAX_LOCATION_LENGTH) {
				return ruled(414, fields, rules, redirect.rule());
			}
			return ruled(redirect.status(), fields.add(HttpHeaders.LOCATION, redirect.location()), rules,
					redirect.rule());
		}

		/**
		 * RFC 9110, sections 15.5.6 and 9.3.7.
		 */
		static Empty methodNotAllowed(Decision.MethodNotAllowed decision, List<HeaderRule> rules) {
			return decision.options()
					? ruled(200, new HeaderFields().add(HttpHeaders.ALLOW, "GET, HEAD, OPTIONS"), rules,
							decision.rule())
					: ruled(405, new HeaderFields().add(HttpHeaders.ALLOW, "GET, HEAD"), rules, decision.rule());
		}

		static Empty notFound(Decision.NotFound decision, List<HeaderRule> rules) {
			return ruled(404, new HeaderFields(), rules, decision.rule());
		}

		private static Empty ruled(int status, HeaderFields fields, List<HeaderRule> rules,
				@Nullable RedirectRule redirectRule) {
			AssetHeaders.apply(rules, fields);
			return new Empty(status, fields, rules, redirectRule);
		}

		/**
		 * Create the response where a precondition or a range forbids to send the asset.
		 */
		static Empty refusal(SelectedRepresentation selection, ResponseHeaders headers) {
			HeaderFields fields = headers.withoutContent(selection);
			if (selection.status() == 416) {
				fields.set(HttpHeaders.CONTENT_RANGE, "bytes */" + selection.representation().size());
			}
			return new Empty(selection.status(), fields, headers.rules(), null);
		}

		/**
		 * Write this response. The error handling of the application writes one with
		 * status 404.
		 * @param request the request
		 * @param response the response to write to
		 * @throws IOException if the client has closed the connection
		 */
		public void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
			if (this.status == HttpServletResponse.SC_NOT_FOUND) {
				ServletResponses.sendNotFound(request, response);
				return;
			}
			response.setStatus(this.status);
			this.fields.forEach((name, value) -> ServletResponses.setField(name, value, response));
			CookieGuard.apply(request, response);
			RuledResponse.guard(this.rules, response);
		}

		@Override
		public @Nullable RedirectRule redirectRule() {
			return this.redirectRule;
		}

		@Override
		public List<HeaderRule> rules() {
			return this.rules;
		}

		/**
		 * Return the status.
		 * @return the status code
		 */
		public int status() {
			return this.status;
		}

		/**
		 * Return the header fields.
		 * @return a copy of them
		 */
		public HttpHeaders headers() {
			return this.fields.toHttpHeaders();
		}

	}

	/**
	 * A response that a development server has.
	 */
	final class FromDevServer implements AssetResponse {

		private final String target;

		private final @Nullable String page;

		private final Decision.AskDevServer decision;

		private final List<HeaderRule> rules;

		private final Pages pages;

		private final DevServer server;

		FromDevServer(String target, @Nullable String page, Decision.AskDevServer decision, List<HeaderRule> rules,
				Pages pages, DevServer server) {
			this.target = target;
			this.page = page;
			this.decision = decision;
			this.rules = rules;
			this.pages = pages;
			this.server = server;
		}

		/**
		 * Return the server.
		 */
		DevServer server() {
			return this.server;
		}

		/**
		 * Return what changes the pages of the server.
		 */
		Pages changes() {
			return this.pages;
		}

		@Override
		public List<HeaderRule> rules() {
			return this.rules;
		}

		@Override
		public @Nullable RedirectRule redirectRule() {
			return this.decision.rule();
		}

		/**
		 * Return the path and query to ask for.
		 */
		String target() {
			return this.target;
		}

		/**
		 * Return the path and query to ask for next, when the first ones are not found.
		 */
		@Nullable String page() {
			return this.page;
		}

		/**
		 * Return whether a page may be the answer where there is no file of that path.
		 */
		boolean pages() {
			return this.decision.pages();
		}

		/**
		 * Return whether 404 or a page is no answer, so that the application has to
		 * answer.
		 */
		boolean isElseApplication() {
			return this.decision.elseApplication();
		}

	}

	/**
	 * The answers of a development server to requests that nobody else has sent.
	 *
	 * @param requests the requests in their order, each with its answer
	 * @param elseApplication whether the last answer is none, so that the application
	 * answers with its own 404
	 */
	record DevServerProbe(List<ProbedRequest> requests, boolean elseApplication) {

		/**
		 * Create a probe.
		 * @param requests the requests in their order, each with its answer
		 * @param elseApplication whether the last answer is none
		 */
		public DevServerProbe {
			requests = List.copyOf(requests);
		}

	}

	/**
	 * A request to a development server and its answer.
	 *
	 * @param target the path and query
	 * @param answered whether the server answered, rather than the library in its place
	 * @param status the status code
	 * @param contentType the value of {@code Content-Type}, {@code null} without one
	 */
	record ProbedRequest(String target, boolean answered, int status, @Nullable String contentType) {

	}

	/**
	 * A response with an asset.
	 */
	final class WithAsset implements AssetResponse {

		private final Decision.ServeAsset decision;

		private final Asset asset;

		private final int status;

		private final ResponseHeaders headers;

		WithAsset(Decision.ServeAsset decision, int status, ResponseHeaders headers) {
			this.decision = decision;
			this.asset = decision.asset();
			this.status = status;
			this.headers = headers;
		}

		@Override
		public AssetResponse withStatus(int status) {
			return (status == this.status) ? this : new WithAsset(this.decision, status, this.headers);
		}

		@Override
		public List<HeaderRule> rules() {
			return this.headers.rules();
		}

		@Override
		public @Nullable RedirectRule redirectRule() {
			return this.decision.rule();
		}

		/**
		 * Return the decision that is answered so.
		 * @return the decision
		 */
		public Decision.ServeAsset decision() {
			return this.decision;
		}

		/**
		 * Return the header fields of the response to a request without conditions, range
		 * and content coding.
		 * @param contextPath the context path, as it is in URLs
		 * @return the fields, in which {@link Pages#NONCE} stands for a nonce; none if
		 * the asset cannot be read, so that the response is 404 or 503
		 */
		public HttpHeaders fields(String contextPath) {
			HttpHeaders fields = new HttpHeaders();
			try {
				Representation plain = this.asset.current();
				this.headers.prepare(plain);
				if (this.headers.contentType() != null) {
					fields.set(HttpHeaders.CONTENT_TYPE, this.headers.contentType());
				}
				SelectedRepresentation selection = new SelectedRepresentation(this.status, plain, plain, null);
				this.headers.forEach(selection, CacheAudience.EVERYBODY, fields::add);
				String offer = (this.headers instanceof AssetHeaders own)
						? own.offer(selection, CacheAudience.EVERYBODY, contextPath) : null;
				if (offer != null) {
					fields.set(Dictionary.OFFER, offer);
				}
				this.headers.links(plain).forEach((link) -> fields.add(HttpHeaders.LINK, link));
			}
			catch (IOException ex) {
				return new HttpHeaders();
			}
			return fields;
		}

		/**
		 * Return the Content Security Policy of the response, which a page or a rule has.
		 * @return the name and the value of the field, or {@code null} if there is none
		 */
		public @Nullable String policy() {
			HttpHeaders fields = fields("");
			return fields.headerNames()
				.stream()
				.filter((name) -> name.equalsIgnoreCase(AssetHeaders.ENFORCED)
						|| name.equalsIgnoreCase(AssetHeaders.REPORTED))
				.findFirst()
				.map((name) -> name + ": " + fields.getFirst(name))
				.orElse(null);
		}

		Asset asset() {
			return this.asset;
		}

		AssetMatch match() {
			return this.decision.match();
		}

		int status() {
			return this.status;
		}

		ResponseHeaders headers() {
			return this.headers;
		}

	}

}
