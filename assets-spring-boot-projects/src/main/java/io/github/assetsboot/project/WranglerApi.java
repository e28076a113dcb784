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

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.assetsboot.project.ProjectLimits.ProjectRestrictions;
import io.github.assetsboot.project.WranglerSessionToken.Claims;
import io.github.assetsboot.servlet.ApplicationMappings;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The part of the Cloudflare API by which {@code wrangler} publishes Workers that have
 * static assets only. A project takes the place of a Worker.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 * @see <a href=
 * "https://developers.cloudflare.com/workers/static-assets/direct-upload/">Workers:
 * direct uploads</a>
 */
final class WranglerApi {

	private static final int INVALID_TOKEN = 1000;

	private final WranglerPublishing publishing;

	private final WranglerScripts scripts;

	private final WranglerTokens tokens;

	private final WranglerSessionToken sessionTokens;

	private final WranglerCalls calls;

	private final ProjectRestrictions restrictions;

	private final String account;

	/**
	 * Create the API.
	 * @param publishing the calls that make a version
	 * @param scripts the other calls for projects
	 * @param tokens the tokens that may publish
	 * @param sessionTokens the tokens of upload sessions
	 * @param calls the calls at the same time
	 * @param restrictions restrictions of the names of projects
	 * @param account the ID of the account
	 */
	WranglerApi(WranglerPublishing publishing, WranglerScripts scripts, WranglerTokens tokens,
			WranglerSessionToken sessionTokens, WranglerCalls calls, ProjectRestrictions restrictions, String account) {
		this.publishing = publishing;
		this.scripts = scripts;
		this.tokens = tokens;
		this.sessionTokens = sessionTokens;
		this.calls = calls;
		this.restrictions = restrictions;
		this.account = account;
	}

	/**
	 * Return the routes.
	 * @param path the path above all routes
	 * @return the routes. Every other request below the path is answered by 404
	 */
	RouterFunction<ServerResponse> routes(String path) {
		return RouterFunctions.route().path(path, (routes) -> {
			addAccount(routes);
			addWorkers(routes, "/accounts/{account}/workers");
			addScript(routes, "/accounts/{account}/workers/scripts/{project}");
			addDispatchedScript(routes,
					"/accounts/{account}/workers/dispatch/namespaces/{namespace}/scripts/{project}");
			routes.route((request) -> true, authenticated(WranglerApi::unknown)).filter(WranglerAnswers::answer);
		}).withAttribute(ApplicationMappings.RESERVED, path + "/**").build();
	}

	private void addAccount(RouterFunctions.Builder routes) {
		Map<String, Object> account = Map.of("id", this.account, "name", this.account);
		add(routes, "/user/tokens/verify", Map.of(HttpMethod.GET, WranglerApi::noUserToken));
		add(routes, "/user", Map.of(HttpMethod.GET, WranglerApi::noUser));
		add(routes, "/accounts", Map.of(HttpMethod.GET, (call) -> List.of(account)));
		add(routes, "/memberships", Map.of(HttpMethod.GET,
				(call) -> List.of(Map.of("account", account, "status", "accepted", "roles", List.of()))));
		add(routes, "/accounts/{account}/storage/kv/namespaces", Map.of(HttpMethod.GET, (call) -> List.of()));
		// wrangler looks for the zone of a route that it sets
		add(routes, "/zones", Map.of(HttpMethod.GET, (call) -> List.of(account)));
		add(routes, "/zones/{zone}/workers/routes", Map.of(HttpMethod.GET, (call) -> List.of()));
	}

	private void addWorkers(RouterFunctions.Builder routes, String path) {
		add(routes, path + "/subdomain", Map.of(HttpMethod.GET, (call) -> Map.of("subdomain", this.account)));
		add(routes, path + "/durable_objects/namespaces", Map.of(HttpMethod.GET, (call) -> List.of()));
		add(routes, path + "/services/{project}",
				Map.of(HttpMethod.GET, this.scripts::service, HttpMethod.DELETE, this.scripts::delete));
		add(routes, path + "/workers/{project}", Map.of(HttpMethod.GET, this.scripts::worker));
		add(routes, path + "/tails/by-consumer/{project}", Map.of(HttpMethod.GET, this.scripts.answering(List.of())));
		routes.route(RequestPredicates.POST(path + "/assets/upload/{hash}"), uploading(this.publishing::upload));
		routes.route(RequestPredicates.POST(path + "/assets/upload"), uploading(this.publishing::uploadBucket));
	}

	private void addScript(RouterFunctions.Builder routes, String path) {
		add(routes, path, Map.of(HttpMethod.PUT, this::publish));
		add(routes, path + "/assets-upload-session", Map.of(HttpMethod.POST, this.publishing::start));
		add(routes, path + "/versions",
				Map.of(HttpMethod.GET, this.scripts::versions, HttpMethod.POST, this::uploadVersion));
		add(routes, path + "/versions/{version}", Map.of(HttpMethod.GET, this.scripts::version));
		add(routes, path + "/deployments",
				Map.of(HttpMethod.GET, this.scripts::deployments, HttpMethod.POST, this.scripts::deploy));
		add(routes, path + "/subdomain",
				Map.of(HttpMethod.GET, this.scripts::subdomain, HttpMethod.POST, this.scripts::subdomain));
		add(routes, path + "/settings", Map.of(HttpMethod.GET, this.scripts.answering(Map.of("bindings", List.of()))));
		add(routes, path + "/script-settings", Map.of(HttpMethod.PATCH, this.scripts.answering(Map.of())));
		add(routes, path + "/references", Map.of(HttpMethod.GET, this.scripts.answering(Map.of())));
		add(routes, path + "/secrets",
				Map.of(HttpMethod.GET, this.scripts.answering(List.of()), HttpMethod.PUT, refusing("A secret")));
		add(routes, path + "/tails", Map.of(HttpMethod.POST, refusing("A log of requests")));
		add(routes, path + "/schedules", Map.of(HttpMethod.PUT, refusing("A schedule")));
		add(routes, path + "/routes", Map.of(HttpMethod.PUT, this.scripts::routes));
		add(routes, path + "/domains/changeset", Map.of(HttpMethod.POST, this.scripts::domainChanges));
		add(routes, path + "/domains/records", Map.of(HttpMethod.PUT, this.scripts::domains));
	}

	/**
	 * Namespaces of Workers for Platforms are not told from each other.
	 */
	private void addDispatchedScript(RouterFunctions.Builder routes, String path) {
		add(routes, path,
				Map.of(HttpMethod.GET, this.scripts.answering(WranglerException.UNKNOWN_DISPATCHED_SCRIPT, Map.of()),
						HttpMethod.PUT, this::publish));
		add(routes, path + "/assets-upload-session", Map.of(HttpMethod.POST, this.publishing::start));
	}

	/**
	 * Add the methods of a path. Every other method is answered by 405.
	 */
	private void add(RouterFunctions.Builder routes, String path, Map<HttpMethod, Handler> handlers) {
		handlers.forEach((method, handler) -> routes
			.route(RequestPredicates.method(method).and(RequestPredicates.path(path)), authenticated(handler)));
		String allowed = handlers.keySet().stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
		routes.route(RequestPredicates.path(path), authenticated((call) -> {
			throw WranglerException.of(HttpStatus.METHOD_NOT_ALLOWED, "The methods of this path are: " + allowed);
		}));
	}

	/**
	 * Only calls with a token count, so that strangers cannot take the place of others.
	 */
	private HandlerFunction<ServerResponse> authenticated(Handler handler) {
		return (request) -> {
			WranglerToken token = this.tokens.authenticate(request.servletRequest());
			checkAccount(request);
			WranglerCall call = new WranglerCall(request, token, this.restrictions);
			return this.calls.count(token.name(), () -> WranglerAnswers.success(handler.handle(call)));
		};
	}

	/**
	 * Uploads of contents carry the token of the session only. It is also the token for
	 * publishing, whichever upload is the last one.
	 */
	private HandlerFunction<ServerResponse> uploading(UploadHandler handler) {
		return (request) -> {
			String token = String.valueOf(WranglerTokens.bearer(request.servletRequest()));
			Claims session = this.sessionTokens.verify(token);
			checkAccount(request);
			return this.calls.count(session.author(), () -> {
				handler.handle(request, session);
				return WranglerAnswers.success(Map.of("jwt", token));
			});
		};
	}

	private void checkAccount(ServerRequest request) {
		String given = request.pathVariables().get("account");
		if (given != null && !given.equals(this.account)) {
			throw WranglerException.of(HttpStatus.NOT_FOUND,
					"There is no account " + FileChecks.shown(given)
							+ ". Set CLOUDFLARE_ACCOUNT_ID, or 'account_id' in the Wrangler configuration, to '"
							+ this.account + "', or remove it.");
		}
	}

	private Object publish(WranglerCall call) throws IOException {
		ProjectVersion version = this.publishing.publish(call);
		return Map.of("id", call.project().value(), "deployment_id", version.id(), "startup_time_ms", 0);
	}

	private Object uploadVersion(WranglerCall call) throws IOException {
		ProjectVersion version = this.publishing.upload(call);
		return this.scripts.describe(call.project(), version);
	}

	/**
	 * Tell {@code whoami} that the token belongs to the account.
	 */
	private static Object noUserToken(WranglerCall call) {
		throw WranglerException.of(HttpStatus.UNAUTHORIZED, INVALID_TOKEN, "The token belongs to an account");
	}

	private static Object noUser(WranglerCall call) {
		throw WranglerException.forbidden("The token belongs to no user");
	}

	private static Object unknown(WranglerCall call) {
		throw WranglerException.of(HttpStatus.NOT_FOUND,
				call.request().path().contains("/pages/") ? "Pages are not supported. Publish with 'wrangler deploy'."
						: "This part of the Cloudflare API is not supported");
	}

	private static Handler refusing(String subject) {
		return (call) -> {
			call.project();
			throw WranglerException.refused(WranglerException.CONFIGURED_ELSEWHERE,
					subject + " belongs to a Worker script, and a project has none. Remove it from the Wrangler"
							+ " configuration.");
		};
	}

	/**
	 * Handles a call with an API token.
	 */
	@FunctionalInterface
	interface Handler {

		/**
		 * Return the result of a call.
		 */
		Object handle(WranglerCall call) throws IOException;

	}

	/**
	 * Handles an upload of contents.
	 */
	@FunctionalInterface
	private interface UploadHandler {

		void handle(ServerRequest request, Claims session) throws IOException;

	}

}
