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

import java.io.IOException;

import io.github.assetsboot.servlet.RequestDecisions.CurrentCollection;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/**
 * Lets {@link HttpServletResponse#encodeURL} return the URL that tells the content of an
 * asset, so that the links of templates lead there.
 *
 * @author the Assets for Spring Boot authors
 */
@SuppressWarnings("serial")
class AssetLinksFilter extends HttpFilter {

	private final transient CurrentCollection assets;

	/**
	 * Create a filter.
	 * @param assets gives the assets that a URL leads to
	 */
	AssetLinksFilter(CurrentCollection assets) {
		this.assets = assets;
	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		chain.doFilter(request, new LinkedResponse(this.assets, request, response));
	}

	/**
	 * An asset is public, so that its URL has no session identifier.
	 */
	private static final class LinkedResponse extends HttpServletResponseWrapper {

		private final CurrentCollection assets;

		private final HttpServletRequest request;

		LinkedResponse(CurrentCollection assets, HttpServletRequest request, HttpServletResponse response) {
			super(response);
			this.assets = assets;
			this.request = request;
		}

		@Override
		public String encodeURL(String url) {
			String link = this.assets.links(this.request, url).find(url, this.request.getContextPath());
			return (link != null) ? link : super.encodeURL(url);
		}

	}

}
