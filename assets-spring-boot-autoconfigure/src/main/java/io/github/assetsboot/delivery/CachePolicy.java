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

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The {@code Cache-Control} of an asset without a header rule for it.
 *
 * @param value the value, or {@code null} for the default one
 * @param valueForUser the value for a request with {@code Authorization}, or {@code null}
 * for the default one
 */
record CachePolicy(@Nullable String value, @Nullable String valueForUser) {

	/**
	 * Stored, and revalidated before each use.
	 */
	static final CachePolicy DEFAULT = new CachePolicy(null, null);

	/**
	 * Stored for a year. The file is public by its configuration, so a request with
	 * {@code Authorization} gets the same value.
	 */
	static final CachePolicy IMMUTABLE = of("public, max-age=31536000, immutable", false);

	/**
	 * Create a policy of the configured value. A request with {@code Authorization} gets
	 * it as {@code private}: RFC 9111, section 3.5, lets a shared cache store such a
	 * response for everybody if it has {@code public}, {@code s-maxage} or
	 * {@code must-revalidate}.
	 * @param value the value, or {@code null} if none is configured
	 * @return the policy
	 */
	static CachePolicy ofConfigured(@Nullable String value) {
		return (value != null) ? of(value, true) : DEFAULT;
	}

	private static CachePolicy of(String value, boolean privateForUser) {
		return new CachePolicy(value, privateForUser ? CacheDirectives.toPrivate(value) : value);
	}

	/**
	 * Return the policy for a content type: a configured value is not for HTML pages,
	 * which name the other files of a deployment.
	 */
	CachePolicy forContentType(@Nullable String contentType) {
		boolean html = contentType != null && contentType.regionMatches(true, 0, "text/html", 0, "text/html".length());
		return (html && !isImmutable()) ? DEFAULT : this;
	}

	/**
	 * The values are compared, because the JDK keeps a record type whose equality is
	 * asked for, and with it the class loader of a web application.
	 */
	private boolean isImmutable() {
		return Objects.equals(this.value, IMMUTABLE.value);
	}

	boolean isDefault() {
		return this.value == null;
	}

	@Nullable String valueFor(CacheAudience audience) {
		if (isDefault()) {
			return audience.defaultCacheControl();
		}
		return audience.isUser() ? this.valueForUser : this.value;
	}

}
