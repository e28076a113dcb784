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

import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that may publish.
 * <p>
 * Safe for use by many threads.
 *
 * @author the Assets for Spring Boot authors
 */
final class WranglerTokens {

	private static final String BEARER = "Bearer ";

	private final List<WranglerToken> tokens;

	WranglerTokens(List<WranglerToken> tokens) {
		this.tokens = List.copyOf(tokens);
	}

	/**
	 * Return the token of a request. Secrets are compared by their hashes, and always
	 * with all of them, so that the time tells nothing about them. A slow hash would let
	 * strangers take the processors.
	 * @throws WranglerException if the request has no token, or a wrong one
	 */
	WranglerToken authenticate(HttpServletRequest request) {
		String secret = bearer(request);
		if (secret == null) {
			throw WranglerException.forbidden((request.getHeader("X-Auth-Key") != null)
					? "Global API keys are not accepted. Set CLOUDFLARE_API_TOKEN in place of CLOUDFLARE_API_KEY."
					: "A token is necessary. Set CLOUDFLARE_API_TOKEN.");
		}
		byte[] hash = WranglerSigningKey.sha256(secret.getBytes(StandardCharsets.UTF_8));
		WranglerToken found = null;
		for (WranglerToken token : this.tokens) {
			if (token.hasHash(hash)) {
				found = token;
			}
		}
		if (found == null) {
			throw WranglerException
				.forbidden("The token is not valid. Set CLOUDFLARE_API_TOKEN to the secret of a token"
						+ " in 'assets.projects.wrangler.tokens'.");
		}
		return found;
	}

	/**
	 * Return the bearer token of a request.
	 */
	static @Nullable String bearer(HttpServletRequest request) {
		String value = request.getHeader("Authorization");
		return (value != null && value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
				? value.substring(BEARER.length()).strip() : null;
	}

}
