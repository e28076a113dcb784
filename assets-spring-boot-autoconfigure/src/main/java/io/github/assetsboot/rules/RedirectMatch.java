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

package io.github.assetsboot.rules;

import org.jspecify.annotations.Nullable;

/**
 * A redirect rule that applies to a request, its target filled in.
 *
 * @param rule the rule
 * @param target the target, its splat and placeholders filled in
 * @author the Assets for Spring Boot authors
 * @since 0.1.0
 */
public record RedirectMatch(RedirectRule rule, String target) {

	/**
	 * Return whether the target is served under the requested URL, instead of being
	 * redirected to.
	 * @return {@code true} for a 200 rule
	 */
	public boolean isRewrite() {
		return this.rule.status() == 200;
	}

	/**
	 * Return the path that a rewrite serves.
	 * @param origin where the request was sent to
	 * @return the normalized path, or {@code null} if the target is not a valid URL
	 */
	public @Nullable String path(Origin origin) {
		Url url = Url.resolve(this.target, origin);
		return (url != null) ? url.path() : null;
	}

	/**
	 * Return the value of the {@code Location} header. The request's query is kept unless
	 * the target has one.
	 * @param origin where the request was sent to
	 * @param prefix what a path on this host is given back in front: the context path and
	 * the base path, without a slash at the end
	 * @param query the request's query with its question mark, or an empty string
	 * @return the location, or {@code null} if the target is not a valid URL
	 */
	public @Nullable String location(Origin origin, String prefix, String query) {
		Url url = Url.resolve(this.target, origin);
		if (url == null) {
			return null;
		}
		String suffix = (url.query().isEmpty() ? query : url.query()) + url.fragment();
		if (!url.authority().equals(origin.toString())) {
			return url.authority() + url.path() + suffix;
		}
		String path = prefix + url.path();
		return (path.startsWith("//") ? url.authority() : "") + path + suffix;
	}

}
