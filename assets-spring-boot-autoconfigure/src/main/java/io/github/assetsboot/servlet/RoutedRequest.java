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

package io.github.assetsboot.servlet;

import io.github.assetsboot.delivery.AssetCollections.LocalizedRequest;
import io.github.assetsboot.delivery.AssetResponse;
import io.github.assetsboot.delivery.AssetSnapshot;
import io.github.assetsboot.routing.Decision;
import io.github.assetsboot.routing.Decision.AskDevServer;
import io.github.assetsboot.routing.Decision.ByAssets;
import io.github.assetsboot.routing.Decision.ByLanguage;
import io.github.assetsboot.routing.Decision.ServeAsset;
import io.github.assetsboot.routing.RoutingRequest;
import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request with its decision, pinned to the servlet request. The decision is made once,
 * for the first caller that needs it.
 *
 * @param request the parts of the request that the decision depends on
 * @param snapshot the assets that it was made by
 * @param decision the decision
 * @param languages the languages that the decision may depend on, {@code null} for none
 * @param ready the answer, where it is known ahead of the request
 * @param uri the path of the servlet request as it was sent
 * @param rerouted whether a filter has replaced the request by another one, on which the
 * decision was made
 * @param state the state of the decision
 * @author the Assets for Spring Boot authors
 */
record RoutedRequest(RoutingRequest request, AssetSnapshot snapshot, Decision decision,
		@Nullable LocalizedRequest languages, @Nullable AssetResponse ready, String uri, boolean rerouted,
		State state) {

	/**
	 * Name of the request attribute. A probe for another path hides it.
	 */
	static final String ATTRIBUTE = RoutedRequest.class.getName();

	/**
	 * Find the decision that is pinned to a request.
	 * @param request the request
	 * @return the decision, or {@code null} if there is none yet
	 */
	static @Nullable RoutedRequest pinnedTo(HttpServletRequest request) {
		return (RoutedRequest) request.getAttribute(ATTRIBUTE);
	}

	RoutedRequest pinTo(HttpServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
		return this;
	}

	RoutedRequest with(State state) {
		return new RoutedRequest(this.request, this.snapshot, this.decision, this.languages, this.ready, this.uri,
				this.rerouted, state);
	}

	/**
	 * Return the response. If it is served under another path than its own, the guard is
	 * asked first.
	 * @param byAssets the part of the decision that the assets answer
	 * @param access the guard
	 * @param servletRequest the servlet request
	 * @return the response
	 */
	AssetResponse response(ByAssets byAssets, AssetAccess access, HttpServletRequest servletRequest) {
		String path = servedPath(byAssets);
		if (path != null && !isPathOf(servletRequest, path)) {
			access.check(servletRequest, path);
		}
		if (byAssets instanceof ByLanguage byLanguage && this.languages != null) {
			return this.languages.response(byLanguage, this.request);
		}
		return (this.ready != null) ? this.ready : this.snapshot.routedResponse(byAssets, this.request);
	}

	/**
	 * A redirect of html handling tells that the language has the file.
	 */
	private static @Nullable String servedPath(ByAssets decision) {
		ByAssets byAssets = ByLanguage.answer(decision);
		if (byAssets instanceof ServeAsset serveAsset) {
			return serveAsset.path();
		}
		if (decision instanceof ByLanguage byLanguage) {
			return byLanguage.path();
		}
		return (byAssets instanceof AskDevServer ask) ? ask.path() : null;
	}

	/**
	 * Security rules see the path of the first decision or a later one, which a filter
	 * may have replaced since.
	 */
	private boolean isPathOf(HttpServletRequest servletRequest, String path) {
		return !this.rerouted && servletRequest.getRequestURI().equals(servletRequest.getContextPath() + path);
	}

	/**
	 * A filter may have replaced the request by one for another path or method.
	 */
	boolean isFor(HttpServletRequest request) {
		return this.uri.equals(request.getRequestURI()) && this.request.method().equals(request.getMethod());
	}

	/**
	 * Return whether a security matcher has answered that the request is the assets'.
	 */
	boolean isPromised() {
		return this.state == State.PROMISED;
	}

	/**
	 * Return whether the assets filter has let the request pass.
	 */
	boolean isPassed() {
		return this.state == State.PASSED || this.state == State.CARRIED_OUT;
	}

	/**
	 * Return whether another language may have had a file, so that the decision would
	 * have been another one.
	 */
	boolean isByLanguage() {
		return this.languages != null && this.languages.isChosen();
	}

	/**
	 * Return the decision where no handler of the application takes the request.
	 * @return the decision, or {@code null} if the application always answers
	 */
	Decision.@Nullable Unhandled unhandled() {
		return (this.decision instanceof Decision.Application application) ? application.otherwise()
				: (Decision.Unhandled) this.decision;
	}

	/**
	 * The states of a decision.
	 */
	enum State {

		/**
		 * The decision is made.
		 */
		DECIDED,

		/**
		 * A security matcher has answered that the request is the assets', so that nobody
		 * else may answer it.
		 */
		PROMISED,

		/**
		 * The assets filter has let the request pass to the application.
		 */
		PASSED,

		/**
		 * The last handler mapping has carried the decision out.
		 */
		CARRIED_OUT

	}

}
