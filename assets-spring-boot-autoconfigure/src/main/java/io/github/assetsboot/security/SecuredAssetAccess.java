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

package io.github.assetsboot.security;

import java.util.function.Supplier;

import io.github.assetsboot.servlet.AssetsFilter.AssetAccess;
import io.github.assetsboot.servlet.RequestDecisions;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.debug.DebugFilter;

/**
 * Applies the rules of Spring Security to the path of the asset, as for a forward to it.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class SecuredAssetAccess implements AssetAccess {

	private final Supplier<Filter> securityFilter;

	/**
	 * Create the guard.
	 * @param securityFilter gives Spring Security's filter
	 */
	SecuredAssetAccess(Supplier<Filter> securityFilter) {
		this.securityFilter = securityFilter;
	}

	/**
	 * Check that a request may have the asset of another path.
	 * @throws org.springframework.security.access.AccessDeniedException if it may not,
	 * for Spring Security's filters to turn into a log-in or a 403
	 */
	@Override
	public void check(HttpServletRequest request, String path) {
		HttpServletRequest other = RequestDecisions.withPath(request, path);
		for (SecurityFilterChain chain : filterChains().getFilterChains()) {
			if (chain.matches(other)) {
				check(other, chain);
				return;
			}
		}
	}

	private FilterChainProxy filterChains() {
		Filter filter = this.securityFilter.get();
		return (filter instanceof DebugFilter debug) ? debug.getFilterChainProxy() : (FilterChainProxy) filter;
	}

	private static void check(HttpServletRequest request, SecurityFilterChain chain) {
		for (Filter filter : chain.getFilters()) {
			if (filter instanceof AuthorizationFilter authorization) {
				authorization.getAuthorizationManager().verify(SecuredAssetAccess::authentication, request);
			}
		}
	}

	private static Authentication authentication() {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		if (authentication == null) {
			throw new AuthenticationCredentialsNotFoundException(
					"No authentication is available for the check of an asset");
		}
		return authentication;
	}

}
